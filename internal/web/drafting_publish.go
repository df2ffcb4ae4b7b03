package web

import (
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// draftPreviewView is what templates/drafting/preview.html shows: the record as its public page will be.
type draftPreviewView struct {
	Page
	Draft     bool
	Owner     string
	Marks     []components.Component
	Lead      components.Component
	Key       components.SummaryList
	Sections  []recordSection
	Open      []components.SummaryRow
	OpenCount int
	Back      components.Link
	Publish   components.Link
}

func (f Drafting) preview(w http.ResponseWriter, r *Request) error {
	v, err := f.own(r)
	if err != nil {
		return err
	}
	back := components.Link{Href: r.To(ownPath(v.Record.ID)), Label: r.T("drafting.back")}
	view := draftPreviewView{
		Page: r.recordPage(v, nameOr(r, v.Content().Name)), Draft: v.Record.HasDraft(), Owner: v.Organisation.Name.In(r.Lang), Back: back,
	}
	if view.Draft {
		view.Publish = components.Link{Href: r.To(ownPath(v.Record.ID) + "/publish"), Label: r.T("drafting.publish.way")}
	}
	v.Version.System = v.Content()
	p, err := newRecordPrinter(r, f.record, v)
	if err != nil {
		return err
	}
	view.Marks, view.Lead, view.Key = recordMarks(r, f.record.labels, v), p.inline(v.Version.System.Summary), p.keyFacts(v)
	view.Sections, view.Open = p.sections()
	view.OpenCount = p.open
	return r.Render(w, http.StatusOK, "drafting/preview", view)
}

// publishView is what templates/drafting/publish.html shows.
type publishView struct {
	Page
	Required    []gapLine
	Recommended []gapLine
	Changes     components.Comparison
	MayPublish  bool // the person's role allows it
	Ready       bool // nothing that is required is missing
	Action      string
	Revision    string
	Note        components.Field
	Back        string
}

// gapLine is something that is missing, why it matters, and the way to fill it in.
type gapLine struct {
	Link components.Link
	Why  string
}

func (f Drafting) showPublish(w http.ResponseWriter, r *Request, v register.View, form *Form) error {
	if !v.Record.HasDraft() {
		return r.Redirect(w, ownPath(v.Record.ID), "")
	}
	view := publishView{
		Page: r.recordPage(v, r.T("drafting.publish.title")), MayPublish: r.Viewer.Actor.May(account.Decide, v.Record.OrganisationID),
		Action: r.To(ownPath(v.Record.ID) + "/publish"), Revision: revisionText(v), Back: r.To(ownPath(v.Record.ID)),
		Note: components.Field{
			Name: "note", Label: r.T("drafting.publish.note"), Help: r.T("drafting.publish.note_help"), Kind: components.LongText, Rows: 3,
			Optional: true, Max: maxNote,
		}.Fill(form),
	}
	view.Required, view.Recommended = f.gaps(r, v)
	view.Ready = len(view.Required) == 0
	if v.Record.IsPublic() {
		view.Changes = components.Comparison{
			Caption: r.T("drafting.publish.changes"), Before: r.T("drafting.publish.before"), After: r.T("drafting.publish.after"),
			Rows: comparedRows(r, f.Register.Definitions(), v.Version.System, v.Content()),
		}
	}
	view.Errors = form.Problems()
	status := http.StatusOK
	if len(view.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return r.Render(w, status, "drafting/publish", view)
}

// maxNote is how long a note of what changed may be.
const maxNote = 500

// gaps are what is missing, in words, with the way to each field.
func (f Drafting) gaps(r *Request, v register.View) (required, recommended []gapLine) {
	for _, gap := range v.Content().Gaps(f.Register.Definitions()) {
		def, _ := f.Register.Definitions().Field(gap.Field)
		line := gapLine{
			Link: components.Link{
				Href:  r.To(ownPath(v.Record.ID)+"/edit/"+def.Group) + "#" + components.FieldID(gap.Field),
				Label: contentText(def.Label).In(r.Lang),
			},
			Why: gap.Why.In(r.Lang),
		}
		if gap.Need == register.Required {
			required = append(required, line)
			continue
		}
		recommended = append(recommended, line)
	}
	return required, recommended
}

func (f Drafting) publish(r *Request, v register.View, form *Form) error {
	note := form.Limited("note", maxNote)
	if form.Problems() != nil {
		return nil
	}
	_, err := f.Register.Publish(r.Context(), r.Viewer.Actor, v.Record.ID, revisionOf(form), note)
	return form.inOne(err)
}

// inOne takes up a refusal of the whole record in one sentence, since the page lists what is missing anyway; other errors it gives back.
func (f *Form) inOne(err error) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	e := fault.As(err)
	n, ok := e.Args["n"].(int)
	if !ok {
		return err
	}
	f.problems = append(f.problems, components.Problem{Text: f.printer.N(e.MessageKey(), n, e.Args)})
	return nil
}
