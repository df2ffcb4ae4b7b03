package law

import (
	"maps"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// Cause is why a person must decide.
type Cause string

// The causes.
const (
	ByRule    Cause = "rule"       // a rule, or the decision itself, says so
	NoRule    Cause = "no-rule"    // no rule answers
	NoValue   Cause = "no-value"   // the answer is null
	Failed    Cause = "failed"     // an expression failed, or a limit stopped the evaluation
	NoVersion Cause = "no-version" // no version is in force on the relevant date, or that date is not known
	NotTraced Cause = "not-traced" // the trace is missing or was cut off, so that nothing can be explained
	// ImportNotInForce is that an imported model which the answer rests on is not in force on the relevant date.
	ImportNotInForce Cause = "import-not-in-force"
)

// Answer is what a model answers, under law.
type Answer struct {
	Outcome Outcome `json:"outcome"` // Decided or Person, never Unsaid
	// Value is the answer; it is null where a person must decide.
	Value feel.Value `json:"value"`
	Words Text       `json:"words"` // the value as people write it; empty where a person must decide
	// Causes are why a person must decide, each once; empty where it is decided.
	Causes  []Cause  `json:"causes,omitempty"`
	Reasons []Reason `json:"reasons"` // the decision asked for first, then those that it rests on
	// Version and Model tell which law was applied.
	Model   string `json:"model,omitempty"`
	Version string `json:"version,omitempty"`
	// NotInForce are the imported models that caused [ImportNotInForce].
	NotInForce []Origin `json:"not_in_force,omitempty"`
}

// Origin is an imported model.
type Origin struct {
	Namespace string    `json:"namespace"`
	Model     string    `json:"model,omitempty"` // id, where the model has law
	Version   string    `json:"version,omitempty"`
	Title     Text      `json:"title"` // or its name, where it has none
	From      date.Date `json:"applies_from,omitzero"`
	To        date.Date `json:"applies_to,omitzero"`
}

// Reason is one step of the way to an answer.
type Reason struct {
	Decision   string     `json:"decision"` // name
	Label      Text       `json:"label"`
	Rule       int        `json:"rule,omitempty"` // from 1; 0 where the decision is no table
	Outcome    Outcome    `json:"outcome"`
	Value      feel.Value `json:"value"`
	Words      Text       `json:"words"`
	Text       Text       `json:"text,omitzero"` // the reason, with values in place of placeholders
	Provisions []string   `json:"provisions,omitempty"`
	Facts      []Fact     `json:"facts,omitempty"` // the inputs that the rule looked at
	// From is the imported model that the step stands in; nil for the model itself.
	From *Origin `json:"from,omitempty"`
}

// Fact is an input that decided.
type Fact struct {
	Name  string     `json:"name"`
	Label Text       `json:"label"`
	Value feel.Value `json:"value"`
	Words Text       `json:"words"`
	Test  string     `json:"test"` // the condition it met, in FEEL
}

// Explain makes an answer of a traced evaluation of a decision. law is what [ReadModel] gave for the model, day the relevant date: the law of imported
// models is part of it, and each of them on which the answer rests must be in force that day. The model itself must be so where it names a relevant
// date; else it is asked whatever time it applies to. evalErr is the error of the evaluation, such as a limit that was passed.
//
// An answer is Decided only where every decision on the way gave a value without a fault, and every rule that was applied is one that decides;
// otherwise a person must, and the value is withheld. inputs are what was asked with, by name: reasons may speak of inputs that no decision looked at.
func Explain(m *dmn.Model, law Law, day date.Date, inputs feel.Value, result dmn.Result, evalErr error) Answer {
	e := explainer{main: m.Definitions().Namespace, files: filesOf(m, law), given: inputs}
	e.answer = Answer{Outcome: Decided, Value: result.Value, Reasons: []Reason{}, Model: law.Model.ID, Version: law.Model.Version}
	if result.Trace == nil || result.Trace.Truncated {
		e.cause(NotTraced)
	} else {
		e.gather(result.Trace, e.files[e.main])
		e.decision(result.Trace)
		e.inForce(day)
	}
	for _, diagnostic := range result.Diagnostics {
		if diagnostic.Code == dmn.CodeNoRule {
			e.cause(NoRule)
		} else {
			e.cause(Failed)
		}
	}
	if evalErr != nil {
		e.cause(Failed)
	}
	if result.Value.IsNull() && len(e.answer.Causes) == 0 {
		e.cause(NoValue)
	}
	if len(e.answer.Causes) > 0 {
		e.answer.Outcome, e.answer.Value = Person, feel.Null
		return e.answer
	}
	e.answer.Words = words(result.Value, nil)
	if len(e.answer.Reasons) > 0 { // a knowledge model that rests on no decision has none
		e.answer.Words = e.answer.Reasons[0].Words
	}
	return e.answer
}

// Unversioned is the answer where no version of a model is in force.
func Unversioned(id string) Answer {
	return Answer{Outcome: Person, Causes: []Cause{NoVersion}, Reasons: []Reason{}, Model: id}
}

type explainer struct {
	main   string           // namespace of the model itself
	files  map[string]*file // by namespace
	given  feel.Value       // the inputs
	answer Answer
}

// file returns the model with a namespace, as traces write it: the empty one is the model itself.
func (e *explainer) file(space string) *file {
	if f := e.files[space]; f != nil {
		return f
	}
	return e.files[e.main]
}

func (e *explainer) cause(c Cause) {
	for _, known := range e.answer.Causes {
		if known == c {
			return
		}
	}
	e.answer.Causes = append(e.answer.Causes, c)
}

// isStep tells whether a kind is that of the parts of a trace that have reasons of their own.
func isStep(kind dmn.TraceKind) bool {
	return kind == dmn.TraceDecision || kind == dmn.TraceService || kind == dmn.TraceKnowledge
}

// gather finds the values of inputs, decisions and columns, for each model its own: two that import each other's elements may use the same names.
func (e *explainer) gather(t *dmn.Trace, f *file) {
	if isStep(t.Kind) {
		f = e.file(t.File)
	}
	if t.Kind == dmn.TraceDecision {
		f.values[t.Name] = t.Value
	}
	for _, in := range t.Inputs {
		owner := f
		if in.File != "" {
			owner = e.file(in.File)
		}
		owner.note(in.Name, in.Value)
	}
	for _, part := range t.Parts {
		e.gather(part, f)
	}
	if t.Table == nil {
		return
	}
	for _, number := range t.Table.Chosen {
		if number > len(t.Table.Rules) {
			continue
		}
		for _, out := range t.Table.Rules[number-1].Outputs {
			f.note(out.Name, out.Value)
		}
	}
}

// inForce demands of the models that the answer rests on that they apply on the day.
func (e *explainer) inForce(day date.Date) {
	own := e.files[e.main].law.Model
	if own.RelevantDate != "" && !own.InForce(day) { // also where the day is not known
		e.cause(NoVersion)
	}
	for _, space := range slices.Sorted(maps.Keys(e.files)) {
		f := e.files[space]
		if space == e.main || !f.used || !f.law.Model.Bounded() {
			continue
		}
		relevant := day
		if name := f.law.Model.RelevantDate; own.RelevantDate == "" && name != "" {
			relevant = dayOf(e.value(f, name))
		}
		if !f.law.Model.InForce(relevant) {
			e.cause(ImportNotInForce)
			e.answer.NotInForce = append(e.answer.NotInForce, *f.origin)
		}
	}
}

// dayOf reads a date, which may be text since JSON has none.
func dayOf(v feel.Value) date.Date {
	if day, ok := v.AsDate(); ok {
		return day
	}
	text, _ := v.AsString()
	day, err := date.Parse(text)
	if err != nil {
		return date.Date{}
	}
	return day
}

// decision gives the reasons of a decision, and then of those that it rests on. What is asked several times with different values, such as a
// knowledge model, has a step each time: any of them may be for a person.
func (e *explainer) decision(t *dmn.Trace) {
	if isStep(t.Kind) {
		e.step(t)
	}
	for _, part := range t.Parts {
		e.decision(part)
	}
}

// maxReasons is how many reasons are told. Every step counts for the outcome all the same.
const maxReasons = 500

func (e *explainer) tell(r Reason) {
	if len(e.answer.Reasons) < maxReasons {
		e.answer.Reasons = append(e.answer.Reasons, r)
	}
}

// step gives the reasons of one decision: of each rule applied, or of the decision itself.
func (e *explainer) step(t *dmn.Trace) {
	f := e.file(t.File)
	f.used = true
	about := f.law.Decisions[t.Name]
	if t.Value.IsNull() {
		e.cause(NoValue)
	}
	if about.Outcome == Person {
		e.cause(ByRule)
	}
	base := Reason{Decision: t.Name, Label: about.Label, Outcome: Decided, Value: t.Value, Provisions: about.Provisions, Text: e.fill(f, about.Reason), From: f.origin}
	base.Words = words(t.Value, about.Options)
	if about.Outcome == Person {
		base.Outcome = Person
	}
	applied := 0
	for _, table := range tablesIn(t) {
		e.table(base, f, t.Name, table)
		applied += len(table.Table.Chosen)
	}
	if applied == 0 {
		e.tell(base)
	}
}

// tablesIn finds the tables of a decision itself, and not of those that it needs.
func tablesIn(t *dmn.Trace) []*dmn.Trace {
	var tables []*dmn.Trace
	for _, part := range t.Parts {
		if isStep(part.Kind) {
			continue // a step of its own
		}
		if part.Table != nil {
			tables = append(tables, part)
		}
		tables = append(tables, tablesIn(part)...)
	}
	return tables
}

func (e *explainer) table(base Reason, f *file, decision string, t *dmn.Trace) {
	for _, number := range t.Table.Chosen {
		rule := f.law.Rules[f.keyOf(decision, t, number)]
		r := base
		r.Rule = number
		if r.Outcome != Person && rule.Outcome == Person {
			r.Outcome = Person
			e.cause(ByRule)
		}
		r.Provisions = append(append([]string(nil), base.Provisions...), rule.Provisions...)
		if !rule.Reason.IsZero() {
			r.Text = e.fill(f, rule.Reason)
		}
		r.Facts = e.facts(f, t.Table, number)
		if slices.ContainsFunc(r.Facts, missed) {
			e.cause(NoValue)
		}
		e.tell(r)
	}
}

// missed tells of a condition that is met though its value is missing, and that says nothing of such: not("a") is met by null. What is not known is no
// ground for a decision.
func missed(f Fact) bool { return f.Value.IsNull() && !strings.Contains(f.Test, "null") }

func (e *explainer) facts(f *file, t *dmn.TableTrace, number int) []Fact {
	if number > len(t.Rules) {
		return nil
	}
	var facts []Fact
	for i, cell := range t.Rules[number-1].Conditions {
		if i >= len(t.Inputs) || cell.Test == "" || cell.Test == "-" {
			continue
		}
		name, value := t.Inputs[i].Expression, t.Inputs[i].Value
		facts = append(facts, Fact{Name: name, Label: e.label(f, name), Value: value, Words: words(value, e.options(f, name)), Test: cell.Test})
	}
	return facts
}
