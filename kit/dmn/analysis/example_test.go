package analysis_test

import (
	"fmt"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/analysis"
	"github.com/tillit-se/tillit/kit/feel"
)

func ExampleAnalyse() {
	source := table{"UNIQUE", []string{"income:number", "region:string"}, "", [][]string{
		{"< 250000", "-", `"low"`}, {">= 250000", `not("north")`, `"high"`},
	}, ""}.xml()
	definitions, err := dmn.Read([]byte(source), dmn.FileLimits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := analysis.Analyse(definitions, analysis.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Tables[0].Findings {
		fmt.Println(f.Kind, f.In("en"))
	}
	// Output: gap income ≥ 250000, region = "north"
}

func ExamplePhrases() {
	word := func(v feel.Value) string { return v.String() }
	phrases, not, _, _ := analysis.Phrases(`not("a", "b")`, analysis.Phrasing{Value: word})
	fmt.Println(phrases, not)
	phrases, _, _, _ = analysis.Phrases(`[1..5), > 9`, analysis.Phrasing{Value: word})
	fmt.Println(phrases)
	_, _, anything, _ := analysis.Phrases(`-`, analysis.Phrasing{Value: word})
	fmt.Println(anything)
	_, _, _, ok := analysis.Phrases(`modulo(?, 2) = 0`, analysis.Phrasing{Value: word})
	fmt.Println(ok)
	// Output:
	// ["a" "b"] true
	// [≥ 1, < 5 > 9]
	// true
	// false
}
