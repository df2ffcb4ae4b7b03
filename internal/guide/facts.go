package guide

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/kit/feel"
	"github.com/tillit-se/tillit/kit/instrument"
)

// facts are what is known of a system, by the slots of the conditions' names. What nobody has answered is Absent, and what somebody has
// answered "do not know" to is Unknown.
type facts struct {
	conditions *content.Conditions
	values     []feel.Value
	knows      []feel.Knowledge
	now        func() time.Time
}

// KnowsSlot implements feel.Knower.
func (f *facts) KnowsSlot(slot int) feel.Knowledge { return f.knows[slot] }

// KnowsCall implements feel.Knower; conditions have no host functions.
func (f *facts) KnowsCall(feel.HostCall) bool { return true }

func (f *facts) set(name string, v feel.Value) {
	if slot, ok := f.conditions.Slot(name); ok {
		f.values[slot], f.knows[slot] = v, feel.Known
	}
}

func (f *facts) doNotKnow(name string) {
	if slot, ok := f.conditions.Slot(name); ok {
		f.values[slot], f.knows[slot] = feel.Null, feel.Unknown
	}
}

// newFacts knows nothing.
func newFacts(conditions *content.Conditions, now func() time.Time) *facts {
	f := &facts{conditions: conditions, values: make([]feel.Value, len(conditions.Names)), knows: make([]feel.Knowledge, len(conditions.Names)), now: now}
	for i := range f.knows {
		f.knows[i] = feel.Absent
	}
	return f
}

// facts gathers what is known of a system, and the ids of its latest assessments by instrument.
func (s *Service) facts(ctx context.Context, actor account.Actor, l *loaded, view register.View) (*facts, map[string]string, error) {
	f := newFacts(l.conditions, s.port.Clock.Now)
	if err := f.takeRecord(view, s.port.Systems.Definitions()); err != nil {
		return nil, nil, err
	}
	inventory, err := s.inventory(ctx, view)
	if err != nil {
		return nil, nil, err
	}
	f.takeInventory(inventory)
	size, err := s.size(ctx, view.Record.OrganisationID)
	if err != nil {
		return nil, nil, err
	}
	if size != "" {
		f.set("organisation.small", feel.Bool(size == SmallSize))
	}
	listings, err := s.port.Assessments.OfSubject(ctx, actor, assess.Subject{Kind: assess.OfSystem, ID: view.Record.ID})
	if err != nil {
		return nil, nil, err
	}
	f.noAssessments()
	latest := map[string]string{}
	for _, listing := range listings { // the latest first
		if latest[listing.Instrument] != "" {
			continue
		}
		latest[listing.Instrument] = listing.ID
		sheet, err := s.port.Assessments.Get(ctx, actor, listing.ID)
		if err != nil {
			return nil, nil, err
		}
		f.takeAssessment(sheet)
	}
	return f, latest, nil
}

func (f *facts) takeRecord(view register.View, defs *register.Definitions) error {
	system := view.Content()
	text, err := json.Marshal(system)
	if err != nil {
		return fmt.Errorf("guide: record: %w", err)
	}
	var tree map[string]any
	if err := json.Unmarshal(text, &tree); err != nil {
		return fmt.Errorf("guide: record: %w", err)
	}
	for _, name := range f.conditions.Names {
		if name.Field == "" {
			continue
		}
		if value, there := valueAt(tree, name.Field); there {
			f.set(name.Name, value)
		} else if system.Stated[name.Field].State == "do_not_know" {
			f.doNotKnow(name.Name)
		}
	}
	f.takeDerived(view, system, defs)
	return nil
}

func (f *facts) takeDerived(view register.View, system register.System, defs *register.Definitions) {
	if phase := system.CurrentPhase().Phase; phase != "" {
		f.set("record.phase", feel.String(string(phase)))
	} else if slot, ok := f.conditions.Slot("record.phase"); ok {
		f.values[slot], f.knows[slot] = feel.Null, feel.Absent
	}
	f.set("record.published", feel.Bool(view.Record.IsPublic()))
	if view.Record.IsPublic() {
		f.set("record.age", feel.Int(int64(f.now().Sub(view.Record.PublishedAt).Hours()/24)))
	}
	var required, recommended int64
	for _, gap := range system.Gaps(defs) {
		if gap.Need == register.Required {
			required++
		} else {
			recommended++
		}
	}
	f.set("record.missing.required", feel.Int(required))
	f.set("record.missing.recommended", feel.Int(recommended))
}

