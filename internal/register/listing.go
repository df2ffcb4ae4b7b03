package register

import (
	"time"
)

// Listing is a record in a list: the columns that are kept beside its content, so that no content need be read.
type Listing struct {
	ID               string
	OrganisationID   string
	OrganisationName Text
	Name             Text
	Summary          Text // of the version in force; empty in lists of drafts
	State            State
	Current          int
	HasDraft         bool
	Gathered         bool
	Demo             bool
	Facts            Facts
	CreatedAt        time.Time
	UpdatedAt        time.Time
	PublishedAt      time.Time
}

// Facts are the small typed values that records are counted, filtered and sorted by. They are read from the version in force,
// or from the draft where none is published.
type Facts struct {
	Slag           Slag
	Phase          Phase  // as stated; empty is unanswered
	PhaseAsOf      string // ISO date, whole or partial, of the source that says so
	PhaseConfirmed bool
	DecisionRole   DecisionRole
	Impact         string
	AIActClass     string
	Reusable       YesNo
	Sectors        []string
}

// Page is which part of a list is wanted. The zero value is the first 20.
type Page struct {
	Limit  int // 1 to 100; 0 is 20
	Offset int
}

func (p Page) clean() Page {
	if p.Limit <= 0 {
		p.Limit = 20
	}
	p.Limit = min(p.Limit, 100)
	p.Offset = max(p.Offset, 0)
	return p
}

// MineFilter narrows the list of an organisation's own records.
type MineFilter struct {
	State    State // empty is all
	HasDraft bool  // only those with something unpublished
	Page     Page
}

// OrganisationCount is an organisation with the number of its public records, by slag.
type OrganisationCount struct {
	ID      string
	Name    Text
	Type    string
	Country string
	Systems map[Slag]int
	Total   int
}

// Place is a public record in a list of addresses, such as a sitemap.
type Place struct {
	ID          string
	PublishedAt time.Time // of the version in force
}
