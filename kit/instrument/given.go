package instrument

import (
	"math/big"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/feel"
)

// given is what was answered to one question, before it is known whether the question is shown.
type given struct {
	state      State // Answered, Unanswered, DoNotKnow or NotApplicable
	value      feel.Value
	answer     Answer
	present    bool // there is an answer of any kind
	invalid    bool // it does not fit, and counts as unanswered
	incomplete bool // a row of the group lacks a cell
}

// readAnswers turns the answers into what the questions hold.
func (e *evaluation) readAnswers(limits Limits) {
	at := e.answers.at
	if at.value == nil {
		at = newPositions()
	}
	report := &reporter{file: e.answers.file, at: at, limit: limits.Problems}
	for i, q := range e.pack.Questions {
		e.given[i] = given{state: Unanswered}
		answer, ok := e.answers.Items[q.ID]
		if !ok {
			continue
		}
		check := answerCheck{question: q, limits: limits, report: report}
		e.given[i] = q.read(answer, check.check(answer, e.answers.pathOf(q.ID)))
	}
	e.problems = report.result()
}

// read turns one answer into what the question holds.
func (q Question) read(answer Answer, fits bool) given {
	g := given{state: Unanswered, answer: answer, present: true}
	switch {
	case !fits:
		g.invalid = true
	case answer.State == DoNotKnow, answer.State == NotApplicable:
		g.state = answer.State
	case answer.State == Answered && !q.empty(answer.Value):
		g.state = Answered
		g.value, g.incomplete = q.feelValue(answer.Value)
	}
	return g
}

// empty tells whether the value is no answer: a blank text, or a list of nothing unless the
// question says that nothing will do.
func (q Question) empty(value any) bool {
	none := false
	switch value := value.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(value) == ""
	case []string:
		none = len(value) == 0
	case []Row:
		none = len(value) == 0
	}
	return none && (q.Min == nil || q.Min.CmpInt(0) > 0)
}

// feelValue turns a value that fits the question into FEEL. incomplete tells that a row of a
// group lacks an answer that is not optional.
func (q Question) feelValue(value any) (v feel.Value, incomplete bool) {
	switch value := value.(type) {
	case string:
		return q.feelText(value), false
	case []string:
		return feel.Strings(value...), false
	case []Row:
		return q.feelRows(value)
	}
	if number, ok := decimalOf(value); ok {
		v, _ = feel.Number(number.String())
	}
	return v, false
}

func (q Question) feelText(text string) feel.Value {
	if q.Type != TypeDate {
		return feel.String(text)
	}
	day, err := date.Parse(text)
	if err != nil {
		return feel.Null
	}
	return feel.Date(day)
}

func (q Question) feelRows(rows []Row) (v feel.Value, incomplete bool) {
	items := make([]feel.Value, len(rows))
	for i, row := range rows {
		entries := make([]feel.Entry, len(q.Fields))
		for j, field := range q.Fields {
			cell := field.read(row[field.ID], true)
			entries[j] = feel.Entry{Name: field.ID, Value: cell.value}
			unknown := cell.state == Unanswered || cell.state == DoNotKnow
			incomplete = incomplete || unknown && !field.Optional
		}
		items[i] = feel.NewContext(entries...)
	}
	return feel.List(items...), incomplete
}

// plainValue turns FEEL into what encoding/json writes.
func plainValue(v feel.Value) any {
	switch v.Kind() {
	case feel.KindNull:
		return nil
	case feel.KindBoolean:
		return v.IsTrue()
	case feel.KindNumber:
		if d := decimalValue(v); d != nil {
			return *d
		}
	case feel.KindList:
		items, _ := v.AsList()
		list := make([]any, len(items))
		for i, item := range items {
			list[i] = plainValue(item)
		}
		return list
	case feel.KindContext:
		c, _ := v.AsContext()
		object := make(map[string]any, c.Len())
		for i := range c.Len() {
			object[c.At(i).Name] = plainValue(c.At(i).Value)
		}
		return object
	}
	return plainText(v)
}

func plainText(v feel.Value) string {
	if text, ok := v.AsString(); ok {
		return text
	}
	if day, ok := v.AsDate(); ok {
		return day.String()
	}
	// Times, durations and ranges as FEEL writes them, without the sign of a literal.
	return strings.TrimSuffix(strings.TrimPrefix(v.String(), `@"`), `"`)
}

// decimalValue gives a FEEL number as a Decimal; nil for anything else, and for numbers of so
// many digits that only an attack makes them.
func decimalValue(v feel.Value) *Decimal {
	const mostDigits = 200
	text := v.NumberText()
	if v.Kind() != feel.KindNumber || len(text) > mostDigits {
		return nil
	}
	rat, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return &Decimal{text: text, rat: rat}
}
