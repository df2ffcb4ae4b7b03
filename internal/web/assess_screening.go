package web

import (
	"net/http"

	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/web/components"
)

// screeningView is what templates/assess/screening.html shows: the questions of protective security, to be read first and answered in
// the browser only. There is no form: nothing could be sent even by mistake.
type screeningView struct {
	Page
	Notice    string
	Intro     string
	Questions []screeningQuestion
	Stop      outcomeShown
	Continue  outcomeShown
	Onward    components.Link
}

type screeningQuestion struct {
	questionShown
	Options []screeningOption
}

type screeningOption struct {
	Value, Label, Means string
	Stops               bool
}

// Outcomes of the screening.
const (
	screeningStop     = "do_not_continue"
	screeningContinue = "continue"
)

func (f Assessing) screening(w http.ResponseWriter, r *Request) error {
	pack, err := f.Service.Instrument(assess.ScreeningID)
	if err != nil {
		return err
	}
	return r.Kept(w, pack.Hash()+r.today(), "assess/screening", func() (View, error) {
		view := screeningView{Page: r.Page(r.words(pack.Title)), Notice: r.words(pack.Notice), Intro: r.words(pack.Intro)}
		view.Public, view.Description = true, view.Intro
		reader := packReader{r: r, pack: pack, law: f.Law}
		for _, q := range pack.Questions {
			stops := map[string]string{}
			for _, def := range q.Findings {
				for _, on := range def.On {
					stops[on] = r.words(def.Action)
				}
			}
			shown := screeningQuestion{questionShown: reader.question(q)}
			for _, o := range q.Options {
				means, stop := stops[o.ID]
				if !stop {
					means = r.T("web_assess.screening.go_on")
				}
				shown.Options = append(shown.Options, screeningOption{Value: o.ID, Label: r.words(o.Label), Means: means, Stops: stop})
			}
			view.Questions = append(view.Questions, shown)
		}
		for _, o := range pack.Outcomes {
			shown := outcomeShown{Title: r.words(o.Title), Text: r.words(o.Text)}
			switch o.ID {
			case screeningStop:
				view.Stop = shown
			case screeningContinue:
				view.Continue = shown
			}
		}
		view.Onward = components.Link{Href: r.To(instrumentsPath), Label: r.T("web_assess.screening.onward")}
		return view, nil
	})
}
