package instrument_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
	"pgregory.net/rapid"
)

// Here conditions are drawn as trees and worked out a second time, by the table in the README
// and three-valued logic, without FEEL. Both must agree on what is shown.

// truth is the third logic: yes, no, or not known.
type truth int

const (
	no truth = iota
	yes
	open
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

func (t truth) not() truth { return [...]truth{yes, no, open}[t] }

// world is what the oracle knows of the questions so far.
type world struct {
	shown   []truth
	answers []instrument.Answer
}

// value gives an answer as conditions see it: known tells whether anything can be said, and
// text is empty for null.
func (w world) value(q int) (text string, known bool) {
	a := w.answers[q]
	switch {
	case w.shown[q] == no, a.State == notApplicable:
		return "", true
	case w.shown[q] == yes && a.State == instrument.Answered:
		return a.Value.(string), true
	}
	return "", false
}

// tree is a condition over earlier questions.
type tree interface {
	feel() string
	judge(w world) truth
}

type (
	equals struct {
		q       int
		text    string
		negated bool
	}
	isNull struct {
		q       int
		negated bool
	}
	inState struct {
		q     int
		state instrument.State
	}
	both     struct{ l, r tree }
	either   struct{ l, r tree }
	negation struct{ of tree }
	choice   struct{ cond, then, els tree }
)

func (t equals) feel() string {
	op := "="
	if t.negated {
		op = "!="
	}
	return fmt.Sprintf("q%d %s \"%s\"", t.q, op, t.text)
}

func (t equals) judge(w world) truth {
	text, known := w.value(t.q)
	if !known {
		return open
	}
	return truthOf((text == t.text) != t.negated)
}

func (t isNull) feel() string {
	if t.negated {
		return fmt.Sprintf("q%d != null", t.q)
	}
	return fmt.Sprintf("q%d = null", t.q)
}

func (t isNull) judge(w world) truth {
	answered := w.answers[t.q].State == instrument.Answered
	if w.shown[t.q] == open && answered {
		return open
	}
	return truthOf((w.shown[t.q] == yes && answered) == t.negated)
}

func (t inState) feel() string { return fmt.Sprintf("state(\"q%d\") = \"%s\"", t.q, t.state) }

func (t inState) judge(w world) truth {
	switch w.shown[t.q] {
	case open:
		return open
	case no:
		return truthOf(t.state == instrument.Hidden)
	}
	return truthOf(w.answers[t.q].State == t.state)
}

func (t both) feel() string { return "(" + t.l.feel() + " and " + t.r.feel() + ")" }

func (t both) judge(w world) truth {
	l, r := t.l.judge(w), t.r.judge(w)
	switch {
	case l == no || r == no:
		return no
	case l == open || r == open:
		return open
	}
	return yes
}

func (t either) feel() string { return "(" + t.l.feel() + " or " + t.r.feel() + ")" }

func (t either) judge(w world) truth {
	return both{negation{t.l}, negation{t.r}}.judge(w).not()
}

func (t negation) feel() string        { return "not(" + t.of.feel() + ")" }
func (t negation) judge(w world) truth { return t.of.judge(w).not() }

func (t choice) feel() string {
	return "(if " + t.cond.feel() + " then " + t.then.feel() + " else " + t.els.feel() + ")"
}

func (t choice) judge(w world) truth {
	switch t.cond.judge(w) {
	case yes:
		return t.then.judge(w)
	case no:
		return t.els.judge(w)
	}
	return open
}

// drawTree draws a condition over questions 0 to n-1.
func drawTree(t *rapid.T, n, depth int) tree {
	q := rapid.IntRange(0, n-1).Draw(t, "q")
	shape := rapid.IntRange(0, 6).Draw(t, "shape")
	if depth == 0 {
		shape %= 3
	}
	switch shape {
	case 0:
		return equals{q, rapid.SampledFrom([]string{"yes", "partly", "no"}).Draw(t, "text"), rapid.Bool().Draw(t, "negated")}
	case 1:
		return isNull{q, rapid.Bool().Draw(t, "negated")}
	case 2:
		states := []instrument.State{instrument.Answered, unanswered, doNotKnow, notApplicable, instrument.Hidden}
		return inState{q, rapid.SampledFrom(states).Draw(t, "state")}
	case 3:
		return both{drawTree(t, n, depth-1), drawTree(t, n, depth-1)}
	case 4:
		return either{drawTree(t, n, depth-1), drawTree(t, n, depth-1)}
	case 5:
		return negation{drawTree(t, n, depth-1)}
	}
	return choice{drawTree(t, n, depth-1), drawTree(t, n, depth-1), drawTree(t, n, depth-1)}
}

func TestWhatIsShownAgreesWithAnIndependentReading(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		const count = 6
		trees := make([]tree, count)
		var questions strings.Builder
		for i := range count {
			extra := []string{"not_applicable: true"}
			if i > 0 && rapid.IntRange(0, 3).Draw(rt, "conditional") > 0 {
				trees[i] = drawTree(rt, i, 2)
				extra = append(extra, "when: '"+trees[i].feel()+"'")
			}
			questions.WriteString(yesNo(fmt.Sprintf("q%d", i), extra...))
		}
		pack := mustParse(t, packOf(questions.String()))

		w := world{}
		answers := instrument.NewAnswers(pack)
		for i := range count {
			answer := rapid.SampledFrom([]instrument.Answer{
				instrument.Value("yes"), instrument.Value("no"), instrument.Value("partly"),
				{State: unanswered},
				{State: doNotKnow},
				{State: notApplicable, Reason: "r"},
			}).Draw(rt, "answer")
			answers.Items[fmt.Sprintf("q%d", i)] = answer
			shown := yes
			if trees[i] != nil {
				shown = trees[i].judge(w)
			}
			w.shown, w.answers = append(w.shown, shown), append(w.answers, answer)
		}

		result := instrument.Evaluate(pack, answers, day)
		for i, want := range w.shown {
			id := fmt.Sprintf("q%d", i)
			got := no
			if slices.Contains(result.Visible, id) {
				got = yes
			}
			if slices.Contains(result.Undetermined, id) {
				got = open
			}
			if got != want {
				rt.Fatalf("%s: shown %d, want %d, in\n%s\nwith %v", id, got, want, questions.String(), answers.Items)
			}
		}
	})
}
