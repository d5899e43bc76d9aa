package export

import (
	"bytes"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// personalNames lists names of columns that hold what identifies a person, in
// the form of [plainName].
var personalNames = nameSet(`name fullname firstname lastname givenname familyname middlename surname customername clientname username membername
	contactname contact company companyname organization organisation accountname nickname displayname billingname shippingname
	email emailaddress mail mailaddress emailid customeremail useremail contactemail phone phonenumber phoneno tel telephone telephonenumber mobile
	mobilenumber mobilephone cell cellphone fax msisdn address address1 address2 street streetaddress billingaddress shippingaddress homeaddress
	zipcode postcode postalcode birthday birthdate dateofbirth dob ssn passport iban ipaddress ip
	氏名 名前 姓名 姓 名 お名前 顧客名 会員名 契約者名 担当者 担当者名 ユーザー名 ユーザ名 会社名 企業名 法人名 取引先名 得意先名 お客様名 利用者名 購入者名 届け先名
	フリガナ ふりがな カナ 氏名カナ カナ氏名 氏名フリガナ 顧客名カナ 顧客名フリガナ セイ メイ
	メール メールアドレス eメール アドレス 電話 電話番号 携帯 携帯電話 携帯番号 携帯電話番号 連絡先 tel番号 fax番号
	住所 住所1 住所2 番地 郵便番号 生年月日 誕生日 マイナンバー ipアドレス`)

// personalEndings mark a name that ends in one of them.
var personalEndings = []string{
	"fullname", "firstname", "lastname", "customername", "emailaddress", "email", "phonenumber", "mailaddress", "streetaddress",
	"氏名", "メールアドレス", "電話番号", "フリガナ", "ふりがな", "住所", "生年月日",
}

// personalName reports whether a column of this name holds what identifies a
// person.
func personalName(name string) bool {
	for _, plain := range []string{plainName(name), plainName(withoutBrackets(name))} {
		if personalNames[plain] {
			return true
		}
		for _, ending := range personalEndings {
			if strings.HasSuffix(plain, ending) {
				return true
			}
		}
	}
	return false
}

// looksPersonal reports whether a text looks like a mail address or a phone
// number.
func looksPersonal(text []byte) bool { return isMail(text) || isPhone(text) }

// isMail reports whether a mail address stands in the text.
func isMail(text []byte) bool {
	at := bytes.IndexByte(text, '@')
	if at < 0 {
		if at = bytes.Index(text, []byte("＠")); at < 0 {
			return false
		}
	}
	return at > 0 && bytes.IndexByte(text[at:], '.') > 1
}

// isPhone reports whether the text is a phone number: nine to fifteen digits
// after + or 0, or with signs between them in the manner of phone numbers.
func isPhone(text []byte) bool {
	if len(text) < 9 || len(text) > 60 {
		return false
	}
	digits, signs, first := 0, 0, rune(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		if r = narrow(r); first == 0 {
			first = r
		}
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == '-' || r == ' ' || r == '(' || r == ')' || r == '+' || r == 'ー':
			signs++
		case r == '.' && signs > 0:
		default:
			return false
		}
	}
	return digits >= 9 && digits <= 15 && (first == '0' || first == '+' || first == '(' || signs >= 2 && digits >= 10)
}

// isPersonName reports whether the text has the form of a person's name: two or
// three capitalised words, or two words of a few kanji or kana each.
func isPersonName(text []byte) bool {
	words, letters, east, west := 0, 0, 0, 0
	inside := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		i += size
		switch {
		case r == ' ' || r == '\u3000' || r == '・':
			if !inside {
				return false
			}
			inside = false
			continue
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー':
			if !inside {
				words++
			}
			east++
		case unicode.IsLetter(r) || r == '.' || r == '-' || r == '\'':
			if !inside {
				if !unicode.IsUpper(r) {
					return false
				}
				words++
			}
			west++
		default:
			return false
		}
		inside = true
		letters++
	}
	if east > 0 && west > 0 {
		return false
	}
	return words == 2 && east > 0 && east <= 12 || words >= 2 && words <= 3 && west > 0 && letters <= 40
}

// contentJudge looks at cells of one column and says whether they are personal.
type contentJudge struct {
	cells, mails, phones, people int
	seen                         uint64 // by hash, to see whether values repeat
}

// judgedRows is the number of rows that are judged.
const judgedRows = 1000

func (j *contentJudge) add(cell []byte) {
	if len(cell) == 0 {
		return
	}
	j.cells++
	h := uint32(2166136261)
	for _, c := range cell {
		h = (h ^ uint32(c)) * 16777619
	}
	j.seen |= 1 << ((h ^ h>>15) * 0x9e3779b1 >> 26)
	switch {
	case isMail(cell):
		j.mails++
	case isPhone(cell):
		j.phones++
	case isPersonName(cell):
		j.people++
	}
}

// verdict says what the column looks like, "" for nothing personal. Names must
// be many different ones, so that cities and products are not taken for people.
func (j *contentJudge) verdict() string {
	switch {
	case j.cells == 0:
		return ""
	case j.mails*5 >= j.cells:
		return "mail addresses"
	case j.phones*2 >= j.cells:
		return "phone numbers"
	case j.people*5 >= j.cells*4 && bits.OnesCount64(j.seen) >= min(32, j.cells/2) && j.cells >= 12:
		return "names of people"
	}
	return ""
}