func (f *facts) takeInventory(i Inventory) {
	check := CheckInventory(i.Sets)
	open := map[Area]int64{}
	for _, finding := range check.Findings {
		if finding.Severity != Low {
			open[finding.Area]++
		}
	}
	f.set("inventory.sets", feel.Int(int64(len(i.Sets))))
	f.set("inventory.unanswered", feel.Int(int64(check.Unanswered)))
	for _, area := range Areas() {
		f.set("inventory.open."+string(area), feel.Int(open[area]))
	}
}

// valueAt is the value of a field in the JSON of a system, with texts as plain strings.
func valueAt(tree map[string]any, path string) (feel.Value, bool) {
	var at any = tree
	for _, key := range strings.Split(path, ".") {
		level, ok := at.(map[string]any)
		if !ok {
			return feel.Null, false
		}
		if at, ok = level[key]; !ok {
			return feel.Null, false
		}
	}
	text, err := json.Marshal(plain(at))
	if err != nil {
		return feel.Null, false
	}
	value, err := feel.FromJSON(text)
	return value, err == nil && !value.IsNull()
}

// plain turns texts in several languages into the one that comes first: Swedish, English, another.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for _, lang := range [...]string{"sv", "en", "other"} {
			if text, ok := v[lang].(string); ok {
				return text
			}
		}
		for key, value := range v {
			v[key] = plain(value)
		}
	case []any:
		for i, value := range v {
			v[i] = plain(value)
		}
	}
	return v
}

// noAssessments says of every instrument that nothing is begun, until one is taken.
func (f *facts) noAssessments() {
	for _, name := range f.conditions.Names {
		switch {
		case name.Instrument == "":
		case strings.HasSuffix(name.Name, ".begun"):
			f.set(name.Name, feel.Bool(false))
		case strings.HasSuffix(name.Name, ".done"), strings.HasSuffix(name.Name, ".total"):
			f.set(name.Name, feel.Int(0))
		}
	}
}

func (f *facts) takeAssessment(sheet assess.Sheet) {
	a := sheet.Assessment
	prefix := "assessment." + a.Instrument
	f.set(prefix+".begun", feel.Bool(true))
	f.set(prefix+".total", feel.Int(int64(a.Standing.Total)))
	f.set(prefix+".done", feel.Int(int64(a.Standing.Done)))
	if a.Standing.Outcome != "" {
		f.set(prefix+".outcome", feel.String(a.Standing.Outcome))
	}
	whole := a.Standing.Undecided == 0 && a.Standing.Done >= a.Standing.Total
	for _, severity := range []instrument.Severity{instrument.SeverityLow, instrument.SeverityModerate, instrument.SeverityHigh, instrument.SeverityCritical} {
		// That nothing is found is known only when everything that can raise a finding is answered.
		if n := a.Standing.Findings[severity]; n > 0 || whole {
			f.set(prefix+".findings."+string(severity), feel.Int(int64(n)))
		}
	}
	for id, answer := range a.Answers.Items {
		f.takeAnswer(prefix+".answers."+id, answer)
	}
}

func (f *facts) takeAnswer(name string, answer instrument.Answer) {
	if answer.State == instrument.DoNotKnow {
		f.doNotKnow(name)
		return
	}
	switch v := answer.Value.(type) {
	case string:
		f.set(name, feel.String(v))
	case []string:
		f.set(name, feel.Strings(v...))
	case instrument.Decimal:
		if n, ok := feel.Number(v.String()); ok {
			f.set(name, n)
		}
	}
}

// verdict is what the facts make of a condition.
type verdict struct {
	known bool
	met   bool
	// asked and said name what stands in the way: what nobody has answered, and what somebody has answered not to know.
	asked, said []content.ConditionName
}

func (f *facts) decide(ctx context.Context, c *condition) (verdict, error) {
	session := feel.NewSession(ctx, feel.Env{Values: f.values, Clock: f.now, Location: i18n.Zone})
	decision, err := session.Decide(c.decider, f)
	if err != nil {
		return verdict{}, fmt.Errorf("guide: condition: %w", err)
	}
	v := verdict{known: decision.Known, met: decision.Known && decision.Value.IsTrue()}
	for _, slot := range decision.Slots {
		if f.knows[slot] == feel.Unknown {
			v.said = append(v.said, f.conditions.Names[slot])
		} else {
			v.asked = append(v.asked, f.conditions.Names[slot])
		}
	}
	return v, nil
}
