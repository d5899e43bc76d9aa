package main

import (
	"fmt"
	"strconv"

	"holdfast/scenarios/calibrate"
	"holdfast/scenarios/calibrate/export"
)

// dateFlag takes a date.
type dateFlag struct {
	value calibrate.Day
	given bool
}

func (d *dateFlag) Type() string { return "DATE" }

func (d *dateFlag) String() string {
	if !d.given {
		return ""
	}
	return d.value.String()
}

func (d *dateFlag) Set(text string) error {
	day, ok := export.ParseDate(text, export.YMD)
	if !ok {
		return fmt.Errorf("want a date such as 2027-01-31")
	}
	d.value, d.given = calibrate.Day(day), true
	return nil
}

func (d *dateFlag) day() calibrate.Day {
	if !d.given {
		return calibrate.NoDay
	}
	return d.value
}

// coversFlag takes the months that a flag looks back, or all.
type coversFlag struct {
	months int // 0: all
	given  bool
}

func (c *coversFlag) Type() string { return "all|N" }

func (c *coversFlag) String() string {
	switch {
	case !c.given:
		return ""
	case c.months == 0:
		return "all"
	}
	return strconv.Itoa(c.months)
}

func (c *coversFlag) Set(text string) error {
	c.given = true
	if text == "all" {
		c.months = 0
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1200 {
		return fmt.Errorf("want all, or a whole number of months from 1 to 1200")
	}
	c.months = n
	return nil
}

// mapFlag collects --map FIELD=COLUMN.
type mapFlag struct{ list []export.Mapping }

func (m *mapFlag) Type() string   { return "FIELD=COLUMN" }
func (m *mapFlag) String() string { return "" }

func (m *mapFlag) Set(text string) error {
	mapping, err := export.ParseMapping(text)
	if err != nil {
		return err
	}
	m.list = append(m.list, mapping)
	return nil
}

// holdoutFlag takes a number of months or a date.
type holdoutFlag struct {
	months int
	date   dateFlag
	given  bool
}

func (h *holdoutFlag) Type() string { return "MONTHS|DATE" }

func (h *holdoutFlag) String() string {
	switch {
	case !h.given:
		return ""
	case h.date.given:
		return h.date.String()
	}
	return strconv.Itoa(h.months)
}

func (h *holdoutFlag) Set(text string) error {
	n, err := strconv.Atoi(text)
	switch {
	case err == nil && n >= 1 && n <= 120:
		h.months, h.given = n, true
		return nil
	case err == nil || h.date.Set(text) != nil:
		return fmt.Errorf("want a whole number of months from 1 to 120, or a date such as 2026-06-30")
	}
	h.given = true
	return nil
}
