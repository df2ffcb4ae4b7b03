package web

import (
	"context"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/kit/instrument"
)

// Addresses of these pages, without the language.
const (
	instrumentsPath = "/instruments"
	assessedPath    = "/assessments"
	screeningFirst  = "/screening"
)

// OwnSystems is what these pages need of the register: the systems that a person may assess.
type OwnSystems interface {
	ListMine(ctx context.Context, actor account.Actor, organisationID string, f register.MineFilter) ([]register.Listing, int, error)
}

// Assessing is the pages of instruments and assessments: to read an instrument, to answer it with or without an account,
// and to see what the answers show. Without an account nothing is kept here: the answers travel from page to page in the forms.
type Assessing struct {
	Service *assess.Service
	Systems OwnSystems
	Law     LawBook
}

// NewAssessing makes the feature. sources are the legal sources that the instruments cite, as content.Provisions gives them.
func NewAssessing(service *assess.Service, systems OwnSystems, sources []content.Source) Assessing {
	return Assessing{Service: service, Systems: systems, Law: NewLawBook(sources)}
}

// Views names the pages.
func (Assessing) Views() Views {
	return Views{
		"assess/instruments": instrumentsView{},
		"assess/instrument":  instrumentView{},
		"assess/start":       answerStartView{},
		"assess/tasks":       tasksView{},
		"assess/question":    questionView{},
		"assess/check":       checkView{},
		"assess/result":      resultView{},
		"assess/print":       printView{},
		"assess/list":        assessmentsView{},
		"assess/new":         newAssessmentView{},
		"assess/import":      importView{},
		"assess/move":        moveView{},
		"assess/screening":   screeningView{},
	}
}

// Routes registers the handlers.
func (f Assessing) Routes(rs *Routes) {
	rs.Get("/instruments", f.instruments)
	rs.Get("/instruments/{id}", f.instrument)
	rs.Get("/instruments/{id}/print", f.instrumentPrint)
	rs.Get("/instruments/{id}/answer", f.answerStart)
	rs.Post("/instruments/{id}/answer", f.answer)
	rs.Get("/screening", f.screening)

	rs.Get("/assessments", f.list)
	rs.Get("/assessments/new", f.newForm)
	rs.Post("/assessments/new", f.begin)
	rs.Get("/assessments/{id}", f.tasks)
	rs.Get("/assessments/{id}/q/{question}", f.question)
	rs.Post("/assessments/{id}/q/{question}", f.saveAnswer)
	rs.Get("/assessments/{id}/check", f.check)
	rs.Get("/assessments/{id}/result", f.result)
	rs.Get("/assessments/{id}/result.json", f.resultJSON)
	rs.Get("/assessments/{id}/print", f.print)
	rs.Get("/assessments/{id}/import", f.importForm)
	rs.Post("/assessments/{id}/import", f.importAnswers)
	rs.Get("/assessments/{id}/move", f.moveForm)
	rs.Post("/assessments/{id}/move", f.move)
}

// wordsIn is a pack's text in a language.
func wordsIn(lang i18n.Lang, text instrument.Text) string { return text.In(instrument.Language(lang)) }

// words is a pack's text in the reader's language.
func (r *Request) words(text instrument.Text) string { return wordsIn(r.Lang, text) }

// assesses tells whether the page is about assessing, whatever its address.
func (p Page) assesses() bool { return p.section(assessedPath) || p.section(screeningFirst) }
