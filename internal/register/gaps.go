package register

import (
	"slices"
	"strings"

	"github.com/tillit-se/tillit/content"
)

// Need says how much a missing field matters for publication.
type Need = content.Need

// The needs: publication is refused without what is Required, and warned about without what is Recommended.
const (
	Required    = content.NeedRequired
	Recommended = content.NeedRecommended
)

// Gap is something that is missing for publication.
type Gap struct {
	Field string // id of the definition
	Need  Need
	Why   Text // why it matters
}

// MissingForDraft lists which of the seven fields of a valid first draft are not answered.
func (s System) MissingForDraft(d *Definitions) []string {
	answers := d.answers(s)
	var missing []string
	for _, f := range d.fields {
		if f.Draft && !answers[f.ID] {
			missing = append(missing, f.ID)
		}
	}
	return missing
}

// Gaps lists what is missing for publication, what is required first, each in the order of the form. A field that is stated to
// be not applicable or not known is no gap, unless it is required.
func (s System) Gaps(d *Definitions) []Gap {
	answers := d.answers(s)
	found := map[string]Gap{}
	for _, f := range d.fields {
		if f.Publish != "" && !answers.meet(s, f.ID, f.Publish) {
			found[f.ID] = Gap{Field: f.ID, Need: f.Publish, Why: text(*f.Why)}
		}
	}
	for _, rule := range d.rules {
		applies := ruleConditions[rule.ID]
		if applies == nil || !applies(s) || answers.meetRule(s, rule) {
			continue
		}
		if g, there := found[rule.Field]; !there || g.Need != Required {
			found[rule.Field] = Gap{Field: rule.Field, Need: rule.Need, Why: text(rule.Why)}
		}
	}
	return d.inOrder(found)
}

func (d *Definitions) inOrder(found map[string]Gap) []Gap {
	var gaps []Gap
	for _, f := range d.fields {
		if g, ok := found[f.ID]; ok {
			gaps = append(gaps, g)
		}
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int { return strings.Compare(string(b.Need), string(a.Need)) })
	return gaps
}

// answers are the fields that have a value.
type answers map[string]bool

// answers finds the fields of a system that have a value, lists too.
func (d *Definitions) answers(s System) answers {
	found := answers{}
	d.walk(s, func(l leaf) {
		for id := l.ID; id != "" && !found[id]; id = parentOf(id) {
			found[id] = true
		}
	})
	return found
}

func parentOf(id string) string {
	if i := strings.LastIndexByte(id, '.'); i > 0 {
		return id[:i]
	}
	return ""
}

// meet tells whether a field is dealt with as far as a need demands: what is required must have a value.
func (a answers) meet(s System, id string, need Need) bool {
	_, stated := s.Stated[id]
	return a[id] || stated && need != Required
}

// ruleConditions say when a rule of content/fields/system.yaml applies.
var ruleConditions = map[string]func(System) bool{
	"decides_needs_route":        func(s System) bool { return s.DecisionRole == Decides },
	"decides_needs_human":        func(s System) bool { return s.DecisionRole == Decides },
	"personal_data_needs_basis":  func(s System) bool { return s.Data.PersonalData == Yes || s.Data.PersonalData == Partly },
	"in_use_needs_contact":       func(s System) bool { return s.CurrentPhase().Phase == InUse },
	"sensitive_needs_assessment": func(s System) bool { return len(s.Data.Sensitive) > 0 },
	"high_risk_needs_grounds": func(s System) bool {
		return strings.HasPrefix(s.AIAct.Class, "high_risk") || s.AIAct.Class == "exempt_6_3"
	},
	"reuse_needs_terms": func(s System) bool { return s.Reuse.Possible == Yes || s.Reuse.Possible == Partly },
}

// meetRule tells whether what a rule asks for is there. A route of review may also be given as how a person steps in, and a legal
// basis as provisions.
func (a answers) meetRule(s System, rule content.FieldRule) bool {
	switch rule.ID {
	case "decides_needs_route":
		return a["questioning.route"] || a["questioning.human_review"]
	case "personal_data_needs_basis":
		return a["law.basis"] || a["law.provisions"]
	}
	return a.meet(s, rule.Field, rule.Need)
}
