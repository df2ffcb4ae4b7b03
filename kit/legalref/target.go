package legalref

import (
	"strings"
)

// Kind says what sort of document a target is.
type Kind string

// The kinds of documents.
const (
	Statute     Kind = "statute"     // an act or ordinance in SFS
	Preparatory Kind = "preparatory" // bill, communication, committee report, inquiry, directive
	European    Kind = "european"    // EU act or judgment
	Case        Kind = "case"        // reported Swedish case
	Decision    Kind = "decision"    // decision of JO, JK or ARN
	File        Kind = "file"        // registration number of the Government Offices
	Report      Kind = "report"      // report of an authority
)

// Target is the canonical address of a document, or of a place in it. The zero
// Target is none. Targets can be compared with ==.
type Target struct {
	// Series is the part before the number: "sfs", "prop", "celex", "dom/nja".
	Series string
	// Number is the document's own number: "1960:729", "1999/2000:100",
	// "31995L0046", "1998s14".
	Number string
	// Place is where in the document; the zero Place is all of it.
	Place Place
}

// Place is a place in a document. Only the members of one row are used
// together: the provision of an act; the amending act; the page or the section
// of a preparatory work; the article or the annex of an EU act.
type Place struct {
	// Chapter, Section, Moment, Paragraph (stycke), Sentence and Item are
	// numbers, with a letter where the act has one: "2", "3a". Article is that
	// of a convention ("A8"), or of an EU act with its parts ("6.1.e").
	Chapter, Section, Moment, Paragraph, Sentence, Item string

	// Amendment is the number of an act that changes this one: "2010:800".
	Amendment string

	// Page is a page number, Part a numbered section with hyphens: "8-2-2".
	Page, Part string

	// Article is an article with its parts: "25.6", "6.1.e". Annex is an annex
	// with its parts: "III.5".
	Article, Annex string
}

// IsZero reports whether there is no target.
func (t Target) IsZero() bool { return t == Target{} }

// Document is the target without its place.
func (t Target) Document() Target { return Target{Series: t.Series, Number: t.Number} }

// Kind is the kind of document, or "" for a series that is not known.
func (t Target) Kind() Kind {
	switch t.Series {
	case "sfs":
		return Statute
	case "prop", "skr", "bet", "rskr", "sou", "ds", "dir":
		return Preparatory
	case "celex":
		return European
	case "dnr":
		return File
	}
	switch root, _, _ := strings.Cut(t.Series, "/"); root {
	case "dom":
		return Case
	case "avg":
		return Decision
	case "rapport":
		return Report
	}
	return ""
}

// String is the canonical form, which [ParseTarget] reads back:
// "sfs/1960:729#K2P3aS1N2".
func (t Target) String() string {
	if t.IsZero() {
		return ""
	}
	place := t.fragment()
	if place == "" {
		return t.Series + "/" + t.Number
	}
	return t.Series + "/" + t.Number + "#" + place
}

// MarshalText is the canonical form, so that a Target in JSON is a string.
func (t Target) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads the canonical form; empty text gives the zero Target.
func (t *Target) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*t = Target{}
		return nil
	}
	parsed, err := ParseTarget(string(text))
	if err != nil {
		return err
	}
	*t = parsed
	return nil
}

func (t Target) fragment() string {
	var b strings.Builder
	add := func(mark, value string) {
		if value != "" {
			b.WriteString(mark)
			b.WriteString(value)
		}
	}
	p := t.Place
	if t.Series == "celex" {
		add("ann-", p.Annex)
		add("", p.Article)
		return b.String()
	}
	add("L", p.Amendment)
	add("K", p.Chapter)
	add("P", p.Section)
	add("O", p.Moment)
	add("S", p.Paragraph)
	add("M", p.Sentence)
	add("N", p.Item)
	add("A", p.Article)
	add("sid", p.Page)
	add("S", p.Part)
	return b.String()
}

// Contains reports whether other is the same place as t or lies in it: an act
// contains its sections, a section its items. Where t leaves out a level that
// other has, as K2 does for K2P3, t is the larger.
func (t Target) Contains(other Target) bool {
	if t.Document() != other.Document() {
		return false
	}
	levels, inner := t.Place.levels(), other.Place.levels()
	for i, level := range levels {
		if level != "" && level != inner[i] && !within(level, inner[i], i) {
			return false
		}
	}
	return true
}

// within says that a dotted or hyphenated number lies under another: 6.1 holds
// 6.1.e, and 6-1 holds 6-1-2.
func within(outer, inner string, level int) bool {
	switch level {
	case levelPart:
		return strings.HasPrefix(inner, outer+"-")
	case levelArticle, levelAnnex:
		return strings.HasPrefix(inner, outer+".")
	}
	return false
}

const (
	levelPart    = 8
	levelArticle = 9
	levelAnnex   = 10
)

func (p Place) levels() [11]string {
	return [...]string{p.Chapter, p.Section, p.Moment, p.Paragraph, p.Sentence, p.Item, p.Amendment, p.Page, p.Part, p.Article, p.Annex}
}
