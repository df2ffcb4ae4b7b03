package instrument_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
)

// large makes a pack of n questions with conditions, findings and a score over all of them.
func large(n int) string {
	var questions, sum strings.Builder
	for i := range n {
		extra := []string{`findings: [{on: [no, partly], severity: high, text: {sv: Fel, en: Wrong}}]`}
		if i%3 == 2 {
			extra = append(extra, fmt.Sprintf(`when: 'q%d = "yes" and q%d != "no"'`, i-1, i-2))
		}
		questions.WriteString(yesNo(fmt.Sprintf("q%d", i), extra...))
		fmt.Fprintf(&sum, `(if q%d = "yes" then 1 else 0) + `, i)
	}
	return packOf(questions.String(),
		"scores: [{id: points, title: {sv: Poäng, en: Points}, value: '"+sum.String()+"0'}]",
		"outcomes: [{id: good, when: points > 50, title: {sv: Bra, en: Good}}, {id: rest, when: true, title: {sv: Annat, en: Other}}]")
}

func BenchmarkParse120Questions(b *testing.B) {
	source := []byte(large(120))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := instrument.Parse("p.yaml", source); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEvaluate120Questions(b *testing.B) {
	pack := mustParse(b, large(120))
	for _, share := range []int{0, 50, 100} {
		answers := instrument.NewAnswers(pack)
		for i, q := range pack.Questions {
			if i*100 < share*len(pack.Questions) {
				answers.Items[q.ID] = instrument.Value([]string{"yes", "yes", "yes", "partly"}[i%4])
			}
		}
		b.Run(fmt.Sprintf("%d%%answered", share), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				instrument.Evaluate(pack, answers, day)
			}
		})
	}
}
