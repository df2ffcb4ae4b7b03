package register

import "github.com/tillit-se/tillit/internal/i18n"

// Text is a public text in Swedish and English; see System.OriginalLanguage for what stands in Text.Other.
type Text = i18n.Text

// System is what a record says of an AI system through all its phases: the superset of what the registers of the
// Netherlands (1.0), the United States (2024, 2025) and the United Kingdom (ATRS), the EU database (AI Act Annex VIII) and
// AMT's system card ask for, and what Swedish users need beside. Codes are those of content/vocabularies. A zero field is
// unanswered; Stated tells when it is rather not applicable or not known.
type System struct {
	// Basics. A valid first draft answers Slag, Name, Summary, Purpose, the phase, DecisionRole and Affected.
	Slag         Slag         `json:"slag,omitempty"`
	Name         Text         `json:"name,omitzero"`
	OtherNames   []string     `json:"other_names,omitempty"`
	Summary      Text         `json:"summary,omitzero"` // two or three sentences in plain words
	Purpose      Text         `json:"purpose,omitzero"` // the problem it solves and the effect it is to have
	Phases       []PhaseEntry `json:"phases,omitempty"` // latest first
	DecisionRole DecisionRole `json:"decision_role,omitempty"`
	Affected     Text         `json:"affected,omitzero"` // whom it concerns
	Sectors      []string     `json:"sectors,omitempty"`
	Technologies []string     `json:"technologies,omitempty"`
	SearchTerms  []string     `json:"search_terms,omitempty"`
	Website      string       `json:"website,omitempty"`

	Use       Use       `json:"use,omitzero"`
	Law       Law       `json:"law,omitzero"`
	AIAct     AIAct     `json:"ai_act,omitzero"`
	Impact    Impact    `json:"impact,omitzero"`
	Data      Data      `json:"data,omitzero"`
	Technique Technique `json:"technique,omitzero"`
	Parties   []Party   `json:"parties,omitempty"`
	Reuse     Reuse     `json:"reuse,omitzero"`

	Benefits      []Benefit `json:"benefits,omitempty"`
	CompanyBurden Text      `json:"company_burden,omitzero"` // effect on the administrative burden of companies
	Results       Text      `json:"results,omitzero"`
	Lessons       Text      `json:"lessons,omitzero"`

	Considerations Text                 `json:"considerations,omitzero"` // what was weighed for and against
	Risks          []Risk               `json:"risks,omitempty"`
	RiskManagement Text                 `json:"risk_management,omitzero"`
	Safeguards     []Safeguard          `json:"safeguards,omitempty"`
	Assessments    []External           `json:"assessments,omitempty"` // made elsewhere; those made here are linked by subject
	Questioning    Questioning          `json:"questioning,omitzero"`
	Responsibility Responsible          `json:"responsibility,omitzero"`
	Sources        []Source             `json:"sources,omitempty"`
	SourceStrength string               `json:"source_strength,omitempty"` // good, fair, weak; only in gathered records
	Unverified     []Text               `json:"unverified,omitempty"`
	ScopeNote      Text                 `json:"scope_note,omitzero"`
	Review         Review               `json:"review,omitzero"`
	Stated         map[string]Statement `json:"stated,omitempty"` // by field id, such as "data.personal_data"

	OriginalLanguage string         `json:"original_language,omitempty"` // BCP 47, of Text.Other
	Foreign          []ForeignField `json:"foreign,omitempty"`
}

// Slag is what kind of thing the record describes. It is the one field that every record must answer, because counts of AI
// systems must not count rule-based automation.
type Slag string

// The kinds.
const (
	AISystem            Slag = "ai_system"
	RuleBasedAutomation Slag = "rule_based_automation"
	AlgorithmUnclear    Slag = "algorithm_unclear"
	Programme           Slag = "programme"
	Component           Slag = "component"
)

// Phase is where in its life a system is.
type Phase string

// The phases in order of life. The empty phase is unanswered.
const (
	Idea        Phase = "idea"
	Exploration Phase = "exploration"
	Development Phase = "development"
	Testing     Phase = "testing"
	InUse       Phase = "in_use"
	Retired     Phase = "retired"
)

// PhaseEntry says that the system was in a phase. Dates are ISO, whole or partial ("2021", "2021-04").
type PhaseEntry struct {
	Phase     Phase  `json:"phase"`
	From      string `json:"from,omitempty"`     // when the phase began
	Until     string `json:"until,omitempty"`    // when it ended
	AsOf      string `json:"as_of,omitempty"`    // date of the source that says so
	Confirmed bool   `json:"confirmed"`          // by the owner; otherwise "according to a source"
	Note      Text   `json:"note,omitzero"`      // grounds for the change
	Original  string `json:"original,omitempty"` // the source's own word for the phase
}

// DecisionRole is what the system does to decisions.
type DecisionRole string

// The roles.
const (
	Decides       DecisionRole = "decides"
	Supports      DecisionRole = "supports"
	Informs       DecisionRole = "informs"
	RoleComponent DecisionRole = "component" // a building block that others use
)

