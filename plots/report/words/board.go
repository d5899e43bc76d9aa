package words

// boardPhrases are the texts of the board report.
var boardPhrases = map[string]phrase{
	"board.months": {EN: "%d months", One: "1 month", JA: "%dか月"},
}
