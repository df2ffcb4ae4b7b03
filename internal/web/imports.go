package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// Imports is the reports of imports: every row that was not taken and every value that was translated, with the reason. They are for
// everybody who is signed in. What was imported is public anyway; but the operator's words about the file are not written for the public.
type Imports struct{ Register *register.Service }

// Views names the pages.
func (Imports) Views() Views {
	return Views{"imports/list": importsView{}, "imports/report": reportView{}}
}

// Routes registers the handlers.
func (f Imports) Routes(routes *Routes) {
	routes.Get("/imports", f.list)
	routes.Get("/imports/{id}", f.report)
}

// importsView is what templates/imports/list.html shows.
type importsView struct {
	Page
	Imports    components.Table
	Empty      components.EmptyState
	Pagination components.Pagination
}

const importsPage = 20

func (f Imports) list(w http.ResponseWriter, r *Request) error {
	if _, err := r.person(); err != nil {
		return err
	}
	page := max(1, number(r.URL.Query().Get("page")))
	batches, total, err := f.Register.ImportsDone(r.Context(), register.Page{Limit: importsPage, Offset: (page - 1) * importsPage})
	if err != nil {
		return err
	}
	view := importsView{
		Page:  r.Page(r.T("imports.title")).Under(r.T("work.title"), WorkPath),
		Empty: components.EmptyState{Title: r.T("imports.empty"), Text: r.T("imports.empty_text")},
		Pagination: components.NewPagination(page, (total+importsPage-1)/importsPage, func(n int) string {
			return r.To("/imports?page=" + strconv.Itoa(n))
		}),
		Imports: components.Table{Caption: r.Printer.N("imports.count", total, nil), Heads: []components.Head{
			{Label: r.T("imports.head.when")},
			{Label: r.T("imports.head.format")},
			{Label: r.T("imports.head.source")},
			{Label: r.T("imports.read"), Numeric: true},
			{Label: r.T("imports.rejected"), Numeric: true},
		}},
	}
	view.NoIndex = true
	for _, b := range batches {
		view.Imports.Rows = append(view.Imports.Rows, []components.Cell{
			{Content: components.Link{Href: r.To("/imports/" + b.ID), Label: b.FinishedAt.In(i18n.Zone).Format("2006-01-02 15:04")}, Header: true},
			{Text: b.Format},
			{Text: b.Source},
			{Count: b.Report.Rows.Read, Numeric: true},
			{Count: b.Report.Rows.Rejected, Numeric: true},
		})
	}
	return r.Render(w, http.StatusOK, "imports/list", view)
}

// reportView is what templates/imports/report.html shows.
type reportView struct {
	Page
	Facts      components.SummaryList
	Counts     components.Table
	Filters    []components.Link
	Notes      components.Table
	Pagination components.Pagination
	Downloads  components.LinkList
}

// notesPage is how many notes of a report a page shows; a report may have a hundred thousand.
const notesPage = 100

// noteKinds are the kinds of note, what matters most first.
func noteKinds() []register.NoteKind {
	return []register.NoteKind{
		register.NoteNotTaken, register.NoteMissing, register.NoteDuplicate, register.NoteUnknownValue, register.NoteRepaired,
		register.NoteLong, register.NoteMapped, register.NoteKeptForeign,
	}
}

func (f Imports) report(w http.ResponseWriter, r *Request) error {
	if _, err := r.person(); err != nil {
		return err
	}
	id, asJSON := r.ID()
	if err := checkID(id); err != nil {
		return err
	}
	batch, err := f.Register.ImportReport(r.Context(), id)
	if err != nil {
		return err
	}
	if asJSON {
		return f.writeReport(w, batch)
	}
	query := r.URL.Query()
	kind := register.NoteKind(query.Get("kind"))
	if !slices.Contains(noteKinds(), kind) {
		kind = ""
	}
	view := reportView{
		Page: r.Page(r.T("imports.report", map[string]any{"format": batch.Format})).Under(r.T("imports.title"), "/imports"),
		Facts: components.SummaryList{Rows: []components.SummaryRow{
			components.Fact(r.T("imports.head.when"), r.Printer.Moment(batch.FinishedAt)), components.Fact(r.T("imports.head.source"), batch.Source),
		}},
		Counts:    countsTable(r, batch.Report.Rows),
		Downloads: components.LinkList{Heading: r.T("imports.download"), Inline: true, Links: []components.Link{{Href: r.To("/imports/" + id + ".json"), Label: "JSON"}}},
	}
	view.NoIndex = true
	f.notes(r, &view, batch, kind, max(1, number(query.Get("page"))))
	return r.Render(w, http.StatusOK, "imports/report", view)
}

