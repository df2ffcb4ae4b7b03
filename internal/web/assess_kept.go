package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/instrument"
)

// keptTrail leads by links to the pages of an assessment.
type keptTrail struct{ base string }

func (t keptTrail) way(label, hidden, to string) components.Component {
	href := t.base
	if id, isQuestion := strings.CutPrefix(to, questionPrefix); isQuestion {
		href += "/q/" + url.PathEscape(id)
	} else if to != "tasks" {
		href += "/" + to
	}
	return components.Link{Href: href, Label: label, Hidden: hidden}
}

func assessmentPath(id string) string { return assessedPath + "/" + id }

// needPerson sends nobody to the sign-in page. Which assessments there are, the use cases say.
func needPerson(r *Request) error {
	if !r.Viewer.SignedIn() {
		return fault.New("web.assess", fault.Unauthenticated, "", nil)
	}
	return nil
}

// sheet reads the assessment that the address names.
func (f Assessing) sheet(r *Request, id string) (assess.Sheet, paper, error) {
	if err := needPerson(r); err != nil {
		return assess.Sheet{}, paper{}, err
	}
	sheet, err := f.Service.Get(r.Context(), r.Viewer.Actor, id)
	if err != nil {
		return assess.Sheet{}, paper{}, err
	}
	return sheet, f.keptPaper(r, sheet), nil
}

func (f Assessing) keptPaper(r *Request, sheet assess.Sheet) paper {
	a := sheet.Assessment
	return paper{
		r: r, pack: sheet.Pack, answers: a.Answers, result: sheet.Result, law: f.Law,
		trail: keptTrail{r.To(assessmentPath(a.ID))}, mayEdit: r.Viewer.Actor.May(account.Edit, a.OrganisationID),
	}
}

// title names an assessment: the instrument and what it was answered for.
func (p paper) title(a assess.Assessment) string {
	return p.r.T("web_assess.tasks.title", fault.Args{"instrument": p.r.words(p.pack.Title), "name": a.Subject.Name.In(p.r.Lang)})
}

func subjectName(r *Request, s assess.Subject) string {
	return r.T("web_assess.subject_of."+string(s.Kind), fault.Args{"name": s.Name.In(r.Lang)})
}

// under sets the way to a page of an assessment.
func underAssessment(r *Request, page Page, a assess.Assessment, pack *instrument.Pack) Page {
	name := a.Subject.Name.In(r.Lang)
	if name == "" {
		name = r.words(pack.Title)
	}
	return page.Under(r.T("web_assess.list.title"), assessedPath, name, assessmentPath(a.ID))
}

func (f Assessing) tasks(w http.ResponseWriter, r *Request) error {
	id, wantsJSON := r.ID()
	sheet, p, err := f.sheet(r, id)
	if err != nil {
		return err
	}
	if wantsJSON {
		return r.JSON(w, sheet.Assessment.Answers)
	}
	a := sheet.Assessment
	view := p.tasksPage()
	view.Title = p.title(a)
	view.Page = view.Under(r.T("web_assess.list.title"), assessedPath)
	view.Frame = p.frame(subjectName(r, a.Subject))
	view.Saved, view.Newer = a.UpdatedAt, sheet.Newer
	base := r.To(assessmentPath(a.ID))
	if p.mayEdit && sheet.Newer != "" {
		view.MoveHref = base + "/move"
	}
	view.Files = fileLinks(r, base)
	if p.mayEdit {
		view.Files = append(view.Files, components.Link{Href: base + "/import", Label: r.T("web_assess.import.link")})
	}
	return r.Render(w, http.StatusOK, "assess/tasks", view)
}

// fileLinks are the answers and the result as data.
func fileLinks(r *Request, base string) []components.Link {
	return []components.Link{
		{Href: base + ".json", Label: r.T("web_assess.answers_json")},
		{Href: base + "/result.json", Label: r.T("web_assess.result_json")},
	}
}

// asked reads the assessment and the question that the address names.
func (f Assessing) asked(r *Request) (assess.Sheet, paper, instrument.Question, error) {
	sheet, p, err := f.sheet(r, r.PathValue("id"))
	if err != nil {
		return sheet, p, instrument.Question{}, err
	}
	id := r.PathValue("question")
	q, there := sheet.Pack.Question(id)
	if !there {
		err = fault.New("web.question", fault.NotFound, "assess.no_such_question", fault.Args{"question": id})
	}
	return sheet, p, q, err
}

func (f Assessing) question(w http.ResponseWriter, r *Request) error {
	sheet, p, q, err := f.asked(r)
	if err != nil {
		return err
	}
	seen := assess.Mark(sheet.Assessment.Answers.Items[q.ID])
	return f.showKept(w, r, sheet, p, q, p.answerForm(q), seen, http.StatusOK)
}

func (f Assessing) showKept(w http.ResponseWriter, r *Request, sheet assess.Sheet, p paper, q instrument.Question, form *Form, seen string, status int) error {
	view := p.questionPage(q, form)
	view.Page = underAssessment(r, view.Page, sheet.Assessment, sheet.Pack)
	view.Frame = p.frame(subjectName(r, sheet.Assessment.Subject)).folded()
	view.Action = r.To(assessmentPath(sheet.Assessment.ID) + "/q/" + url.PathEscape(q.ID))
	view.Seen = seen
	view.Ways = []components.Component{p.trail.way(r.T("web_assess.to_tasks"), "", "tasks")}
	if !q.Answerable() || !p.mayEdit {
		if next := p.after(q.ID); next != "" {
			view.Ways = append(view.Ways, p.trail.way(r.T("web_assess.next_question"), "", toQuestion(next)))
		}
	}
	return r.Render(w, status, "assess/question", view)
}

