package main

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longestFileName bounds the part of a file name that comes from a plan, in
// bytes; file systems allow 255 for a name.
const longestFileName = 100

// fileNames makes names of a plan safe to stand in file names: letters and
// digits of any script, - and _ remain, anything else becomes _. A name that
// had to be altered, or that an earlier one equals where case is ignored, ends
// with a part of its hash. The same name gives the same file in every run,
// such a clash excepted.
type fileNames struct{ used map[string]bool }

func (f *fileNames) of(name string) string {
	if f.used == nil {
		f.used = map[string]bool{}
	}
	safe := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '-' || r == '_' {
			return r
		}
		return '_'
	}, norm.NFC.String(strings.ToValidUTF8(name, "_")))
	altered := safe != name
	if len(safe) > longestFileName {
		safe, altered = strings.ToValidUTF8(safe[:longestFileName], ""), true
	}
	if altered || f.used[strings.ToLower(safe)] {
		sum := sha256.Sum256([]byte(name))
		safe += "-" + hex.EncodeToString(sum[:4])
	}
	f.used[strings.ToLower(safe)] = true
	return safe
}
