package analysis

import (
	"strings"

	"github.com/tillit-se/tillit/kit/dmn"
)

// Kind is what a finding is about.
type Kind string

// The kinds of finding.
const (
	// Gap is a combination of values that no rule answers.
	Gap Kind = "gap"
	// Overlap is a combination of values that several rules answer: any under the hit policy Unique, with different outputs under Any.
	Overlap Kind = "overlap"
	// Unreachable is a rule that another always comes before, so that it never decides.
	Unreachable Kind = "unreachable"
	// Impossible is a rule whose conditions can never hold together, or hold for no allowed value.
	Impossible Kind = "impossible"
)

// Options bound the work. A zero field means the default.
type Options struct {
	Steps    int // rules looked at, over all combinations of a table; default 5,000,000
	Findings int // default 100 for a table
}

// Report is the analysis of a model.
type Report struct {
	Tables []Table `json:"tables"`
}

// Sound tells whether every table was read as a whole and nothing was found.
func (r Report) Sound() bool {
	for _, t := range r.Tables {
		if len(t.Findings) > 0 || len(t.Unread) > 0 || t.Limit != "" {
			return false
		}
	}
	return true
}

// Table is the analysis of one decision table.
type Table struct {
	Element   string        `json:"element"` // name of the decision or business knowledge model
	Index     int           `json:"index"`   // which of its tables, from 0, in the order of the file
	Line      int           `json:"line"`
	HitPolicy dmn.HitPolicy `json:"hit_policy"`
	Inputs    []string      `json:"inputs"` // the expressions of the columns
	Rules     int           `json:"rules"`
	Findings  []Finding     `json:"findings"`
	// Unread are the cells that could not be analysed.
	Unread []Cell `json:"unread"`
	// NoNull are the inputs for which no rule answers when the value is missing, so that the table gives null. It is no fault: what is not known is
	// often not to be decided.
	NoNull []string `json:"no_null"`
	// Default tells that a default output answers where no rule does, so that gaps are none.
	Default bool `json:"default"`
	// Limit is the limit that stopped the analysis: "steps" or "findings"; empty when it is complete.
	Limit string `json:"limit,omitempty"`
}

// Cell is a condition that could not be analysed.
type Cell struct {
	Rule  int    `json:"rule"`  // from 1; 0 for the allowed values of the column
	Input int    `json:"input"` // from 1
	Text  string `json:"text"`
	Line  int    `json:"line"`
}

// Finding is one fault of a table.
type Finding struct {
	Kind Kind `json:"kind"`
	// Rules are those concerned, from 1: the overlapping ones, or the one that never decides.
	Rules []int `json:"rules,omitempty"`
	// Where is the region, one condition for each input that matters; empty means everywhere.
	Where []Condition `json:"where,omitempty"`
	// Elsewhere tells of an overlap that the same rules overlap in other regions too. Only the first is told.
	Elsewhere bool `json:"elsewhere,omitempty"`
	// Uncertain tells that a rule with an unread cell may change the finding.
	Uncertain bool `json:"uncertain,omitempty"`
}

// Condition is the values of one input.
type Condition struct {
	Input string `json:"input"` // the column's expression
	Tests string `json:"tests"` // FEEL unary tests that hold for exactly these values
	parts []string
}

// In writes the region for people: income ≥ 250000, region = "north". The language, "sv" or "en", matters where values are joined by "or".
func (f Finding) In(lang string) string {
	words := make([]string, len(f.Where))
	for i, c := range f.Where {
		words[i] = c.In(lang)
	}
	text := strings.Join(words, ", ")
	switch {
	case f.Elsewhere && lang == "en":
		text += "; and elsewhere"
	case f.Elsewhere:
		text += "; och i andra fall"
	}
	return text
}

// In writes the condition for people.
func (c Condition) In(lang string) string {
	or := " eller "
	if lang == "en" {
		or = " or "
	}
	return strings.Join(c.parts, or)
}
