package retention

import (
	"flag"
	"os"
	"testing"
)

// TestMain makes property tests draw the same cases in every run; -rapid.seed
// and -rapid.checks draw others and more.
func TestMain(m *testing.M) {
	flag.Parse()
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == "0" {
		if err := flag.Set("rapid.seed", "1"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
