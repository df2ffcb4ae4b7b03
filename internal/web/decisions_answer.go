package web

import (
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

// answerShown is what a model answers, and how it came to that.
type answerShown struct {
	Notice  components.Notice
	Version string
	Reasons []reasonShown
	Missing []string // labels of what was not answered, where a person must decide
	Faults  []faultShown
	Traces  []tableShown
}

// faultShown is why something could not be computed. The detail is the engine's own words, in English.
type faultShown struct{ Text, Detail string }

type reasonShown struct {
	Title, Text, Rule string
	Person            bool
	Facts             components.SummaryList
	Provisions        []components.Component
}

// answer shows what came of a trial, and what of it was left unanswered.
func (f Deciding) answer(r *Request, e decide.Evaluation, inputs []decide.Input, values feel.Value) *answerShown {
	shown := &answerShown{Notice: noticeOf(r, e.Answer)}
	if e.Answer.Outcome == law.Person {
		shown.Missing = r.unanswered(inputs, values)
	}
	switch {
	case e.Model == nil && e.RelevantDate.IsZero():
		shown.Version = r.T("web_decisions.answer.no_date")
	case e.Model == nil:
		shown.Version = r.T("web_decisions.answer.no_version", fault.Args{"date": r.dayOf(e.RelevantDate)})
	case e.Model.Law.Model.ID != "":
		shown.Version = r.T("web_decisions.answer.version", fault.Args{"version": r.versionName(e.Model)})
	}
	for _, origin := range e.Answer.NotInForce {
		validity := r.validity(law.Model{AppliesFrom: origin.From, AppliesTo: origin.To})
		shown.Faults = append(shown.Faults, faultShown{Text: r.T("web_decisions.answer.import_not_in_force", fault.Args{"model": r.law(origin.Title), "validity": validity})})
	}
	for _, reason := range e.Answer.Reasons {
		shown.Reasons = append(shown.Reasons, f.reason(r, reason))
	}
	if e.Model != nil {
		shown.Faults = append(shown.Faults, f.faultWords(r, e.Model, e.Diagnostics)...)
	}
	if e.Trace != nil {
		traced := tracer{r: r, readers: f.readersOf(r, e.Model)}
		traced.walk(e.Trace)
		shown.Traces = traced.tables
	}
	return shown
}

// noticeOf says the answer, or that a person must decide and why.
func noticeOf(r *Request, a law.Answer) components.Notice {
	if a.Outcome == law.Decided {
		return components.Notice{Title: r.T("web_decisions.answer.is", fault.Args{"answer": r.law(a.Words)})}
	}
	n := components.Notice{Kind: components.Warning, Title: r.T("web_decisions.answer.person")}
	for _, c := range a.Causes {
		n.Body = append(n.Body, components.Prose{Value: r.T("web_decisions.cause." + strings.ReplaceAll(string(c), "-", "_"))})
	}
	n.Body = append(n.Body, components.Prose{Value: r.T("web_decisions.answer.person_next")})
	return n
}

func (f Deciding) reason(r *Request, reason law.Reason) reasonShown {
	title := r.law(reason.Label)
	if title == "" {
		title = reason.Decision
	}
	if reason.From != nil {
		title += " (" + r.law(reason.From.Title) + ")"
	}
	shown := reasonShown{Title: title, Text: r.law(reason.Text), Person: reason.Outcome == law.Person, Provisions: f.Law.provisions(r, reason.Provisions)}
	if reason.Rule > 0 {
		shown.Rule = r.T("web_decisions.answer.rule", fault.Args{"rule": reason.Rule})
	}
	switch {
	case shown.Person:
	case reason.Value.IsNull():
		shown.Facts.Rows = append(shown.Facts.Rows, components.Fact(r.T("web_decisions.answer"), r.T("web_decisions.answer.none")))
	default:
		shown.Facts.Rows = append(shown.Facts.Rows, components.Fact(r.T("web_decisions.answer"), r.stated(reason.Value, reason.Words)))
	}
	for _, fact := range reason.Facts {
		label := r.law(fact.Label)
		if label == "" {
			label = fact.Name
		}
		shown.Facts.Rows = append(shown.Facts.Rows, components.Fact(label, r.stated(fact.Value, fact.Words)))
	}
	return shown
}

// stated is a value in the words that the law around the model gives it, begun as what stands by itself.
func (r *Request) stated(v feel.Value, words law.Text) string {
	if v.Kind() == feel.KindBoolean {
		return r.valueWords(v, nil)
	}
	return r.law(words)
}

// tracer shows which rules of each table were met.
type tracer struct {
	r       *Request
	readers map[string]*modelReader // by the namespaces that traces write, empty for the model itself
	reader  *modelReader            // of the model that is walked through
	owner   string
	tables  []tableShown
}

func (f Deciding) readersOf(r *Request, m *decide.Model) map[string]*modelReader {
	own, imported := f.readModel(r, m)
	readers := map[string]*modelReader{"": own}
	for _, x := range imported {
		readers[x.m.Definitions.Namespace] = x
	}
	return readers
}

// maxTraceRows is how many rules of a table are shown.
const maxTraceRows = 200

func (x *tracer) walk(t *dmn.Trace) {
	before, reader := x.owner, x.reader
	if x.reader = x.readers[t.File]; x.reader == nil || t.Kind == dmn.TraceEntry {
		x.reader = reader
	}
	if t.Kind == dmn.TraceDecision || t.Kind == dmn.TraceKnowledge {
		x.owner = x.reader.placed(t.Name)
	}
	if t.Table != nil && len(x.tables) < 50 {
		x.tables = append(x.tables, x.table(t.Table))
	}
	for _, part := range t.Parts {
		x.walk(part)
	}
	x.owner, x.reader = before, reader
}

func (x *tracer) table(t *dmn.TableTrace) tableShown {
	reader := x.reader
	out := tableShown{ID: "trace-" + strconv.Itoa(len(x.tables)+1), Caption: x.r.T("web_decisions.trace.table", fault.Args{"name": x.owner})}
	if len(x.tables) > 0 { // a table may be asked several times, and regions of a page need names of their own
		out.Caption += " (" + strconv.Itoa(len(x.tables)+1) + ")"
	}
	for _, in := range t.Inputs {
		out.Heads = append(out.Heads, reader.label(in.Expression))
		out.Facts = append(out.Facts, factShown{reader.label(in.Expression), x.r.valueWords(in.Value, reader.options(in.Expression))})
	}
	for _, rule := range t.Rules[:min(len(t.Rules), maxTraceRows)] {
		out.Rules = append(out.Rules, x.row(out.Heads, t, rule))
	}
	return out
}

func (x *tracer) row(heads []string, t *dmn.TableTrace, rule dmn.TraceRule) ruleShown {
	row := ruleShown{Number: rule.Number, Met: x.r.T("web_decisions.no")}
	if rule.Matched {
		row.Met = x.r.T("web_decisions.yes")
	}
	for i, cell := range rule.Conditions {
		input := ""
		if i < len(t.Inputs) {
			input = t.Inputs[i].Expression
		}
		shown := x.reader.condition(input, cell.Test).under(heads, i)
		shown.Mark = x.r.T("web_decisions.trace." + string(cell.Outcome))
		row.Conditions = append(row.Conditions, shown)
	}
	return row
}
