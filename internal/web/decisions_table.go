package web

import (
	"context"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/analysis"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

// modelShown is a model to read: what rests on what, its tables, and what the analysis found.
type modelShown struct {
	Rests     []restsShown
	Picture   *diagram // of Rests
	Decisions []decisionShown
	Sound     bool
	Findings  []string
	Notes     []string // of the analysis: cells that were not read, limits, missing values
	Problems  []string
}

// restsShown is a decision and what it rests on.
type restsShown struct {
	Link components.Link
	On   []components.Link
}

// decisionShown is a decision with its logic.
type decisionShown struct {
	ID, Title, Help string
	From            string // the imported model that it stands in; empty for the model itself
	Reason          string
	Provisions      []components.Component
	Formula         string // FEEL, or XML, where it is no table
	Tables          []tableShown
}

// tableShown is a decision table as a lawyer reads it.
type tableShown struct {
	ID, Caption, Policy string
	Heads               []string // of the conditions
	Outputs             []string
	Rules               []ruleShown
	Facts               []factShown // the values that a trial tested, one for each head; empty for a table to read
}

// factShown is the value that a condition was tested with.
type factShown struct{ Label, Value string }

type ruleShown struct {
	Number     int
	Conditions []cellShown
	Outputs    []cellShown
	Reason     string
	Person     bool
	Provisions []components.Component
	Met        string // of a trial: whether the rule was met
}

// cellShown is a cell in words, or in FEEL where there are none.
type cellShown struct {
	Head        string // of its column, for narrow screens
	Words, Code string
	Mark        string // of a trial: how the condition came out
}

// label is what an input or decision is called; a name without words is itself.
func (x *modelReader) label(name string) string {
	x, name = x.home(name)
	if in, ok := x.m.Law.Inputs[name]; ok && !in.Label.IsZero() {
		return x.r.law(in.Label)
	}
	if d, ok := x.m.Law.Decisions[name]; ok && !d.Label.IsZero() {
		return x.r.law(d.Label)
	}
	return name
}

func (x *modelReader) decision(name string, logic dmn.Expression) decisionShown {
	about := x.m.Law.Decisions[name]
	shown := decisionShown{
		ID: x.ids[name], Title: x.label(name), Help: x.r.law(about.Help), Reason: x.named(about.Reason),
		Provisions: x.book.provisions(x.r, about.Provisions), From: x.origin(),
	}
	if literal, ok := logic.(*dmn.LiteralExpression); ok && literal != nil {
		shown.Formula = strings.TrimSpace(literal.Text.Text)
		return shown
	}
	for i, t := range dmn.Tables(logic) {
		shown.Tables = append(shown.Tables, x.table(name, i, t))
	}
	if _, isTable := logic.(*dmn.DecisionTable); !isTable && logic != nil {
		base := logic.Base()
		shown.Formula = string(x.m.Source[base.Pos.Offset:base.End])
	}
	return shown
}

// named writes a reason with the labels of its placeholders.
func (x *modelReader) named(t law.Text) string {
	return law.Named(x.r.law(t), func(name string) string { return "[" + x.label(name) + "]" })
}

func (x *modelReader) table(name string, index int, t *dmn.DecisionTable) tableShown {
	*x.count++
	shown := tableShown{ID: "table-" + strconv.Itoa(*x.count), Caption: x.r.T("web_decisions.table", fault.Args{"name": x.label(name)})}
	if index > 0 { // regions of a page need names of their own
		shown.Caption += " (" + strconv.Itoa(index+1) + ")"
	}
	shown.Policy = x.r.policy(t)
	inputs := make([]string, len(t.Inputs))
	for i, in := range t.Inputs {
		if in.Expression != nil {
			inputs[i] = strings.TrimSpace(in.Expression.Text.Text)
		}
		shown.Heads = append(shown.Heads, x.label(inputs[i]))
	}
	for _, out := range t.Outputs {
		label := x.label(out.Name)
		if label == "" {
			label = x.r.T("web_decisions.answer")
		}
		shown.Outputs = append(shown.Outputs, label)
	}
	for i, rule := range t.Rules {
		about := x.m.Law.Rules[law.RuleKey{Element: name, Table: index, Rule: i}]
		row := ruleShown{Number: i + 1, Reason: x.named(about.Reason), Person: about.Outcome == law.Person, Provisions: x.book.provisions(x.r, about.Provisions)}
		for k, in := range rule.Inputs {
			if k < len(inputs) {
				row.Conditions = append(row.Conditions, x.condition(inputs[k], in.Text.Text).under(shown.Heads, k))
			}
		}
		for k, out := range rule.Outputs {
			row.Outputs = append(row.Outputs, x.output(name, out.Text.Text).under(shown.Outputs, k))
		}
		shown.Rules = append(shown.Rules, row)
	}
	return shown
}

// policy says what becomes of the rules that match.
func (r *Request) policy(t *dmn.DecisionTable) string {
	key := strings.ToLower(strings.ReplaceAll(string(t.HitPolicy), " ", "_"))
	if t.HitPolicy == dmn.Collect && t.Aggregation != "" {
		key += "_" + strings.ToLower(string(t.Aggregation))
	}
	return r.T("web_decisions.policy." + key)
}

func (x *modelReader) options(name string) []law.Option {
	x, name = x.home(name)
	if in, ok := x.m.Law.Inputs[name]; ok {
		return in.Options
	}
	return x.m.Law.Decisions[name].Options
}

// under gives a cell the head of its column.
func (c cellShown) under(heads []string, column int) cellShown {
	if column < len(heads) {
		c.Head = heads[column]
	}
	return c
}

// condition writes a cell in words.
func (x *modelReader) condition(input, tests string) cellShown {
	phrasing := analysis.Phrasing{
		Value: func(v feel.Value) string { return x.r.valueWords(v, x.options(input)) },
		Bound: x.r.boundWords, And: x.r.T("web_decisions.bound.and"),
	}
	phrases, not, anything, ok := analysis.Phrases(tests, phrasing)
	switch {
	case !ok:
		return cellShown{Code: strings.TrimSpace(tests)}
	case anything:
		return cellShown{Words: x.r.T("web_decisions.any")}
	}
	words := strings.Join(phrases, x.r.T("web_decisions.or"))
	if not {
		words = x.r.T("web_decisions.not", fault.Args{"values": words})
	}
	return cellShown{Words: words}
}

// output writes what a rule gives in words, where it is a constant.
func (x *modelReader) output(decision, text string) cellShown {
	program, err := feel.Compile(text, nil)
	if err != nil {
		return cellShown{Code: strings.TrimSpace(text)}
	}
	result, err := program.Eval(context.Background(), feel.Env{Limits: feel.Limits{Steps: 1000}})
	if err != nil || len(result.Diagnostics) > 0 {
		return cellShown{Code: strings.TrimSpace(text)}
	}
	return cellShown{Words: x.r.valueWords(result.Value, x.options(decision))}
}

// report says what the analysis found.
func (x *modelReader) report(shown *modelShown) {
	r := x.r
	shown.Sound = shown.Sound && x.m.Report.Sound()
	for _, t := range x.m.Report.Tables {
		name := x.label(t.Element)
		if x.from != "" {
			name = x.from + ", " + name
		}
		for _, f := range t.Findings {
			args := fault.Args{"table": name, "rules": numbersIn(f.Rules), "where": f.In(string(r.Lang))}
			key := "web_decisions.finding." + string(f.Kind)
			if len(f.Where) == 0 && (f.Kind == analysis.Gap || f.Kind == analysis.Overlap) {
				key += "_all"
			}
			text := r.T(key, args)
			if f.Uncertain {
				text += " " + r.T("web_decisions.uncertain")
			}
			shown.Findings = append(shown.Findings, text)
		}
		for _, c := range t.Unread {
			shown.Notes = append(shown.Notes, r.T("web_decisions.unread", fault.Args{"table": name, "rule": c.Rule, "text": c.Text}))
		}
		if t.Limit != "" {
			shown.Notes = append(shown.Notes, r.T("web_decisions.limit", fault.Args{"table": name, "limit": t.Limit}))
		}
	}
	for _, p := range x.m.Problems {
		text := strings.TrimPrefix(p.Element+": "+p.Message, ": ")
		if p.File != "" {
			text = p.File + ": " + text
		}
		shown.Problems = append(shown.Problems, r.T("decide.problem", fault.Args{"line": p.Line, "column": p.Column, "text": text}))
	}
}

func numbersIn(rules []int) string {
	words := make([]string, len(rules))
	for i, n := range rules {
		words[i] = strconv.Itoa(n)
	}
	return strings.Join(words, ", ")
}

// sourcesOf names sources with links to them.
func (b LawBook) sourcesOf(r *Request, targets []string) []components.Component {
	var list []components.Component
	for _, target := range targets {
		if s, ok := b.sources[target]; ok {
			list = append(list, components.Provision{Label: s.Title.In(string(r.Lang)), Href: s.Link})
			continue
		}
		list = append(list, components.Provision{Label: target})
	}
	return list
}
