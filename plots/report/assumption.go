package report

// Assumption is a row of the register of assumptions: an input as the plan has
// it. The texts are shown as they are; an empty source is listed as missing.
type Assumption struct {
	Name   string // its path in the plan
	Title  string // what people call it; may be empty
	Value  string // "pert(5% 15% 30%)"
	Unit   string // "/month"; may be empty
	Source string
	Place  string // file:line, or "default"
}
