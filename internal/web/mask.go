package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/internal/web/edge"
)

// MaskPath is where a text is masked.
const MaskPath = "/mask"

// Masker is the use case of masking.
type Masker interface {
	Mask(ctx context.Context, r masking.Request) (*masking.Masked, error)
}

// Masking is the page where a text is masked. Nothing is stored: the text comes and goes in the form, and every answer is no-store.
type Masking struct {
	Service  Masker
	ClientIP func(*http.Request) string // who asks, for the count of requests; nil takes the connection's address
}

// Views names the pages.
func (Masking) Views() Views {
	return Views{"mask/form": maskFormView{}, "mask/result": maskResultView{}}
}

// Routes registers the handlers.
func (f Masking) Routes(rs *Routes) {
	rs.Get(MaskPath, f.ask)
	rs.Post(MaskPath, f.take)
}

// maskFormView is what templates/mask/form.html shows.
type maskFormView struct {
	Page
	Action  string
	Text    components.Field
	File    string // what is wrong with the file
	Demo    bool   // takes no files
	Profile components.Choices
	Example string
	MaxMB   int
}

// Limits of the form. A text of a megabyte is more when it is written as a form; the hits add their checkboxes.
const (
	maxMaskForm  = 8 << 20
	maxShownHits = 500
)

func (f Masking) ask(w http.ResponseWriter, r *Request) error {
	form := r.NewForm()
	form.Set("profile", "all")
	if r.URL.Query().Has("example") {
		form.Set("text", r.T("web_mask.example_text"))
	}
	return f.show(w, r, http.StatusOK, form)
}

func (f Masking) show(w http.ResponseWriter, r *Request, status int, form *Form) error {
	choices, err := profileChoices(r, form)
	if err != nil {
		return err
	}
	view := maskFormView{
		Page: r.Page(r.T("web_mask.title")).With(form), Action: r.To(MaskPath), Profile: choices, Demo: r.server.config.Demo,
		File: form.Problem("file"), Example: r.To(MaskPath + "?example=1"), MaxMB: masking.MaxText >> 20,
		Text: components.Field{Name: "text", Label: r.T("web_mask.text"), Help: r.T("web_mask.text_help"), Kind: components.LongText, Rows: 12}.Fill(form),
	}
	view.Description = r.T("web_mask.description")
	if status != http.StatusOK {
		w.Header().Set("Cache-Control", "no-store")
	}
	return r.Render(w, status, "mask/form", view)
}

func profileChoices(r *Request, form *Form) (components.Choices, error) {
	profiles, err := masking.Profiles()
	if err != nil {
		return components.Choices{}, err
	}
	choices := components.Choices{Name: "profile", Label: r.T("web_mask.profile")}
	for _, p := range profiles {
		choices.Options = append(choices.Options, components.Choice{
			Value: p.ID, Label: p.Title.In(string(r.Lang)), Hint: p.Description.In(string(r.Lang)),
		})
	}
	return choices.Fill(form), nil
}

// take masks what was sent and shows or hands out the result.
func (f Masking) take(w http.ResponseWriter, r *Request) error {
	w.Header().Set("Cache-Control", "no-store")
	edge.RaiseLimit(w, r.Request, maxMaskForm)
	form, err := r.ReadForm()
	if err != nil {
		return err
	}
	text, profile := f.read(r, form), form.Text("profile")
	if profile == "" {
		form.Fail("profile", "web_mask.profile_missing", nil)
	}
	if len(form.Problems()) > 0 {
		return f.show(w, r, http.StatusUnprocessableEntity, form)
	}
	masked, err := f.Service.Mask(r.Context(), masking.Request{
		Text: []byte(text), Profile: profile, Lang: string(r.Lang), Keep: keptHits(form, text), Client: f.client(r),
	})
	if fault.Is(err, fault.TooLarge) {
		e := fault.As(err)
		form.Fail("text", e.MessageKey(), e.Args)
		return f.show(w, r, http.StatusRequestEntityTooLarge, form)
	}
	if form.Reject(err) {
		return f.show(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	if form.Text("do") == "download" {
		r.SendFile(w, r.T("web_mask.file_name"), "text/plain; charset=utf-8", bytes.NewReader(masked.Text))
		return nil
	}
	return f.showResult(w, r, form, text, masked)
}

func (f Masking) client(r *Request) string {
	if f.ClientIP == nil {
		return connectionAddress(r.Request)
	}
	return f.ClientIP(r.Request)
}

// read is the text of the form: that of the file where one was chosen. It is taken as it is, but for line ends, which browsers make two
// bytes of.
func (f Masking) read(r *Request, form *Form) string {
	text := ""
	if values := form.Values("text"); len(values) > 0 {
		text = strings.ReplaceAll(values[0], "\r\n", "\n")
	}
	if header := form.File("file"); header != nil {
		if r.server.config.Demo {
			form.Fail("file", "web_mask.demo_no_files", nil)
			return ""
		}
		file, err := header.Open()
		if err != nil {
			form.Fail("file", "web_mask.file_unreadable", nil)
			return ""
		}
		defer func() { _ = file.Close() }()
		data, err := io.ReadAll(io.LimitReader(file, masking.MaxText+1))
		switch {
		case err != nil:
			form.Fail("file", "web_mask.file_unreadable", nil)
		case len(data) > masking.MaxText:
			form.Fail("file", "web_mask.file_too_large", fault.Args{"mb": masking.MaxText >> 20})
		case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
			form.Fail("file", "web_mask.file_not_text", nil)
		}
		text = string(data)
	}
	switch {
	case len(form.Problems()) > 0:
	case !utf8.ValidString(text):
		form.Fail("text", "web_mask.file_not_text", nil)
	case strings.TrimSpace(text) == "":
		form.Fail("text", "web_mask.text_missing", nil)
	}
	return text
}

// keptHits are the hits that were shown with a box that is no longer ticked. They count only while text is what it was: if it has been
// changed, everything that is found is hidden again.
func keptHits(form *Form, text string) []int {
	if form.Text("of") != textSum(text) {
		return nil
	}
	hidden := map[string]bool{}
	for _, value := range form.Values("hide") {
		hidden[value] = true
	}
	var kept []int
	for value := range strings.SplitSeq(form.Text("hits"), ",") {
		if at, err := strconv.Atoi(value); err == nil && !hidden[value] {
			kept = append(kept, at)
		}
	}
	return kept
}

// textSum tells two texts apart.
func textSum(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
