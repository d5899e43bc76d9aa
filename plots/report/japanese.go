package report

// Japanese writes 1,234万, 1.2億 and 3兆, 83%, 99.9%超, 3.4倍; ¥ before the number,
// other currencies as in English.
func Japanese() *Style {
	s := English()
	s.Scales = []Scale{{4, "万"}, {8, "億"}, {12, "兆"}}
	s.Percent, s.Times = "%", "倍"
	s.Never, s.Beyond, s.Infinite, s.Unresolved = "回収せず", "期間外", "∞", "判別不能"
	s.Above, s.Below = "%s超", "%s未満"
	return s
}
