package web

import (
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/web/components"
)

// Form is what a form holds: the values as written and what is wrong with them. It is read with typed methods, which note a
// problem where a value is not of its type, and it fills components: Field{…}.Fill(form).
type Form struct {
	printer  *i18n.Printer
	values   url.Values
	files    map[string][]*multipart.FileHeader
	problems []components.Problem
}

// inMemory is how much of an uploaded file is held in memory; the rest goes to a temporary file.
const inMemory = 1 << 20

// NewForm is a form with values of ours, for the first time it is shown.
func (r *Request) NewForm() *Form { return &Form{printer: r.Printer, values: url.Values{}} }

// ReadForm reads the posted form. The error is a fault: the body is too large, or no form.
func (r *Request) ReadForm() (*Form, error) {
	// ParseMultipartForm alone would hide what is wrong with a form that is not multipart.
	err := r.ParseForm()
	if err == nil && strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		err = r.ParseMultipartForm(inMemory)
	}
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		mb := max(1, tooLarge.Limit>>20)
		return nil, fault.New("web.ReadForm", fault.TooLarge, "web.form.too_large", fault.Args{"mb": mb}).Because(err)
	case err != nil:
		return nil, fault.New("web.ReadForm", fault.Invalid, "web.form.unreadable", nil).Because(err)
	}
	form := &Form{printer: r.Printer, values: r.PostForm}
	if r.MultipartForm != nil {
		form.values = r.MultipartForm.Value
		form.files = r.MultipartForm.File
	}
	return form, nil
}

// Set gives a field its values.
func (f *Form) Set(name string, values ...string) { f.values[name] = values }

// SetDate gives the three fields of a date the parts of an ISO date.
func (f *Form) SetDate(name, iso string) {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return
	}
	f.Set(name+".day", strconv.Itoa(day.Day()))
	f.Set(name+".month", strconv.Itoa(int(day.Month())))
	f.Set(name+".year", strconv.Itoa(day.Year()))
}

// Values are the values of a field as they were written.
func (f *Form) Values(name string) []string { return f.values[name] }

// Has tells whether the field was sent, as of a button: which one was pressed.
func (f *Form) Has(name string) bool { return f.values.Has(name) }

// Text is a field's text: trimmed, with plain line breaks, without control characters or broken UTF-8.
func (f *Form) Text(name string) string { return clean(f.values.Get(name)) }

// Texts are a field's texts, without empty ones.
func (f *Form) Texts(name string) []string {
	var all []string
	for _, value := range f.values[name] {
		if text := clean(value); text != "" {
			all = append(all, text)
		}
	}
	return all
}

func clean(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n")
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// Limited is a text of at most characters; a longer one is a problem, never cut.
func (f *Form) Limited(name string, most int) string {
	text := f.Text(name)
	if length := utf8.RuneCountInString(text); length > most {
		f.Fail(name, "web.form.too_long", fault.Args{"length": length, "most": most})
	}
	return text
}

// Required is a text that must be there.
func (f *Form) Required(name string) string {
	text := f.Text(name)
	if text == "" {
		f.Fail(name, "web.form.required", nil)
	}
	return text
}

// Choice is one of the values allowed, or empty when nothing was chosen. Any other value is a problem.
func (f *Form) Choice(name string, allowed ...string) string {
	value := f.Text(name)
	if value != "" && !slices.Contains(allowed, value) {
		f.Fail(name, "web.form.choice", nil)
		return ""
	}
	return value
}

// Int is a whole number between least and most; ok is false when the field is empty or has a problem. Spaces between digits are allowed.
func (f *Form) Int(name string, least, most int) (n int, ok bool) {
	text := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, f.Text(name))
	if text == "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		f.Fail(name, "web.form.number", nil)
		return 0, false
	}
	if n < least || n > most {
		f.Fail(name, "web.form.number_range", fault.Args{"least": least, "most": most})
		return 0, false
	}
	return n, true
}

// Date is a day from the three fields of components.Date, as an ISO date; empty when none is filled in or there is a problem.
func (f *Form) Date(name string) string {
	day, month, year := f.Text(name+".day"), f.Text(name+".month"), f.Text(name+".year")
	if day == "" && month == "" && year == "" {
		return ""
	}
	d, dayErr := strconv.Atoi(day)
	m, monthErr := strconv.Atoi(month)
	y, yearErr := strconv.Atoi(year)
	if dayErr != nil || monthErr != nil || yearErr != nil || y < 1000 || y > 9999 {
		f.Fail(name, "web.form.date_incomplete", nil)
		return ""
	}
	at := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if at.Day() != d || int(at.Month()) != m {
		f.Fail(name, "web.form.date_impossible", nil)
		return ""
	}
	return at.Format(time.DateOnly)
}

// Link is an address on the web, or empty.
func (f *Form) Link(name string) string {
	text := f.Text(name)
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		// The problem belongs to the question, not to the link within it.
		f.Fail(strings.TrimSuffix(name, ".link"), "web.form.url", nil)
		return ""
	}
	return text
}

// File is an uploaded file; nil when none was chosen.
func (f *Form) File(name string) *multipart.FileHeader {
	if files := f.files[name]; len(files) > 0 && files[0].Filename != "" {
		return files[0]
	}
	return nil
}

// Fail notes a problem with a field, in the reader's language. A field shows its first problem only.
func (f *Form) Fail(path, key string, args fault.Args) {
	if path != "" && f.Problem(path) != "" {
		return
	}
	f.problems = append(f.problems, components.Problem{Path: path, Text: f.printer.T(key, args)})
}

// Reject takes up what a use case said about the input, and tells whether the form must be shown again: because err is a fault of
// kind invalid, or because reading the form found problems. Any other error is the caller's to return.
func (f *Form) Reject(err error) bool {
	if !fault.Is(err, fault.Invalid) {
		return err == nil && len(f.problems) > 0
	}
	e := fault.As(err)
	for _, field := range e.Fields {
		f.Fail(field.Path, field.Key, field.Args)
	}
	if len(e.Fields) == 0 {
		f.Fail("", e.MessageKey(), e.Args)
	}
	return true
}

// Problems are all problems, in the order they were found.
func (f *Form) Problems() []components.Problem { return f.problems }

// Problem is what is wrong with a field, or empty.
func (f *Form) Problem(name string) string {
	for _, problem := range f.problems {
		if problem.Path == name {
			return problem.Text
		}
	}
	return ""
}
