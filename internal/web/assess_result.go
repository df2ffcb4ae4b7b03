package web

import (
	"slices"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/instrument"
)

// resultView is what templates/assess/result.html shows: what the answers show, and what they do not.
type resultView struct {
	Page
	Frame  assessFrame
	Result resultShown
	Ways   []components.Component
	Files  []components.Link
}

// resultShown is a result as it is shown on screen and on paper.
type resultShown struct {
	Counts     []string
	Incomplete string // that the picture is not complete, and why
	Nothing    string // that nothing was found, or that nothing has been found yet
	Outcome    outcomeResult
	Findings   []findingGroup // most severe first
	Undecided  []undecidedShown
	Unanswered []unansweredSection
	Open       int // how many questions are unanswered
	Unknown    []components.Component
	Waiting    waitingShown
	Scores     components.Table
	Problems   []string
}

// outcomeResult is the outcome and why, or what it waits for.
type outcomeResult struct {
	Title, Text string
	Severity    components.Severity
	Mark        bool // there is a severity to show
	Why         []answerBehind
	Values      []string
	Law         []components.Component
	Possible    []string
	Needs       []components.Component
}

// answerBehind is an answer that something rests on, with the way to change it.
type answerBehind struct {
	Question components.Component
	Answer   string
}

// findingGroup is the findings of one severity.
type findingGroup struct {
	ID       string
	Title    string
	Findings []findingResult
}

// findingResult is a finding that the answers have raised.
type findingResult struct {
	ID       string
	Severity components.Severity
	Text     string
	Action   string
	Applies  string // from when, while it does not apply yet
	Answers  []answerBehind
	Law      []components.Component
}

// undecidedShown is a finding that cannot be decided until more is answered.
type undecidedShown struct {
	Text     string
	Severity components.Severity
	Needs    []components.Component
}

type unansweredSection struct {
	Title string
	Ways  []components.Component
}

// resultPage shows what the answers amount to.
func (p paper) resultPage() resultView {
	view := resultView{Page: p.r.Page(p.r.T("web_assess.result.title")), Result: p.resultShown()}
	view.NoIndex = true
	view.Ways = []components.Component{
		p.trail.way(p.r.T("web_assess.to_tasks"), "", "tasks"), p.trail.way(p.r.T("web_assess.to_check"), "", "check"),
		p.trail.way(p.r.T("web_assess.print"), "", "print"),
	}
	return view
}

func (p paper) resultShown() resultShown {
	shown := resultShown{
		Counts: p.countWords(), Outcome: p.outcome(), Undecided: p.undecided(), Waiting: p.waiting(), Problems: p.problemLines(),
		Scores: p.scores(), Open: len(p.lacking()),
	}
	shown.Findings = p.findingGroups()
	shown.Unanswered = p.unanswered()
	shown.Unknown = p.unknown()
	open := len(shown.Undecided) + shown.Waiting.Count + len(shown.Unanswered) + len(shown.Unknown)
	if open > 0 || len(shown.Problems) > 0 {
		shown.Incomplete = p.r.T("web_assess.result.incomplete")
	}
	switch {
	case p.result.NothingFound:
		shown.Nothing = p.r.T("web_assess.result.nothing")
	case len(shown.Findings) == 0:
		shown.Nothing = p.r.T("web_assess.result.nothing_yet")
	}
	return shown
}

