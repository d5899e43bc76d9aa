package plots_test

import (
	"bytes"
	"strings"
	"testing"

	"holdfast/plots"
)

func TestUntitledAndSized(t *testing.T) {
	figure := plots.Fan(plots.FanData{Head: plots.Head{Title: "The finding", Subtitle: "What is drawn"}, Series: []plots.FanSeries{{Name: "a", P50: []float64{1, 2}}}})
	svg := func(f *plots.Figure) string {
		var b bytes.Buffer
		if err := plots.SVG(&b, f, plots.Size{}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	bare := figure.Untitled()
	if drawn := svg(bare); strings.Contains(drawn, "The finding") || !strings.Contains(drawn, "What is drawn") {
		t.Error("an untitled figure has a title, or lost its subtitle")
	}
	if !strings.Contains(svg(figure), "The finding") {
		t.Error("the figure itself lost its title")
	}
	small := figure.Sized(300, 0)
	width, height := small.Size()
	if _, own := figure.Size(); width != 300 || height != own {
		t.Errorf("sized to 300: %v x %v", width, height)
	}
	if width, _ := figure.Size(); width == 300 {
		t.Error("the figure itself changed its size")
	}
}
