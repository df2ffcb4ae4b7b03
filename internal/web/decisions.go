package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn/law"
)

const decisionsPath = "/decision-models"

// Deciding is the pages about decision models: to read, compare and try them. Nothing that is sent to them is stored.
type Deciding struct {
	Library *decide.Library
	Law     LawBook
}

// NewDeciding makes the pages with the legal sources that the models point at.
func NewDeciding(library *decide.Library, sources []content.Source) Deciding {
	return Deciding{Library: library, Law: NewLawBook(sources)}
}

// Views names the pages.
func (Deciding) Views() Views {
	return Views{
		"decisions/list": decisionsView{}, "decisions/show": decisionModelView{}, "decisions/try": tryView{},
		"decisions/read": readView{}, "decisions/compare": decisionCompareView{},
	}
}

// Routes registers the pages.
func (f Deciding) Routes(rs *Routes) {
	rs.Get(decisionsPath, f.list)
	rs.Get(decisionsPath+"/read", f.readForm)
	rs.Post(decisionsPath+"/read", f.read)
	rs.Get(decisionsPath+"/{id}", f.show)
	rs.Get(decisionsPath+"/{id}/try", f.try)
	rs.Get(decisionsPath+"/{id}/compare", f.compare)
}

// decisionsView is what templates/decisions/list.html shows.
type decisionsView struct {
	Page
	Models []decisionCard
	Empty  *components.EmptyState
	Read   string
}

type decisionCard struct {
	Title, Href, Lead, Validity, Try string
	Facts                            []string
}

func (f Deciding) list(w http.ResponseWriter, r *Request) error {
	sets, err := f.Library.Sets()
	if err != nil {
		return err
	}
	view := decisionsView{Page: r.Page(r.T("web_decisions.title")), Read: r.To(decisionsPath + "/read")}
	view.Public, view.Description = true, r.T("web_decisions.lead")
	for _, set := range sets {
		m := f.Library.Current(set)
		card := decisionCard{
			Title: r.law(m.Title()), Href: r.To(modelPath(set.ID)), Lead: r.law(m.Law.Model.Description),
			Validity: r.validity(m.Law.Model), Try: r.To(modelPath(set.ID) + "/try"),
		}
		card.Facts = []string{r.Printer.N("web_decisions.versions", len(set.Versions()), nil), r.Printer.N("web_decisions.rules", rulesIn(m), nil)}
		view.Models = append(view.Models, card)
	}
	if len(sets) == 0 {
		view.Empty = &components.EmptyState{
			Title: r.T("web_decisions.empty"), Text: r.T("web_decisions.empty_text"),
			Links: []components.Link{{Href: view.Read, Label: r.T("web_decisions.read.open")}},
		}
	}
	return r.Render(w, http.StatusOK, "decisions/list", view)
}

func rulesIn(m *decide.Model) (n int) {
	for _, t := range m.Report.Tables {
		n += t.Rules
	}
	return n
}

func modelPath(id string) string { return decisionsPath + "/" + url.PathEscape(id) }

// law gives a text of a model in the reader's language.
func (r *Request) law(t law.Text) string { return i18n.Text{SV: t.SV, EN: t.EN}.In(r.Lang) }

// validity says when a version applies.
func (r *Request) validity(m law.Model) string {
	from, to := r.dayOf(m.AppliesFrom), r.dayOf(m.AppliesTo)
	switch {
	case from == "" && to == "":
		return r.T("web_decisions.valid.always")
	case to == "":
		return r.T("web_decisions.valid.from", fault.Args{"from": from})
	case from == "":
		return r.T("web_decisions.valid.to", fault.Args{"to": to})
	}
	return r.T("web_decisions.valid.between", fault.Args{"from": from, "to": to})
}

func (r *Request) dayOf(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	return r.Printer.Date(d.String())
}

// versionName is a version with its time.
func (r *Request) versionName(m *decide.Model) string {
	return r.T("web_decisions.version", fault.Args{"version": m.Law.Model.Version}) + ": " + r.validity(m.Law.Model)
}

// decisionModelView is what templates/decisions/show.html shows.
type decisionModelView struct {
	Page
	Review   string
	Facts    components.SummaryList
	Versions []components.Link
	Try      string
	Compare  string
	File     string
	JSON     string
	Model    modelShown
}

// decisionModel is a model at its address with the ending .json.
type decisionModel struct {
	Law      law.Law  `json:"law"`
	Versions []string `json:"versions"`
	Analysis any      `json:"analysis"`
	Source   string   `json:"source"` // the DMN file
}

func (f Deciding) show(w http.ResponseWriter, r *Request) error {
	id, wantsJSON := r.ID()
	id, wantsFile := strings.CutSuffix(id, ".dmn")
	set, m, err := f.chosen(r, id)
	if err != nil {
		return err
	}
	switch {
	case wantsFile:
		w.Header().Set("Content-Disposition", disposition(id+"-"+m.Law.Model.Version+".dmn"))
		return r.Send(w, "application/xml", m.Source)
	case wantsJSON:
		data := decisionModel{Law: m.Law, Analysis: m.Report, Source: string(m.Source)}
		for _, v := range set.Versions() {
			data.Versions = append(data.Versions, v.Law.Model.Version)
		}
		return r.JSON(w, data)
	}
	return r.Render(w, http.StatusOK, "decisions/show", f.modelPage(r, set, m))
}

// chosen is the version that the address names, or else the one in force.
func (f Deciding) chosen(r *Request, id string) (decide.Set, *decide.Model, error) {
	set, err := f.Library.Set(id)
	if err != nil {
		return set, nil, err
	}
	version := r.URL.Query().Get("version")
	if version == "" {
		return set, f.Library.Current(set), nil
	}
	m, err := set.Version(version)
	return set, m, err
}

func (f Deciding) modelPage(r *Request, set decide.Set, m *decide.Model) decisionModelView {
	about := m.Law.Model
	view := decisionModelView{Page: r.Page(r.law(m.Title())).Under(r.T("web_decisions.title"), decisionsPath), Review: r.law(about.Review)}
	view.Public, view.Description = true, r.law(about.Description)
	version := "?version=" + url.QueryEscape(about.Version)
	view.Try, view.JSON, view.File = r.To(modelPath(set.ID)+"/try"), r.To(modelPath(set.ID)+".json"+version), r.To(modelPath(set.ID)+".dmn"+version)
	if len(set.Versions()) > 1 {
		view.Compare = r.To(modelPath(set.ID) + "/compare")
		for _, v := range set.Versions() {
			view.Versions = append(view.Versions, components.Link{
				Href: r.To(modelPath(set.ID) + "?version=" + url.QueryEscape(v.Law.Model.Version)), Label: r.versionName(v), Current: v == m,
			})
		}
	}
	view.Facts.Rows = []components.SummaryRow{components.Fact(r.T("web_decisions.applies"), r.versionName(m))}
	if in, ok := m.Law.Inputs[about.RelevantDate]; ok {
		view.Facts.Rows = append(view.Facts.Rows, components.Fact(r.T("web_decisions.relevant_date"), r.T("web_decisions.relevant_date_text", fault.Args{"question": r.law(in.Label)})))
	}
	if sources := f.Law.sourcesOf(r, about.Sources); len(sources) > 0 {
		view.Facts.Rows = append(view.Facts.Rows, components.SummaryRow{Key: r.T("web_decisions.sources"), Value: sources})
	}
	view.Model = f.shown(r, m)
	return view
}
