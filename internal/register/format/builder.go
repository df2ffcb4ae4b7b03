package format

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/internal/register"
)

// builder puts a row together. Its methods each take what the source said and say where it went.
type builder struct {
	format string
	row    register.Row
}

func newBuilder(format string, r record) *builder {
	b := &builder{format: format, row: register.Row{Number: r.number, Hash: r.hash}}
	for _, field := range r.repaired {
		b.note(field, register.NoteRepaired, "was not UTF-8; read as Windows-1252")
	}
	return b
}

func (b *builder) system() *register.System { return &b.row.System }

func (b *builder) note(field string, kind register.NoteKind, format string, args ...any) {
	b.row.Notes = append(b.row.Notes, register.Note{Row: b.row.Number, Field: field, Kind: kind, Message: fmt.Sprintf(format, args...)})
}

// foreign keeps a value in the source's words.
func (b *builder) foreign(field, value string) {
	if value != "" {
		b.system().Foreign = append(b.system().Foreign, register.ForeignField{Format: b.format, Field: field, Value: value})
	}
}

// english is text that the source wrote in English.
func english(value string) register.Text { return register.Text{EN: value} }

// code translates a value by a table and keeps the source's word. A value that is in no table is kept and noted.
func (b *builder) code(field, value string, codes map[string]string) string {
	if value == "" {
		return ""
	}
	b.foreign(field, value)
	code, known := codes[fold(value)]
	if !known {
		b.note(field, register.NoteUnknownValue, "%q answers to no code; kept in the source's words", shorten(value))
		return ""
	}
	if code != "" {
		b.note(field, register.NoteMapped, "%q became %s", shorten(value), code)
	}
	return code
}

// codes adds the code of a value to a list.
func (b *builder) codes(to *[]string, field, value string, codes map[string]string) {
	if code := b.code(field, value, codes); code != "" && !slices.Contains(*to, code) {
		*to = append(*to, code)
	}
}

// phase notes the phase that the source states as of a date. The word stands in the entry itself.
func (b *builder) phase(field, value, asOf string, phases map[string]register.Phase) {
	if value == "" {
		return
	}
	phase, known := phases[fold(value)]
	if !known {
		b.foreign(field, value)
		b.note(field, register.NoteUnknownValue, "%q is no phase that we know; the phase is unanswered", shorten(value))
		return
	}
	b.note(field, register.NoteMapped, "%q became %s", value, phase)
	b.system().Phases = []register.PhaseEntry{{Phase: phase, AsOf: asOf, Original: value}}
}

// yesNo translates yes and no; anything else is kept in the source's words.
func (b *builder) yesNo(field, value string) register.YesNo {
	switch fold(value) {
	case "":
		return ""
	case "yes":
		return register.Yes
	case "no":
		return register.No
	}
	b.foreign(field, value)
	b.note(field, register.NoteUnknownValue, "%q is neither yes nor no; kept in the source's words", shorten(value))
	return ""
}

// safeguard adds a protective practice with its status and the source's words.
func (b *builder) safeguard(kind, field, value string, statuses map[string]string) {
	if value == "" {
		return
	}
	status, known := statuses[fold(value)]
	if !known {
		b.note(field, register.NoteUnknownValue, "%q answers to no status; kept in the source's words", shorten(value))
	}
	b.system().Safeguards = append(b.system().Safeguards, register.Safeguard{Kind: kind, Status: status, Original: value})
}

// safeguardNote adds words to the practice of a kind, or the practice itself where the source only had words.
func (b *builder) safeguardNote(kind, value string) {
	if value == "" {
		return
	}
	list := b.system().Safeguards
	for i := range list {
		if list[i].Kind == kind {
			list[i].Note.EN = join(list[i].Note.EN, value)
			return
		}
	}
	b.system().Safeguards = append(list, register.Safeguard{Kind: kind, Note: english(value)})
}

// link gives the value if it is one web address, and keeps it as foreign words otherwise.
func (b *builder) link(field, value string) string {
	if isLink(value) {
		return value
	}
	b.foreign(field, value)
	return ""
}

// dated gives the ISO date of a value and keeps the source's words where they were something else.
func (b *builder) dated(field, value string) string {
	if value == "" {
		return ""
	}
	iso := isoDate(value)
	if iso == value {
		return iso
	}
	b.foreign(field, value)
	if iso == "" {
		b.note(field, register.NoteUnknownValue, "%q is no date that we can read; kept in the source's words", shorten(value))
	}
	return iso
}

func isLink(s string) bool {
	if strings.ContainsAny(s, " \n\t<>\"") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// fold makes values comparable: lower case, one space, one kind of dash, no full stop at the end.
func fold(s string) string {
	s = strings.NewReplacer("–", "-", "—", "-", "\u00a0", " ").Replace(strings.ToLower(s))
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), ". ")
}

func shorten(s string) string {
	if runes := []rune(s); len(runes) > 80 {
		return string(runes[:79]) + "…"
	}
	return s
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n\n" + b
}
