package compare

import (
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/law"
)

func importsOf(d *dmn.Definitions) []string {
	var list []string
	for _, i := range d.Imports {
		list = append(list, i.Name+" = "+i.Namespace)
	}
	return list
}

// types compares the item definitions.
func (c *comparer) types() {
	texts := func(d *dmn.Definitions) (names []string, texts map[string]string) {
		texts = map[string]string{}
		for _, t := range d.Types {
			names, texts[t.Name] = append(names, t.Name), typeText(t)
		}
		return names, texts
	}
	names, before := texts(c.before.Definitions)
	newNames, after := texts(c.after.Definitions)
	c.lists(Type, names, newNames)
	for _, name := range names {
		if slices.Contains(newNames, name) {
			c.differ(Change{What: Type, Name: name}, same(before[name]), same(after[name]))
		}
	}
}

// typeText writes a type briefly: its base, whether it is a list, its constraints and its parts.
func typeText(t *dmn.ItemDefinition) string {
	var parts []string
	if t.TypeRef != "" {
		parts = append(parts, t.TypeRef)
	}
	for _, c := range t.Components {
		parts = append(parts, c.Name+": "+typeText(c))
	}
	if f := t.Function; f != nil {
		var parameters []string
		for _, p := range f.Parameters {
			parameters = append(parameters, p.Name+": "+p.TypeRef)
		}
		parts = append(parts, "function("+strings.Join(parameters, ", ")+"): "+f.OutputTypeRef)
	}
	text := strings.Join(parts, ", ")
	if len(t.Components) > 0 {
		text = "{" + text + "}"
	}
	if t.IsCollection {
		text = "list<" + text + ">"
	}
	return text + constraint(" ", t.AllowedValues) + constraint(" as a whole ", t.TypeConstraint)
}

func constraint(before string, tests *dmn.UnaryTests) string {
	if text := testsText(tests); text != "" {
		return before + "(" + text + ")"
	}
	return ""
}

func testsText(tests *dmn.UnaryTests) string {
	if tests == nil {
		return ""
	}
	return strings.TrimSpace(tests.Text.Text)
}

func typeOf(v *dmn.InformationItem) law.Text {
	if v == nil {
		return law.Text{}
	}
	return same(v.TypeRef)
}

func (c *comparer) inputs() {
	list := func(v Version) (names []string, byName map[string]*dmn.InputData) {
		byName = map[string]*dmn.InputData{}
		for _, in := range v.Definitions.Inputs {
			names, byName[in.Name] = append(names, in.Name), in
		}
		return names, byName
	}
	names, before := list(c.before)
	newNames, after := list(c.after)
	c.lists(Input, names, newNames)
	for _, name := range names {
		if after[name] == nil {
			continue
		}
		c.differ(Change{What: Type, Name: name}, typeOf(before[name].Variable), typeOf(after[name].Variable))
		a, b := c.before.Law.Inputs[name], c.after.Law.Inputs[name]
		c.differ(Change{What: Label, Name: name}, called(a.Label, a.Help, a.Options), called(b.Label, b.Help, b.Options))
	}
}

// called is what something is called, with its help and the names of its values.
func called(label, help law.Text, options []law.Option) law.Text {
	parts := []law.Text{label, help}
	for _, o := range options {
		parts = append(parts, law.Text{SV: o.Value + " = " + o.Label.SV, EN: o.Value + " = " + o.Label.EN})
	}
	var text law.Text
	for _, part := range parts {
		text.SV, text.EN = joinLine(text.SV, part.SV), joinLine(text.EN, part.EN)
	}
	return text
}

func joinLine(text, more string) string {
	if text == "" || more == "" {
		return text + more
	}
	return text + "; " + more
}

// about is what the definitions say of a decision or knowledge model beside its logic.
type about struct{ typ, requires law.Text }

func aboutOf(d *dmn.Definitions) map[string]about {
	all := map[string]about{}
	for _, x := range d.Decisions {
		all[x.Name] = about{typeOf(x.Variable), needs(d, x.InformationRequirements, x.KnowledgeRequirements)}
	}
	for _, k := range d.Knowledge {
		signature := typeOf(k.Variable).SV
		if k.Logic != nil {
			var parameters []string
			for _, p := range k.Logic.Parameters {
				parameters = append(parameters, strings.TrimSuffix(p.Name+": "+p.TypeRef, ": "))
			}
			signature = "(" + strings.Join(parameters, ", ") + ") " + signature
		}
		all[k.Name] = about{same(strings.TrimSpace(signature)), needs(d, k.KnowledgeRequirements)}
	}
	return all
}

// needs names what is required, in no order that means anything. Ids of the model itself become names, since editors write new ids.
func needs(d *dmn.Definitions, lists ...[]*dmn.Reference) law.Text {
	names := map[string]string{}
	for _, in := range d.Inputs {
		names["#"+in.ID] = in.Name
	}
	for _, x := range d.Decisions {
		names["#"+x.ID] = x.Name
	}
	for _, k := range d.Knowledge {
		names["#"+k.ID] = k.Name
	}
	for _, s := range d.Services {
		names["#"+s.ID] = s.Name
	}
	var all []string
	for _, refs := range lists {
		for _, ref := range refs {
			href := strings.TrimPrefix(ref.Href, d.Namespace)
			if name, ok := names[href]; ok {
				href = name
			}
			all = append(all, href)
		}
	}
	slices.Sort(all)
	return same(strings.Join(all, ", "))
}

