package web

import (
	"maps"
	"net/http"
	"slices"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/web/components"
)

// expiredView is what templates/site/expired.html shows to somebody whose session ended while they wrote: what they wrote, in a form that
// sends it again once they have signed in.
type expiredView struct {
	Page
	SignIn  string
	Action  string
	Hidden  []components.Hidden
	Texts   []string // the longer ones, to read or copy
	NoFiles bool     // files were chosen, and must be chosen again
	Button  components.Buttons
}

// What somebody would miss: a text of so many characters, or so many answers.
const (
	longText    = 20
	manyAnswers = 6
)

// keepWritten answers a form that nobody is signed in for. It tells whether there was anything to keep: otherwise the reader is just led to
// the sign-in page. Only our own pages can have sent the form, for the edge refuses those of other sites.
func (s *Server) keepWritten(w http.ResponseWriter, r *Request) bool {
	if r.Method != http.MethodPost {
		return false
	}
	form, err := r.ReadForm()
	if err != nil || form.Has("password") { // which is never shown
		return false
	}
	view := expiredView{
		Page: r.Page(r.T("web.expired.title")), SignIn: r.To(LoginPath), Action: r.To(r.again()), NoFiles: len(form.files) > 0,
		Button: submit(r.T("web.expired.again")),
	}
	answers := 0
	for _, name := range slices.Sorted(maps.Keys(form.values)) {
		for _, value := range form.values[name] {
			view.Hidden = append(view.Hidden, components.Hidden{Name: name, Value: value})
			text := clean(value)
			if text != "" {
				answers++
			}
			if utf8.RuneCountInString(text) >= longText && !clock.ValidID(text) {
				view.Texts = append(view.Texts, text)
			}
		}
	}
	if len(view.Texts) == 0 && answers < manyAnswers {
		return false
	}
	view.NoIndex = true
	w.Header().Set("Cache-Control", "no-store")
	if err := r.Render(w, http.StatusUnauthorized, "site/expired", view); err != nil {
		s.fail(w, r, err)
	}
	return true
}
