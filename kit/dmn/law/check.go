package law

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/dmn/document"
)

var (
	identifier = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	// target is the form of a provision or a source; whether it exists is for whoever holds the sources.
	target = regexp.MustCompile(`^[a-z]+/[0-9A-Za-z][0-9A-Za-z:/._-]*(#[0-9A-Za-z._-]+)?$`)
)

// Check reads the law of a file and finds what is wrong with it: an outcome or date that cannot be read, a language that is missing, a placeholder
// that names nothing, a provision that is no target, a rule that says nothing of why. A file without any law has no problems.
func Check(doc *document.Document) (Law, []Problem) {
	law, problems := Read(doc)
	if law.IsZero() {
		return law, problems
	}
	c := checker{reader: reader{doc: doc, law: law, problems: problems}, names: namesIn(doc)}
	c.model()
	for _, e := range doc.Root().Children {
		if e.Space == doc.Root().Space {
			c.element(e)
		}
	}
	slices.SortStableFunc(c.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return law, c.problems
}

type checker struct {
	reader
	names map[string]bool
}

// namesIn are the names that a placeholder may use: inputs, decisions, columns of output, and imports, whose elements follow after a point.
func namesIn(doc *document.Document) map[string]bool {
	names := map[string]bool{}
	for _, e := range doc.Root().Children {
		if e.Space != doc.Root().Space || e.Local != "inputData" && e.Local != "decision" && e.Local != "import" {
			continue
		}
		names[nameOf(e)] = true
		for _, table := range tablesOf(e) {
			for _, output := range table.ChildrenIn(e.Space, "output") {
				if name := nameOf(output); name != "" {
					names[name] = true
				}
			}
		}
	}
	return names
}

func (c *checker) model() {
	e := c.doc.Root().Extension(Space, "model")
	if e == nil {
		c.fail(c.doc.Root(), "the model has law parts but no <model> that tells its id, title and time")
		return
	}
	m := c.law.Model
	if !identifier.MatchString(m.ID) {
		c.fail(e, "the id %q must be lower-case letters, digits and single hyphens", m.ID)
	}
	if m.Version == "" {
		c.fail(e, "the version is missing")
	}
	c.both(e, "title", m.Title, true)
	c.both(e, "description", m.Description, true)
	c.both(e, "review", m.Review, true)
	if !m.AppliesFrom.IsZero() && !m.AppliesTo.IsZero() && m.AppliesTo.Before(m.AppliesFrom) {
		c.fail(e, "it applies to %s, which is before it applies from %s", m.AppliesTo, m.AppliesFrom)
	}
	if m.RelevantDate != "" && !c.isDateInput(m.RelevantDate) {
		c.fail(e, "the relevant date %q must name an input of type date", m.RelevantDate)
	}
	if len(m.Sources) == 0 {
		c.fail(e, "the model names no source that it rests on")
	}
	c.targetsOf(e, m.Sources)
}

func (c *checker) isDateInput(name string) bool {
	e := named(name, "inputData")(c.doc)
	if e == nil {
		return false
	}
	variable := e.Child("variable")
	if variable == nil {
		return false
	}
	// DMN 1.1 writes the type with a prefix: feel:date.
	kind := variable.Attr("typeRef")
	return kind[strings.LastIndex(kind, ":")+1:] == "date"
}

func (c *checker) element(e *document.Element) {
	switch e.Local {
	case "inputData":
		c.input(e)
	case "decision", "businessKnowledgeModel":
		c.decision(e)
	}
}

func (c *checker) input(e *document.Element) {
	ext := e.Extension(Space, "input")
	if ext == nil {
		c.fail(e, "the input %q has no words: add <input> with a label in both languages", nameOf(e))
		return
	}
	in := c.law.Inputs[nameOf(e)]
	c.both(ext, "label", in.Label, true)
	c.both(ext, "help", in.Help, false)
	c.options(ext, in.Options)
}

func (c *checker) options(e *document.Element, options []Option) {
	seen := map[string]bool{}
	for _, o := range options {
		if seen[o.Value] {
			c.fail(e, "the value %q has two labels", o.Value)
		}
		seen[o.Value] = true
		c.both(e, "label of "+o.Value, o.Label, true)
	}
}

func (c *checker) decision(e *document.Element) {
	if ext := e.Extension(Space, "decision"); ext != nil {
		d := c.law.Decisions[nameOf(e)]
		c.both(ext, "label", d.Label, true)
		c.both(ext, "help", d.Help, false)
		c.options(ext, d.Options)
		c.both(ext, "reason", d.Reason, false)
		c.placeholders(ext, d.Reason)
		c.targetsOf(ext, d.Provisions)
	} else if e.Local == "decision" {
		c.fail(e, "the decision %q has no words: add <decision> with a label in both languages", nameOf(e))
	}
	rules := rulesOf(e)
	for _, key := range slices.SortedFunc(maps.Keys(rules), compareKeys) {
		c.rule(rules[key], key)
	}
}

func compareKeys(a, b RuleKey) int {
	return cmp.Or(cmp.Compare(a.Element, b.Element), cmp.Compare(a.Table, b.Table), cmp.Compare(a.Rule, b.Rule))
}

func (c *checker) rule(e *document.Element, key RuleKey) {
	ext := e.Extension(Space, "rule")
	if ext == nil {
		c.fail(e, "rule %d of %q says nothing of why: add <rule> with an outcome, a reason and provisions", key.Rule+1, key.Element)
		return
	}
	rule := c.law.Rules[key]
	if rule.Outcome == Unsaid {
		c.fail(ext, "the outcome is missing: decided or person")
	}
	c.both(ext, "reason", rule.Reason, true)
	c.placeholders(ext, rule.Reason)
	if len(rule.Provisions) == 0 && rule.Outcome != Person && len(c.law.Decisions[key.Element].Provisions) == 0 {
		c.fail(ext, "a rule that decides names the provisions it applies")
	}
	c.targetsOf(ext, rule.Provisions)
}

// both demands a text in both languages; one that is not needed may be missing in both.
func (c *checker) both(e *document.Element, what string, t Text, needed bool) {
	switch {
	case t.IsZero() && !needed:
	case t.IsZero():
		c.fail(e, "the %s is missing", what)
	case t.SV == "":
		c.fail(e, "the %s is missing in Swedish", what)
	case t.EN == "":
		c.fail(e, "the %s is missing in English", what)
	}
}

func (c *checker) targetsOf(e *document.Element, targets []string) {
	for _, t := range targets {
		if !target.MatchString(t) {
			c.fail(e, "%q is no target of a provision or source; write it as sfs/2017:900#P28S1 or celex/32016R0679#22.1", t)
		}
	}
}

func (c *checker) placeholders(e *document.Element, t Text) {
	for _, text := range []string{t.SV, t.EN} {
		pieces, err := split(text)
		if err != nil {
			c.fail(e, "the reason %q: %v", text, err)
			continue
		}
		for _, p := range pieces {
			if p.name != "" && !c.known(p.name) {
				c.fail(e, "the placeholder {%s} names no input and no output", p.name)
			}
		}
	}
}

// known tells whether a placeholder's name is there; of a path only the first name is known without evaluation.
func (c *checker) known(name string) bool {
	if c.names[name] {
		return true
	}
	for at := range name {
		if name[at] == '.' && c.names[name[:at]] {
			return true
		}
	}
	return false
}
