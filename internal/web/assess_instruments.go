package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/instrument"
)

// instrumentsView is what templates/assess/instruments.html shows: the instruments there are.
type instrumentsView struct {
	Page
	Instruments []instrumentCard
	Mine        string // address of the reader's own assessments, when signed in
}

type instrumentCard struct {
	Title   string
	Href    string
	Lead    string
	Notice  string
	Facts   []string
	Answer  string // address to answer without an account; empty for the screening
	Start   string // address to begin an assessment, when signed in
	Reads   string // address of the screening page
	Version string
}

func (f Assessing) instruments(w http.ResponseWriter, r *Request) error {
	packs, err := f.Service.Instruments()
	if err != nil {
		return err
	}
	view := instrumentsView{Page: r.Page(r.T("web_assess.instruments.title"))}
	view.Public, view.Description = true, r.T("web_assess.instruments.lead")
	for _, pack := range packs {
		view.Instruments = append(view.Instruments, cardOf(r, pack))
	}
	if r.Viewer.SignedIn() {
		view.Mine = r.To(assessedPath)
	}
	return r.Render(w, http.StatusOK, "assess/instruments", view)
}

func cardOf(r *Request, pack *instrument.Pack) instrumentCard {
	lead, _, _ := strings.Cut(r.words(pack.Intro), "\n\n")
	card := instrumentCard{
		Title: r.words(pack.Title), Href: r.To(instrumentsPath + "/" + pack.ID), Lead: lead, Notice: r.words(pack.Notice),
		Version: pack.Version, Facts: []string{r.Printer.N("web_assess.instruments.questions", len(pack.Questions), nil)},
	}
	for _, kind := range pack.Subjects {
		card.Facts = append(card.Facts, r.T("web_assess.subject."+kind))
	}
	if !assess.MayBeKept(pack) {
		card.Reads = r.To(screeningFirst)
		return card
	}
	card.Answer = r.To(answerPath(pack))
	if r.Viewer.SignedIn() {
		card.Start = r.To(assessedPath + "/new?instrument=" + pack.ID)
	}
	return card
}

func answerPath(pack *instrument.Pack) string { return instrumentsPath + "/" + pack.ID + "/answer" }

// instrumentView is what templates/assess/instrument.html shows: a whole instrument to read, on screen or on paper.
type instrumentView struct {
	Page
	Card     instrumentCard
	Intro    components.Prose
	Contents []partContents
	Parts    []partShown
	Rules    []findingShown // findings across questions
	Outcomes []outcomeShown
	Scores   []scoreShown
	Paper    bool // made to be printed: everything unfolded
	Print    string
	JSON     string
}

type partContents struct {
	Title string
	Links []components.Link
}

type partShown struct {
	ID, Title, Intro string
	Sections         []sectionShown
}

type sectionShown struct {
	ID, Title, Intro, When string
	Questions              []questionShown
}

// questionShown is a question to read.
type questionShown struct {
	ID, Label, Help, Why, Type, Limits string
	Number                             int
	When                               conditionShown
	Options                            []optionShown
	Fields                             []questionShown
	States                             []string
	Findings                           []findingShown
	Provisions                         []components.Component
	Public                             bool
}

type optionShown struct{ Label, Help string }

// conditionShown says on which questions something rests, and how.
type conditionShown struct {
	Source string // FEEL
	Reads  []components.Link
}

// findingShown is a finding that a question can raise.
type findingShown struct {
	Severity   components.Severity
	On         string
	Text       string
	Action     string
	Applies    string
	When       string // FEEL
	Provisions []components.Component
}

type outcomeShown struct {
	Severity    components.Severity
	Title, Text string
	When        string
}

type scoreShown struct {
	Title  string
	Levels []string
}

func (f Assessing) instrument(w http.ResponseWriter, r *Request) error {
	id, wantsJSON := r.ID()
	pack, err := f.Service.Instrument(id)
	if err != nil {
		return err
	}
	if wantsJSON {
		return r.JSON(w, pack)
	}
	version := pack.Hash() + r.today() // what does not apply yet says so
	return r.Kept(w, version, "assess/instrument", func() (View, error) { return f.instrumentPage(r, pack, false), nil })
}

func (f Assessing) instrumentPrint(w http.ResponseWriter, r *Request) error {
	pack, err := f.Service.Instrument(r.PathValue("id"))
	if err != nil {
		return err
	}
	return r.Render(w, http.StatusOK, "assess/instrument", f.instrumentPage(r, pack, true))
}

func (f Assessing) instrumentPage(r *Request, pack *instrument.Pack, paper bool) instrumentView {
	view := instrumentView{Page: r.Page(r.words(pack.Title)).Under(r.T("web.nav.instruments"), instrumentsPath), Paper: paper}
	view.Public = !paper
	view.NoIndex = paper
	view.Card = cardOf(r, pack)
	view.Description = view.Card.Lead
	view.Intro = components.Prose{Value: r.words(pack.Intro)}
	view.Print, view.JSON = view.Card.Href+"/print", view.Card.Href+".json"
	reader := packReader{r: r, pack: pack, law: f.Law, number: map[string]int{}}
	reader.readConditions(f.Service)
	view.Parts = reader.parts()
	view.Contents = contentsOf(view.Parts)
	for _, def := range pack.Findings {
		shown := reader.finding(def.Raise)
		shown.When = def.When
		view.Rules = append(view.Rules, shown)
	}
	for _, o := range pack.Outcomes {
		view.Outcomes = append(view.Outcomes, outcomeShown{
			Severity: components.Severity{Level: components.Level(o.Severity)}, Title: r.words(o.Title), Text: r.words(o.Text), When: o.When,
		})
	}
	for _, s := range pack.Scores {
		view.Scores = append(view.Scores, reader.score(s))
	}
	return view
}

