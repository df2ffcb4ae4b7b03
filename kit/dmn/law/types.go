package law

import (
	"github.com/tillit-se/tillit/kit/date"
)

// Space is the namespace of the extension elements, and Prefix what files usually call it.
const (
	Space  = "https://tillit.se/ns/dmn/1"
	Prefix = "tillit"
)

// Text is a text in Swedish and English.
type Text struct {
	SV string `json:"sv"`
	EN string `json:"en"`
}

// In gives the text in "en" or else in Swedish.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.SV
}

// IsZero tells whether neither language has a text.
func (t Text) IsZero() bool { return t == Text{} }

// Outcome is what kind of answer there is.
type Outcome string

// The outcomes. Unsaid is a rule's where the file gives none; it counts as decided.
const (
	Unsaid  Outcome = ""
	Decided Outcome = "decided"
	// Person means that the model cannot decide: a person must.
	Person Outcome = "person"
)

// Law is the law around one model. The zero Law says nothing.
type Law struct {
	Model     Model               `json:"model"`
	Inputs    map[string]Input    `json:"inputs,omitempty"`    // by the name of the input data
	Decisions map[string]Decision `json:"decisions,omitempty"` // by the name of the decision, or business knowledge model
	Rules     map[RuleKey]Rule    `json:"-"`
	// Imported is the law of the models that the model imports, directly or not, by their namespaces; those without law are left out.
	Imported map[string]Law `json:"imported,omitempty"`
}

// Model is what is said of a model as a whole.
type Model struct {
	ID          string    `json:"id"`      // the same in every version: letters a–z, digits and hyphens
	Version     string    `json:"version"` // tells the versions apart
	Title       Text      `json:"title"`
	Description Text      `json:"description"`
	Review      Text      `json:"review"`       // who has reviewed it, or that nobody has
	AppliesFrom date.Date `json:"applies_from"` // first day; zero means always
	AppliesTo   date.Date `json:"applies_to"`   // last day; zero means until further notice
	// RelevantDate names the input, a date, that decides which version applies. Empty means the day of the question.
	RelevantDate string   `json:"relevant_date,omitempty"`
	Sources      []string `json:"sources"` // targets of the sources that the model rests on
}

// Input is what is said of an input.
type Input struct {
	Label   Text     `json:"label"`
	Help    Text     `json:"help,omitzero"`
	Options []Option `json:"options,omitempty"`
}

// Option is what one of the values is called.
type Option struct {
	Value string `json:"value"` // the string itself, without quotes
	Label Text   `json:"label"`
}

// Decision is what is said of a decision.
type Decision struct {
	Label   Text     `json:"label"`
	Help    Text     `json:"help,omitzero"`
	Options []Option `json:"options,omitempty"`
	// Outcome, Provisions and Reason are those of every answer that the decision gives; a rule adds its own.
	Outcome    Outcome  `json:"outcome,omitempty"`
	Provisions []string `json:"provisions,omitempty"`
	Reason     Text     `json:"reason,omitzero"`
}

// RuleKey names a rule of a decision table.
type RuleKey struct {
	Element string // name of the decision, or business knowledge model
	Table   int    // which of its tables, in the order of the file, from 0
	Rule    int    // from 0
}

// Rule is what is said of a rule.
type Rule struct {
	Outcome    Outcome  `json:"outcome"`
	Provisions []string `json:"provisions"`
	// Reason is why the rule answers as it does, to the one the decision concerns; for the outcome Person, why a person must decide. It may hold
	// placeholders: {name of an input or an output}.
	Reason Text `json:"reason"`
}

// IsZero tells whether nothing is said, by the model or by one that it imports.
func (l Law) IsZero() bool {
	return l.Model.ID == "" && len(l.Inputs) == 0 && len(l.Decisions) == 0 && len(l.Rules) == 0 && len(l.Imported) == 0
}

// Targets gives every target that the law names, that of imported models too, each once, in no order that means anything.
func (l Law) Targets() []string {
	var all []string
	seen := map[string]bool{}
	add := func(targets []string) {
		for _, target := range targets {
			if !seen[target] {
				seen[target] = true
				all = append(all, target)
			}
		}
	}
	add(l.Model.Sources)
	for _, d := range l.Decisions {
		add(d.Provisions)
	}
	for _, r := range l.Rules {
		add(r.Provisions)
	}
	for _, imported := range l.Imported {
		add(imported.Targets())
	}
	return all
}
