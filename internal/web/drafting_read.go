package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/content"
)

// mostDraftRows is how many rows of a list a form may hold; what is more the register refuses anyway.
const mostDraftRows = 500

// importedFields are written by imports only. The form leaves them alone.
var importedFields = []string{"foreign", "original_language", "stated"}

// isAsked tells whether a field is one that people fill in: not what only an import writes, such as the source's own word.
func isAsked(field content.Field) bool {
	return field.ID != "original" && !strings.HasSuffix(field.ID, ".original") && !slices.Contains(importedFields, field.ID)
}

// readGroup puts what a form says of a group's fields into the tree, and leaves all else.
func readGroup(form *Form, fields []content.Field, into tree) {
	for _, field := range fields {
		if !isAsked(field) || !form.Has(shownName(field.ID)) {
			continue
		}
		readField(form, field, field.ID, into)
		readStated(form, field.ID, into)
	}
}

// shownName is a hidden value that tells that a field was in the form: an empty checkbox sends nothing.
func shownName(id string) string { return "shown." + id }

// readField reads one field. name is its name in the form ("risks[2].measure"), field.ID its place in the tree.
func readField(form *Form, field content.Field, name string, into tree) {
	switch field.Type {
	case content.FieldText, content.FieldLongText:
		into.put(field.ID, readText(form, name, into.at(field.ID)))
	case content.FieldStrings:
		into.put(field.ID, anyOf(lines(form.Text(name))))
	case content.FieldChoices:
		into.put(field.ID, anyOf(form.Texts(name)))
	case content.FieldBool:
		into.put(field.ID, form.Text(name) == "true")
	case content.FieldList:
		into.put(field.ID, readDraftRows(form, field, name, into.at(field.ID)))
	default:
		into.put(field.ID, form.Text(name))
	}
}

// readText reads a text in both languages, and keeps what it says in a third.
func readText(form *Form, name string, was any) map[string]any {
	text := map[string]any{}
	if before, ok := was.(map[string]any); ok && !isEmpty(before["other"]) {
		text["other"] = before["other"]
	}
	for _, lang := range []string{"sv", "en"} {
		if written := form.Text(name + "." + lang); written != "" {
			text[lang] = written
		}
	}
	return text
}

func lines(text string) []string {
	var all []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// readDraftRows reads the rows of a list. Each knows which row of the draft it was, so that what the form does not ask stays with it.
func readDraftRows(form *Form, field content.Field, name string, was any) []any {
	before := rowsOf(was)
	count := min(number(form.Text(rowsName(name))), mostDraftRows)
	rows := make([]any, 0, max(count, 0))
	for i := range count {
		at := rowName(name, i)
		row := tree{}
		if from, err := strconv.Atoi(form.Text(at + rowKey)); err == nil && from >= 0 && from < len(before) {
			for key, value := range before[from] {
				row[key] = value
			}
			row[fromKey] = float64(from)
		}
		if len(field.Fields) == 0 { // a list of texts
			row = readText(form, at, map[string]any(row))
			rows = append(rows, map[string]any(row))
			continue
		}
		for _, sub := range field.Fields {
			if isAsked(sub) {
				readField(form, sub, at+"."+sub.ID, row)
			}
		}
		rows = append(rows, map[string]any(row))
	}
	return rows
}

// fromKey holds in a row of the tree which row of the draft it was, until it is saved.
const fromKey = "\x00from"

// numberRows numbers the rows of the draft, so that each is known when the form comes back.
func numberRows(fields []content.Field, t tree) {
	for _, field := range fields {
		if field.Type != content.FieldList {
			continue
		}
		for i, row := range rowsOf(t.at(field.ID)) {
			row[fromKey] = float64(i)
		}
	}
}

// rowKey ends the name of the hidden value that says which row of the draft a row was.
const rowKey = ":row"

func rowsName(list string) string { return list + ".rows" }

func rowName(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// compact takes away rows that say nothing, and what only the form needs.
func compact(fields []content.Field, t tree) {
	for _, field := range fields {
		if field.Type != content.FieldList {
			continue
		}
		var kept []any
		for _, row := range rowsOf(t.at(field.ID)) {
			delete(row, fromKey)
			if row.says() {
				kept = append(kept, map[string]any(row))
			}
		}
		t.put(field.ID, kept)
	}
}

// readStated reads that a field is not applicable or not known. An answer says more than that and takes its place.
func readStated(form *Form, id string, into tree) {
	name := statedName(id)
	stated, _ := into["stated"].(map[string]any)
	if stated == nil {
		stated = map[string]any{}
	}
	delete(stated, id)
	state := form.Text(name + ".state")
	if isEmpty(into.at(id)) && (state == "not_applicable" || state == "do_not_know") {
		statement := map[string]any{"state": state}
		if reason := form.Text(name + ".reason"); reason != "" {
			statement["reason"] = reason
		}
		stated[id] = statement
	}
	into.put("stated", stated)
}

// statedName is what the form calls the statement of a field; the register calls it stated[id].
func statedName(id string) string { return statedPrefix + id }

const statedPrefix = "stated:"

// addDraftRow and removeDraftRow are what the buttons beside a list do. Nothing is saved by them.
func addDraftRow(t tree, id string) {
	list, _ := t.at(id).([]any)
	row := map[string]any{}
	if id == "phases" {
		row["confirmed"] = true // one who writes of their own system confirms it, unless they say otherwise
	}
	t.put(id, append(list, row))
}

func removeDraftRow(t tree, name string) {
	id, rest, found := strings.Cut(name, "[")
	i, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
	list, _ := t.at(id).([]any)
	if !found || err != nil || i < 0 || i >= len(list) {
		return
	}
	t.put(id, slices.Delete(slices.Clone(list), i, i+1))
}
