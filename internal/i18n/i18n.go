// Package i18n holds every sentence that Tillit shows, in Swedish and English, and prints them.
//
// Messages lie in catalogue/<language>/<room>.json: a flat object from key to text. {name} in a text is a named slot. A text that
// depends on a number is an object {"one": …, "other": …} printed with N. A test holds the two languages together: same
// keys, same slots. Content (guides, instruments, vocabularies) is not here but in package content.
package i18n

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"
)

// Lang is a language of the interface.
type Lang string

// The languages. Swedish is the default and stands at /, English under /en.
const (
	Swedish Lang = "sv"
	English Lang = "en"
)

// Languages are all languages, the default first.
func Languages() []Lang { return []Lang{Swedish, English} }

// ParseLang reads "sv" or "en"; anything else is Swedish and false.
func ParseLang(s string) (Lang, bool) {
	switch Lang(s) {
	case English:
		return English, true
	case Swedish:
		return Swedish, true
	}
	return Swedish, false
}

// Other is the other language.
func (l Lang) Other() Lang {
	if l == English {
		return Swedish
	}
	return English
}

// Text is a sentence of content in both languages. An empty language means that the text does not exist in it. Other holds
// what a foreign source wrote in a third language; the record it stands in tells which.
type Text struct {
	SV    string `json:"sv,omitempty" yaml:"sv"`
	EN    string `json:"en,omitempty" yaml:"en"`
	Other string `json:"other,omitempty" yaml:"other,omitempty"`
}

// In gives the text in a language; where it is missing another language's, so that nothing is lost. Has tells which.
func (t Text) In(l Lang) string {
	first, second := t.SV, t.EN
	if l == English {
		first, second = second, first
	}
	return cmp.Or(first, second, t.Other)
}

// Has tells whether the text exists in a language.
func (t Text) Has(l Lang) bool {
	if l == English {
		return t.EN != ""
	}
	return t.SV != ""
}

// IsZero tells whether the text exists in no language.
func (t Text) IsZero() bool { return t == Text{} }

//go:embed catalogue
var files embed.FS

// Catalogue is the set of all messages. It is immutable after Load and safe for concurrent use.
type Catalogue struct {
	messages map[Lang]map[string]message
}

type message struct {
	one, other string
}

func (m *message) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &m.other)
	}
	var forms struct{ One, Other string }
	if err := json.Unmarshal(data, &forms); err != nil {
		return err
	}
	m.one, m.other = forms.One, forms.Other
	return nil
}

// Load reads the embedded catalogues once and gives the same value ever after.
var Load = sync.OnceValues(func() (*Catalogue, error) { return read(files) })

func read(fsys fs.FS) (*Catalogue, error) {
	c := &Catalogue{messages: map[Lang]map[string]message{}}
	for _, lang := range Languages() {
		c.messages[lang] = map[string]message{}
		names, err := fs.Glob(fsys, path.Join("catalogue", string(lang), "*.json"))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if err := c.readFile(fsys, lang, name); err != nil {
				return nil, err
			}
		}
	}
	return c, nil
}

func (c *Catalogue) readFile(fsys fs.FS, lang Lang, name string) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	var texts map[string]message
	if err := json.Unmarshal(data, &texts); err != nil {
		return fmt.Errorf("i18n: %s: %w", name, err)
	}
	for key, text := range texts {
		if _, twice := c.messages[lang][key]; twice {
			return fmt.Errorf("i18n: %s: key %q stands in two files", name, key)
		}
		c.messages[lang][key] = text
	}
	return nil
}

// Keys are all keys of a language, sorted.
func (c *Catalogue) Keys(lang Lang) []string {
	keys := make([]string, 0, len(c.messages[lang]))
	for key := range c.messages[lang] {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Printer prints messages in a language.
func (c *Catalogue) Printer(lang Lang) *Printer { return &Printer{catalogue: c, lang: lang} }

// Printer prints messages, numbers and dates in one language. It is immutable and safe for concurrent use.
type Printer struct {
	catalogue *Catalogue
	lang      Lang
}

// Lang is the printer's language.
func (p *Printer) Lang() Lang { return p.lang }

// Has tells whether a message exists.
func (p *Printer) Has(key string) bool {
	_, ok := p.catalogue.messages[p.lang][key]
	return ok
}

// T prints the message key with the named values args. An unknown key prints as itself in brackets, so that it is seen.
func (p *Printer) T(key string, args map[string]any) string {
	m, ok := p.catalogue.messages[p.lang][key]
	if !ok {
		return "[" + key + "]"
	}
	if m.one != "" && isOne(args["n"]) {
		return p.fill(m.one, args)
	}
	return p.fill(m.other, args)
}

// isOne tells whether a number is one, also when it has been through JSON, as what is said after a redirect has.
func isOne(n any) bool {
	switch n := n.(type) {
	case int:
		return n == 1
	case int64:
		return n == 1
	case float64:
		return n == 1
	}
	return false
}

// N prints the message that depends on n; {n} in the text is the number, grouped as the language groups it.
func (p *Printer) N(key string, n int, args map[string]any) string {
	m, ok := p.catalogue.messages[p.lang][key]
	if !ok {
		return "[" + key + "]"
	}
	all := map[string]any{"n": n}
	for k, v := range args {
		all[k] = v
	}
	if n == 1 && m.one != "" {
		return p.fill(m.one, all)
	}
	return p.fill(m.other, all)
}

// Part is a piece of a message: literal text, or the slot with that name.
type Part struct {
	Text string
	Slot string
}

// Parts cuts a message at its slots, for callers that put markup (a link) into a slot.
func (p *Printer) Parts(key string) []Part {
	m, ok := p.catalogue.messages[p.lang][key]
	if !ok {
		return []Part{{Text: "[" + key + "]"}}
	}
	return cut(m.other)
}

func cut(text string) []Part {
	var parts []Part
	for text != "" {
		open := strings.IndexByte(text, '{')
		end := strings.IndexByte(text, '}')
		if open < 0 || end < open {
			return append(parts, Part{Text: text})
		}
		if open > 0 {
			parts = append(parts, Part{Text: text[:open]})
		}
		parts = append(parts, Part{Slot: text[open+1 : end]})
		text = text[end+1:]
	}
	return parts
}

func (p *Printer) fill(text string, args map[string]any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for _, part := range cut(text) {
		switch value, given := args[part.Slot]; {
		case part.Slot == "":
			b.WriteString(part.Text)
		case given:
			b.WriteString(p.value(value))
		default:
			b.WriteString("{" + part.Slot + "}")
		}
	}
	return b.String()
}

func (p *Printer) value(v any) string {
	switch v := v.(type) {
	case int:
		return p.Number(int64(v))
	case int64:
		return p.Number(v)
	case Text:
		return v.In(p.lang)
	default:
		return fmt.Sprint(v)
	}
}
