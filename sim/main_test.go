package sim

import (
	"flag"
	"os"
	"testing"
)

// TestMain makes property tests draw the same plans in every run; -rapid.seed
// and -rapid.checks draw others and more.
func TestMain(m *testing.M) {
	flag.Parse()
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == seed.DefValue {
		if err := flag.Set("rapid.seed", "20270101"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
