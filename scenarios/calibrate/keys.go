package calibrate

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// keys makes names of the data safe to be keys of a plan and parts of the names
// of its assumptions: letters of any script, digits and _ remain, anything else
// becomes _. No key begins with a digit, is a word that plans use, or equals an
// earlier one where case is ignored.
type keys struct{ used map[string]bool }

// mostKey is the number of characters of a key before what makes it unique.
const mostKey = 60

// reserved are words that mean something in a plan where a name may stand, or
// begin the names of the channels' assumptions.
var reserved = map[string]bool{"": true, "to": true, "y": true, "n": true, "yes": true, "no": true, "on": true, "off": true,
	"true": true, "false": true, "null": true, "nan": true, "inf": true, "draws": true, "gross_margin": true, "cac": true, "saturation": true, "joiners": true}

func (k *keys) of(name string) string {
	if k.used == nil {
		k.used = map[string]bool{}
	}
	safe := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) {
			return r
		}
		return '_'
	}, norm.NFKC.String(strings.ToValidUTF8(name, "_")))
	for strings.Contains(safe, "__") {
		safe = strings.ReplaceAll(safe, "__", "_")
	}
	safe = strings.Trim(safe, "_")
	if runes := []rune(safe); len(runes) > mostKey {
		sum := sha256.Sum256([]byte(name))
		safe = string(runes[:mostKey]) + "_" + hex.EncodeToString(sum[:3])
	}
	if lower := strings.ToLower(safe); reserved[lower] || strings.HasPrefix(lower, "cac_") || strings.HasPrefix(lower, "saturation_") || strings.HasPrefix(lower, "joiners_") || unicode.IsDigit([]rune(safe + "0")[0]) || unicode.Is(unicode.M, []rune(safe + "0")[0]) {
		safe = "s_" + safe
	}
	free := safe
	for n := 2; k.used[strings.ToLower(free)]; n++ {
		free = safe + "_" + strconv.Itoa(n)
	}
	k.used[strings.ToLower(free)] = true
	return free
}

// quote writes any text as a double-quoted scalar of YAML, on one line.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsPrint(r) && r < 0xFFFE || r == ' ':
			b.WriteRune(r)
		case r < 0x10000:
			b.WriteString(`\u` + strings.ToUpper(strconv.FormatInt(0x10000+int64(r), 16)[1:]))
		default:
			b.WriteString(`\U` + strings.ToUpper(strconv.FormatInt(0x100000000+int64(r), 16)[1:]))
		}
	}
	b.WriteByte('"')
	return b.String()
}

// comment makes any text safe to stand in a comment: one line, printable.
func comment(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) || r == ' ' {
			return r
		}
		return '\uFFFD'
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
