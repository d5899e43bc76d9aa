package export

// flagWord is what a word in a column of flags says.
type flagWord byte

const (
	unknownFlag flagWord = iota
	yesFlag
	noFlag
	goneFlag // the customer has left, whatever the column is called
	hereFlag // the customer is still there
)

// flagWords lists the words, in the form of [plainName].
var flagWords = func() map[string]flagWord {
	words := map[string]flagWord{}
	for flag, list := range map[flagWord]string{
		yesFlag: `yes y true t 1 はい 有 有り あり 真 on x`,
		noFlag:  `no n false f 0 いいえ 無 無し なし 偽 off`,
		goneFlag: `churned churn cancelled canceled left exited inactive terminated ended expired closed lapsed lost attrited attritedcustomer
			deactivated deleted unsubscribed 解約 解約済 解約済み 退会 退会済 退会済み 離脱 離反 終了 契約終了 停止 無効 失効 休眠解約 除籍 キャンセル キャンセル済 取消 返品 返金 refunded returned void voided`,
		hereFlag: `active stayed retained current existing existingcustomer joined open subscribed renewed live 継続 継続中 契約中 利用中 有効 在籍 在籍中
			会員 現会員 活動中 未解約 入会 正常 paid completed complete trialing trial pastdue 完了 valid`,
	} {
		for name := range nameSet(list) {
			words[name] = flag
		}
	}
	words["○"], words["〇"], words["◯"], words["✓"], words["×"], words["✕"] = yesFlag, yesFlag, yesFlag, yesFlag, noFlag, noFlag
	words["1.0"], words["0.0"] = yesFlag, noFlag
	return words
}()

// lexFlag looks a cell up without allocating for the usual words.
func lexFlag(cell []byte) flagWord {
	var lower [24]byte
	if len(cell) <= len(lower) {
		n := copy(lower[:], cell)
		for i, c := range lower[:n] {
			if c >= 'A' && c <= 'Z' {
				lower[i] = c | 0x20
			}
		}
		if flag := flagWords[string(lower[:n])]; flag != unknownFlag {
			return flag
		}
	}
	if len(cell) > 100 {
		return unknownFlag
	}
	return flagWords[plainName(string(cell))]
}

// flagValue returns what the word says under a column whose "yes" means gone, or
// still there where inverse.
func (w flagWord) value(inverse bool) (gone, ok bool) {
	switch w {
	case yesFlag:
		return !inverse, true
	case noFlag:
		return inverse, true
	case goneFlag:
		return true, true
	case hereFlag:
		return false, true
	}
	return false, false
}