func (c *comparer) decisions() {
	names, before := logicOf(c.before)
	newNames, after := logicOf(c.after)
	c.lists(Decision, names, newNames)
	aboutBefore, aboutAfter := aboutOf(c.before.Definitions), aboutOf(c.after.Definitions)
	for _, name := range names {
		if !slices.Contains(newNames, name) {
			continue
		}
		c.differ(Change{What: Type, Decision: name}, aboutBefore[name].typ, aboutAfter[name].typ)
		c.differ(Change{What: Requires, Decision: name}, aboutBefore[name].requires, aboutAfter[name].requires)
		a, b := c.before.Law.Decisions[name], c.after.Law.Decisions[name]
		c.differ(Change{What: Label, Decision: name}, called(a.Label, a.Help, a.Options), called(b.Label, b.Help, b.Options))
		c.differ(Change{What: Outcome, Decision: name}, same(string(a.Outcome)), same(string(b.Outcome)))
		c.differ(Change{What: Reason, Decision: name}, a.Reason, b.Reason)
		c.differ(Change{What: Provisions, Decision: name}, joined(a.Provisions), joined(b.Provisions))
		c.logic(name, before[name], after[name])
	}
}

func (t *tables) compare() {
	t.differ(Change{What: HitPolicy, Decision: t.name}, same(policy(t.a)), same(policy(t.b)))
	t.columns()
	pairs, added := t.pair()
	moved := t.moved(pairs)
	for i, j := range pairs {
		if j < 0 {
			t.changes = append(t.changes, Change{Kind: Removed, What: Rule, Decision: t.name, RuleBefore: i + 1, Before: same(row(t.a.Rules[i]))})
			continue
		}
		if moved[i] {
			t.changes = append(t.changes, Change{Kind: Changed, What: Rule, Decision: t.name, RuleBefore: i + 1, RuleAfter: j + 1, Before: same(row(t.a.Rules[i])), After: same(row(t.b.Rules[j]))})
		}
		t.rule(i, j)
	}
	for _, j := range added {
		t.changes = append(t.changes, Change{Kind: Added, What: Rule, Decision: t.name, RuleAfter: j + 1, After: same(row(t.b.Rules[j]))})
	}
}

func policy(t *dmn.DecisionTable) string {
	return strings.TrimSpace(string(t.HitPolicy) + " " + string(t.Aggregation))
}

// columns compares the columns: what they test or are called, in their order, the values that they allow, and the defaults.
func (t *tables) columns() {
	before, after := columns(t.a), columns(t.b)
	if !slices.Equal(before, after) {
		t.lists(Column, before, after)
		t.order(before, after)
	}
	for k := range min(len(t.a.Inputs), len(t.b.Inputs)) {
		t.differ(Change{What: Values, Decision: t.name, Name: before[k]}, same(testsText(t.a.Inputs[k].Values)), same(testsText(t.b.Inputs[k].Values)))
	}
	outputsBefore, outputsAfter := outputs(t.a), outputs(t.b)
	if !slices.Equal(outputsBefore, outputsAfter) {
		t.lists(Column, outputsBefore, outputsAfter)
		t.order(outputsBefore, outputsAfter)
	}
	for k := range min(len(t.a.Outputs), len(t.b.Outputs)) {
		a, b := t.a.Outputs[k], t.b.Outputs[k]
		t.differ(Change{What: Values, Decision: t.name, Name: a.Name}, same(testsText(a.Values)), same(testsText(b.Values)))
		t.differ(Change{What: Default, Decision: t.name, Name: a.Name}, same(literalText(a.Default)), same(literalText(b.Default)))
		t.differ(Change{What: Type, Decision: t.name, Name: a.Name}, same(a.TypeRef), same(b.TypeRef))
	}
}

// order tells of columns that are the same but stand otherwise.
func (t *tables) order(before, after []string) {
	a, b := slices.Sorted(slices.Values(before)), slices.Sorted(slices.Values(after))
	if slices.Equal(a, b) {
		t.differ(Change{What: Column, Decision: t.name}, same(strings.Join(before, " | ")), same(strings.Join(after, " | ")))
	}
}

func literalText(e *dmn.LiteralExpression) string {
	if e == nil {
		return ""
	}
	return strings.TrimSpace(e.Text.Text)
}

func columns(t *dmn.DecisionTable) []string {
	names := make([]string, len(t.Inputs))
	for i, in := range t.Inputs {
		if in.Expression != nil {
			names[i] = strings.TrimSpace(in.Expression.Text.Text)
		}
	}
	return names
}

func outputs(t *dmn.DecisionTable) []string {
	names := make([]string, len(t.Outputs))
	for i, out := range t.Outputs {
		names[i] = out.Name
	}
	return names
}

// moved tells which rules have passed others by, where the hit policy makes that matter: as few as suffice to bring one order into the other.
func (t *tables) moved(pairs []int) map[int]bool {
	if !t.ordered() {
		return nil
	}
	// The longest run of rules that are still in order stays; best[i] is its length when it ends with rule i.
	best, before := make([]int, len(pairs)), make([]int, len(pairs))
	last := -1
	for i, j := range pairs {
		if j < 0 {
			continue
		}
		best[i], before[i] = 1, -1
		for k := range i {
			if pairs[k] >= 0 && pairs[k] < j && best[k]+1 > best[i] {
				best[i], before[i] = best[k]+1, k
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	moved := map[int]bool{}
	for i, j := range pairs {
		moved[i] = j >= 0
	}
	for ; last >= 0; last = before[last] {
		moved[last] = false
	}
	return moved
}

// mostOrdered is the largest table of which is told which rules moved, since that takes time with the square of the rules.
const mostOrdered = 5000

func (t *tables) ordered() bool {
	if len(t.a.Rules) > mostOrdered {
		return false
	}
	switch t.b.HitPolicy {
	case dmn.First, dmn.RuleOrder, dmn.OutputOrder, dmn.Priority:
		return true
	case dmn.Collect:
		return t.b.Aggregation == ""
	}
	return false
}
