package export

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// plainName folds what a reader overlooks in a column's name: case, full-width
// forms, spaces, underscores and every other sign.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == 'ー' || r == '#' {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(name))
}

// withoutBrackets drops what stands in brackets, as in "月額（税込）" or
// "Spend (USD)".
func withoutBrackets(name string) string {
	var b strings.Builder
	depth := 0
	for _, r := range norm.NFKC.String(name) {
		switch r {
		case '(', '[', '{', '【', '〔', '〈', '《':
			depth++
		case ')', ']', '}', '】', '〕', '〉', '》':
			depth = max(0, depth-1)
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// columnNames lists, by field, how exports call its column, in the form of
// [plainName]. A field's own name, which need not be listed, goes before all of
// them.
var columnNames = map[Field]string{
	Customer: `customerid customerno customernumber customernum customerkey customercode custid custno clientid clientnum
		clientno client clientnumber userid user userno memberid member memberno accountid account accountno accountnumber
		subscriberid subscriber uid id buyerid contactid householdid msisdn
		顧客id 顧客番号 顧客コード 顧客no 顧客 会員id 会員番号 会員no 会員コード 会員 ユーザーid ユーザid ユーザー番号 ユーザー ユーザ
		契約者id 契約者番号 契約者 お客様番号 お客様id お客様コード 得意先コード 得意先番号 取引先コード 取引先id アカウントid 利用者id 加入者番号 購入者id`,
	Tenure: `tenuremonths tenureinmonths monthstenure tenuremonth monthsactive activemonths monthsasacustomer customeragemonths
		monthsonbook monthsonbooks accountlength accountage accountagemonths ageinmonths lifetimemonths subscriptionmonths membershipmonths
		契約月数 継続月数 利用月数 在籍月数 契約期間月 契約期間月数 利用期間月数 継続期間月数 加入月数 会員歴月数 経過月数 契約期間 継続期間 利用期間 在籍期間`,
	Churned: `churn churnflag churnlabel churnvalue churnedflag ischurn ischurned haschurned churnstatus attrition attritionflag exited
		cancelled canceled iscancelled iscanceled left haslef hasleft customerstatus status accountstatus subscriptionstatus contractstatus
		active isactive activeflag retained isretained
		解約 解約フラグ 解約有無 解約済 解約済み 解約状況 退会 退会フラグ 退会済 退会済み 離脱 離脱フラグ 離反 離反フラグ チャーン
		ステータス 状態 契約状態 契約ステータス 会員ステータス 会員状態 契約状況 在籍 在籍フラグ 継続フラグ 有効フラグ 契約中`,
	Start: `startdate startedat startedon startson startat joindate joined joinedat joinedon joiningdate dateofjoining signupdate signup signedupat
		signupat registrationdate registeredat registered createdat created createddate creationdate contractstart contractstartdate
		subscriptionstart subscriptionstartdate subscriptioncreated subscriptioncreatedat periodstart currentperiodstart periodstartdate begindate begin activationdate activatedat from
		validfrom effectivefrom datejoined datecreated membersince customersince cohortdate
		契約開始日 契約日 開始日 利用開始日 入会日 登録日 加入日 会員登録日 申込日 初回契約日 契約開始 開始 開始年月日 契約年月日 入会年月日 期間開始 期間開始日 適用開始日
		サービス開始日 課金開始日 契約開始年月日 利用開始 登録日時 開始日時 入会日時 作成日 作成日時`,
	End: `enddate endedat endedon endsat endson endat churndate churnedat churnedon canceldate canceldat cancelledat canceledat cancellationdate
		cancelleddate canceleddate cancelledon canceledon cancelat leavedate leftat lefton exitdate terminationdate terminatedat contractend contractenddate
		subscriptionend subscriptionenddate subscriptionendedat periodend currentperiodend periodenddate expirydate expirationdate expiresat to validto effectiveto deactivatedat closedat closedate
		解約日 終了日 退会日 契約終了日 利用終了日 解約年月日 終了年月日 退会年月日 契約終了 終了 期間終了 期間終了日 適用終了日 満了日 離脱日 契約満了日 サービス終了日
		課金終了日 解約日時 退会日時 終了日時 契約終了年月日 利用終了`,
	Price: `monthlycharges monthlycharge monthlyprice monthlyfee monthlyamount monthlyrate monthlypayment monthlyrevenue pricemonthly pricepermonth
		mrr arpu fee subscriptionfee planprice  unitprice recurringfee recurringcharge
		月額 月額料金 月額費用 月額課金額 月額利用料 月額利用料金 料金 価格 単価 月会費 会費 利用料 利用料金 月次料金 月次売上 月次課金額 月間利用料 契約金額月額 課金額`,
	Segment: `customersegment segmentname セグメント 顧客セグメント 区分 顧客区分`,
	Contract: `contracttype contractterm contractlength contractperiod term termmonths billingperiod billingcycle billinginterval
		契約種別 契約形態 契約タイプ 契約プラン期間 契約区分 契約サイクル 支払サイクル 支払いサイクル 請求サイクル 契約年数`,
	MRR: `monthlyrecurringrevenue mrramount mrrusd mrrjpy mrreur monthlyamount monthlyprice monthlyfee monthlycharges monthlycharge monthlyrevenue price pricepermonth
		planamount recurringrevenue subscriptionfee
		月額 月額料金 月額費用 月額課金額 月額利用料 月額利用料金 月次経常収益 月間経常収益 月次売上 月次課金額 課金額 料金 利用料金 利用料`,
	Date: `invoicedate orderdate purchasedate transactiondate txdate txndate trxdate saledate salesdate paymentdate paiddate paidat
		purchasedat orderedat orderdatetime transactiondatetime datetime timestamp day orderpurchasetimestamp ordercreatedat invoicedatetime billingdate processedat createdat created
		売上日 購入日 注文日 取引日 受注日 販売日 決済日 会計日 支払日 請求日 日付 年月日 購入日時 注文日時 売上日時 取引日時 受注日時 決済日時 日時 来店日 利用日 購買日 購買日時 計上日 売上計上日`,
	Amount: `total totalamount totalprice ordertotal ordervalue orderamount invoiceamount invoicetotal invoicevalue sales salesamount saleamount revenue spend value
		transactionamount transactionvalue purchaseamount paymentamount paymentvalue amountpaid grandtotal linetotal netamount grossamount netsales subtotal price
		金額 売上金額 売上 売上高 購入金額 購入額 注文金額 合計金額 合計 税込金額 税抜金額 取引金額 決済金額 支払金額 請求金額 受注金額 販売金額 購買金額 利用金額 お支払い金額 会計金額 売上額`,
	Order: `orderid orderno ordernumber orderref invoice invoiceid invoiceno invoicenumber transactionid transactionno transactionnumber receiptid receiptno
		receiptnumber purchaseid paymentid txid txnid
		注文番号 注文id 受注番号 受注id 伝票番号 売上番号 取引番号 取引id 請求書番号 レシート番号 決済id 購入id`,
	Cancelled: `canceled cancel iscancelled iscanceled cancelledflag canceledflag cancelflag cancellation refunded refund isrefund isrefunded returned isreturn isreturned voided void
		キャンセル キャンセルフラグ 取消 取消フラグ 返品 返品フラグ 返金 返金フラグ キャンセル済 取消区分`,
	Repeats:  `frequency repeatpurchases repeats repeatcount xrepeat リピート回数 リピート購入回数 再購入回数`,
	LastAt:   `tx recency tlast lastpurchasetime 最終購入時点`,
	Observed: `tobserved tcal observationperiod observed customerage 観測期間`,
	Mean: `zbar meanspend averagespend avgspend monetary monetaryvalue averageordervalue avgordervalue aov mx meanvalue averageamount meanamount
		平均購入金額 平均購入単価 平均単価 平均注文金額 平均客単価 客単価 平均購入額`,
	Month: `yearmonth monthyear ym date period monthstart reportmonth monthdate monthof calendarmonth yyyymm 年月 月 対象月 計上月 対象年月 月度 集計月 実績月 期間 年月日 日付`,
	Channel: `channelname source acquisitionchannel acquisitionsource marketingchannel medium media utmsource campaign campaignname platform
		チャネル チャネル名 チャンネル 広告媒体 媒体 媒体名 流入経路 獲得経路 獲得チャネル 経路 広告チャネル 集客チャネル 施策`,
	Spend: `adspend marketingspend cost costs totalspend totalcost adcost marketingcost amountspent mediaspend mediacost acquisitioncost acquisitionspend budget
		広告費 費用 コスト 広告費用 獲得費用 獲得コスト 宣伝費 広告宣伝費 マーケティング費 マーケティング費用 販促費 出稿金額 消化金額 利用金額 支出 投下費用 ご利用金額`,
	New: `newcustomers newcustomer newusers newclients newmembers newsubscribers newaccounts newlogos newcustomercount newlycustomers customersacquired acquiredcustomers acquired acquisitions acquisition
		customers conversions signups
		新規顧客数 新規顧客 新規 新規獲得数 獲得数 獲得件数 新規件数 新規会員数 新規契約数 新規契約件数 新規入会数 入会数 入会者数 獲得顧客数 新規ユーザー数 cv数 cv コンバージョン数 成約数 新規登録数`,
}

// opposite lists names of columns whose "yes" means that the customer is still
// there.
var opposite = nameSet(`active isactive activeflag retained isretained 在籍 在籍フラグ 継続フラグ 有効フラグ 契約中`)

// knownNames is columnNames by field and plain name.
var knownNames = func() map[Field]map[string]bool {
	all := map[Field]map[string]bool{}
	for field, names := range columnNames {
		all[field] = nameSet(names)
	}
	return all
}()

func nameSet(names string) map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(names) {
		set[plainName(name)] = true
	}
	return set
}

// isFieldName reports whether a column bears the field's own name.
func isFieldName(field Field, name string) bool { return plainName(name) == plainName(string(field)) }

// names reports whether a column of this name is known to hold the field.
func names(field Field, name string) bool {
	known := knownNames[field]
	return isFieldName(field, name) || known[plainName(name)] || known[plainName(withoutBrackets(name))]
}
