package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/tillit-se/tillit/kit/dmn"
)

// writeTrace prints how a result came about, indented by who asked for what.
func writeTrace(w io.Writer, t *dmn.Trace) { writePart(w, t, "") }

func writePart(w io.Writer, t *dmn.Trace, indent string) {
	switch {
	case t.Table != nil:
		writeTable(w, t.Table, indent)
	case t.Kind != "":
		fmt.Fprintf(w, "%s%s %s = %s\n", indent, t.Kind, t.Name, t.Value)
	}
	inner := indent + "  "
	for _, in := range t.Inputs {
		fmt.Fprintf(w, "%s%s: %s\n", inner, in.Name, in.Value)
	}
	for _, part := range t.Parts {
		writePart(w, part, inner)
	}
}

// outcomeMarks are how conditions came out: met, not met, cannot tell.
var outcomeMarks = map[dmn.Outcome]string{dmn.Matched: "+", dmn.NotMatched: "-", dmn.Undecided: "?"}

func writeTable(w io.Writer, t *dmn.TableTrace, indent string) {
	policy := strings.TrimSpace(string(t.HitPolicy) + " " + string(t.Aggregation))
	fmt.Fprintf(w, "%stable (%s)\n", indent, policy)
	inner := indent + "  "
	for _, in := range t.Inputs {
		fmt.Fprintf(w, "%s%s = %s\n", inner, in.Expression, in.Value)
	}
	for _, rule := range t.Rules {
		cells := make([]string, len(rule.Conditions))
		for i, cell := range rule.Conditions {
			test := cell.Test
			if test == "" {
				test = "-"
			}
			cells[i] = outcomeMarks[cell.Outcome] + " " + test
		}
		mark := " "
		if rule.Matched {
			mark = "*"
		}
		fmt.Fprintf(w, "%s%s rule %d: %s%s\n", inner, mark, rule.Number, strings.Join(cells, " | "), outputsText(rule.Outputs))
	}
	if t.Default {
		fmt.Fprintf(w, "%sdefault\n", inner)
	}
	fmt.Fprintf(w, "%s= %s\n", inner, t.Result)
}

func outputsText(outputs []dmn.TraceValue) string {
	var b strings.Builder
	for i, out := range outputs {
		if i == 0 {
			b.WriteString(" → ")
		} else {
			b.WriteString(", ")
		}
		if out.Name != "" {
			b.WriteString(out.Name + ": ")
		}
		b.WriteString(out.Value.String())
	}
	return b.String()
}
