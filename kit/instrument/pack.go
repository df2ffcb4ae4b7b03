package instrument

// A Pack is one version of an instrument: a questionnaire as data.
// Packs come from [Parse] or [Load], which check and compile them; a Pack made by hand
// cannot be evaluated. A loaded pack is never changed and may be shared between goroutines.
type Pack struct {
	ID        string         `yaml:"id" json:"id"`
	Version   string         `yaml:"version" json:"version"` // semantic version
	Title     Text           `yaml:"title" json:"title"`
	Intro     Text           `yaml:"intro" json:"intro,omitzero"`
	Notice    Text           `yaml:"notice" json:"notice,omitzero"`
	Subjects  []string       `yaml:"subjects" json:"subjects,omitempty"`
	Parts     []Part         `yaml:"parts" json:"parts,omitempty"`
	Sections  []Section      `yaml:"sections" json:"sections"`
	Questions []Question     `yaml:"questions" json:"questions"`
	Values    []ValueDef     `yaml:"values" json:"values,omitempty"`
	Findings  []FindingDef   `yaml:"findings" json:"findings,omitempty"`
	Scores    []ScoreDef     `yaml:"scores" json:"scores,omitempty"`
	Outcomes  []OutcomeDef   `yaml:"outcomes" json:"outcomes,omitempty"`
	hash      string         // SHA-256 of the file, lower-case hex
	warnings  []Problem      // what the check found that is no error
	byID      map[string]int // question id → index in Questions
	program   *program       // everything compiled
}

// A Part groups sections, for example before, development and follow-up.
type Part struct {
	ID    string `yaml:"id" json:"id"`
	Title Text   `yaml:"title" json:"title"`
	Intro Text   `yaml:"intro" json:"intro,omitzero"`
}

// A Section is a group of questions that are answered together.
type Section struct {
	ID    string `yaml:"id" json:"id"`
	Part  string `yaml:"part" json:"part,omitempty"`
	Title Text   `yaml:"title" json:"title"`
	Intro Text   `yaml:"intro" json:"intro,omitzero"`
	When  string `yaml:"when" json:"when,omitempty"` // FEEL; empty: always shown
}

// A QuestionType says what kind of answer a question takes.
type QuestionType string

// The question types, with the FEEL type of an answer.
const (
	TypeText        QuestionType = "text"          // string, one line
	TypeLongText    QuestionType = "long_text"     // string
	TypeChoice      QuestionType = "choice"        // string: the id of one option
	TypeChoices     QuestionType = "choices"       // list of strings: option ids
	TypeNumber      QuestionType = "number"        // number
	TypeDate        QuestionType = "date"          // date
	TypeYesPartlyNo QuestionType = "yes_partly_no" // string: yes, partly or no
	TypeEvidence    QuestionType = "evidence"      // string: a link or a reference to a file
	TypeGroup       QuestionType = "group"         // list of contexts, one per row
	TypeInformation QuestionType = "information"   // no answer: a text to read
)

// An Option is one of the answers to choose from.
type Option struct {
	ID        string `yaml:"id" json:"id"`
	Label     Text   `yaml:"label" json:"label"`
	Help      Text   `yaml:"help" json:"help,omitzero"`
	Exclusive bool   `yaml:"exclusive" json:"exclusive,omitempty"` // cannot be combined with another
}

// A Question is asked in a section. Questions of a group are its Fields; they have no
// section, condition, findings or states of their own.
type Question struct {
	ID            string          `yaml:"id" json:"id"`           // stable for ever
	Version       int             `yaml:"version" json:"version"` // raised when the meaning changes
	Section       string          `yaml:"section" json:"section,omitempty"`
	Type          QuestionType    `yaml:"type" json:"type"`
	Label         Text            `yaml:"label" json:"label"`
	Help          Text            `yaml:"help" json:"help,omitzero"`
	Why           Text            `yaml:"why" json:"why,omitzero"`
	Options       []Option        `yaml:"options" json:"options,omitempty"`
	Fields        []Question      `yaml:"fields" json:"fields,omitempty"`
	Min           *Decimal        `yaml:"min" json:"min,omitempty"`               // number: least value; choices, group: least count
	Max           *Decimal        `yaml:"max" json:"max,omitempty"`               // number: greatest value; choices, group: greatest count
	MaxLength     int             `yaml:"max_length" json:"max_length,omitempty"` // characters
	Unit          Text            `yaml:"unit" json:"unit,omitzero"`
	When          string          `yaml:"when" json:"when,omitempty"` // FEEL; empty: always shown
	DoNotKnow     bool            `yaml:"-" json:"do_not_know"`       // default true, except information
	NotApplicable bool            `yaml:"not_applicable" json:"not_applicable"`
	Optional      bool            `yaml:"optional" json:"optional,omitempty"`
	Public        bool            `yaml:"public" json:"public"`
	Provisions    []string        `yaml:"provisions" json:"provisions,omitempty"`
	Findings      []AnswerFinding `yaml:"findings" json:"findings,omitempty"`
	AllowUnknown  *bool           `yaml:"do_not_know" json:"-"` // as written; DoNotKnow is what counts
}

