package content

// SystemRecord is a real system or programme of a public body, gathered from
// open sources. The keys are the field ids of the register. A pointer or an
// empty list means that the sources read do not say.
//
// The body has not reviewed the record, so it never carries an assessment, and
// every page that shows it says so.
type SystemRecord struct {
	ID               string         `yaml:"id" json:"id"`     // slug, stable
	Slag             string         `yaml:"slag" json:"slag"` // vocabulary slag
	Name             Text           `yaml:"name" json:"name"`
	Organisation     string         `yaml:"organisation" json:"organisation"`           // Swedish name in organisations.yaml
	Unit             *Text          `yaml:"unit,omitempty" json:"unit,omitempty"`       // committee, department or lab within it
	OrganisationType string         `yaml:"organisation_type" json:"organisation_type"` // vocabulary organisation_type
	CoOrganisations  []string       `yaml:"co_organisations,omitempty" json:"co_organisations,omitempty"`
	Summary          Text           `yaml:"summary" json:"summary"`
	Purpose          *Text          `yaml:"purpose,omitempty" json:"purpose,omitempty"`
	Affected         Text           `yaml:"affected" json:"affected"`
	Techniques       []string       `yaml:"techniques" json:"techniques"`       // vocabulary technology
	Sector           string         `yaml:"sector" json:"sector"`               // vocabulary sector
	DecisionRole     string         `yaml:"decision_role" json:"decision_role"` // vocabulary decision_role
	Phases           []PhaseRecord  `yaml:"phases" json:"phases"`
	ScopeNote        *Text          `yaml:"scope_note,omitempty" json:"scope_note,omitempty"`
	Suppliers        []string       `yaml:"suppliers,omitempty" json:"suppliers,omitempty"`
	Partners         []string       `yaml:"partners,omitempty" json:"partners,omitempty"`
	PartiesNote      *Text          `yaml:"parties_note,omitempty" json:"parties_note,omitempty"` // who does what, when the lists are not enough
	Code             *CodeRecord    `yaml:"code,omitempty" json:"code,omitempty"`
	DataDescription  *Text          `yaml:"data_description,omitempty" json:"data_description,omitempty"`
	PersonalData     string         `yaml:"personal_data,omitempty" json:"personal_data,omitempty"` // yes, no, or empty when not stated
	LegalBasis       *Text          `yaml:"legal_basis,omitempty" json:"legal_basis,omitempty"`     // as the source states it
	Results          *Text          `yaml:"results,omitempty" json:"results,omitempty"`
	Lessons          *Text          `yaml:"lessons,omitempty" json:"lessons,omitempty"`
	Reuse            *ReuseRecord   `yaml:"reuse,omitempty" json:"reuse,omitempty"` // only when a source says so
	Sources          []SourceRecord `yaml:"sources" json:"sources"`
	Unverified       []Text         `yaml:"unverified,omitempty" json:"unverified,omitempty"`
	SourceStrength   string         `yaml:"source_strength" json:"source_strength"` // good, fair, weak
}

// PhaseRecord is a phase as a source gave it. Phase is empty when the sources
// do not say which phase the system is in.
type PhaseRecord struct {
	Phase string `yaml:"phase,omitempty" json:"phase,omitempty"` // vocabulary phase
	AsOf  string `yaml:"as_of,omitempty" json:"as_of,omitempty"` // YYYY, YYYY-MM or YYYY-MM-DD; empty: undated source
	Note  *Text  `yaml:"note,omitempty" json:"note,omitempty"`
	// Confirmed says that the body itself has confirmed the phase. It is never
	// true in gathered content.
	Confirmed bool `yaml:"confirmed" json:"confirmed"`
	// Stale says that the source was undated or older than [PhaseStaleMonths]
	// when the content was gathered. Such a phase is shown as "enligt källa
	// ÅÅÅÅ, inte bekräftad" and never counted as in use. A source ages, so
	// readers also compare AsOf with today.
	Stale bool `yaml:"stale" json:"stale"`
}

// CodeRecord tells whether the source code or model can be had.
type CodeRecord struct {
	Status  string `yaml:"status" json:"status"`                       // open, partial, closed
	URL     string `yaml:"url,omitempty" json:"url,omitempty"`         // where the source says it is
	Licence string `yaml:"licence,omitempty" json:"licence,omitempty"` // vocabulary licence
	Note    *Text  `yaml:"note,omitempty" json:"note,omitempty"`
}

// ReuseRecord tells whether others may reuse the system, and on what terms.
type ReuseRecord struct {
	Possible bool `yaml:"possible" json:"possible"`
	Terms    Text `yaml:"terms" json:"terms"`
}

// SourceRecord is a page or report that the record rests on.
type SourceRecord struct {
	URL       string `yaml:"url" json:"url"`
	Title     string `yaml:"title" json:"title"` // in the source's own language
	Published string `yaml:"published,omitempty" json:"published,omitempty"`
	Read      string `yaml:"read" json:"read"` // the day we read it
}

// Systems reads all records, in file order, which is the order of their ids.
func (l Library) Systems() ([]SystemRecord, error) {
	files, err := readAll[SystemRecord](l, systemsDir)
	if err != nil {
		return nil, err
	}
	return values(files), nil
}
