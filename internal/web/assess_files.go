package web

import (
	"net/http"
	"strconv"

	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/edge"
	"github.com/tillit-se/tillit/kit/instrument"
)

// importView is what templates/assess/import.html shows: to put a file of answers in place of those there.
type importView struct {
	Page
	Frame    assessFrame
	Action   string
	Revision int64
	Now      string // how many answers there are now
	Replace  components.Choices
	File     string
	Problems []string
	Backup   string // address of the answers as they are
}

// editable reads the assessment for one who may change it.
func (f Assessing) editable(r *Request) (assess.Sheet, paper, error) {
	sheet, p, err := f.sheet(r, r.PathValue("id"))
	if err == nil && !p.mayEdit {
		err = fault.New("web.editable", fault.Forbidden, "", nil)
	}
	return sheet, p, err
}

func (f Assessing) importForm(w http.ResponseWriter, r *Request) error {
	sheet, p, err := f.editable(r)
	if err != nil {
		return err
	}
	return f.showImport(w, r, sheet, p, r.NewForm(), nil, http.StatusOK)
}

func (f Assessing) showImport(w http.ResponseWriter, r *Request, sheet assess.Sheet, p paper, form *Form, problems []string, status int) error {
	a := sheet.Assessment
	view := importView{
		Page: underAssessment(r, r.Page(r.T("web_assess.import.title")), a, sheet.Pack).With(form), Frame: p.frame(subjectName(r, a.Subject)),
		Action: r.To(assessmentPath(a.ID) + "/import"), Revision: a.Revision, File: form.Problem("file"), Problems: problems,
		Backup: r.To(assessmentPath(a.ID)) + ".json",
	}
	view.NoIndex = true
	if n := len(a.Answers.Items); n > 0 {
		view.Now = r.Printer.N("web_assess.import.now", n, nil)
		view.Replace = components.Choices{
			Name: "replace", Label: r.T("web_assess.import.replace"), Multiple: true,
			Options: []components.Choice{{Value: "yes", Label: r.T("web_assess.import.replace_yes")}},
		}.Fill(form)
	}
	return r.Render(w, status, "assess/import", view)
}

func (f Assessing) importAnswers(w http.ResponseWriter, r *Request) error {
	sheet, p, err := f.editable(r)
	if err != nil {
		return err
	}
	edge.RaiseLimit(w, r.Request, mostCarriedForm)
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	if len(sheet.Assessment.Answers.Items) > 0 && form.Text("replace") != "yes" {
		form.Fail("replace", "web_assess.import.replace_missing", nil)
	}
	answers, err := answersFile(sheet.Pack, form.File("file"))
	if form.Reject(err) {
		return f.showImport(w, r, sheet, p, form, fileProblems(r, err), http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	replaced, err := f.Service.Replace(r.Context(), r.Viewer.Actor, sheet.Assessment.ID, revisionOf(form), answers)
	if err != nil {
		return err
	}
	path, key := assessmentPath(sheet.Assessment.ID), "web_assess.import.done"
	if len(replaced.Result.Problems.Errors())+len(replaced.Result.Ignored) > 0 {
		path, key = path+"/check", "web_assess.import.done_problems"
	}
	return r.Redirect(w, path, key, fault.Args{"n": len(answers.Items)})
}

// revisionOf is the revision that the form was made for. A form without one fits none.
func revisionOf(form *Form) int64 {
	n, err := strconv.ParseInt(form.Text("revision"), 10, 64)
	if err != nil || n <= 0 {
		return -1
	}
	return n
}

// moveView is what templates/assess/move.html shows: what becomes of each answer in the newer version.
type moveView struct {
	Page
	Frame    assessFrame
	Done     bool
	Lead     string
	Kept     string
	Recheck  []movedShown
	Aside    []movedShown
	New      []components.Component
	Action   string
	Revision int64
	Back     components.Link
	Backup   string
}

// movedShown is an answer that must be looked over or was not carried over, and why.
type movedShown struct {
	Question components.Component
	Reason   string
	Answer   string
}

func (f Assessing) moveForm(w http.ResponseWriter, r *Request) error {
	sheet, p, err := f.editable(r)
	if err != nil {
		return err
	}
	if sheet.Newer == "" {
		return r.Redirect(w, assessmentPath(sheet.Assessment.ID), "web_assess.move.none")
	}
	to, err := f.Service.Instrument(sheet.Assessment.Instrument)
	if err != nil {
		return err
	}
	_, report := instrument.Migrate(sheet.Pack, to, sheet.Assessment.Answers)
	view := f.movePage(r, sheet.Assessment, p, sheet.Pack, to, report)
	view.Action = r.To(assessmentPath(sheet.Assessment.ID) + "/move")
	return r.Render(w, http.StatusOK, "assess/move", view)
}

// move moves the assessment and shows what became of the answers: the report is nowhere else, so that the page stands in place of a
// redirect. Sent again it meets the newer revision, and nothing is moved twice.
func (f Assessing) move(w http.ResponseWriter, r *Request) error {
	sheet, _, err := f.editable(r)
	if err != nil {
		return err
	}
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	moved, report, err := f.Service.Move(r.Context(), r.Viewer.Actor, sheet.Assessment.ID, revisionOf(form))
	if err != nil {
		return err
	}
	view := f.movePage(r, moved.Assessment, f.keptPaper(r, moved), sheet.Pack, moved.Pack, report)
	view.Done = true
	return r.Render(w, http.StatusOK, "assess/move", view)
}

func (f Assessing) movePage(r *Request, a assess.Assessment, p paper, from, to *instrument.Pack, report instrument.Migration) moveView {
	view := moveView{
		Page: underAssessment(r, r.Page(r.T("web_assess.move.title", fault.Args{"version": report.To})), a, to), Frame: p.frame(subjectName(r, a.Subject)),
		Kept: r.Printer.N("web_assess.move.kept", len(report.Kept), nil), Revision: a.Revision,
		Lead: r.T("web_assess.move.lead", fault.Args{"from": report.From, "to": report.To}), Backup: r.To(assessmentPath(a.ID)) + ".json",
		Back: components.Link{Href: r.To(assessmentPath(a.ID)), Label: r.T("web_assess.to_tasks")},
	}
	view.NoIndex = true
	for _, again := range report.Recheck {
		view.Recheck = append(view.Recheck, movedShown{Question: movedLabel(r, from, to, again.Question), Reason: r.T("web_assess.recheck." + string(again.Reason))})
	}
	for _, aside := range report.Aside {
		q, _ := from.Question(aside.Question)
		view.Aside = append(view.Aside, movedShown{
			Question: movedLabel(r, from, to, aside.Question), Reason: r.T("web_assess.aside." + string(aside.Reason)), Answer: answerWords(r, q, aside.Answer),
		})
	}
	for _, id := range report.New {
		view.New = append(view.New, movedLabel(r, from, to, id))
	}
	return view
}

// movedLabel names a question as the newer version words it, or else the older one; a question that neither has by its id.
func movedLabel(r *Request, from, to *instrument.Pack, id string) components.Component {
	for _, pack := range []*instrument.Pack{to, from} {
		if q, there := pack.Question(id); there {
			return components.Text{Value: r.words(q.Label)}
		}
	}
	return components.Text{Value: id}
}
