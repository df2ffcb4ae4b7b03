package components

import (
	"fmt"
	"strconv"
)

// ChartKind is how the figures are drawn.
type ChartKind string

// The kinds of chart.
const (
	Bars ChartKind = ""     // one bar for each category; the first series only
	Line ChartKind = "line" // one line for each series over ordered categories
)

// Chart draws whole numbers as SVG, and holds the same figures as a table. Positions across are per cent and text is not scaled, so
// that the chart fits any width and its text stays as large as the page's.
type Chart struct {
	ID          string // needed once there are two on a page; "chart" when empty
	Title       string
	Description string // what the figures show, in a sentence
	Kind        ChartKind
	Category    string   // head of the first column: "Fas"
	Categories  []string // "Utveckling", "I drift" …
	Series      []Series
	Source      string // where the figures are from, and their date
}

// Series is one set of figures, a value for each category.
type Series struct {
	Name   string
	Values []int
}

// Template names the component's template.
func (Chart) Template() string { return "chart" }

// Anchor is the beginning of the ids of the chart's parts.
func (c Chart) Anchor() string {
	if c.ID == "" {
		return "chart"
	}
	return c.ID
}

// Row heights and the plot's measures in CSS pixels.
const (
	barRow     = 52
	barHeight  = 20
	plotHeight = 240
	plotTop    = 16
	plotBottom = 32
)

// Bar is one drawn bar.
type Bar struct {
	Label  string
	Value  int
	TextY  int
	BarY   int
	Height int
	Width  string // per cent of the chart's width
}

// Bars are the bars of the first series. The longest fills the width.
func (c Chart) Bars() []Bar {
	if len(c.Series) == 0 {
		return nil
	}
	top := c.top()
	bars := make([]Bar, 0, len(c.Categories))
	for i, label := range c.Categories {
		value := c.Series[0].at(i)
		bars = append(bars, Bar{
			Label: short(label), Value: value, TextY: i*barRow + 17, BarY: i*barRow + 24, Height: barHeight,
			Width: share(max(value, 0), top, 100),
		})
	}
	return bars
}

// Height is the height of the drawing.
func (c Chart) Height() int {
	if c.Kind == Line {
		return plotTop + plotHeight + plotBottom
	}
	return len(c.Categories) * barRow
}

// Grid is a horizontal line of a line chart with its value.
type Grid struct {
	Value int
	Y     int
	TextY int
}

// Grids are the lines at nought, half and the top of the scale.
func (c Chart) Grids() []Grid {
	top := c.scale()
	var grids []Grid
	for _, value := range []int{0, top / 2, top} {
		y := plotY(value, top)
		grids = append(grids, Grid{Value: value, Y: y, TextY: y - 4})
	}
	return grids
}

// Stroke is one line between two points of a series, or a point alone.
type Stroke struct {
	X1, X2 string
	Y1, Y2 int
}

// Drawn is a series as it is drawn. Number tells the series apart by class: dash and mark.
type Drawn struct {
	Name    string
	Number  int
	Strokes []Stroke
	Points  []Stroke
}

// Lines are all series as lines.
func (c Chart) Lines() []Drawn {
	top := c.scale()
	drawn := make([]Drawn, 0, len(c.Series))
	for number, series := range c.Series {
		d := Drawn{Name: series.Name, Number: number%4 + 1}
		for i := range c.Categories {
			point := Stroke{X1: c.x(i), X2: c.x(i), Y1: plotY(series.at(i), top), Y2: plotY(series.at(i), top)}
			if i > 0 {
				previous := d.Points[i-1]
				d.Strokes = append(d.Strokes, Stroke{X1: previous.X1, Y1: previous.Y1, X2: point.X1, Y2: point.Y1})
			}
			d.Points = append(d.Points, point)
		}
		drawn = append(drawn, d)
	}
	return drawn
}

// Tick is a category on the axis of a line chart. Where there are many, only some are written.
type Tick struct {
	Label  string
	X      string
	Y      int
	Anchor string
}

// Ticks are the first, the middle and the last category.
func (c Chart) Ticks() []Tick {
	last := len(c.Categories) - 1
	if last < 0 {
		return nil
	}
	y := plotTop + plotHeight + 24
	ticks := []Tick{{Label: c.Categories[0], X: c.x(0), Y: y, Anchor: "start"}}
	if last >= 2 {
		ticks = append(ticks, Tick{Label: c.Categories[last/2], X: c.x(last / 2), Y: y, Anchor: "middle"})
	}
	if last >= 1 {
		ticks = append(ticks, Tick{Label: c.Categories[last], X: c.x(last), Y: y, Anchor: "end"})
	}
	return ticks
}

// Table is the chart's figures.
func (c Chart) Table() Table {
	t := Table{ID: c.Anchor() + "-table", Caption: c.Title, Heads: []Head{{Label: c.Category}}}
	for _, series := range c.Series {
		t.Heads = append(t.Heads, Head{Label: series.Name, Numeric: true})
	}
	for i, category := range c.Categories {
		row := []Cell{{Text: category, Header: true}}
		for _, series := range c.Series {
			row = append(row, Cell{Count: series.at(i), Numeric: true})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (c Chart) top() int {
	top := 0
	for _, series := range c.Series {
		for i := range c.Categories {
			top = max(top, series.at(i))
		}
	}
	return top
}

// scale is the top of a line chart's scale: 1, 2, 4, 6 or 10 times a power of ten.
func (c Chart) scale() int {
	top := c.top()
	for power := 1; power > 0 && power <= 1e15; power *= 10 {
		for _, step := range []int{2, 4, 6, 10} {
			if step*power >= top {
				return step * power
			}
		}
	}
	return top
}

// x is a category's place across, with room for the scale before the first and for the mark after the last.
func (c Chart) x(i int) string {
	if len(c.Categories) < 2 {
		return "50%"
	}
	return fmt.Sprintf("%.2f%%", 9+89*float64(i)/float64(len(c.Categories)-1))
}

func plotY(value, top int) int {
	if top <= 0 {
		return plotTop + plotHeight
	}
	return plotTop + plotHeight - int(float64(max(value, 0))/float64(top)*plotHeight)
}

func (s Series) at(i int) int {
	if i < len(s.Values) {
		return s.Values[i]
	}
	return 0
}

func share(value, top, of int) string {
	if top <= 0 {
		return "0%"
	}
	return strconv.FormatFloat(float64(value)/float64(top)*float64(of), 'f', 2, 64) + "%"
}

// short cuts a label that would not fit on a narrow screen; the table has it whole.
func short(label string) string {
	const most = 36
	runes := []rune(label)
	if len(runes) <= most {
		return label
	}
	return string(runes[:most-1]) + "…"
}
