package web

import (
	"io"
	"mime/multipart"
	"net/http"

	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/edge"
)

// readView is what templates/decisions/read.html shows: a form for a model, and the model that was sent.
type readView struct {
	Page
	Action string
	Text   components.Field
	Error  string // of the file
	MaxMB  int
	Model  *sentShown
}

// sentShown is a model that somebody sent. It is kept only in the page itself, so that it can be tried.
type sentShown struct {
	Title  string
	Source string
	Beside []string // the models that it may import
	Shown  modelShown
	Which  components.Field // decision to try
	Fields []components.Component
	Answer *answerShown
}

func (f Deciding) readForm(w http.ResponseWriter, r *Request) error {
	view := f.readPage(r, r.NewForm())
	view.Public = true
	return r.Render(w, http.StatusOK, "decisions/read", view)
}

func (f Deciding) readPage(r *Request, form *Form) readView {
	view := readView{Page: r.Page(r.T("web_decisions.read.title")).Under(r.T("web_decisions.title"), decisionsPath).With(form), Action: r.To(decisionsPath + "/read"), MaxMB: decide.MaxSource >> 20}
	view.Description = r.T("web_decisions.read.lead")
	view.Text = components.Field{Name: "model", Label: r.T("web_decisions.read.paste"), Kind: components.LongText, Rows: 8, Optional: true}.Fill(form)
	return view
}

func (f Deciding) read(w http.ResponseWriter, r *Request) error {
	const form2 = 2*decide.MaxSource + (1 << 20) // a file and a text, and the form around them
	edge.RaiseLimit(w, r.Request, form2)
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	source, err := sentSource(form)
	if err != nil {
		return err
	}
	if len(source) == 0 {
		form.Fail("model", "web_decisions.read.nothing", nil)
		return r.Render(w, http.StatusUnprocessableEntity, "decisions/read", f.readPage(r, form))
	}
	beside, err := sentBeside(form)
	if err != nil {
		return err
	}
	m, err := decide.Read(source, beside...)
	if fault.Is(err, fault.TooLarge) {
		e := fault.As(err)
		form.Fail("model", e.MessageKey(), e.Args)
	} else if !form.Reject(err) && err != nil {
		return err
	}
	if len(form.Problems()) > 0 {
		return r.Render(w, http.StatusUnprocessableEntity, "decisions/read", f.readPage(r, form))
	}
	sent, err := f.sent(r, m, form)
	if err != nil {
		return err
	}
	status := http.StatusOK
	if len(form.Problems()) > 0 {
		status = http.StatusUnprocessableEntity
	}
	view := f.readPage(r, form)
	for _, one := range beside {
		sent.Beside = append(sent.Beside, string(one.Source))
	}
	view.Text.Value, view.NoIndex, view.Model = "", true, sent
	return r.Render(w, status, "decisions/read", view)
}

// sentSource is the file, or else the text.
func sentSource(form *Form) ([]byte, error) {
	header := form.File("file")
	if header == nil {
		return []byte(first(form.Values("model"))), nil
	}
	return readUpload(header)
}

func readUpload(header *multipart.FileHeader) ([]byte, error) {
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return io.ReadAll(io.LimitReader(file, decide.MaxSource+1))
}

// mostBeside is how many files may be sent with a model.
const mostBeside = 20

// sentBeside are the files sent for the model to import, or those that the page kept.
func sentBeside(form *Form) ([]decide.File, error) {
	var beside []decide.File
	for _, text := range form.Values("beside") {
		if text != "" {
			beside = append(beside, decide.File{Source: []byte(text)})
		}
	}
	for _, header := range form.files["beside"] {
		if header.Filename == "" {
			continue
		}
		source, err := readUpload(header)
		if err != nil {
			return nil, err
		}
		beside = append(beside, decide.File{Name: header.Filename, Source: source})
	}
	if len(beside) > mostBeside {
		form.Fail("beside", "web_decisions.read.too_many", fault.Args{"n": mostBeside})
		return nil, nil
	}
	return beside, nil
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// sent shows a model, and tries it where the form asks for that.
func (f Deciding) sent(r *Request, m *decide.Model, form *Form) (*sentShown, error) {
	shown := &sentShown{Title: r.law(m.Title()), Source: string(m.Source), Shown: f.shown(r, m)}
	names := m.Decisions()
	if len(names) == 0 {
		return shown, nil
	}
	decision := names[0]
	if chosen := form.Choice("decision", names...); chosen != "" {
		decision = chosen
	}
	shown.Which = components.Field{Name: "decision", Label: r.T("web_decisions.read.which"), Kind: components.Select, Value: decision}
	own, _ := f.readModel(r, m)
	for _, name := range names {
		shown.Which.Options = append(shown.Which.Options, components.Option{Value: name, Label: own.label(name)})
	}
	inputs, err := m.Inputs(decision)
	if err != nil {
		return nil, err
	}
	asked := form.Has("ask")
	values := readFacts(form, inputs)
	shown.Fields = inputFields(r, inputs, form)
	if !asked || len(form.Problems()) > 0 {
		return shown, nil
	}
	e, err := f.Library.EvaluateModel(r.Context(), m, decision, values)
	if form.Reject(err) {
		return shown, nil
	}
	if err != nil {
		return nil, err
	}
	shown.Answer = f.answer(r, e, inputs, values)
	return shown, nil
}
