package instrument

import (
	"slices"
	"strings"
)

// A structureCheck finds what the schema cannot say: references, kinds, bounds.
type structureCheck struct {
	pack    *Pack
	report  *reporter
	resolve func(string) error
	lines   map[string]int // first line of each id in the name space of conditions
}

func checkStructure(pack *Pack, settings settings, report *reporter) {
	c := &structureCheck{pack: pack, report: report, resolve: settings.resolve, lines: map[string]int{}}
	c.outline()
	for i, q := range pack.Questions {
		path := itemPath("questions", i)
		c.uniqueName(q.ID, path)
		c.section(q, path)
		c.question(q, path)
	}
	for i, v := range pack.Values {
		c.uniqueName(v.ID, itemPath("values", i))
	}
	for i, s := range pack.Scores {
		c.uniqueName(s.ID, itemPath("scores", i))
		c.levels(s, itemPath("scores", i))
	}
	c.results()
}

// unique reports an id that was used before in the same list.
func (c *structureCheck) unique(seen map[string]int, id, path string) {
	c.uniqueAs(codeDuplicateInList, seen, id, path)
}

// uniqueName reports an id that was used before in the name space of conditions.
func (c *structureCheck) uniqueName(id, path string) {
	c.uniqueAs(codeDuplicateID, c.lines, id, path)
}

func (c *structureCheck) uniqueAs(code string, seen map[string]int, id, path string) {
	if id == "" {
		return
	}
	at := childPath(path, "id")
	if line, again := seen[id]; again {
		c.report.add(at, code, id, line)
		return
	}
	seen[id] = c.report.at.of(at).line
}

// outline checks parts and sections.
func (c *structureCheck) outline() {
	parts, sections := map[string]int{}, map[string]int{}
	for i, part := range c.pack.Parts {
		c.unique(parts, part.ID, itemPath("parts", i))
		used := func(s Section) bool { return s.Part == part.ID }
		if !slices.ContainsFunc(c.pack.Sections, used) {
			c.report.add(itemPath("parts", i), codeEmptyPart, part.ID)
		}
	}
	for i, section := range c.pack.Sections {
		path := itemPath("sections", i)
		c.unique(sections, section.ID, path)
		if _, ok := parts[section.Part]; section.Part != "" && !ok {
			c.report.add(childPath(path, "part"), codeNoSuchPart, section.ID, section.Part, nearest(section.Part, keys(parts)))
		}
		asked := func(q Question) bool { return q.Section == section.ID }
		if !slices.ContainsFunc(c.pack.Questions, asked) {
			c.report.add(path, codeEmptySection, section.ID)
		}
	}
}