func (p paper) findingGroups() []findingGroup {
	var groups []findingGroup
	for _, severity := range severities() {
		group := findingGroup{ID: "severity-" + string(severity), Title: p.r.T("web.severity." + string(severity))}
		for _, finding := range p.result.Findings {
			if finding.Severity == severity {
				group.Findings = append(group.Findings, p.finding(finding))
			}
		}
		if len(group.Findings) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

func (p paper) outcome() outcomeResult {
	o := p.result.Outcome
	switch o.State {
	case instrument.OutcomeUndetermined:
		shown := outcomeResult{Title: p.r.T("web_assess.result.no_outcome_yet"), Needs: p.waysTo(o.Needs)}
		for _, def := range p.pack.Outcomes {
			if slices.Contains(o.Possible, def.ID) {
				shown.Possible = append(shown.Possible, p.r.words(def.Title))
			}
		}
		return shown
	case instrument.OutcomeDecided:
		shown := outcomeResult{
			Title: p.r.words(o.Title), Text: p.r.words(o.Text), Severity: components.Severity{Level: components.Level(o.Severity)},
			Mark: o.Severity != "", Law: p.law.provisions(p.r, o.Provisions),
		}
		if o.Why != nil {
			shown.Why = p.behind(o.Why.Answers)
			shown.Values = p.valuesBehind(*o.Why)
		}
		return shown
	}
	return outcomeResult{Title: p.r.T("web_assess.result.no_outcome")}
}

// valuesBehind says which scores and findings an outcome rests on.
func (p paper) valuesBehind(why instrument.Why) []string {
	var lines []string
	for _, s := range why.Scores {
		if s.Value != nil {
			lines = append(lines, p.r.words(s.Title)+": "+s.Value.String())
		}
	}
	if n := len(why.Findings); n > 0 {
		lines = append(lines, p.r.Printer.N("web_assess.result.because_findings", n, nil))
	}
	return lines
}

// behind gives the answers that something rests on. Those to hidden questions did not count and are left out.
func (p paper) behind(answers []instrument.ReadAnswer) []answerBehind {
	var list []answerBehind
	for _, read := range answers {
		if read.State != instrument.Hidden {
			list = append(list, answerBehind{Question: p.wayTo(read.Question), Answer: p.answered(read.Question)})
		}
	}
	return list
}

func (p paper) finding(f instrument.Finding) findingResult {
	shown := findingResult{
		ID: f.ID, Severity: components.Severity{Level: components.Level(f.Severity)}, Text: p.r.words(f.Text), Action: p.r.words(f.Action),
		Answers: p.behind(f.Answers), Law: p.law.provisions(p.r, f.Provisions),
	}
	if len(shown.Answers) == 0 && f.Question != "" {
		shown.Answers = []answerBehind{{Question: p.wayTo(f.Question), Answer: p.answered(f.Question)}}
	}
	if f.Force == instrument.NotYet || len(f.DisputedFrom) > 0 {
		shown.Applies = p.r.fromWhen("web_assess.applies", f.AppliesFrom, f.DisputedFrom)
	}
	if f.Force == instrument.NotYet && f.Declared != f.Severity {
		shown.Applies += " " + p.r.T("web_assess.then", fault.Args{"severity": p.r.T("web.severity." + string(f.Declared))})
	}
	return shown
}

// undecided are the findings of which it cannot be told yet whether they are raised.
func (p paper) undecided() []undecidedShown {
	raises := raisesOf(p.pack)
	var list []undecidedShown
	for _, m := range p.result.Missing {
		raise, known := raises[m.ID]
		if m.Kind != instrument.MissingFinding || !known {
			continue
		}
		list = append(list, undecidedShown{
			Text: p.r.words(raise.Text), Severity: components.Severity{Level: components.Level(raise.Severity)}, Needs: p.waysTo(m.Needs),
		})
	}
	return list
}

// raisesOf gives everything that a pack can raise, by id.
func raisesOf(pack *instrument.Pack) map[string]instrument.Raise {
	raises := map[string]instrument.Raise{}
	for _, def := range pack.Findings {
		raises[def.ID] = def.Raise
	}
	for _, q := range pack.Questions {
		for _, def := range q.Findings {
			raises[def.ID] = def.Raise
		}
	}
	return raises
}

// unanswered are the questions that lack an answer, by section.
func (p paper) unanswered() []unansweredSection {
	lacking := p.lacking()
	var sections []unansweredSection
	for _, section := range p.pack.Sections {
		shown := unansweredSection{Title: p.r.words(section.Title)}
		for _, id := range lacking {
			if p.question(id).Section == section.ID {
				shown.Ways = append(shown.Ways, p.wayTo(id))
			}
		}
		if len(shown.Ways) > 0 {
			sections = append(sections, shown)
		}
	}
	return sections
}

// unknown are the questions answered with do not know.
func (p paper) unknown() []components.Component {
	var ways []components.Component
	for _, status := range p.result.Questions {
		if status.State == instrument.DoNotKnow {
			ways = append(ways, p.wayTo(status.ID))
		}
	}
	return ways
}

// scores are the scores that have a maximum to be measured against, or no maximum of their own.
func (p paper) scores() components.Table {
	r := p.r
	table := components.Table{
		ID: "scores", Caption: r.T("web_assess.scores_caption"), Note: r.T("web_assess.scores_note"),
		Heads: []components.Head{
			{Label: r.T("web_assess.score")},
			{Label: r.T("web_assess.score_value"), Numeric: true},
			{Label: r.T("web_assess.score_max"), Numeric: true},
			{Label: r.T("web_assess.score_says")},
		},
	}
	for _, s := range p.result.Scores {
		if s.Max != nil && s.Max.CmpInt(0) == 0 {
			continue // nothing in it applies
		}
		table.Rows = append(table.Rows, []components.Cell{
			{Text: r.words(s.Title), Header: true},
			{Text: decimalWords(r, s.Value), Numeric: true},
			{Text: decimalWords(r, s.Max), Numeric: true},
			{Text: scoreSays(r, s)},
		})
	}
	return table
}

func decimalWords(r *Request, d *instrument.Decimal) string {
	if d == nil {
		return "–"
	}
	return numberWords(r, instrument.Question{}, d.String())
}

func scoreSays(r *Request, s instrument.Score) string {
	switch {
	case !s.Complete:
		return r.T("web_assess.score_so_far")
	case s.Level != nil:
		return r.words(s.Level.Title)
	}
	return r.T("web_assess.score_complete")
}

// printView is what templates/assess/print.html shows: everything on one page, to print or file.
type printView struct {
	Page
	Frame   assessFrame
	Result  resultShown
	Answers []components.SummaryList
	Made    string
	Ways    []components.Component
}

// printPage is everything on one page. title names the instrument and what it was answered for.
func (p paper) printPage(title, made string) printView {
	view := printView{Page: p.r.Page(title), Answers: p.answerLists(false), Made: made}
	view.NoIndex = true
	onPaper := p
	onPaper.trail, onPaper.printed = plainTrail{}, true
	view.Result = onPaper.resultShown()
	view.Ways = []components.Component{p.trail.way(p.r.T("web_assess.to_result"), "", "result")}
	return view
}

// plainTrail leads nowhere: on paper a question is only named.
type plainTrail struct{}

func (plainTrail) way(label, _, _ string) components.Component { return components.Text{Value: label} }
