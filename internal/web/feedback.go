package web

import (
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// feedback is what a reader writes to the owner of a record: that something is wrong, or that they want to reuse the system.
type feedback struct {
	register *register.Service
	clientIP func(*http.Request) string
	limit    *messageLimit
}

// feedbackView is what templates/record/feedback.html shows.
type feedbackView struct {
	Page
	Kind    string // report or reuse: chooses the messages
	Name    components.Text
	Owner   string
	Managed bool // the owner has accounts here and reads its own inbox
	Action  string
	Fields  []components.Component
	Back    string
}

// sentView is what templates/record/sent.html shows.
type sentView struct {
	Page
	Kind    string
	Owner   string
	Managed bool
	Masked  bool
	Back    components.Link
}

// Characters of a message, as the inbox takes them.
const (
	mostMessage = 5000
	mostLine    = 200
)

// send is the use case behind a form.
type send func(r *Request, id string, f register.Feedback) (inbox.Item, error)

func (f feedback) Routes(routes *Routes) {
	report := func(r *Request, id string, m register.Feedback) (inbox.Item, error) {
		return f.register.ReportError(r.Context(), id, m)
	}
	reuse := func(r *Request, id string, m register.Feedback) (inbox.Item, error) {
		return f.register.WantReuse(r.Context(), id, m)
	}
	for kind, use := range map[string]send{"report": report, "reuse": reuse} {
		routes.Get("/systems/{id}/"+kind, f.ask(kind))
		routes.Post("/systems/{id}/"+kind, f.take(kind, use))
		routes.Get("/systems/{id}/"+kind+"/sent", f.sent(kind))
	}
}

func (feedback) Views() Views {
	return Views{"record/feedback": feedbackView{Kind: "report"}, "record/sent": sentView{Kind: "report"}}
}

func (f feedback) ask(kind string) Handler {
	return func(w http.ResponseWriter, r *Request) error {
		v, err := f.public(r)
		if err != nil {
			return err
		}
		return f.show(w, r, http.StatusOK, kind, v, r.NewForm())
	}
}

func (f feedback) public(r *Request) (register.View, error) {
	id := r.PathValue("id")
	if err := checkID(id); err != nil {
		return register.View{}, err
	}
	return f.register.Public(r.Context(), id)
}

func (f feedback) show(w http.ResponseWriter, r *Request, status int, kind string, v register.View, form *Form) error {
	name := components.TextIn(r.Lang, v.Version.System.Name)
	path := recordPath(v.Record.ID)
	page := r.Page(r.T("feedback."+kind+".title")).Under(r.T("web.nav.systems"), "/systems", name.Value, path).With(form)
	page.NoIndex = true
	return r.Render(w, status, "record/feedback", feedbackView{
		Page: page, Kind: kind, Name: name, Owner: v.Organisation.Name.In(r.Lang), Managed: v.Organisation.Managed,
		Action: r.To(path + "/" + kind), Back: r.To(path), Fields: feedbackFields(r, kind, form),
	})
}

func feedbackFields(r *Request, kind string, form *Form) []components.Component {
	organisation := components.Field{
		Name: "organisation", Label: r.T("feedback.organisation"), Optional: kind == "report", Width: components.Chars32, Autocomplete: "organization",
	}
	return []components.Component{
		components.Field{Name: "message", Label: r.T("feedback." + kind + ".message"), Help: r.T("feedback." + kind + ".help"), Kind: components.LongText, Rows: 8, Max: mostMessage}.Fill(form),
		organisation.Fill(form),
		components.Field{Name: "contact", Label: r.T("feedback.contact"), Help: r.T("feedback.contact_help"), Optional: true, Width: components.Chars32, Autocomplete: "email"}.Fill(form),
	}
}

func (f feedback) take(kind string, use send) Handler {
	return func(w http.ResponseWriter, r *Request) error {
		v, err := f.public(r)
		if err != nil {
			return err
		}
		form, err := r.ReadForm()
		if err != nil {
			return err
		}
		message := register.Feedback{
			Message: form.Limited("message", mostMessage), Organisation: form.Limited("organisation", mostLine),
			Contact: form.Limited("contact", mostLine), LoggedIn: r.Viewer.SignedIn(),
		}
		if len(form.Problems()) > 0 {
			return f.show(w, r, http.StatusUnprocessableEntity, kind, v, form)
		}
		if !f.limit.allow(f.clientIP(r.Request), r.server.config.Clock.Now()) {
			return fault.New("web.feedback", fault.RateLimited, "feedback.too_many", nil)
		}
		item, err := use(r, v.Record.ID, message)
		if form.Reject(err) {
			return f.show(w, r, http.StatusUnprocessableEntity, kind, v, form)
		}
		if err != nil {
			return err
		}
		next := recordPath(v.Record.ID) + "/" + kind + "/sent"
		if item.Masked {
			next += "?masked=1"
		}
		return r.Redirect(w, next, "")
	}
}

func (f feedback) sent(kind string) Handler {
	return func(w http.ResponseWriter, r *Request) error {
		v, err := f.public(r)
		if err != nil {
			return err
		}
		name, path := v.Version.System.Name.In(r.Lang), recordPath(v.Record.ID)
		page := r.Page(r.T("feedback.sent.title")).Under(r.T("web.nav.systems"), "/systems", name, path)
		page.NoIndex = true
		return r.Render(w, http.StatusOK, "record/sent", sentView{
			Page: page, Kind: kind, Owner: v.Organisation.Name.In(r.Lang), Managed: v.Organisation.Managed,
			Masked: r.URL.Query().Get("masked") == "1", Back: components.Link{Href: r.To(path), Label: r.T("feedback.sent.back", map[string]any{"name": i18n.Text{SV: name, EN: name}})},
		})
	}
}

// connectionAddress is the address that the connection comes from, without its port.
func connectionAddress(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// messageLimit bounds how many messages an address may send. It forgets everything when the window ends, and keeps no more addresses
// than that: whoever fills it is slowed down together with everybody else.
type messageLimit struct {
	mu    sync.Mutex
	began time.Time
	sent  map[string]int
}

const (
	messagesInWindow  = 10
	messageWindow     = 10 * time.Minute
	addressesInWindow = 20_000
)

// allow counts a message and tells whether it may be sent.
func (l *messageLimit) allow(address string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sent == nil || now.Sub(l.began).Abs() >= messageWindow { // a clock that is set back must not stretch the window
		l.began, l.sent = now, map[string]int{}
	}
	if _, known := l.sent[address]; !known && len(l.sent) >= addressesInWindow {
		return false
	}
	l.sent[address]++
	return l.sent[address] <= messagesInWindow
}
