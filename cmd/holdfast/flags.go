package main

import (
	"fmt"
	"strconv"
	"strings"

	"holdfast/sim"
)

// choice is a flag with a fixed set of values.
type choice struct {
	value string
	among []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.among, "|") }

func (c *choice) Set(text string) error {
	for _, allowed := range c.among {
		if text == allowed {
			c.value = text
			return nil
		}
	}
	return fmt.Errorf("unknown%s", didYouMean(text, c.among))
}

// whole is a flag that takes a whole number from low to high; given says
// whether it was there.
type whole struct {
	value     int
	low, high int
	given     bool
}

func (w *whole) Type() string { return "N" }

func (w *whole) String() string {
	if !w.given {
		return ""
	}
	return strconv.Itoa(w.value)
}

func (w *whole) Set(text string) error {
	v, err := strconv.Atoi(text)
	if err != nil || v < w.low || v > w.high {
		return fmt.Errorf("want a whole number from %d to %d", w.low, w.high)
	}
	w.value, w.given = v, true
	return nil
}

// seedFlag takes any 64-bit whole number of at least 0.
type seedFlag struct {
	value uint64
	given bool
}

func (f *seedFlag) Type() string { return "N" }

func (f *seedFlag) String() string {
	if !f.given {
		return ""
	}
	return strconv.FormatUint(f.value, 10)
}

func (f *seedFlag) Set(text string) error {
	v, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return fmt.Errorf("want a whole number from 0 to 18446744073709551615")
	}
	f.value, f.given = v, true
	return nil
}

// settings collects --set PATH=VALUE.
type settings struct{ list []sim.Setting }

func (s *settings) Type() string   { return "PATH=VALUE" }
func (s *settings) String() string { return "" }

// Set splits at the first = that is not within double quotes.
func (s *settings) Set(text string) error {
	quoted := false
	for i, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '=' && !quoted:
			path := strings.TrimSpace(text[:i])
			if path == "" {
				return fmt.Errorf("want PATH=VALUE, such as segments.smb.price=10800/month; there is nothing before =")
			}
			s.list = append(s.list, sim.Setting{Path: path, Value: strings.TrimSpace(text[i+1:])})
			return nil
		}
	}
	return fmt.Errorf("want PATH=VALUE, such as segments.smb.price=10800/month")
}
