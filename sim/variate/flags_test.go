package variate

import (
	"flag"
	"fmt"
	"os"
	"testing"
	"time"
)

var (
	soak = flag.Bool("soak", false, "draw fresh seeds instead of the fixed one")
	seed = flag.Uint64("seed", 20270101, "seed of the random tests")
)

func TestMain(m *testing.M) {
	flag.Parse()
	// The seed repeats a failure; no file of it is wanted in the source tree.
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	if drawn := flag.Lookup("rapid.seed"); !*soak && drawn.Value.String() == drawn.DefValue {
		if err := drawn.Value.Set(fmt.Sprint(*seed)); err != nil {
			panic(err)
		}
	}
	if *soak {
		*seed = uint64(time.Now().UnixNano())
		fmt.Fprintf(os.Stderr, "-seed %d\n", *seed)
	}
	os.Exit(m.Run())
}
