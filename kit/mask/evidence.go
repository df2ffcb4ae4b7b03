package mask

import (
	"encoding/json"
	"fmt"
	"math/bits"
)

// Evidence is a set of reasons for a hit: what was seen, never the value.
type Evidence uint32

// The reasons. Each has a code that stands in JSON and reports.
const (
	// CheckDigit: the check digit or check sum is right.
	CheckDigit Evidence = 1 << iota
	// WrongCheckDigit: the check digit is wrong; perhaps mistyped, so it is hidden all the same.
	WrongCheckDigit
	// ValidDate: the digits hold a real calendar day.
	ValidDate
	// ContextWord: a word beside it, before it on the line or in the table's head says what it is.
	ContextWord
	// Shape: it is written the way such a value is written.
	Shape
	// Split: it is written in pieces, with odd separators, over a line break, or with invisible or look-alike characters.
	Split
	// ListEntry: a list of names or places has it.
	ListEntry
	// Morphology: it is formed as such names are formed.
	Morphology
	// Tagged: the statistical tagger marked it.
	Tagged
	// Title: a title or a role stands before it ("herr", "handläggare").
	Title
	// Neighbour: it stands together with another hit, as a surname with a given name or a street with a postal code.
	Neighbour
	// SeenBefore: the same name stands in the document where it is sure.
	SeenBefore
	// OwnPattern: a pattern or word list of the organisation.
	OwnPattern
	// SoleTrader: an organisationsnummer or VAT number that is a person's personnummer.
	SoleTrader
	// Embedded: the value sits in a longer run of digits or letters.
	Embedded
)

func evidenceCodes() [15]string {
	return [15]string{
		"check_digit", "check_digit_wrong", "valid_date", "context_word", "shape", "split", "list", "morphology", "tagger", "title",
		"neighbour", "seen_before", "own_pattern", "sole_trader", "embedded",
	}
}

// Has tells whether all of f are in e.
func (e Evidence) Has(f Evidence) bool { return e&f == f }

// Codes lists the codes of the reasons, in the order of the constants.
func (e Evidence) Codes() []string {
	names := evidenceCodes()
	list := make([]string, 0, bits.OnesCount32(uint32(e)))
	for i, name := range names {
		if e&(1<<i) != 0 {
			list = append(list, name)
		}
	}
	return list
}

// MarshalJSON writes the codes as an array of strings.
func (e Evidence) MarshalJSON() ([]byte, error) { return json.Marshal(e.Codes()) }

// UnmarshalJSON reads an array of codes. A code that is not known is an error.
func (e *Evidence) UnmarshalJSON(data []byte) error {
	var list []string
	if err := json.Unmarshal(data, &list); err != nil {
		return fmt.Errorf("mask: evidence: %w", err)
	}
	var set Evidence
next:
	for _, code := range list {
		for i, name := range evidenceCodes() {
			if name == code {
				set |= 1 << i
				continue next
			}
		}
		return fmt.Errorf("mask: evidence: unknown code %q", code)
	}
	*e = set
	return nil
}
