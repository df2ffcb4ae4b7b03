package instrument

import (
	"fmt"

	"github.com/tillit-se/tillit/kit/feel"
)

// A slotKind is what a variable of the conditions stands for.
type slotKind int

const (
	slotQuestion slotKind = iota
	slotValue
	slotScore
	slotLevel  // the level of a score
	slotRaised // whether a finding of a severity or worse is raised
)

// A slotRef is one variable: which question, value, score or severity it stands for.
type slotRef struct {
	kind  slotKind
	index int
}

// node gives what must be worked out before the variable has a value; ok is false for raised_*,
// which only outcomes use, when all else is done.
func (r slotRef) node() (ref nodeRef, ok bool) {
	switch r.kind {
	case slotQuestion:
		return nodeRef{nodeQuestion, r.index}, true
	case slotValue:
		return nodeRef{nodeValue, r.index}, true
	case slotScore, slotLevel:
		return nodeRef{nodeScore, r.index}, true
	}
	return nodeRef{}, false
}

// severities are in the order of their rank, so that index+1 is the rank.
func severities() []Severity {
	return []Severity{SeverityLow, SeverityModerate, SeverityHigh, SeverityCritical}
}

// A scopes holds the variables of a pack: those that every expression may use, and those of
// outcomes, which are the same and the raised_* flags after them.
type scopes struct {
	slots    []slotRef
	base     *feel.Scope
	outcomes *feel.Scope
}

// levelName is the variable that holds the level of a score.
func levelName(score string) string { return score + "_level" }

// raisedName is the variable that tells whether a finding is raised.
func raisedName(s Severity) string { return "raised_" + string(s) }

// nameFits tells whether an id can be a variable that packs may declare.
func nameFits(id string) bool {
	_, err := feel.NewScope([]feel.Var{{Name: id}})
	return err == nil && id != "state"
}

// newScopes declares the variables. valueTypes gives the types of values where they are known.
func newScopes(pack *Pack, valueTypes []feel.Type, state feel.Func) (*scopes, error) {
	s := &scopes{}
	var vars []feel.Var
	seen := map[string]bool{}
	declare := func(name string, t feel.Type, ref slotRef) {
		// Names that will not do are reported elsewhere; the rest can still be checked.
		if seen[name] || !nameFits(name) {
			return
		}
		seen[name] = true
		vars = append(vars, feel.Var{Name: name, Type: t})
		s.slots = append(s.slots, ref)
	}
	for i, q := range pack.Questions {
		if q.Answerable() {
			declare(q.ID, q.feelType(), slotRef{slotQuestion, i})
		}
	}
	for i, v := range pack.Values {
		declare(v.ID, valueTypes[i], slotRef{slotValue, i})
	}
	for i, score := range pack.Scores {
		declare(score.ID, feel.NumberType, slotRef{slotScore, i})
		if len(score.Levels) > 0 {
			declare(levelName(score.ID), feel.StringType, slotRef{slotLevel, i})
		}
	}
	var err error
	if s.base, err = feel.NewScope(vars, state); err != nil {
		return nil, fmt.Errorf("instrument: declare the questions: %w", err)
	}
	for i, severity := range severities() {
		declare(raisedName(severity), feel.BooleanType, slotRef{slotRaised, i})
	}
	if s.outcomes, err = feel.NewScope(vars, state); err != nil {
		return nil, fmt.Errorf("instrument: declare the questions: %w", err)
	}
	return s, nil
}

// feelType is the FEEL type of an answer to the question.
func (q Question) feelType() feel.Type {
	switch q.Type {
	case TypeNumber:
		return feel.NumberType
	case TypeDate:
		return feel.DateType
	case TypeChoices:
		return feel.ListOf(feel.StringType)
	case TypeGroup:
		fields := make([]feel.Field, len(q.Fields))
		for i, f := range q.Fields {
			fields[i] = feel.Field{Name: f.ID, Type: f.feelType()}
		}
		return feel.ListOf(feel.ContextOf(fields...))
	}
	return feel.StringType
}

// stateFunc is state("q"): the state of a question as a string. The evaluation hands itself
// over as the host of the call.
func stateFunc() feel.Func {
	return feel.Func{
		Name:   "state",
		Params: []feel.Var{{Name: "question", Type: feel.StringType}},
		Result: feel.StringType,
		Call: func(c *feel.Call, args []feel.Value) (feel.Value, error) {
			host, ok := c.Host().(*evaluation)
			id, isText := args[0].AsString()
			if !ok || !isText {
				return feel.Null, fmt.Errorf("state needs the id of a question")
			}
			return host.stateValue(id)
		},
	}
}
