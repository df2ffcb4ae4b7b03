package register

import "time"

// SearchDocument is a record as the index is to hold it. Facet codes are stable English; a facet without a value holds
// "unanswered". Visible says who may find it: everybody, or the members of one organisation.
type SearchDocument struct {
	ID           string // of the record; the draft's document has the suffix ":draft"
	RecordID     string
	Draft        bool   // an unpublished text, for members of OrganisationID only
	Organisation string // id
	Title        Text
	Summary      Text
	Texts        SearchTexts
	Facets       map[string][]string
	SortName     Text
	ChangedAt    time.Time
	Gathered     bool
	Demo         bool
}

// SearchTexts are the words a document is found by, heaviest first.
type SearchTexts struct {
	Names        []string // further names, product names, search terms
	Organisation []string // all its names
	Body         Text     // purpose, affected, data, technique and so on, joined
}

// The facets.
const (
	FacetSlag             = "slag"
	FacetOrganisation     = "organisation"
	FacetOrganisationType = "organisation_type"
	FacetCountry          = "country"
	FacetPhase            = "phase"
	FacetPhaseStanding    = "phase_standing"
	FacetSector           = "sector"
	FacetImpact           = "impact"
	FacetAIActClass       = "ai_act_class"
	FacetDecisionRole     = "decision_role"
	FacetReusable         = "reusable"
	FacetTechnology       = "technology"
)

// FacetUnanswered is the value of a facet that the record does not answer.
const FacetUnanswered = "unanswered"
