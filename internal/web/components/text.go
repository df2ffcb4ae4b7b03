package components

import (
	"html/template"
	"strings"

	"github.com/tillit-se/tillit/internal/i18n"
)

// Text is plain text in a line. Lang marks text in another language than the page's ("sv", "en"), so that it is read out
// rightly; empty means the page's own.
type Text struct {
	Value string
	Lang  string
}

// Template names the component's template.
func (Text) Template() string { return "text" }

// TextIn is a text of content in the language wanted or, where it is missing, in the other one and marked so. A text that is in
// neither is marked as of a language that is not known ("und", ISO 639-2).
func TextIn(lang i18n.Lang, text i18n.Text) Text {
	t := Text{Value: text.In(lang)}
	switch {
	case text.Has(lang) || text.IsZero():
	case text.Has(lang.Other()):
		t.Lang = string(lang.Other())
	default:
		t.Lang = "und"
	}
	return t
}

// Prose is running text: an empty line begins a new paragraph.
type Prose struct {
	Value string
	Lang  string
}

// Template names the component's template.
func (Prose) Template() string { return "prose" }

// Paragraphs are the paragraphs of the text, without empty ones.
func (p Prose) Paragraphs() []string {
	var all []string
	for _, text := range strings.Split(strings.ReplaceAll(p.Value, "\r\n", "\n"), "\n\n") {
		if text = strings.TrimSpace(text); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// Sentence is a line with markup in it, made with Say: a message with a link in a slot.
type Sentence struct{ HTML template.HTML }

// Template names the component's template.
func (Sentence) Template() string { return "sentence" }

// Group is several components in a row, as one.
type Group []Component

// Template names the component's template.
func (Group) Template() string { return "group" }
