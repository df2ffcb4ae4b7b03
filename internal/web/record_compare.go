package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/web/components"
)

// compareView is what templates/record/compare.html shows.
type compareView struct {
	Page
	Comparison components.Comparison
	Before     components.Field
	After      components.Field
	Action     string
	Same       bool
}

func (f record) compare(w http.ResponseWriter, r *Request) error {
	id := r.PathValue("id")
	if err := checkID(id); err != nil {
		return err
	}
	v, err := f.register.Public(r.Context(), id)
	if err != nil {
		return err
	}
	versions, err := f.register.Versions(r.Context(), id)
	if err != nil {
		return err
	}
	a, b, err := chosenVersions(r, versions)
	if err != nil {
		return err
	}
	c, err := f.register.Compare(r.Context(), id, a, b)
	if err != nil {
		return err
	}
	name := v.Version.System.Name.In(r.Lang)
	page := r.Page(r.T("record.compare.title", map[string]any{"name": name})).
		Under(r.T("web.nav.systems"), "/systems", name, recordPath(id))
	page.NoIndex, page.Public = true, true
	return r.Render(w, http.StatusOK, "record/compare", compareView{
		Page: page, Action: r.To(recordPath(id) + "/compare"), Same: len(c.Changes) == 0, Comparison: comparison(r, f.register.Definitions(), c),
		Before: versionField(r, "a", "record.compare.before", a, versions), After: versionField(r, "b", "record.compare.after", b, versions),
	})
}

// chosenVersions are the two to compare: those of the address, or else the two latest.
func chosenVersions(r *Request, versions []register.VersionInfo) (a, b int, err error) {
	b = versions[0].Number
	a = versions[min(1, len(versions)-1)].Number
	for name, number := range map[string]*int{"a": &a, "b": &b} {
		text := r.URL.Query().Get(name)
		if text == "" {
			continue
		}
		if *number, err = strconv.Atoi(text); err != nil {
			return 0, 0, fault.New("web.compare", fault.Invalid, "record.compare.bad_version", fault.Args{"value": shortened(text)})
		}
	}
	return a, b, nil
}

func versionField(r *Request, name, key string, chosen int, versions []register.VersionInfo) components.Field {
	field := components.Field{Name: name, Label: r.T(key), Kind: components.Select, Value: strconv.Itoa(chosen)}
	for _, info := range versions {
		number := strconv.Itoa(info.Number)
		field.Options = append(field.Options, components.Option{Value: number, Label: versionLabel(r, info)})
	}
	return field
}

func versionLabel(r *Request, info register.VersionInfo) string {
	number := r.T("record.version_number", map[string]any{"number": strconv.Itoa(info.Number)})
	return number + ", " + r.Printer.Day(info.PublishedAt)
}

func comparison(r *Request, defs *register.Definitions, c register.Comparison) components.Comparison {
	out := components.Comparison{
		ID: "comparison", Caption: r.T("record.compare.caption"), Before: versionLabel(r, c.Old), After: versionLabel(r, c.New),
	}
	for _, change := range c.Changes {
		out.Rows = append(out.Rows, components.Compared{
			Label: changeLabel(r, defs, change), Before: changeValue(r, defs, change.Field, change.Old), After: changeValue(r, defs, change.Field, change.New),
		})
	}
	return out
}

// changeLabel names a field with its place in a list and its language: "Risker 2: Åtgärd (svenska)".
func changeLabel(r *Request, defs *register.Definitions, change register.FieldChange) string {
	var parts []string
	id := ""
	for _, step := range strings.Split(change.Field, ".") {
		id = strings.TrimPrefix(id+"."+step, ".")
		if def, ok := defs.Field(id); ok {
			parts = append(parts, def.Label.In(string(r.Lang)))
		}
	}
	if len(parts) == 0 {
		return change.Path
	}
	label := parts[0] + place(change.Path)
	if len(parts) > 1 {
		label += ": " + strings.Join(parts[1:], ": ")
	}
	for _, lang := range []string{"sv", "en"} {
		if strings.HasSuffix(change.Path, "."+lang) {
			label += " (" + languageName(r.Lang, lang) + ")"
		}
	}
	return label
}

// place is the number of the item in a list, from 1: " 2" of "risks[1].measure".
func place(path string) string {
	_, rest, ok := strings.Cut(path, "[")
	if !ok {
		return ""
	}
	inside, _, _ := strings.Cut(rest, "]")
	number, err := strconv.Atoi(inside)
	if err != nil {
		return ""
	}
	return " " + strconv.Itoa(number+1)
}

// changeValue is a value as it is read: the label of a code, a date in words.
func changeValue(r *Request, defs *register.Definitions, field, value string) string {
	def, ok := defs.Field(field)
	if !ok || value == "" {
		return value
	}
	switch def.Type {
	case content.FieldChoice, content.FieldChoices:
		return def.CodeLabel(value).In(r.Lang)
	case content.FieldDate:
		return r.Printer.Date(value)
	case content.FieldYesNo, content.FieldBool:
		if r.Printer.Has("record.yes_no." + value) {
			return r.T("record.yes_no." + value)
		}
	}
	return value
}