// A Severity is how much a finding matters.
type Severity string

// The severities, least first.
const (
	SeverityLow      Severity = "low"
	SeverityModerate Severity = "moderate"
	SeverityHigh     Severity = "high"
	SeverityCritical Severity = "critical"
)

// Rank orders severities: low 1, moderate 2, high 3, critical 4, anything else 0.
func (s Severity) Rank() int {
	switch s {
	case SeverityLow:
		return 1
	case SeverityModerate:
		return 2
	case SeverityHigh:
		return 3
	case SeverityCritical:
		return 4
	}
	return 0
}

// A Raise is what all findings have in common: what they say when they are raised.
type Raise struct {
	Severity     Severity `yaml:"severity" json:"severity"`
	Text         Text     `yaml:"text" json:"text"`
	Action       Text     `yaml:"action" json:"action,omitzero"`
	Provisions   []string `yaml:"provisions" json:"provisions,omitempty"`
	AppliesFrom  string   `yaml:"applies_from" json:"applies_from,omitempty"`   // ISO date
	DisputedFrom []string `yaml:"disputed_from" json:"disputed_from,omitempty"` // ISO dates of other readings
}

// An AnswerFinding is raised by the answer or the state of the question it stands under.
type AnswerFinding struct {
	ID    string   `yaml:"id" json:"id"` // default: question id, "__", triggers joined by "_"
	On    Triggers `yaml:"on" json:"on"`
	When  string   `yaml:"when" json:"when,omitempty"` // FEEL; empty: no further condition
	Raise `yaml:",inline"`
}

// Triggers are option ids, or yes, partly and no, or the states missing, do_not_know and
// not_applicable. In YAML one may stand without a list.
type Triggers []string

// The triggers that are states and not answers.
const (
	OnMissing       = "missing"
	OnDoNotKnow     = "do_not_know"
	OnNotApplicable = "not_applicable"
)

// A FindingDef is raised by a condition across questions.
type FindingDef struct {
	ID    string `yaml:"id" json:"id"`
	When  string `yaml:"when" json:"when"` // FEEL
	Raise `yaml:",inline"`
}

// A ValueDef is a calculated value that conditions and other values may use by its id.
type ValueDef struct {
	ID    string `yaml:"id" json:"id"`
	Title Text   `yaml:"title" json:"title,omitzero"`
	Value string `yaml:"value" json:"value"` // FEEL
}

// A ScoreDef is a number with a maximum and levels. Conditions may use it by its id.
type ScoreDef struct {
	ID     string  `yaml:"id" json:"id"`
	Title  Text    `yaml:"title" json:"title"`
	Value  string  `yaml:"value" json:"value"` // FEEL number
	Max    string  `yaml:"max" json:"max,omitempty"`
	Levels []Level `yaml:"levels" json:"levels,omitempty"`
}

// A Level names a range of a score: from above the level before it, up to and including UpTo.
type Level struct {
	ID    string   `yaml:"id" json:"id"`
	UpTo  *Decimal `yaml:"up_to" json:"up_to,omitempty"` // nil only on the last level: no upper end
	Title Text     `yaml:"title" json:"title"`
	Text  Text     `yaml:"text" json:"text,omitzero"`
}

// An OutcomeDef is a possible result of the whole. The first whose condition is true is the
// outcome; one that is undetermined before it makes the outcome undetermined.
type OutcomeDef struct {
	ID         string   `yaml:"id" json:"id"`
	When       string   `yaml:"when" json:"when"` // FEEL
	Title      Text     `yaml:"title" json:"title"`
	Text       Text     `yaml:"text" json:"text,omitzero"`
	Severity   Severity `yaml:"severity" json:"severity,omitempty"`
	Provisions []string `yaml:"provisions" json:"provisions,omitempty"`
}

// Hash gives the SHA-256 of the pack's file as it was read, in lower-case hex.
func (p *Pack) Hash() string { return p.hash }

// Warnings gives what the check found that is worth a look but is no error.
func (p *Pack) Warnings() []Problem { return append([]Problem(nil), p.warnings...) }

// Question finds a question by its id.
func (p *Pack) Question(id string) (Question, bool) {
	i, ok := p.byID[id]
	if !ok {
		return Question{}, false
	}
	return p.Questions[i], true
}

// Option finds one of the question's options by its id.
func (q Question) Option(id string) (Option, bool) {
	for _, o := range q.Options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}

// Answerable tells whether the question takes an answer; information does not.
func (q Question) Answerable() bool { return q.Type != TypeInformation }
