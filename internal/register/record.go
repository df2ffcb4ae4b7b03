package register

import (
	"time"

	"github.com/tillit-se/tillit/internal/account"
)

// State is where a record is on its way to the public.
type State string

// The states. A published record may have a draft beside its published version; a retired one stays readable at its address.
const (
	Draft      State = "draft"
	Published  State = "published"
	RetiredNow State = "retired"
)

// Record is the envelope of a system: whose it is and how far it has come. What it says stands in its draft and its versions.
type Record struct {
	ID             string
	OrganisationID string
	State          State
	Revision       int64       // grows with every change; a draft is saved against the revision it was read at
	Draft          *System     // nil where there is none, and always nil in what the public gets
	Current        int         // number of the version in force, 0 where none is published
	Gathered       bool        // compiled by Tillit from open sources; the organisation has not reviewed it
	Demo           bool        // belongs to the demonstration
	Retirement     *Retirement // set when State is RetiredNow
	CreatedAt      time.Time
	UpdatedAt      time.Time // of the last change to draft or state
	PublishedAt    time.Time // of the version in force; zero where none is published
}

// HasDraft tells whether something is written that is not published.
func (r Record) HasDraft() bool { return r.Draft != nil }

// IsPublic tells whether everybody may read the version in force.
func (r Record) IsPublic() bool { return r.Current > 0 }

// RetirementKind says why a record is no longer kept up.
type RetirementKind string

// The kinds of retirement. Only Ended says anything about the system itself.
const (
	Ended     RetirementKind = "ended"     // the system is no longer in use, or the project is over
	Withdrawn RetirementKind = "withdrawn" // the record should not have been published
	Replaced  RetirementKind = "replaced"  // another record has taken its place
)

// Retirement says when and why a record was retired.
type Retirement struct {
	Kind       RetirementKind `json:"kind"`
	Date       string         `json:"date"` // ISO, the day it took effect
	Reason     Text           `json:"reason,omitzero"`
	ReplacedBy string         `json:"replaced_by,omitempty"` // id of a record, where Kind is Replaced
}

// Version is a published state of a record. It never changes.
type Version struct {
	RecordID    string
	Number      int // from 1
	PublishedAt time.Time
	By          string // account id, empty for the operator; never shown to the public
	Hash        string // SHA-256 in hex over the canonical JSON (RFC 8785) of System
	Note        string // what changed, in the publisher's words
	Origin      *Origin
	System      System
}

// Origin says which source an imported version came from.
type Origin struct {
	Format    string `json:"format"`
	Publisher string `json:"publisher,omitempty"`
	ForeignID string `json:"foreign_id,omitempty"`
	Source    string `json:"source,omitempty"` // which file or address, and of which date
	Batch     string `json:"batch,omitempty"`  // id of the import
}

// View is a record as a reader meets it: the owner, the envelope and one version.
type View struct {
	Organisation account.Organisation
	Record       Record // without draft unless the reader may see it
	Version      Version
}

// Info is the version without its content and who published it.
func (v Version) Info() VersionInfo {
	return VersionInfo{Number: v.Number, PublishedAt: v.PublishedAt, Hash: v.Hash, Note: v.Note, Origin: v.Origin}
}

// VersionInfo is a version without its content, for lists.
type VersionInfo struct {
	Number      int
	PublishedAt time.Time
	Hash        string
	Note        string
	Origin      *Origin
}
