package statute

import (
	"iter"
	"strings"
)

// Statute is one act: the work, and the units of its text.
type Statute struct {
	Work Work `json:"work"`
	// Root holds the units as children and, as its own validity, a mark that stands first in the text and covers all of it.
	Root *Unit `json:"text"`
	// Problems are the places that the parser could not make sense of, in the order of the text.
	Problems []Problem `json:"problems,omitempty"`
	// Source is the text that the spans of the units point into.
	Source string `json:"-"`
	// Continuous says that the sections are numbered through all chapters, so that a path has no chapter: P3, not K2P3.
	Continuous bool `json:"continuous,omitempty"`
}

// Kind tells what a unit is.
type Kind uint8

// The kinds of units. Containers hold other units; the others hold text.
const (
	Root         Kind = iota // the whole text
	Header                   // lines of metadata that stand before the text
	Part                     // avdelning
	Subpart                  // underavdelning, numbered with Roman numerals
	Chapter                  // kapitel
	Heading                  // rubrik
	Section                  // paragraf (§)
	Subsection               // moment, in older acts
	Article                  // artikel, in treaties
	Paragraph                // stycke
	NumberList               // numrerad lista
	LetterList               // bokstavslista
	DashList                 // strecksatslista
	Item                     // a point of a list
	Table                    // tabell
	Row                      // tabellrad
	Cell                     // tabellcell
	Transitional             // the transitional provisions, all together
	Provision                // the transitional provisions of one act
	Appendix                 // bilaga
	Comment                  // a remark by the editors between slashes
)

var kindNames = [...]string{
	"root", "header", "part", "subpart", "chapter", "heading", "section", "subsection", "article", "paragraph",
	"number-list", "letter-list", "dash-list", "item", "table", "row", "cell", "transitional", "provision", "appendix", "comment",
}

// String returns the kind in English, as in JSON: "section", "number-list".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// MarshalText writes the kind as its name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Span is a range of bytes of the source, from Start up to but not including End.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Unit is a piece of a statute.
type Unit struct {
	Kind Kind `json:"kind"`
	// Ordinal is the number as it stands in a path: "3a", "11"; of a provision the number of its act; of a cell its column from 0.
	Ordinal string `json:"ordinal,omitempty"`
	// Path places the unit in the act: "K2P3aS1N2". Units that exist in two wordings share a path; units that cannot be cited have none.
	Path string `json:"path,omitempty"`
	// Label is the number as printed: "3 a §", "2 kap.", "1.".
	Label string `json:"label,omitempty"`
	// Text is the unit's own text, without label and marks, with lines joined and hyphenation at line ends taken away.
	Text string `json:"text,omitempty"`
	// Level is the level of a heading, 1 or 2.
	Level int `json:"level,omitempty"`
	// Spans are the unit's own bytes of the source: label, marks and text. They are in order; only cells and joined blocks have several.
	Spans []Span `json:"spans,omitempty"`
	// Validity is what the marks of this very unit say; the units around it bind too, see [Statute.At].
	Validity Validity `json:"validity,omitzero"`
	// Note is the last change note of a section or another unit: the act that gave it its wording.
	Note *ChangeNote `json:"note,omitempty"`
	// Gone is set where only a notice is left: the unit has been repealed or renumbered.
	Gone *Gone `json:"gone,omitempty"`
	// Terms are the words that the unit's text defines.
	Terms    []Term  `json:"terms,omitempty"`
	Children []*Unit `json:"children,omitempty"`

	headed bool // an article whose heading is followed by another heading
	col    int  // of a cell
}

// All walks the unit and everything in it, in the order of the text.
func (u *Unit) All() iter.Seq[*Unit] {
	return func(yield func(*Unit) bool) { u.walk(yield) }
}

func (u *Unit) walk(yield func(*Unit) bool) bool {
	if !yield(u) {
		return false
	}
	for _, child := range u.Children {
		if !child.walk(yield) {
			return false
		}
	}
	return true
}

// Find returns the units with a path. Two or more are wordings of the same provision, told apart by their validity; none means that the
// act has no such provision.
func (s *Statute) Find(path string) []*Unit {
	var found []*Unit
	for u := range s.Root.All() {
		if path != "" && u.Path == path {
			found = append(found, u)
		}
	}
	return found
}

// Target returns the canonical target of a unit, sfs/1960:729#K2P3a, or "" when the act has no number or the unit no path.
func (s *Statute) Target(u *Unit) string {
	if s.Work.SFS == "" || u.Path == "" {
		return ""
	}
	return "sfs/" + s.Work.SFS + "#" + u.Path
}

// FullText returns the text of a unit and all in it, one line for each unit with text, labels first.
func (u *Unit) FullText() string {
	var b strings.Builder
	for part := range u.All() {
		line := strings.TrimSpace(part.Label + " " + part.Text)
		if line == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	return b.String()
}
