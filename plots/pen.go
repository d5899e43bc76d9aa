package plots

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// A pen is what vg's canvases that write paths remember between calls.
type pen struct {
	state penState
	stack []penState
}

// penState is what Push saves and Pop restores.
type penState struct {
	to         affine
	colour     color.Color
	lineWidth  vg.Length
	dashes     []vg.Length
	dashOffset vg.Length
}

// affine maps (x, y) to (a x + c y + e, b x + d y + f).
type affine struct{ a, b, c, d, e, f float64 }

func (m affine) times(n affine) affine {
	return affine{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func (m affine) apply(p vg.Point) (x, y float64) {
	px, py := p.X.Points(), p.Y.Points()
	return m.a*px + m.c*py + m.e, m.b*px + m.d*py + m.f
}

func (c *pen) SetLineWidth(w vg.Length) { c.state.lineWidth = w }
func (c *pen) SetColor(clr color.Color) { c.state.colour = clr }
func (c *pen) Push()                    { c.stack = append(c.stack, c.state) }
func (c *pen) Pop()                     { c.state, c.stack = c.stack[len(c.stack)-1], c.stack[:len(c.stack)-1] }

func (c *pen) Translate(p vg.Point) {
	c.state.to = c.state.to.times(affine{1, 0, 0, 1, p.X.Points(), p.Y.Points()})
}

func (c *pen) Scale(x, y float64) { c.state.to = c.state.to.times(affine{x, 0, 0, y, 0, 0}) }

func (c *pen) Rotate(radians float64) {
	sin, cos := math.Sincos(radians)
	c.state.to = c.state.to.times(affine{cos, sin, -sin, cos, 0, 0})
}

func (c *pen) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.state.dashes, c.state.dashOffset = append([]vg.Length(nil), pattern...), offset
}

// colour is the present colour, black where none was set.
func (c *pen) colour() color.NRGBA {
	if c.state.colour == nil {
		return color.NRGBA{A: 0xFF}
	}
	return color.NRGBAModel.Convert(c.state.colour).(color.NRGBA)
}

// arc writes a circular arc as cubic curves of a quarter turn or less, which
// any affine map leaves right, to within 0.03 % of the radius.
func arc(part vg.PathComp, joined bool, put func(byte, ...vg.Point)) {
	pieces := max(int(math.Ceil(math.Abs(part.Angle)/(math.Pi/2)-1e-9)), 1)
	step := part.Angle / float64(pieces)
	reach := vg.Length(4.0 / 3 * math.Tan(step/4))
	on := func(angle float64) (at, tangent vg.Point) {
		sin, cos := math.Sincos(angle)
		at = part.Pos.Add(vg.Point{X: part.Radius * vg.Length(cos), Y: part.Radius * vg.Length(sin)})
		return at, vg.Point{X: -part.Radius * vg.Length(sin) * reach, Y: part.Radius * vg.Length(cos) * reach}
	}
	from, tangent := on(part.Start)
	if joined {
		put('L', from)
	} else {
		put('M', from)
	}
	for i := range pieces {
		to, next := on(part.Start + step*float64(i+1))
		put('C', from.Add(tangent), to.Sub(next), to)
		from, tangent = to, next
	}
}
