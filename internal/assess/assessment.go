package assess

import (
	"time"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/kit/instrument"
)

// SubjectKind is what sort of thing an assessment is about.
type SubjectKind string

// The kinds of subject.
const (
	OfSystem       SubjectKind = "system"
	OfProcessing   SubjectKind = "processing" // of personal data
	OfProposal     SubjectKind = "proposal"   // statute, regulation, committee directive
	OfProcurement  SubjectKind = "procurement"
	OfOrganisation SubjectKind = "organisation"
)

// SubjectKinds are all kinds of subject.
func SubjectKinds() []SubjectKind {
	return []SubjectKind{OfSystem, OfProcessing, OfProposal, OfProcurement, OfOrganisation}
}

// Subject is what an assessment is about. ID is a record's or an organisation's; other subjects have only a name yet.
type Subject struct {
	Kind SubjectKind
	ID   string
	Name i18n.Text
}

// Assessment is one instrument answered for one subject.
type Assessment struct {
	ID             string
	OrganisationID string
	Subject        Subject
	Instrument     string // id of the pack
	Version        string // of the pack
	PackHash       string // SHA-256 of the pack's file, in hex
	Answers        instrument.Answers
	Standing       Standing
	Revision       int64
	CreatedAt      time.Time
	UpdatedAt      time.Time
	UpdatedBy      string // account id
}

// Standing is how far an assessment had come when it was last written: what lists show without evaluating.
type Standing struct {
	Total     int                         `json:"total"`     // questions that count
	Done      int                         `json:"done"`      // of them answered, not known or not applicable
	Findings  map[instrument.Severity]int `json:"findings"`  // by severity
	Undecided int                         `json:"undecided"` // things that cannot be decided until more is answered
	Outcome   string                      `json:"outcome"`   // id of the outcome, empty while undetermined
}

// standingOf sums a result up.
func standingOf(r instrument.Result) Standing {
	s := Standing{Findings: map[instrument.Severity]int{}, Outcome: r.Outcome.ID}
	for _, p := range r.Progress {
		s.Total += p.Total
		s.Done += p.Answered + p.DoNotKnow + p.NotApplicable
	}
	for _, f := range r.Findings {
		s.Findings[f.Severity]++
	}
	for _, m := range r.Missing {
		if m.Kind != instrument.MissingQuestion {
			s.Undecided++
		}
	}
	return s
}

// Listing is an assessment in a list, without its answers.
type Listing struct {
	ID         string
	Subject    Subject
	Instrument string
	Version    string
	Standing   Standing
	UpdatedAt  time.Time
}

// Sheet is an assessment with its pack and what the answers amount to: all that a page shows.
type Sheet struct {
	Assessment Assessment
	Pack       *instrument.Pack
	Result     instrument.Result
	Newer      string // version of the pack that this Tillit ships, where it is another than the assessment's
}
