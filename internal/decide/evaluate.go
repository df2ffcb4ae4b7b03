package decide

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

// Evaluation is what came of a question to a model.
type Evaluation struct {
	Decision string `json:"decision"`
	// Answer is under law: the value is withheld where a person must decide.
	Answer      law.Answer       `json:"answer"`
	Diagnostics []dmn.Diagnostic `json:"diagnostics,omitempty"`
	Missing     []string         `json:"missing,omitempty"` // inputs without a value
	// RelevantDate decided the version; zero where the model has no time, or where the date was not given.
	RelevantDate date.Date  `json:"relevant_date,omitzero"`
	Trace        *dmn.Trace `json:"trace,omitempty"`
	// Model is the version that was used; nil where none was in force.
	Model *Model `json:"-"`
	// Value is what the tables gave, whether or not they may decide. It is for those who examine a model, and no decision.
	Value feel.Value `json:"-"`
}

// evaluationTime bounds one evaluation.
const evaluationTime = 2 * time.Second

// Evaluate asks the version of a model that is in force on the relevant date. inputs is a FEEL context by the names of inputs; decision may be empty for the
// model's own question. Where no version is in force, the answer is that a person must decide.
func (l *Library) Evaluate(ctx context.Context, id, decision string, inputs feel.Value) (Evaluation, error) {
	set, err := l.Set(id)
	if err != nil {
		return Evaluation{}, err
	}
	if _, named := inputs.AsContext(); !named && !inputs.IsNull() {
		return Evaluation{}, fault.New("decide.Evaluate", fault.Invalid, "decide.inputs", nil)
	}
	day := l.relevant(set, inputs)
	m, ok := set.On(day)
	if !ok {
		return Evaluation{Decision: decision, Answer: law.Unversioned(id), RelevantDate: day}, nil
	}
	e, err := l.EvaluateModel(ctx, m, decision, inputs)
	e.RelevantDate = day
	return e, err
}

// relevant finds the relevant date among the inputs, by the name that the versions give it.
func (l *Library) relevant(set Set, inputs feel.Value) date.Date {
	for _, m := range set.Versions() {
		name := m.Law.Model.RelevantDate
		if name == "" {
			return l.Today()
		}
		c, ok := inputs.AsContext()
		if !ok {
			return date.Date{}
		}
		if v, found := c.Get(name); found {
			return dateIn(v)
		}
	}
	return date.Date{}
}

func dateIn(v feel.Value) date.Date {
	if d, ok := v.AsDate(); ok {
		return d
	}
	text, _ := v.AsString()
	d, err := date.Parse(text)
	if err != nil {
		return date.Date{}
	}
	return d
}

// EvaluateModel asks one version. Where the model names a relevant date, it must be in force that day; else it is asked whatever time it applies to,
// and the models that it imports are those of today.
func (l *Library) EvaluateModel(ctx context.Context, m *Model, decision string, inputs feel.Value) (Evaluation, error) {
	target, err := m.target(decision)
	if err != nil {
		return Evaluation{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, evaluationTime)
	defer cancel()
	env := dmn.Env{Clock: l.clock.Now, Location: i18n.Zone, Trace: true, Limits: feel.Limits{Steps: 2_000_000, List: 100_000, String: 1 << 20}}
	inputs, asked := Ask(m.Law, target, inputs)
	result, err := target.EvaluateContext(ctx, asked, env)
	var unknown *dmn.InputError
	if errors.As(err, &unknown) {
		return Evaluation{}, fault.New("decide.Evaluate", fault.Invalid, "decide.unknown_input",
			fault.Args{"names": strings.Join(unknown.Unknown, ", "), "known": strings.Join(unknown.Known, ", ")}).Because(err)
	}
	if stopped := stoppedBy(err); err != nil && !stopped {
		return Evaluation{}, fault.New("decide.Evaluate", fault.Invalid, "decide.inputs", nil).Because(err)
	}
	return Evaluation{
		Decision: target.Name, Answer: law.Explain(m.compiled, m.Law, RelevantDay(m.Law, inputs, l.Today()), inputs, result, err), Diagnostics: result.Diagnostics,
		Missing: result.Missing, Trace: result.Trace, Model: m, Value: result.Value,
	}, nil
}

// RelevantDay is the day on which the law must be in force: the answer to the input that the model names, zero where it was not given; today where it
// names none.
func RelevantDay(l law.Law, inputs feel.Value, today date.Date) date.Date {
	if l.Model.RelevantDate == "" {
		return today
	}
	c, ok := inputs.AsContext()
	if !ok {
		return date.Date{}
	}
	v, _ := c.Get(l.Model.RelevantDate)
	return dateIn(v)
}

// Ask makes a date of the relevant date, and leaves it out of what the decision is asked with where that does not look at it.
func Ask(l law.Law, target *dmn.Target, inputs feel.Value) (all, asked feel.Value) {
	name := l.Model.RelevantDate
	c, ok := inputs.AsContext()
	if !ok || name == "" {
		return inputs, inputs
	}
	needed := slices.ContainsFunc(target.Inputs(), func(in dmn.Input) bool { return in.Name == name })
	var entries, kept []feel.Entry
	for i := range c.Len() {
		entry := c.At(i)
		if day := dateIn(entry.Value); entry.Name == name && !day.IsZero() {
			entry.Value = feel.Date(day) // what is no date stays as it is, and is told
		}
		entries = append(entries, entry)
		if entry.Name != name || needed {
			kept = append(kept, entry)
		}
	}
	return feel.NewContext(entries...), feel.NewContext(kept...)
}

// stoppedBy tells whether an evaluation was stopped by a limit, which a person then has to take up.
func stoppedBy(err error) bool {
	var limit *dmn.LimitError
	return errors.As(err, &limit) || errors.Is(err, context.DeadlineExceeded)
}