func contentsOf(parts []partShown) []partContents {
	var contents []partContents
	for _, part := range parts {
		c := partContents{Title: part.Title}
		for _, section := range part.Sections {
			c.Links = append(c.Links, components.Link{Href: "#s-" + section.ID, Label: section.Title})
		}
		contents = append(contents, c)
	}
	return contents
}

// packReader turns a pack into something to read.
type packReader struct {
	r      *Request
	pack   *instrument.Pack
	law    LawBook
	number map[string]int
	reads  map[string][]string // question → questions that its condition reads
}

// readConditions finds what each question's condition reads, by working out an empty set of answers.
func (p *packReader) readConditions(service *assess.Service) {
	p.reads = map[string][]string{}
	for _, status := range service.Evaluate(p.pack, instrument.NewAnswers(p.pack)).Questions {
		p.reads[status.ID] = status.Because
	}
}

// partsOf gives the parts with their sections; sections of no part come first, under a part without title.
func partsOf(pack *instrument.Pack) []instrument.Part {
	if slices.ContainsFunc(pack.Sections, func(s instrument.Section) bool { return s.Part == "" }) {
		return append([]instrument.Part{{}}, pack.Parts...)
	}
	return pack.Parts
}

func (p *packReader) parts() []partShown {
	var parts []partShown
	for _, part := range partsOf(p.pack) {
		shown := partShown{ID: part.ID, Title: p.r.words(part.Title), Intro: p.r.words(part.Intro)}
		for _, section := range p.pack.Sections {
			if section.Part == part.ID {
				shown.Sections = append(shown.Sections, p.section(section))
			}
		}
		parts = append(parts, shown)
	}
	return parts
}

func (p *packReader) section(s instrument.Section) sectionShown {
	shown := sectionShown{ID: s.ID, Title: p.r.words(s.Title), Intro: p.r.words(s.Intro), When: s.When}
	for _, q := range p.pack.Questions {
		if q.Section == s.ID {
			question := p.question(q)
			question.Number = len(shown.Questions) + 1
			shown.Questions = append(shown.Questions, question)
		}
	}
	return shown
}

func (p *packReader) question(q instrument.Question) questionShown {
	r := p.r
	shown := questionShown{
		ID: q.ID, Label: r.words(q.Label), Help: r.words(q.Help), Why: r.words(q.Why), Public: q.Public,
		Type: r.T("web_assess.type." + string(q.Type)), Limits: limitsOf(r, q), Provisions: p.law.provisions(r, q.Provisions),
	}
	for _, o := range optionsOf(r, q) {
		shown.Options = append(shown.Options, optionShown{r.words(o.Label), r.words(o.Help)})
	}
	for _, field := range q.Fields {
		shown.Fields = append(shown.Fields, p.question(field))
	}
	if q.DoNotKnow {
		shown.States = append(shown.States, r.T("web_assess.do_not_know"))
	}
	if q.NotApplicable {
		shown.States = append(shown.States, r.T("web_assess.not_applicable"))
	}
	if q.When != "" {
		shown.When = p.condition(q)
	}
	for _, def := range q.Findings {
		shown.Findings = append(shown.Findings, p.findingOn(q, def))
	}
	return shown
}

func (p *packReader) condition(q instrument.Question) conditionShown {
	shown := conditionShown{Source: q.When}
	for _, id := range p.reads[q.ID] {
		if other, ok := p.pack.Question(id); ok {
			shown.Reads = append(shown.Reads, components.Link{Href: "#q-" + id, Label: p.r.words(other.Label)})
		}
	}
	return shown
}

func (p *packReader) findingOn(q instrument.Question, def instrument.AnswerFinding) findingShown {
	shown := p.finding(def.Raise)
	var on []string
	for _, trigger := range def.On {
		on = append(on, triggerWords(p.r, q, trigger))
	}
	shown.On, shown.When = strings.Join(on, ", "), def.When
	if slices.Equal(def.Provisions, q.Provisions) {
		shown.Provisions = nil // the question's own, which stand beside
	}
	return shown
}

func (p *packReader) finding(raise instrument.Raise) findingShown {
	return findingShown{
		Severity: components.Severity{Level: components.Level(raise.Severity)}, Text: p.r.words(raise.Text), Action: p.r.words(raise.Action),
		Applies:    p.r.fromWhen("web_assess.applies", raise.AppliesFrom, raise.DisputedFrom),
		Provisions: p.law.provisions(p.r, raise.Provisions),
	}
}

func (p *packReader) score(def instrument.ScoreDef) scoreShown {
	shown := scoreShown{Title: p.r.words(def.Title)}
	for _, level := range def.Levels {
		text := p.r.words(level.Title)
		if level.UpTo != nil {
			text += " (≤ " + level.UpTo.String() + ")"
		}
		shown.Levels = append(shown.Levels, text)
	}
	return shown
}

// limitsOf says how long or how large an answer may be.
func limitsOf(r *Request, q instrument.Question) string {
	switch {
	case q.Type == instrument.TypeNumber && q.Min != nil && q.Max != nil:
		return r.T("web_assess.limits.between", fault.Args{"min": q.Min.String(), "max": q.Max.String()})
	case q.Type == instrument.TypeNumber && q.Min != nil:
		return r.T("web_assess.limits.least", fault.Args{"min": q.Min.String()})
	case q.MaxLength > 0 && (q.Type == instrument.TypeText || q.Type == instrument.TypeLongText || q.Type == instrument.TypeEvidence):
		return r.T("web.max_characters", fault.Args{"max": q.MaxLength})
	}
	return ""
}
