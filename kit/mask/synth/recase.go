package synth

import (
	"strings"
	"unicode/utf8"
)

// recase changes the case of a text now and then.
func (w *Writer) recase(t Text) Text {
	if w.keepCase {
		return t
	}
	switch x := w.random.Float64(); {
	case x < 0.10:
		return Upper(t)
	case x < 0.26:
		return Lower(t)
	case x < 0.275:
		return onlyNames(t, strings.ToUpper)
	case x < 0.285:
		return onlyNames(t, strings.ToLower)
	}
	return t
}

// Upper writes a text in capitals.
func Upper(t Text) Text { return Map(t, strings.ToUpper) }

// Lower writes a text without capitals.
func Lower(t Text) Text { return Map(t, strings.ToLower) }

// Map changes a text letter by letter with change, and keeps its spans where they belong.
func Map(t Text, change func(string) string) Text {
	return rewrite(t, change, change)
}

// onlyNames changes the names of persons.
func onlyNames(t Text, change func(string) string) Text {
	return rewrite(t, func(s string) string { return s }, change)
}

// rewrite changes what stands between the spans, and the spans of persons.
func rewrite(t Text, between, within func(string) string) Text {
	var b builder
	at := 0
	for _, s := range t.Spans {
		b.plain(between(t.Text[at:s.Start]))
		change := within
		if s.Class != human {
			change = between
		}
		b.name(change(t.Text[s.Start:s.End]), s.Class)
		at = s.End
	}
	b.plain(between(t.Text[at:]))
	if text := b.text(); utf8.ValidString(text.Text) {
		return text
	}
	return t
}