func keys(m map[string]int) []string {
	list := make([]string, 0, len(m))
	for key := range m {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}

func (c *structureCheck) section(q Question, path string) {
	if q.Section == "" {
		return
	}
	ids := make([]string, 0, len(c.pack.Sections))
	for _, s := range c.pack.Sections {
		ids = append(ids, s.ID)
	}
	if !slices.Contains(ids, q.Section) {
		c.report.add(childPath(path, "section"), codeNoSuchSection, q.ID, q.Section, nearest(q.Section, ids))
	}
}

// question checks one question or field.
func (c *structureCheck) question(q Question, path string) {
	c.keysOfType(q, path)
	c.options(q, path)
	c.fields(q, path)
	if q.Min != nil && q.Max != nil && q.Min.Cmp(*q.Max) > 0 {
		c.report.add(childPath(path, "min"), codeBoundsCrossed, q.ID)
	}
	c.provisions(q.Provisions, childPath(path, "provisions"))
	c.translated(q.Label, childPath(path, "label"))
	for i, f := range q.Findings {
		c.answerFinding(q, f, itemPath(childPath(path, "findings"), i))
	}
}

// translated warns when both languages hold the same sentence; single words may be alike.
func (c *structureCheck) translated(t Text, path string) {
	if t.SV == t.EN && strings.Count(t.SV, " ") > 2 {
		c.report.add(path, codeSameText, path)
	}
}

// keysOfType reports keys that mean nothing for the type of the question.
func (c *structureCheck) keysOfType(q Question, path string) {
	is := func(types ...QuestionType) bool { return slices.Contains(types, q.Type) }
	used := map[string]bool{
		"options":    is(TypeChoice, TypeChoices),
		"fields":     is(TypeGroup),
		"min":        is(TypeNumber, TypeChoices, TypeGroup),
		"max":        is(TypeNumber, TypeChoices, TypeGroup),
		"max_length": is(TypeText, TypeLongText, TypeEvidence),
		"unit":       is(TypeNumber),
		"findings":   !is(TypeInformation),
	}
	given := map[string]bool{
		"options":    q.Options != nil,
		"fields":     q.Fields != nil,
		"min":        q.Min != nil,
		"max":        q.Max != nil,
		"max_length": q.MaxLength != 0,
		"unit":       !q.Unit.IsZero(),
		"findings":   q.Findings != nil,
	}
	for _, key := range []string{"options", "fields", "min", "max", "max_length", "unit", "findings"} {
		if given[key] && !used[key] {
			c.report.addKey(childPath(path, key), codeKeyNotForType, q.ID, key, string(q.Type))
		}
	}
	if q.Type == TypeInformation {
		c.information(q, path)
	}
}

func (c *structureCheck) information(q Question, path string) {
	given := map[string]bool{"do_not_know": q.DoNotKnow, "not_applicable": q.NotApplicable, "optional": q.Optional}
	for _, key := range []string{"do_not_know", "not_applicable", "optional"} {
		if given[key] {
			c.report.addKey(childPath(path, key), codeKeyNotForType, q.ID, key, string(q.Type))
		}
	}
}

func (c *structureCheck) options(q Question, path string) {
	if q.Type != TypeChoice && q.Type != TypeChoices {
		return
	}
	switch len(q.Options) {
	case 0:
		c.report.add(path, codeOptionsMissing, q.ID, string(q.Type))
	case 1:
		if q.Type == TypeChoice {
			c.report.add(childPath(path, "options"), codeOneOption, q.ID)
		}
	}
	seen := map[string]int{}
	for i, o := range q.Options {
		at := itemPath(childPath(path, "options"), i)
		c.unique(seen, o.ID, at)
		if slices.Contains([]string{OnMissing, OnDoNotKnow, OnNotApplicable}, o.ID) {
			c.report.add(childPath(at, "id"), codeReservedID, o.ID)
		}
	}
}

func (c *structureCheck) fields(q Question, path string) {
	if q.Type != TypeGroup {
		return
	}
	if len(q.Fields) == 0 {
		c.report.add(path, codeFieldsMissing, q.ID)
	}
	seen := map[string]int{}
	for i, field := range q.Fields {
		at := itemPath(childPath(path, "fields"), i)
		c.unique(seen, field.ID, at)
		c.question(field, at)
	}
}

func (c *structureCheck) answerFinding(q Question, f AnswerFinding, path string) {
	for i, trigger := range f.On {
		at := itemPath(childPath(path, "on"), i)
		if len(f.On) == 1 {
			at = childPath(path, "on")
		}
		c.trigger(q, trigger, at)
	}
	c.raise(f.Raise, path)
}

func (c *structureCheck) trigger(q Question, trigger, path string) {
	switch trigger {
	case OnMissing:
		return
	case OnDoNotKnow:
		if !q.DoNotKnow {
			c.report.add(path, codeTriggerNever, q.ID, trigger)
		}
		return
	case OnNotApplicable:
		if !q.NotApplicable {
			c.report.add(path, codeTriggerNever, q.ID, trigger)
		}
		return
	}
	ids := q.optionIDs()
	if !slices.Contains(ids, trigger) {
		choices := append(slices.Clone(ids), OnMissing, OnDoNotKnow, OnNotApplicable)
		c.report.add(path, codeNoSuchTrigger, q.ID, trigger, strings.Join(choices, ", "), nearest(trigger, choices))
	}
}

// raise checks what all findings have.
func (c *structureCheck) raise(r Raise, path string) {
	c.provisions(r.Provisions, childPath(path, "provisions"))
	if r.AppliesFrom != "" && isoDate.MatchString(r.AppliesFrom) && !validDate(r.AppliesFrom) {
		c.report.add(childPath(path, "applies_from"), codeBadDate, "applies_from", r.AppliesFrom)
	}
	for i, date := range r.DisputedFrom {
		if isoDate.MatchString(date) && !validDate(date) {
			c.report.add(itemPath(childPath(path, "disputed_from"), i), codeBadDate, "disputed_from", date)
		}
	}
}

// provisions resolves each once per place; a finding that takes over its question's has none
// of its own in the file and is skipped.
func (c *structureCheck) provisions(list []string, path string) {
	if c.resolve == nil {
		return
	}
	if _, written := c.report.at.value[path]; !written {
		return
	}
	for i, target := range list {
		if err := c.resolve(target); err != nil {
			c.report.add(itemPath(path, i), codeNoSuchProvision, target, err)
		}
	}
}

func (c *structureCheck) levels(s ScoreDef, path string) {
	seen := map[string]int{}
	for i, level := range s.Levels {
		at := itemPath(childPath(path, "levels"), i)
		c.unique(seen, level.ID, at)
		last := i == len(s.Levels)-1
		switch {
		case level.UpTo == nil && !last:
			c.report.add(at, codeLevelOpen, level.ID)
		case level.UpTo != nil && i > 0 && s.Levels[i-1].UpTo != nil && level.UpTo.Cmp(*s.Levels[i-1].UpTo) <= 0:
			c.report.add(childPath(at, "up_to"), codeLevelsOrder, level.ID, level.UpTo)
		case level.UpTo != nil && last && s.Max == "":
			c.report.add(childPath(at, "up_to"), codeLevelCeiling, s.ID, level.UpTo)
		}
	}
}

// results checks findings and outcomes: unique ids, provisions, dates.
func (c *structureCheck) results() {
	findings := map[string]int{}
	for i, q := range c.pack.Questions {
		for j, f := range q.Findings {
			path := itemPath(childPath(itemPath("questions", i), "findings"), j)
			c.unique(findings, f.ID, path)
		}
	}
	for i, f := range c.pack.Findings {
		c.unique(findings, f.ID, itemPath("findings", i))
		c.raise(f.Raise, itemPath("findings", i))
	}
	outcomes := map[string]int{}
	for i, o := range c.pack.Outcomes {
		path := itemPath("outcomes", i)
		c.unique(outcomes, o.ID, path)
		c.provisions(o.Provisions, childPath(path, "provisions"))
	}
}
