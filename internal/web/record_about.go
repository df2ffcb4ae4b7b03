package web

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// recordNotices are what the reader must not miss: that the record is retired, old, gathered or in another language.
func recordNotices(r *Request, p *recordPrinter, v register.View) []components.Notice {
	var all []components.Notice
	if v.Record.Retirement != nil {
		all = append(all, retiredNotice(r, p, *v.Record.Retirement))
	}
	if v.Version.Number != v.Record.Current {
		all = append(all, components.Notice{
			Kind: components.Warning, Title: r.T("record.old.title", map[string]any{"number": strconv.Itoa(v.Version.Number)}),
			Body: []components.Component{components.Link{Href: r.To(recordPath(v.Record.ID)), Label: r.T("record.old.link")}},
		})
	}
	if v.Record.Gathered {
		all = append(all, components.Notice{
			Title: gatheredTitle(r, v.Version.System), Text: r.T("record.gathered.text"),
			Body: []components.Component{components.Link{Href: r.To(recordPath(v.Record.ID) + "/report"), Label: r.T("record.gathered.link")}},
		})
	} else if o := v.Version.Origin; o != nil {
		all = append(all, components.Notice{Title: importedTitle(r, o), Text: r.T("record.imported.text")})
	}
	if langs := elsewhere(r, p); langs != "" {
		all = append(all, components.Notice{Title: r.T("record.other_language.title", map[string]any{"languages": langs}), Text: r.T("record.other_language.text")})
	}
	return all
}

func retiredNotice(r *Request, p *recordPrinter, gone register.Retirement) components.Notice {
	notice := components.Notice{
		Kind: components.Warning, Title: r.T("record.retired."+string(gone.Kind), map[string]any{"date": r.Printer.Date(gone.Date)}),
		Body: p.prose(gone.Reason),
	}
	if register.ValidID(gone.ReplacedBy) {
		notice.Body = append(notice.Body, components.Link{Href: r.To(recordPath(gone.ReplacedBy)), Label: r.T("record.retired.replacement")})
	}
	return notice
}

// gatheredTitle says that the record is ours, and when its sources were last read.
func gatheredTitle(r *Request, s register.System) string {
	read := ""
	for _, source := range s.Sources {
		read = max(read, source.Read)
	}
	if read == "" {
		return r.T("record.gathered.title_undated")
	}
	return r.T("record.gathered.title", map[string]any{"date": r.Printer.Date(read)})
}

func importedTitle(r *Request, o *register.Origin) string {
	for _, from := range []string{o.Source, o.Publisher} {
		if from != "" {
			return r.T("record.imported.title", map[string]any{"source": from, "format": o.Format})
		}
	}
	return r.T("record.imported.title_format", map[string]any{"format": o.Format})
}

// elsewhere names the languages that stand in for the page's.
func elsewhere(r *Request, p *recordPrinter) string {
	var names []string
	for _, tag := range slices.Sorted(maps.Keys(p.elsewhere)) {
		if tag == "und" {
			names = append(names, r.T("record.other_language.unknown"))
			continue
		}
		names = append(names, languageName(r.Lang, tag))
	}
	return strings.Join(names, ", ")
}

// provenance says where the record is from, and how to check that it is unaltered.
func provenance(r *Request, labels labels, v register.View) components.SummaryList {
	rows := []components.SummaryRow{
		components.Fact(r.T("record.about.owner"), v.Organisation.Name.In(r.Lang)),
		components.Fact(r.T("record.about.kind"), labels.code(r.Lang, "slag", string(v.Version.System.Slag))),
		components.Fact(r.T("record.about.origin"), origin(r, v)),
		components.Fact(r.T("record.about.version"), strconv.Itoa(v.Version.Number)),
		components.Fact(r.T("record.about.published"), r.Printer.Moment(v.Version.PublishedAt)),
	}
	if v.Version.Note != "" {
		rows = append(rows, components.Fact(r.T("record.about.note"), v.Version.Note))
	}
	rows = append(
		rows,
		components.SummaryRow{Key: r.T("record.about.hash"), Value: []components.Component{
			components.Text{Value: v.Version.Hash}, components.Prose{Value: r.T("record.about.hash_text")},
		}},
		components.Fact(r.T("record.about.id"), v.Record.ID),
	)
	return components.SummaryList{Rows: rows}
}

func origin(r *Request, v register.View) string {
	switch {
	case v.Record.Gathered:
		return gatheredTitle(r, v.Version.System) + " " + r.T("record.gathered.text")
	case v.Version.Origin != nil:
		return importedTitle(r, v.Version.Origin)
	}
	return r.T("record.about.own")
}

// versionTable lists the versions, latest first.
func versionTable(r *Request, v register.View, versions []register.VersionInfo) components.Table {
	table := components.Table{
		ID: "versions-table", Caption: r.T("record.versions_caption"),
		Heads: []components.Head{{Label: r.T("record.version")}, {Label: r.T("record.version_published")}},
	}
	if len(versions) > 1 {
		table.Heads = append(table.Heads, components.Head{Label: r.T("record.version_note")}, components.Head{Label: r.T("record.version_changes")})
	}
	base := recordPath(v.Record.ID)
	for i, info := range versions {
		number := strconv.Itoa(info.Number)
		label := r.T("record.version_number", map[string]any{"number": number})
		row := []components.Cell{
			{Content: components.Link{Href: r.To(base + "/versions/" + number), Label: label, Current: info.Number == v.Version.Number}, Header: true},
			{Text: r.Printer.Day(info.PublishedAt)},
			{Text: info.Note},
			{},
		}
		if len(versions) == 1 {
			row = row[:2]
		}
		if i+1 < len(versions) {
			older := strconv.Itoa(versions[i+1].Number)
			row[3].Content = components.Link{
				Href: r.To(base + "/compare?a=" + older + "&b=" + number), Label: r.T("record.compare_with", map[string]any{"number": older}), Hidden: label,
			}
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
