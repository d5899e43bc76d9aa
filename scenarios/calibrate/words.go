package calibrate

import "fmt"

// fraction writes a share as the fraction that it is, in two digits: .0082.
func fraction(v float64) string {
	digits := 2
	for x := v; x > 0 && x < 0.1 && digits < 6; x *= 10 {
		digits++
	}
	text := fmt.Sprintf("%.*f", digits, v)
	if len(text) > 1 && text[0] == '0' {
		return text[1:]
	}
	return text
}

// count writes a number of things: "1 row", "2,000 rows".
func count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case noun == "loss":
		return grouped(n) + " losses"
	}
	return grouped(n) + " " + noun + "s"
}

// grouped writes a whole number with commas between its thousands.
func grouped(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
