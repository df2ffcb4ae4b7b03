package components_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

func TestPaginationShowsTheEndsAndTheNeighbours(t *testing.T) {
	cases := []struct {
		page, pages int
		want        string
	}{
		{1, 1, ""},
		{1, 2, "[1] 2"},
		{1, 9, "[1] 2 … 9"},
		{3, 9, "1 2 [3] 4 … 9"},
		{5, 9, "1 … 4 [5] 6 … 9"},
		{9, 9, "1 … 8 [9]"},
		{500, 100000, "1 … 499 [500] 501 … 100000"},
	}
	for _, c := range cases {
		p := components.NewPagination(c.page, c.pages, func(n int) string { return fmt.Sprintf("?page=%d", n) })
		if got := written(p); got != c.want {
			t.Errorf("page %d of %d: got %q, want %q", c.page, c.pages, got, c.want)
		}
		if (p.PreviousHref != "") != (c.page > 1) || (p.NextHref != "") != (c.page < c.pages) {
			t.Errorf("page %d of %d: previous %q, next %q", c.page, c.pages, p.PreviousHref, p.NextHref)
		}
	}
}

func written(p components.Pagination) string {
	text := ""
	for _, item := range p.Items {
		if text != "" {
			text += " "
		}
		switch {
		case item.Gap:
			text += "…"
		case item.Current:
			text += fmt.Sprintf("[%d]", item.Number)
		default:
			text += fmt.Sprint(item.Number)
		}
	}
	return text
}

type answers struct {
	values   map[string][]string
	problems map[string]string
}

func (a answers) Values(name string) []string { return a.values[name] }
func (a answers) Problem(name string) string  { return a.problems[name] }

func TestInputsTakeTheirValuesAndProblemsFromTheForm(t *testing.T) {
	form := answers{
		values: map[string][]string{
			"name": {"Lösning"}, "secret": {"hemligt"}, "kinds": {"b", "c"},
			"day.day": {"4"}, "day.month": {"5"}, "day.year": {"2026"}, "proof.link": {"https://example.org/"},
		},
		problems: map[string]string{"name": "För kort.", "day": "Finns inte.", "kinds": "Välj.", "proof": "Saknas."},
	}
	field := components.Field{Name: "name"}.Fill(form)
	if field.Value != "Lösning" || field.Error != "För kort." {
		t.Errorf("field: %+v", field)
	}
	if got := (components.Field{Name: "secret", Kind: components.Password}).Fill(form); got.Value != "" {
		t.Error("a password must not be written back")
	}
	options := []components.Choice{{Value: "a"}, {Value: "b"}, {Value: "c"}}
	choices := components.Choices{Name: "kinds", Options: options}.Fill(form)
	if choices.Options[0].Checked || !choices.Options[1].Checked || !choices.Options[2].Checked || options[1].Checked {
		t.Errorf("choices: %+v; given: %+v", choices.Options, options)
	}
	day := components.Date{Name: "day"}.Fill(form)
	if day.Day != "4" || day.Month != "5" || day.Year != "2026" || day.Error != "Finns inte." {
		t.Errorf("date: %+v", day)
	}
	if proof := (components.Evidence{Name: "proof"}).Fill(form); proof.Link != "https://example.org/" || proof.Error == "" {
		t.Errorf("evidence: %+v", proof)
	}
}

func TestFieldIDsAreSafeInAddresses(t *testing.T) {
	for path, want := range map[string]string{
		"name.sv": "f-name-sv", "risks[2].measure": "f-risks-2-measure", "a_b": "f-a_b", `"><x`: "f----x",
	} {
		if got := components.FieldID(path); got != want {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
}

func TestPathKeepsTheLanguage(t *testing.T) {
	cases := []struct {
		lang       i18n.Lang
		path, want string
	}{
		{i18n.Swedish, "/systems", "/systems"},
		{i18n.English, "/systems?q=a", "/en/systems?q=a"},
		{i18n.English, "/", "/en"},
		{i18n.English, "/?a=1", "/en?a=1"},
		{i18n.English, "/en/systems", "/en/systems"},
		{i18n.English, "/v1/systems", "/v1/systems"},
		{i18n.English, "/static/a.css", "/static/a.css"},
		{i18n.English, "//host/x", "//host/x"},
		{i18n.English, "https://example.org/", "https://example.org/"},
		{i18n.English, "#part", "#part"},
	}
	for _, c := range cases {
		if got := components.Path(c.lang, c.path); got != c.want {
			t.Errorf("%s %q: got %q, want %q", c.lang, c.path, got, c.want)
		}
	}
}

func TestChartTableHoldsTheFiguresThatAreDrawn(t *testing.T) {
	chart := components.Chart{
		Title: "T", Category: "År", Categories: []string{"2025", "2026"},
		Series: []components.Series{{Name: "a", Values: []int{3, 6}}, {Name: "b", Values: []int{1}}},
	}
	want := [][]components.Cell{
		{{Text: "2025", Header: true}, {Count: 3, Numeric: true}, {Count: 1, Numeric: true}},
		{{Text: "2026", Header: true}, {Count: 6, Numeric: true}, {Count: 0, Numeric: true}},
	}
	if diff := cmp.Diff(want, chart.Table().Rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	bars := chart.Bars()
	if bars[0].Width != "50.00%" || bars[1].Width != "100.00%" {
		t.Errorf("widths %s and %s", bars[0].Width, bars[1].Width)
	}
}

func TestChartsOfNothingAndOfStrangeFiguresAreDrawn(t *testing.T) {
	for name, values := range map[string][]int{"nothing": nil, "noughts": {0, 0}, "below nought": {-5, -1}, "huge": {1 << 60, 1}} {
		chart := components.Chart{Kind: components.Line, Categories: []string{"a", "b"}, Series: []components.Series{{Values: values}}}
		for _, line := range chart.Lines() {
			for _, p := range line.Points {
				if p.Y1 < 0 || p.Y1 > chart.Height() {
					t.Errorf("%s: a point lies outside the drawing: %+v", name, p)
				}
			}
		}
		for _, bar := range chart.Bars() {
			if bar.Width == "" || bar.Width[0] == '-' {
				t.Errorf("%s: width %q", name, bar.Width)
			}
		}
	}
	if got := (components.Chart{Kind: components.Line}).Ticks(); got != nil {
		t.Errorf("ticks of an empty chart: %v", got)
	}
}

func TestProgressStaysWithinItsBar(t *testing.T) {
	for _, c := range []struct {
		done, total int
		want        string
	}{{41, 96, "42%"}, {0, 0, "0%"}, {9, 3, "100%"}, {-1, 3, "0%"}} {
		if got := (components.Progress{Done: c.done, Total: c.total}).Percent(); got != c.want {
			t.Errorf("%d of %d: got %s, want %s", c.done, c.total, got, c.want)
		}
	}
}

func TestTextInTheOtherLanguageIsMarked(t *testing.T) {
	only := i18n.Text{SV: "bara svenska"}
	if got := components.TextIn(i18n.English, only); got.Lang != "sv" || got.Value != "bara svenska" {
		t.Errorf("got %+v", got)
	}
	if got := components.TextIn(i18n.Swedish, only); got.Lang != "" {
		t.Errorf("got %+v", got)
	}
}
