package law

import (
	"strings"

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
}

// Fact is an input that decided.
type Fact struct {
	Name  string     `json:"name"`
	Label Text       `json:"label"`
	Value feel.Value `json:"value"`
	Words Text       `json:"words"`
	Test  string     `json:"test"` // the condition it met, in FEEL
}

// Explain makes an answer of a traced evaluation of a decision. evalErr is the error of the evaluation itself, such as a limit that was passed. An answer
// is Decided only where every decision on the way gave a value without a fault, and every rule that was applied is one that decides; otherwise a person
// must, and the value is withheld. inputs are what was asked with, by name: reasons may speak of inputs that no decision looked at.
func Explain(d *dmn.Definitions, law Law, inputs feel.Value, result dmn.Result, evalErr error) Answer {
	e := explainer{law: law, places: placesOf(d), values: map[string]feel.Value{}}
	e.answer = Answer{Outcome: Decided, Value: result.Value, Reasons: []Reason{}, Model: law.Model.ID, Version: law.Model.Version}
	if result.Trace == nil || result.Trace.Truncated {
		e.cause(NotTraced)
	} else {
		e.gather(result.Trace)
		e.given(inputs)
		e.decision(result.Trace)
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
	e.answer.Words = e.words(result.Value, nil)
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
	law    Law
	places map[int]RuleKey       // tables by their offsets in the file
	values map[string]feel.Value // by the names that placeholders may use
	answer Answer
}

func (e *explainer) cause(c Cause) {
	for _, known := range e.answer.Causes {
		if known == c {
			return
		}
	}
	e.answer.Causes = append(e.answer.Causes, c)
}

// given takes up the inputs that the trace does not show.
func (e *explainer) given(inputs feel.Value) {
	c, ok := inputs.AsContext()
	for i := 0; ok && i < c.Len(); i++ {
		if _, known := e.values[c.At(i).Name]; !known {
			e.values[c.At(i).Name] = c.At(i).Value
		}
	}
}

// gather finds the values of inputs, decisions and columns.
func (e *explainer) gather(t *dmn.Trace) {
	if t.Kind == dmn.TraceDecision {
		e.values[t.Name] = t.Value
	}
	for _, in := range t.Inputs {
		if _, known := e.values[in.Name]; !known {
			e.values[in.Name] = in.Value
		}
	}
	for _, part := range t.Parts {
		e.gather(part)
	}
	if t.Table == nil {
		return
	}
	for _, number := range t.Table.Chosen {
		if number > len(t.Table.Rules) {
			continue
		}
		for _, out := range t.Table.Rules[number-1].Outputs {
			if _, known := e.values[out.Name]; !known && out.Name != "" {
				e.values[out.Name] = out.Value
			}
		}
	}
}

// decision gives the reasons of a decision, and then of those that it rests on. What is asked several times with different values, such as a
// knowledge model, has a step each time: any of them may be for a person.
func (e *explainer) decision(t *dmn.Trace) {
	if t.Kind == dmn.TraceDecision || t.Kind == dmn.TraceService || t.Kind == dmn.TraceKnowledge {
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
	about := e.law.Decisions[t.Name]
	if t.Value.IsNull() {
		e.cause(NoValue)
	}
	if about.Outcome == Person {
		e.cause(ByRule)
	}
	base := Reason{Decision: t.Name, Label: about.Label, Outcome: Decided, Value: t.Value, Provisions: about.Provisions, Text: e.fill(about.Reason)}
	base.Words = e.words(t.Value, about.Options)
	if about.Outcome == Person {
		base.Outcome = Person
	}
	applied := 0
	for _, table := range tablesIn(t) {
		e.table(base, t.Name, table)
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
		if part.Kind == dmn.TraceDecision || part.Kind == dmn.TraceService || part.Kind == dmn.TraceKnowledge {
			continue // a step of its own
		}
		if part.Table != nil {
			tables = append(tables, part)
		}
		tables = append(tables, tablesIn(part)...)
	}
	return tables
}

func (e *explainer) table(base Reason, decision string, t *dmn.Trace) {
	for _, number := range t.Table.Chosen {
		rule := e.law.Rules[e.keyOf(decision, t, number)]
		r := base
		r.Rule = number
		if r.Outcome != Person && rule.Outcome == Person {
			r.Outcome = Person
			e.cause(ByRule)
		}
		r.Provisions = append(append([]string(nil), base.Provisions...), rule.Provisions...)
		if !rule.Reason.IsZero() {
			r.Text = e.fill(rule.Reason)
		}
		r.Facts = e.facts(t.Table, number)
		e.tell(r)
	}
}

// keyOf finds which rule of the file a traced rule is. Tables of a decision are told apart by their place.
func (e *explainer) keyOf(decision string, t *dmn.Trace, number int) RuleKey {
	if t.Pos != nil {
		if key, known := e.places[t.Pos.Offset]; known && t.File == "" {
			key.Rule = number - 1
			return key
		}
	}
	return RuleKey{decision, 0, number - 1}
}

// placesOf finds the tables of a model by their offsets in the file.
func placesOf(d *dmn.Definitions) map[int]RuleKey {
	places := map[int]RuleKey{}
	for owner, logic := range logicOf(d) {
		for i, table := range dmn.Tables(logic) {
			places[table.Pos.Offset] = RuleKey{Element: owner, Table: i}
		}
	}
	return places
}

func logicOf(d *dmn.Definitions) map[string]dmn.Expression {
	logic := map[string]dmn.Expression{}
	for _, decision := range d.Decisions {
		logic[decision.Name] = decision.Logic
	}
	for _, bkm := range d.Knowledge {
		if bkm.Logic != nil {
			logic[bkm.Name] = bkm.Logic
		}
	}
	return logic
}

func (e *explainer) facts(t *dmn.TableTrace, number int) []Fact {
	if number > len(t.Rules) {
		return nil
	}
	var facts []Fact
	for i, cell := range t.Rules[number-1].Conditions {
		if i >= len(t.Inputs) || cell.Test == "" || cell.Test == "-" {
			continue
		}
		name, value := t.Inputs[i].Expression, t.Inputs[i].Value
		facts = append(facts, Fact{Name: name, Label: e.label(name), Value: value, Words: e.words(value, e.options(name)), Test: cell.Test})
	}
	return facts
}

func (e *explainer) label(name string) Text {
	if in, ok := e.law.Inputs[name]; ok {
		return in.Label
	}
	if d, ok := e.law.Decisions[name]; ok {
		return d.Label
	}
	return Text{name, name}
}

func (e *explainer) options(name string) []Option {
	if in, ok := e.law.Inputs[name]; ok {
		return in.Options
	}
	return e.law.Decisions[name].Options
}

func (e *explainer) words(v feel.Value, options []Option) Text {
	return Text{Words(v, "sv", options), Words(v, "en", options)}
}

// fill puts the values into a reason.
func (e *explainer) fill(t Text) Text {
	value := func(name string) (feel.Value, []Option) { return e.value(name), e.options(name) }
	return Text{fill(t.SV, "sv", value), fill(t.EN, "en", value)}
}

// value finds the value of a placeholder: a name, or a path into a context.
func (e *explainer) value(name string) feel.Value {
	if v, ok := e.values[name]; ok {
		return v
	}
	for at := strings.LastIndexByte(name, '.'); at > 0; at = strings.LastIndexByte(name[:at], '.') {
		if v, ok := e.values[name[:at]]; ok {
			return path(v, name[at+1:])
		}
	}
	return feel.Null
}

func path(v feel.Value, rest string) feel.Value {
	for step := range strings.SplitSeq(rest, ".") {
		c, ok := v.AsContext()
		if !ok {
			return feel.Null
		}
		v, _ = c.Get(step)
	}
	return v
}