// saveAnswer saves the answer to the question of the page and goes on.
func (f Assessing) saveAnswer(w http.ResponseWriter, r *Request) error {
	sheet, p, q, err := f.asked(r)
	if err != nil {
		return err
	}
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	to, seen := form.Text("to"), form.Text("seen")
	if changeRows(form, valueField, q, to) {
		return f.showKept(w, r, sheet, p, q, form, seen, http.StatusOK)
	}
	answer := instrument.Answer{}
	if to != "clear" {
		answer = readAnswer(form, valueField, q)
		answer.Comment = readComment(form)
	}
	if form.refuse(nil) {
		return f.showKept(w, r, sheet, p, q, form, seen, http.StatusUnprocessableEntity)
	}
	saved, err := f.Service.Answer(r.Context(), r.Viewer.Actor, sheet.Assessment.ID, q.ID, seen, answer)
	var conflict *assess.AnswerConflict
	switch {
	case errors.As(err, &conflict):
		return f.answerConflict(w, r, sheet, q, form, conflict)
	case form.refuse(err):
		return f.showKept(w, r, sheet, p, q, form, seen, http.StatusUnprocessableEntity)
	case err != nil:
		return err
	}
	return f.goOn(w, r, f.keptPaper(r, saved), saved.Assessment.ID, q, to)
}

// goOn leads from a saved answer to the next page.
func (f Assessing) goOn(w http.ResponseWriter, r *Request, p paper, id string, q instrument.Question, to string) error {
	base := assessmentPath(id)
	switch {
	case to == "clear":
		return r.Redirect(w, base+"/q/"+url.PathEscape(q.ID), "web_assess.cleared")
	case to != "next":
		return r.Redirect(w, base, "web_assess.saved_flash")
	}
	next := p.after(q.ID)
	if next == "" {
		return r.Redirect(w, base+"/check", "web_assess.saved_last")
	}
	return r.Redirect(w, base+"/q/"+url.PathEscape(next), "")
}

// answerConflict shows both answers, and lets the reader choose.
func (f Assessing) answerConflict(w http.ResponseWriter, r *Request, sheet assess.Sheet, q instrument.Question, form *Form, c *assess.AnswerConflict) error {
	href := r.To(assessmentPath(sheet.Assessment.ID) + "/q/" + url.PathEscape(q.ID))
	shown := components.Conflict{
		Action: href, LatestHref: href,
		Comparison: components.Comparison{
			Caption: r.words(q.Label), Before: r.T("web_assess.conflict.theirs"), After: r.T("web_assess.conflict.yours"),
			Rows: []components.Compared{
				{Label: r.T("web_assess.conflict.answer"), Before: answerWords(r, q, c.Theirs), After: answerWords(r, q, c.Yours)},
				{Label: r.T("web_assess.comment"), Before: c.Theirs.Comment, After: c.Yours.Comment},
			},
		},
		Hidden: []components.Hidden{{Name: "seen", Value: assess.Mark(c.Theirs)}, {Name: "to", Value: "next"}},
	}
	for name, values := range form.values {
		if name != "comment" && name != valueField && !strings.HasPrefix(name, valueField+".") {
			continue
		}
		for _, value := range values {
			shown.Hidden = append(shown.Hidden, components.Hidden{Name: name, Value: value})
		}
	}
	return r.Conflict(w, shown)
}

func (f Assessing) check(w http.ResponseWriter, r *Request) error {
	sheet, p, err := f.sheet(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	view := p.checkPage()
	view.Page = underAssessment(r, view.Page, sheet.Assessment, sheet.Pack)
	view.Frame = p.frame(subjectName(r, sheet.Assessment.Subject))
	return r.Render(w, http.StatusOK, "assess/check", view)
}

func (f Assessing) result(w http.ResponseWriter, r *Request) error {
	sheet, p, err := f.sheet(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	view := p.resultPage()
	view.Page = underAssessment(r, view.Page, sheet.Assessment, sheet.Pack)
	view.Frame = p.frame(subjectName(r, sheet.Assessment.Subject))
	view.Files = fileLinks(r, r.To(assessmentPath(sheet.Assessment.ID)))
	return r.Render(w, http.StatusOK, "assess/result", view)
}

func (f Assessing) resultJSON(w http.ResponseWriter, r *Request) error {
	sheet, _, err := f.sheet(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	return r.JSON(w, sheet.Result)
}

func (f Assessing) print(w http.ResponseWriter, r *Request) error {
	sheet, p, err := f.sheet(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	made := r.T("web_assess.print.made", fault.Args{
		"saved": r.Printer.Moment(sheet.Assessment.UpdatedAt), "date": r.Printer.Date(r.today()),
	})
	view := p.printPage(p.title(sheet.Assessment), made)
	view.Page = underAssessment(r, view.Page, sheet.Assessment, sheet.Pack)
	view.Frame = p.frame(subjectName(r, sheet.Assessment.Subject))
	return r.Render(w, http.StatusOK, "assess/print", view)
}
