package xmltree_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/dmn"
)

// TestAFileOfOneLineIsReadInLinearTime guards the search for places, which once counted the whole line anew for every element.
func TestAFileOfOneLineIsReadInLinearTime(t *testing.T) {
	rule := `<rule><inputEntry><text>"å"</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>`
	source := `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="n" name="m"><decision name="d"><decisionTable>` +
		`<input><inputExpression><text>x</text></inputExpression></input><output/>` + strings.Repeat(rule, 10_000) + `</decisionTable></decision></definitions>`
	start := time.Now()
	d, err := dmn.Read([]byte(source), dmn.FileLimits{})
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("took %s", took)
	}
	tables := dmn.Tables(d.Decisions[0].Logic)
	want := len([]rune(source[:strings.LastIndex(source, "<rule>")])) + 1
	if got := tables[0].Rules[9_999].Pos.Column; got != want {
		t.Errorf("column %d, want %d", got, want)
	}
}
