package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// record is the public page of a system, its versions and their comparison.
type record struct {
	register   *register.Service
	labels     labels
	provisions provisions
	freshness  *freshness
}

// recordView is what templates/record/show.html shows.
type recordView struct {
	Page
	Owner      components.Link
	Marks      []components.Component
	Lead       components.Component
	Notices    []components.Notice
	Key        components.SummaryList // what concerns the reader first
	Contents   components.LinkList
	Sections   []recordSection
	Open       []components.SummaryRow // what is not answered, by part
	OpenCount  int
	Provenance components.SummaryList
	Versions   components.Table
	Compare    string // address of the comparison; empty with one version
	Downloads  components.LinkList
	Report     string
	Reuse      string
	Old        bool // not the version in force
}

// recordSection is one part of the record.
type recordSection struct {
	ID    string
	Title string
	List  components.SummaryList
}

func (f record) Routes(routes *Routes) {
	routes.Get("/systems/{id}", f.show)
	routes.Get("/systems/{id}/versions/{number}", f.version)
	routes.Get("/systems/{id}/compare", f.compare)
}

func (record) Views() Views {
	return Views{"record/show": recordView{}, "record/compare": compareView{}}
}

func (f record) show(w http.ResponseWriter, r *Request) error {
	id, asJSON := r.ID()
	if err := checkID(id); err != nil {
		return err
	}
	if asJSON {
		v, err := f.register.Public(r.Context(), id)
		if err != nil {
			return err
		}
		return r.JSON(w, register.ExportView(v))
	}
	made := func() (View, error) { return f.view(r, id, 0) }
	if r.URL.RawQuery != "" {
		return r.renderMade(w, "record/show", made)
	}
	stamp, err := f.freshness.stamp(r.Context())
	if err != nil {
		return err
	}
	// A phase from a source grows old by the day.
	return r.Kept(w, stamp+r.server.config.Clock.Now().In(i18n.Zone).Format(time.DateOnly), "record/show", made)
}

func (f record) version(w http.ResponseWriter, r *Request) error {
	text, asJSON := CutJSON(r.PathValue("number"))
	number, err := strconv.Atoi(text)
	id := r.PathValue("id")
	if err != nil || number < 1 || text != strconv.Itoa(number) || checkID(id) != nil {
		return fault.New("web.version", fault.NotFound, "record.no_version", nil)
	}
	if asJSON {
		v, err := f.register.VersionOf(r.Context(), id, number)
		if err != nil {
			return err
		}
		return r.JSON(w, register.ExportView(v))
	}
	return r.renderMade(w, "record/show", func() (View, error) { return f.view(r, id, number) })
}

// checkID refuses what cannot be an id before the database is asked.
func checkID(id string) error {
	if !register.ValidID(id) {
		return fault.New("web.record", fault.NotFound, "register.not_found", nil)
	}
	return nil
}

// view makes the page of a version; number 0 is the one in force.
func (f record) view(r *Request, id string, number int) (View, error) {
	var v register.View
	var err error
	if number == 0 {
		v, err = f.register.Public(r.Context(), id)
	} else {
		v, err = f.register.VersionOf(r.Context(), id, number)
	}
	if err != nil {
		return nil, err
	}
	versions, err := f.register.Versions(r.Context(), id)
	if err != nil {
		return nil, err
	}
	p, err := newRecordPrinter(r, f, v)
	if err != nil {
		return nil, err
	}
	return f.compose(r, p, v, versions), nil
}

func (f record) compose(r *Request, p *recordPrinter, v register.View, versions []register.VersionInfo) recordView {
	system, id := v.Version.System, v.Record.ID
	name := components.TextIn(r.Lang, system.Name)
	page := r.Page(name.Value).Under(r.T("web.nav.systems"), "/systems")
	page.Description, page.Public = system.Summary.In(r.Lang), true
	view := recordView{
		Page: page, Lead: p.inline(system.Summary), Marks: recordMarks(r, f.labels, v),
		Owner: components.Link{Href: r.To(organisationPath(v.Organisation.ID)), Label: v.Organisation.Name.In(r.Lang)},
		Key:   p.keyFacts(v), Provenance: provenance(r, f.labels, v), Versions: versionTable(r, v, versions),
		Report: r.To(recordPath(id) + "/report"), Reuse: r.To(recordPath(id) + "/reuse"),
		Old: v.Version.Number != v.Record.Current,
	}
	view.Sections, view.Open = p.sections()
	view.OpenCount = p.open
	view.Notices = recordNotices(r, p, v)
	view.Contents = contents(r, view)
	view.NoIndex = view.Old
	if len(versions) > 1 {
		view.Compare = r.To(recordPath(id) + "/compare")
	}
	view.Downloads = components.LinkList{ID: "downloads", Heading: r.T("record.download"), Inline: true, Links: []components.Link{
		{Href: recordJSON(r, v), Label: "JSON"},
	}}
	return view
}

func recordJSON(r *Request, v register.View) string {
	if v.Version.Number != v.Record.Current {
		return r.To(recordPath(v.Record.ID) + "/versions/" + strconv.Itoa(v.Version.Number) + ".json")
	}
	return r.To(recordPath(v.Record.ID) + ".json")
}

func recordMarks(r *Request, labels labels, v register.View) []components.Component {
	return marks(r, labels, register.Listing{
		Facts: v.Version.System.Facts(), State: v.Record.State, Demo: v.Record.Demo,
	}, true)
}

// contents leads to every part of the page.
func contents(r *Request, view recordView) components.LinkList {
	list := components.LinkList{ID: "contents", Heading: r.T("record.contents")}
	add := func(id, label string) { list.Links = append(list.Links, components.Link{Href: "#" + id, Label: label}) }
	for _, s := range view.Sections {
		add(s.ID, s.Title)
	}
	if len(view.Open) > 0 {
		add("unanswered", r.T("record.open.title"))
	}
	add("versions", r.T("record.versions"))
	add("provenance", r.T("record.provenance"))
	return list
}