func countsTable(r *Request, rows register.RowCounts) components.Table {
	table := components.Table{
		ID: "counts", Caption: r.T("imports.rows"), Heads: []components.Head{{Label: r.T("imports.head.what")}, {Label: r.T("imports.head.count"), Numeric: true}},
	}
	for _, line := range []struct {
		key   string
		count int
	}{
		{"imports.read", rows.Read},
		{"imports.taken", rows.Taken},
		{"imports.changed", rows.Changed},
		{"imports.unchanged", rows.Unchanged},
		{"imports.rejected", rows.Rejected},
		{"imports.missing", rows.Missing},
	} {
		table.Rows = append(table.Rows, []components.Cell{{Text: r.T(line.key), Header: true}, {Count: line.count, Numeric: true}})
	}
	return table
}

func (f Imports) notes(r *Request, view *reportView, batch register.Batch, kind register.NoteKind, page int) {
	counts := map[register.NoteKind]int{}
	var shown []register.Note
	for _, n := range batch.Report.Notes {
		counts[n.Kind]++
		if kind == "" || n.Kind == kind {
			shown = append(shown, n)
		}
	}
	view.Filters = append(view.Filters, components.Link{
		Href: r.To(reportAddress(batch.ID, "", 1)), Label: r.T("imports.all_notes", map[string]any{"n": len(batch.Report.Notes)}), Current: kind == "",
	})
	for _, k := range noteKinds() {
		if counts[k] > 0 {
			view.Filters = append(view.Filters, components.Link{
				Href: r.To(reportAddress(batch.ID, k, 1)), Label: r.T("imports.kind."+string(k)) + " (" + r.Printer.Number(int64(counts[k])) + ")",
				Current: k == kind,
			})
		}
	}
	pages := (len(shown) + notesPage - 1) / notesPage
	page = min(page, max(pages, 1))
	view.Pagination = components.NewPagination(page, pages, func(n int) string { return r.To(reportAddress(batch.ID, kind, n)) })
	view.Notes = components.Table{
		ID: "notes", Caption: r.Printer.N("imports.notes", len(shown), nil),
		Heads: []components.Head{
			{Label: r.T("imports.head.row"), Numeric: true},
			{Label: r.T("imports.head.field")},
			{Label: r.T("imports.head.kind")},
			{Label: r.T("imports.head.message")},
		},
	}
	for _, n := range shown[min((page-1)*notesPage, len(shown)):min(page*notesPage, len(shown))] {
		row := components.Cell{Count: n.Row, Numeric: true, Header: true}
		if n.Row == 0 {
			row = components.Cell{Text: r.T("imports.whole_file"), Header: true}
		}
		message := components.Text{Value: n.Message, Lang: "en"} // the import writes English
		if r.Lang == i18n.English {
			message.Lang = ""
		}
		view.Notes.Rows = append(view.Notes.Rows, []components.Cell{
			row, {Text: n.Field}, {Text: r.T("imports.kind." + string(n.Kind))}, {Content: message},
		})
	}
}

func reportAddress(id string, kind register.NoteKind, page int) string {
	query := url.Values{}
	if kind != "" {
		query.Set("kind", string(kind))
	}
	if page > 1 {
		query.Set("page", strconv.Itoa(page))
	}
	if len(query) == 0 {
		return "/imports/" + id
	}
	return "/imports/" + id + "?" + query.Encode()
}

// writeReport is the report as the command line writes it.
func (f Imports) writeReport(w http.ResponseWriter, batch register.Batch) error {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Disposition", `attachment; filename="tillit-import-`+batch.ID+`.json"`)
	h.Set("Cache-Control", "no-store")
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	_ = out.Encode(batch.Report) // the reader has gone; there is nobody to tell
	return nil
}