// Use is how the system is used in the work.
type Use struct {
	Process      Text     `json:"process,omitzero"` // its place in the handling of a case
	Users        Text     `json:"users,omitzero"`   // who operates it
	Outputs      Text     `json:"outputs,omitzero"`
	Scale        Text     `json:"scale,omitzero"` // how often and on how many
	Previous     Text     `json:"previous,omitzero"`
	Alternatives Text     `json:"alternatives,omitzero"`
	Interface    Text     `json:"interface,omitzero"`
	NotFor       Text     `json:"not_for,omitzero"` // uses that are ruled out
	Areas        []string `json:"areas,omitempty"`  // municipalities, counties or Member States
}

// Law is what the task and the handling of data rest on.
type Law struct {
	Provisions []ProvisionRef `json:"provisions,omitempty"`
	Basis      Text           `json:"basis,omitzero"`
}

// ProvisionRef points at a provision; Target is canonical ("sfs/2017:900#P28S1") where the provision is one of ours.
type ProvisionRef struct {
	Target string `json:"target,omitempty"`
	Title  string `json:"title,omitempty"`
	Link   string `json:"link,omitempty"`
	Note   Text   `json:"note,omitzero"`
}

// AIAct is the system under Regulation (EU) 2024/1689, with what Annex VIII registers.
type AIAct struct {
	Class          string   `json:"class,omitempty"`
	Role           string   `json:"role,omitempty"`
	Grounds        Text     `json:"grounds,omitzero"`
	AnnexIII       []string `json:"annex_iii,omitempty"`     // points, such as "5.a"
	Exemption      string   `json:"exemption,omitempty"`     // condition of Article 6(3)
	ExemptionWhy   Text     `json:"exemption_why,omitzero"`  // summary of the grounds, Annex VIII B
	MarketStatus   string   `json:"market_status,omitempty"` // on_market, withdrawn, recalled
	EUDatabaseID   string   `json:"eu_database_id,omitempty"`
	EUDatabaseLink string   `json:"eu_database_link,omitempty"` // of the provider's entry
	TradeName      string   `json:"trade_name,omitempty"`
	Provider       string   `json:"provider,omitempty"`
	Representative string   `json:"representative,omitempty"`
	Submitter      string   `json:"submitter,omitempty"`
	Certificate    string   `json:"certificate,omitempty"` // type, number, expiry and notified body
	MemberStates   []string `json:"member_states,omitempty"`
	Declaration    string   `json:"declaration,omitempty"`  // link to the EU declaration of conformity
	Instructions   string   `json:"instructions,omitempty"` // link to the instructions for use
	GeneralPurpose bool     `json:"general_purpose,omitempty"`
}

// Impact is how much depends on what the system does.
type Impact struct {
	Level    string `json:"level,omitempty"` // high, moderate, low
	Why      Text   `json:"why,omitzero"`
	Original string `json:"original,omitempty"` // the source's own word
}

// Data is what the system is fed with and learns from.
type Data struct {
	Description   Text         `json:"description,omitzero"`
	PersonalData  YesNo        `json:"personal_data,omitempty"`
	Sensitive     []string     `json:"sensitive,omitempty"`      // attributes, codes
	PersonalKinds []string     `json:"personal_kinds,omitempty"` // kinds of personal data, codes
	SensitiveWhy  string       `json:"sensitive_note,omitempty"`
	Sources       []DataSource `json:"sources,omitempty"`
	Quality       Text         `json:"quality,omitzero"` // completeness and representativeness
}

// YesNo is an answer of yes, partly or no; empty is unanswered.
type YesNo string

// The answers.
const (
	Yes    YesNo = "yes"
	Partly YesNo = "partly"
	No     YesNo = "no"
)

// DataSource is one source of data.
type DataSource struct {
	Name         string   `json:"name,omitempty"`
	Description  Text     `json:"description,omitzero"`
	Link         string   `json:"link,omitempty"`
	Used         []string `json:"used,omitempty"` // training, testing, operation
	Modality     []string `json:"modality,omitempty"`
	Quantity     string   `json:"quantity,omitempty"`
	PersonalData YesNo    `json:"personal_data,omitempty"`
	Sensitive    []string `json:"sensitive,omitempty"`
	Collection   Text     `json:"collection,omitzero"`
	Cleaning     Text     `json:"cleaning,omitzero"`
	Sharing      Text     `json:"sharing,omitzero"`
	Access       Text     `json:"access,omitzero"` // who may see it and how long it is kept
}

