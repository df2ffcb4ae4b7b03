package web

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/edge"
	"github.com/tillit-se/tillit/kit/instrument"
)

// How large answers may be, in bytes: as a file or carried in a form, and the whole form with what is being written.
const (
	mostAnswers     = 1 << 20
	mostCarriedForm = 3 << 20
)

// answerStartView is what templates/assess/start.html shows: how to begin without an account.
type answerStartView struct {
	Page
	Notice     string
	Instrument string
	Version    string
	Action     string
	Screening  string
	Begin      string // address to begin with an account
	SignedIn   bool
	File       string   // error at the file
	Problems   []string // what is wrong with the file
}

// answerable gives an instrument that may be answered through the server.
func (f Assessing) answerable(r *Request) (*instrument.Pack, error) {
	pack, err := f.Service.Instrument(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if !assess.MayBeKept(pack) {
		return nil, fault.New("web.answer", fault.NotFound, "assess.never_kept", nil)
	}
	return pack, nil
}

func (f Assessing) answerStart(w http.ResponseWriter, r *Request) error {
	pack, err := f.answerable(r)
	if err != nil {
		return err
	}
	return r.Render(w, http.StatusOK, "assess/start", startPage(r, pack))
}

func startPage(r *Request, pack *instrument.Pack) answerStartView {
	title := r.T("web_assess.carried.title", fault.Args{"instrument": r.words(pack.Title)})
	view := answerStartView{
		Page:   r.Page(title).Under(r.T("web.nav.instruments"), instrumentsPath, r.words(pack.Title), instrumentsPath+"/"+pack.ID),
		Notice: r.words(pack.Notice), Instrument: pack.ID, Version: pack.Version, Action: r.To(answerPath(pack)), Screening: r.To(screeningFirst),
		Begin: r.To(assessedPath + "/new?instrument=" + pack.ID), SignedIn: r.Viewer.SignedIn(),
	}
	view.NoIndex = true
	return view
}

// refuseFile shows the start again with what is wrong with the uploaded file.
func (f Assessing) refuseFile(w http.ResponseWriter, r *Request, pack *instrument.Pack, err error) error {
	view := startPage(r, pack)
	form := r.NewForm()
	if !form.Reject(err) {
		return err
	}
	view.Page = view.With(form)
	view.File = form.Problem("file")
	view.Problems = fileProblems(r, err)
	return r.Render(w, http.StatusUnprocessableEntity, "assess/start", view)
}

// fileProblems are what kit/instrument says of a file, each with its place.
func fileProblems(r *Request, err error) []string {
	var lines []string
	for _, problem := range instrument.AsProblems(err).Errors() {
		lines = append(lines, problem.In(instrument.Language(r.Lang)))
	}
	return lines
}

// answersFile reads an uploaded file of answers to pack. What is wrong is a fault at the field "file".
func answersFile(pack *instrument.Pack, file *multipart.FileHeader) (instrument.Answers, error) {
	const op = "web.answersFile"
	bad := func(key string, args fault.Args, cause error) error {
		return fault.New(op, fault.Invalid, "", nil).With(fault.Field{Path: "file", Key: key, Args: args}).Because(cause)
	}
	if file == nil {
		return instrument.Answers{}, bad("web_assess.file.missing", nil, nil)
	}
	if file.Size > mostAnswers {
		return instrument.Answers{}, bad("web_assess.file.too_large", fault.Args{"mb": mostAnswers >> 20}, nil)
	}
	content, err := file.Open()
	if err != nil {
		return instrument.Answers{}, fault.Wrap(op, fault.Internal, err)
	}
	defer func() { _ = content.Close() }()
	data, err := io.ReadAll(io.LimitReader(content, mostAnswers))
	if err != nil {
		return instrument.Answers{}, fault.Wrap(op, fault.Internal, err)
	}
	answers, err := parseCarried(pack, file.Filename, bytes.TrimPrefix(data, []byte("\ufeff")))
	if e := fault.As(err); e != nil {
		return instrument.Answers{}, bad(e.Key, e.Args, e.Err)
	}
	return answers, nil
}

// parseCarried reads answers in JSON. They come from the reader's own hands and are believed in nothing but their form.
func parseCarried(pack *instrument.Pack, name string, data []byte) (instrument.Answers, error) {
	const op = "web.parseCarried"
	answers, err := instrument.ParseAnswers(name, data, instrument.WithLimits(instrument.Limits{AnswerBytes: mostAnswers}))
	if err != nil {
		return answers, fault.New(op, fault.Invalid, "web_assess.file.unreadable", nil).Because(err)
	}
	if answers.Instrument != "" && answers.Instrument != pack.ID {
		return answers, fault.New(op, fault.Invalid, "assess.other_instrument", fault.Args{"instrument": answers.Instrument})
	}
	answers.Instrument = pack.ID
	return answers, nil
}

// answer takes a page of the answers that travel with the forms, and gives the next one. Nothing of it is kept or logged.
func (f Assessing) answer(w http.ResponseWriter, r *Request) error {
	pack, err := f.answerable(r)
	if err != nil {
		return err
	}
	edge.RaiseLimit(w, r.Request, mostCarriedForm)
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	to := form.Text("to")
	if to == "upload" {
		answers, err := answersFile(pack, form.File("file"))
		if err != nil {
			return f.refuseFile(w, r, pack, err)
		}
		return f.show(w, r, f.carriedPaper(r, pack, answers), "tasks")
	}
	answers, err := carriedAnswers(form, pack)
	if err != nil {
		return err
	}
	p := f.carriedPaper(r, pack, answers)
	if to == "language" { // the form was sent to the same page in the other language
		to = form.Text("back")
	}
	if at := form.Text("at"); at != "" {
		return f.answerOne(w, r, p, at, to, form)
	}
	return f.show(w, r, p, to)
}

func carriedAnswers(form *Form, pack *instrument.Pack) (instrument.Answers, error) {
	text := form.values.Get("answers")
	if strings.TrimSpace(text) == "" {
		return instrument.NewAnswers(pack), nil
	}
	answers, err := parseCarried(pack, "", []byte(text))
	if err != nil {
		e := fault.As(err)
		return answers, fault.New("web.carriedAnswers", fault.Invalid, "web_assess.carried.broken", nil).Because(e.Err)
	}
	return answers, nil
}

// answerOne takes the answer to the question of the page.
func (f Assessing) answerOne(w http.ResponseWriter, r *Request, p paper, at, to string, form *Form) error {
	q, there := p.pack.Question(at)
	if !there {
		return fault.New("web.answerOne", fault.NotFound, "assess.no_such_question", fault.Args{"question": at})
	}
	if changeRows(form, valueField, q, to) {
		return f.showQuestion(w, r, p, q, form, http.StatusOK)
	}
	answer, err := instrument.Answer{}, error(nil)
	if to != "clear" {
		answer = readAnswer(form, valueField, q)
		answer.Comment = readComment(form)
		err = assess.Fits(p.pack, at, answer)
	}
	if form.refuse(err) {
		return f.showQuestion(w, r, p, q, form, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	answers := p.answers
	answers.Items = assess.With(p.answers.Items, at, answer)
	next := f.carriedPaper(r, p.pack, answers)
	if len(next.json()) > mostAnswers {
		form.Fail("", "web_assess.carried.too_large", fault.Args{"mb": mostAnswers >> 20})
		return f.showQuestion(w, r, p, q, form, http.StatusUnprocessableEntity)
	}
	return f.show(w, r, next, next.onward(at, to))
}

// onward is the page after a question: what the button says, or the question that follows.
func (p paper) onward(at, to string) string {
	switch {
	case to == "clear":
		return toQuestion(at)
	case to != "next":
		return to
	}
	if next := p.after(at); next != "" {
		return toQuestion(next)
	}
	return "check"
}

// carriedPaper is a set of answers that the forms carry.
func (f Assessing) carriedPaper(r *Request, pack *instrument.Pack, answers instrument.Answers) paper {
	return paper{
		r: r, pack: pack, answers: answers, result: f.Service.Evaluate(pack, answers), law: f.Law, trail: carriedTrail{}, mayEdit: true,
	}
}

// carriedTrail leads by buttons of the form that carries the answers.
type carriedTrail struct{}

func (carriedTrail) way(label, hidden, to string) components.Component {
	return components.Button{Label: label, Hidden: hidden, Kind: components.Quiet, Name: "to", Value: to}
}

// json is the answers as they travel.
func (p paper) json() []byte {
	data, err := json.Marshal(p.answers)
	if err != nil {
		return nil // values that came from JSON go back to JSON
	}
	return data
}

// carriedFrame is the frame with the form that carries the answers. here is the page's own name among the ways.
func (p paper) carriedFrame(here string) assessFrame {
	other := p.r.Lang.Other()
	frame := p.frame("")
	at, isQuestion := strings.CutPrefix(here, questionPrefix)
	if !isQuestion {
		at = ""
	}
	frame.Carried = &carriedForm{
		Instrument: p.pack.ID, Version: p.pack.Version, Answers: string(p.json()), Action: p.r.To(answerPath(p.pack)), To: here, At: at,
		Other: components.Link{Href: components.Path(other, answerPath(p.pack)), Label: languageNames[other], Lang: string(other)},
	}
	return frame
}

// show gives the page that a way leads to.
func (f Assessing) show(w http.ResponseWriter, r *Request, p paper, to string) error {
	if id, isQuestion := strings.CutPrefix(to, questionPrefix); isQuestion {
		q, there := p.pack.Question(id)
		if !there {
			return fault.New("web.show", fault.NotFound, "assess.no_such_question", fault.Args{"question": id})
		}
		return f.showQuestion(w, r, p, q, p.answerForm(q), http.StatusOK)
	}
	switch to {
	case "check":
		view := p.checkPage()
		view.Frame = p.carriedFrame(to)
		return r.Render(w, http.StatusOK, "assess/check", view)
	case "result":
		view := p.resultPage()
		view.Frame = p.carriedFrame(to)
		view.Ways = append(view.Ways, p.keepingWays()...)
		return r.Render(w, http.StatusOK, "assess/result", view)
	case "print":
		view := p.printPage(r.words(p.pack.Title), r.T("web_assess.print.carried", fault.Args{"date": r.Printer.Date(r.today())}))
		view.Frame = p.carriedFrame(to)
		return r.Render(w, http.StatusOK, "assess/print", view)
	case "download":
		return p.download(w)
	case "account":
		return f.showNew(w, r, newDraft{instrument: p.pack.ID, answers: string(p.json())}, r.NewForm(), http.StatusOK)
	}
	view := p.tasksPage()
	view.Frame = p.carriedFrame("tasks")
	view.Ways = append(view.Ways, p.keepingWays()...)
	return r.Render(w, http.StatusOK, "assess/tasks", view)
}

// keepingWays are the ways to keep the answers: as a file, or in an account.
func (p paper) keepingWays() []components.Component {
	ways := []components.Component{p.trail.way(p.r.T("web_assess.download"), "", "download")}
	if p.r.Viewer.SignedIn() {
		ways = append(ways, p.trail.way(p.r.T("web_assess.to_account"), "", "account"))
	}
	return ways
}

func (p paper) download(w http.ResponseWriter) error {
	var data bytes.Buffer
	if err := json.Indent(&data, p.json(), "", "  "); err != nil {
		return fault.Wrap("web.download", fault.Internal, err)
	}
	p.r.SendFile(w, p.fileName(), "application/json", bytes.NewReader(data.Bytes()))
	return nil
}

// fileName names a file of answers by instrument and day.
func (p paper) fileName() string {
	return p.pack.ID + "-" + p.r.T("web_assess.file.name") + "-" + p.r.today() + ".json"
}

func (f Assessing) showQuestion(w http.ResponseWriter, r *Request, p paper, q instrument.Question, form *Form, status int) error {
	view := p.questionPage(q, form)
	view.Frame = p.carriedFrame(toQuestion(q.ID)).folded()
	view.Action = view.Frame.Carried.Action
	return r.Render(w, status, "assess/question", view)
}
