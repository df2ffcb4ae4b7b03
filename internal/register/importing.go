package register

import (
	"io"
	"iter"
	"strconv"

	"github.com/tillit-se/tillit/internal/account"
)

// Row is one record as a format read it from a file, before it is compared with what the register holds.
type Row struct {
	Number       int    // of the row in the file, from 1 for the first after a heading
	ForeignID    string // the source's own id; may be empty or used more than once
	Publisher    string // who in the source publishes the row, such as an agency's abbreviation
	Name         string // the source's own name of the system, for telling rows apart
	Organisation OrganisationRef
	System       System
	Hash         [32]byte // SHA-256 of the raw row
	Gathered     bool     // compiled by Tillit from open sources; see Record
	Notes        []Note
	Kept         *Kept // only the format tillit: what else the record was when it was exported
}

// OrganisationRef names the organisation of a row. It is matched in this order: ID, Number, Identifiers, Name with Country;
// where none matches a new organisation without accounts is made.
type OrganisationRef struct {
	ID          string // of ours; only the format tillit
	Name        Text
	Names       []account.NamePeriod
	Type        string // code of the vocabulary organisation_type
	Country     string // ISO 3166-1 alpha-2
	Number      string // organisationsnummer
	Identifiers []account.Identifier
	Website     string
}

// Kept is the envelope of a record that Tillit itself exported.
type Kept struct {
	RecordID   string
	State      State
	Gathered   bool
	Demo       bool
	Retirement *Retirement
	Version    VersionInfo
}

// NoteKind says what happened to a value on its way in.
type NoteKind string

// The kinds of note.
const (
	NoteMapped       NoteKind = "mapped"        // a value was translated to a code of ours
	NoteUnknownValue NoteKind = "unknown_value" // a value that no code answers to; kept in the source's words
	NoteKeptForeign  NoteKind = "kept_foreign"  // a field without a home here; kept in System.Foreign
	NoteLong         NoteKind = "long"          // longer than the form allows; taken whole
	NoteRepaired     NoteKind = "repaired"      // encoding or form was corrected
	NoteNotTaken     NoteKind = "not_taken"     // the row could not be taken
	NoteMissing      NoteKind = "missing"       // was in an earlier import of the source and is not in this one
	NoteDuplicate    NoteKind = "duplicate"     // same id and name as an earlier row
)

// Note tells of one row, or of one field of it, what the import did. Row 0 is the whole file. Message is English, plain and
// complete; Field is the source's name of the field.
type Note struct {
	Row     int      `json:"row"`
	Field   string   `json:"field,omitempty"`
	Kind    NoteKind `json:"kind"`
	Message string   `json:"message"`
}

// Reader gives the rows of a file one by one. Next returns io.EOF after the last; a *RowError where a row cannot be taken and
// reading can go on; any other error ends the import.
type Reader interface {
	Next() (Row, error)
}

// RowError says which row cannot be taken and why, in plain English.
type RowError struct {
	Row    int
	Field  string // empty where the whole row is meant
	Reason string
}

// Error gives row and reason.
func (e *RowError) Error() string { return "row " + strconv.Itoa(e.Row) + ": " + e.Reason }

// Options are what a format cannot know from the file itself.
type Options struct {
	AsOf string // ISO date, whole or partial, that the file speaks for; the format's own default where empty
}

// Format is a way to write records in a file. Open reads the beginning of r and fails where it is not this format at all.
// Write streams records, at most one in memory; nil where the format is only read.
type Format struct {
	Code  string // stable: tillit, csv, us-2025, us-2024, nl-1.0
	Title Text
	Media string // media type of what Write writes
	Ext   string // file name extension without dot
	Open  func(r io.Reader, o Options) (Reader, error)
	Write func(w io.Writer, records iter.Seq2[ExportRecord, error]) error
}

// Report is what an import did. It is also kept with the batch, for its page.
type Report struct {
	Batch  string    `json:"batch"`
	Format string    `json:"format"`
	Source string    `json:"source,omitempty"`
	Rows   RowCounts `json:"rows"`
	Notes  []Note    `json:"notes"`
}

// RowCounts adds up: Read = Taken + Changed + Unchanged + Rejected. Missing are records of earlier imports, not rows.
type RowCounts struct {
	Read      int `json:"read"`
	Taken     int `json:"taken"`     // became new records
	Changed   int `json:"changed"`   // became new versions of records
	Unchanged int `json:"unchanged"` // were here already
	Rejected  int `json:"rejected"`  // could not be taken; a note says why
	Missing   int `json:"missing"`
}