// Technique is how it is built and run.
type Technique struct {
	Operation    Text    `json:"operation,omitzero"` // how it works, for a technically minded reader
	Architecture Text    `json:"architecture,omitzero"`
	Models       []Model `json:"models,omitempty"`
	Hosting      string  `json:"hosting,omitempty"`
	HostingNote  Text    `json:"hosting_note,omitzero"`
	Hardware     string  `json:"hardware,omitempty"`
	Maintenance  Text    `json:"maintenance,omitzero"`
	Monitoring   Text    `json:"monitoring,omitzero"`
	Performance  Text    `json:"performance,omitzero"`
	CustomCode   YesNo   `json:"custom_code,omitempty"`
	CodeStatus   string  `json:"code_status,omitempty"` // open, partly, closed
	CodeLink     string  `json:"code_link,omitempty"`
	Licence      string  `json:"licence,omitempty"`     // SPDX where there is one
	Acquisition  string  `json:"acquisition,omitempty"` // in_house, contracted, both
	Product      string  `json:"product,omitempty"`     // the bought product's name
	Links        []Link  `json:"links,omitempty"`
}

// Model is a model in the system.
type Model struct {
	Name         string `json:"name,omitempty"`
	Version      string `json:"version,omitempty"`
	Task         Text   `json:"task,omitzero"`
	Input        string `json:"input,omitempty"`
	Output       string `json:"output,omitempty"`
	Architecture string `json:"architecture,omitempty"`
	Performance  Text   `json:"performance,omitzero"`
	Datasets     string `json:"datasets,omitempty"`
	Supplier     string `json:"supplier,omitempty"`
	Link         string `json:"link,omitempty"`
}

// Link is a document or page.
type Link struct {
	Kind  string `json:"kind,omitempty"`
	Title string `json:"title,omitempty"`
	URL   string `json:"url,omitempty"`
}

// Party is a body with a part in the system, other than its owner.
type Party struct {
	Name        string `json:"name"`
	Role        string `json:"role,omitempty"`
	Number      string `json:"number,omitempty"` // organisationsnummer
	Procurement string `json:"procurement,omitempty"`
	DataAccess  Text   `json:"data_access,omitzero"`
	Link        string `json:"link,omitempty"`
}

// Reuse is what others may take over, and on what terms.
type Reuse struct {
	Possible YesNo `json:"possible,omitempty"`
	What     Text  `json:"what,omitzero"`
	Terms    Text  `json:"terms,omitzero"`
}

// Benefit is a benefit, as hoped for and as measured.
type Benefit struct {
	Kind     string `json:"kind,omitempty"`
	Expected Text   `json:"expected,omitzero"`
	Realised Text   `json:"realised,omitzero"`
	Measured Text   `json:"measured,omitzero"` // how
}

// Risk is a risk and what is done about it.
type Risk struct {
	Risk     Text   `json:"risk,omitzero"`
	Severity string `json:"severity,omitempty"`
	Measure  Text   `json:"measure,omitzero"`
	Status   string `json:"status,omitempty"` // open, handled, accepted
}

// Safeguard is whether a protective practice is in place: testing, monitoring, appeal and so on.
type Safeguard struct {
	Kind     string `json:"kind"`
	Status   string `json:"status,omitempty"` // yes, partly, planned, no, waived, not_applicable
	Note     Text   `json:"note,omitzero"`
	Original string `json:"original,omitempty"`
}

// External is an assessment made outside Tillit.
type External struct {
	Kind    string `json:"kind,omitempty"` // dpia, fria, privacy, security, other
	Title   string `json:"title,omitempty"`
	Status  string `json:"status,omitempty"`
	Date    string `json:"date,omitempty"`
	Link    string `json:"link,omitempty"`
	Summary Text   `json:"summary,omitzero"`
}

// Questioning is how a person gets to know, questions and appeals.
type Questioning struct {
	HumanReview Text   `json:"human_review,omitzero"` // how a person steps in
	Route       Text   `json:"route,omitzero"`        // how a result is questioned or appealed
	Link        string `json:"link,omitempty"`
	Notice      Text   `json:"notice,omitzero"`  // how people are told that AI is used
	OptOut      Text   `json:"opt_out,omitzero"` // whether one may choose a human instead
	Training    Text   `json:"training,omitzero"`
}

// Responsible is who answers for the system: functions, never named persons.
type Responsible struct {
	Department    string   `json:"department,omitempty"`
	CoOwners      []string `json:"co_owners,omitempty"`
	Contact       string   `json:"contact,omitempty"` // a function's e-mail address or telephone number
	Owner         string   `json:"owner,omitempty"`   // informationsägare
	FileNumber    string   `json:"file_number,omitempty"`
	ProcessingURL string   `json:"processing_register_link,omitempty"`
	Supervisor    string   `json:"supervisor,omitempty"` // competent authority
}

// Source is where a statement was read. Dates are ISO, whole or partial.
type Source struct {
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty"`
	Read      string `json:"read,omitempty"`
}

// Review is when the record was last looked through, and when it is to be next.
type Review struct {
	Last string `json:"last,omitempty"`
	Next string `json:"next,omitempty"`
}

// Statement says of a field that it is not applicable (with a reason) or not known.
type Statement struct {
	State  string `json:"state"` // not_applicable, do_not_know
	Reason string `json:"reason,omitempty"`
}

// ForeignField keeps what a source said that has no field here, or said in other words, so that nothing is lost.
type ForeignField struct {
	Format string `json:"format"`
	Field  string `json:"field"`
	Value  string `json:"value"`
}
