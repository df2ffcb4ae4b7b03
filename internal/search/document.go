package search

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Field is a kind of text in a document. It decides how much a word found there weighs.
type Field string

// The fields, heaviest first.
const (
	FieldTitle        Field = "title"
	FieldKeywords     Field = "keywords" // other names, identifiers, diarienummer
	FieldOrganisation Field = "organisation"
	FieldSummary      Field = "summary"
	FieldBody         Field = "body"
)

// fields lists all fields with their short name in the index and their weight in the ranking.
func fields() []fieldInfo {
	return []fieldInfo{
		{FieldTitle, "t", 8},
		{FieldKeywords, "n", 6},
		{FieldOrganisation, "o", 4},
		{FieldSummary, "s", 2.5},
		{FieldBody, "b", 1},
	}
}

type fieldInfo struct {
	field  Field
	code   string
	weight float32
}

// Public is the visibility of what everybody may see.
const Public = "public"

// OrganisationVisibility is the visibility of what only members of an organisation may see, and the token that a
// member's query carries.
func OrganisationVisibility(id string) string { return "org:" + id }

// Document is what the index knows of one record. A record may have two documents at once: its published version,
// visible to all, and its draft, visible to its organisation.
type Document struct {
	ID         string                      // the record's id
	Kind       string                      // "system", "organisation", …
	Visibility string                      // Public or OrganisationVisibility(id)
	Texts      map[Field]map[string]string // field → BCP 47 language tag → text
	Facets     map[string][]string         // facet → stable codes, such as "phase" → {"in_use"}
	Updated    time.Time                   // for sorting; UTC, microseconds
	SortTitle  []byte                      // binary collation key of the title; without one last; cut at 1024 bytes
	Version    int64                       // of the record, handed back with the hit
}

// maxKeyBytes bounds ids, facet codes and sort keys, which are terms of the index and partly held in memory. A longer sort
// key is cut: titles that are the same so far sort by id.
const maxKeyBytes = 1024

var (
	errNoID         = errors.New("a document needs an id without control characters, at most 1024 bytes")
	errNoKind       = errors.New("a document needs a kind")
	errNoVisibility = errors.New(`visibility is "public" or "org:" and an id`)
	errCodeTooLong  = errors.New("a facet code is at most 1024 bytes")
)

// Check tells whether the document can be indexed.
func (d *Document) Check() error {
	if d.ID == "" || len(d.ID) > maxKeyBytes || strings.ContainsFunc(d.ID, func(r rune) bool { return r < ' ' }) {
		return fmt.Errorf("document %q: %w", d.ID, errNoID)
	}
	if d.Kind == "" || len(d.Kind) > maxKeyBytes {
		return fmt.Errorf("document %s: %w", d.ID, errNoKind)
	}
	org, found := strings.CutPrefix(d.Visibility, "org:")
	if d.Visibility != Public && (!found || org == "" || len(org) > maxKeyBytes) {
		return fmt.Errorf("document %s: %w: %q", d.ID, errNoVisibility, d.Visibility)
	}
	for facet, codes := range d.Facets {
		for _, code := range codes {
			if len(code) > maxKeyBytes {
				return fmt.Errorf("document %s, facet %s: %w", d.ID, facet, errCodeTooLong)
			}
		}
	}
	return nil
}

// The index key of a document is its id and one letter, so that both documents of a record can be taken away by id.
const (
	keyPublic  = "\x1fp"
	keyPrivate = "\x1fd"
)

func (d *Document) key() string {
	if d.Visibility == Public {
		return d.ID + keyPublic
	}
	return d.ID + keyPrivate
}

// keysOf are all keys that a record's documents may have.
func keysOf(id string) [2]string { return [2]string{id + keyPublic, id + keyPrivate} }

func idOfKey(key string) string {
	id, _, _ := strings.Cut(key, "\x1f")
	return id
}
