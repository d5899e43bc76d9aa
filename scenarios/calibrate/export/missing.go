package export

import "bytes"

// missingWords stand for "no value" in columns of numbers, dates and flags, in
// lower case. Among texts only those count that no one would use as a name.
var missingWords = map[string]bool{
	"na": true, "n/a": true, "#n/a": true, "null": true, "none": true, "nil": true, "nan": true, "nat": true, "\\n": true, "(blank)": true, "<na>": true,
	"-": true, "--": true, "–": true, "—": true, "ー": true, "－": true, "―": true, "なし": true, "無し": true, "未定": true, "不明": true, "未設定": true, "#na": true,
}

var missingTexts = map[string]bool{
	"null": true, "#n/a": true, "nan": true, "\\n": true, "(blank)": true, "<na>": true, "-": true, "－": true,
}

// isMissing reports whether a trimmed cell holds no value.
func isMissing(cell []byte, among map[string]bool) bool {
	if len(cell) == 0 {
		return true
	}
	var lower [12]byte
	if len(cell) > len(lower) || cell[0] >= '0' && cell[0] <= '9' {
		return false
	}
	n := copy(lower[:], cell)
	for i, c := range lower[:n] {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c | 0x20
		}
	}
	return among[string(lower[:n])]
}

// totalWords mark the row of a sum below or between the data.
var totalWords = nameSet(`total totals grandtotal subtotal sum 合計 総計 小計 計 総合計 平均 average`)

// isTotal reports whether a text marks a row of sums.
func isTotal(text []byte) bool {
	if len(text) > 24 || len(text) < 3 || text[0] >= '0' && text[0] <= '9' {
		return false
	}
	switch text[0] | 0x20 {
	case 't', 'g', 's', 'a':
	default:
		if text[0] < 0x80 {
			return false
		}
	}
	return totalWords[plainName(string(bytes.TrimRight(text, ":：")))]
}
