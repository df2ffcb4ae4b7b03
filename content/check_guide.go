package content

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// stepForm is the form of ids in the guide: words of small letters with hyphens.
var stepForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// referenceForm is that of the ids of international references.
var referenceForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// guideChecker is what a check of the guide looks names up in.
type guideChecker struct {
	*checker
	guide      Guide
	doc        document // guide.yaml
	steps      map[string]document
	pages      map[string]bool
	conditions *Conditions
}

func (c *checker) checkGuide(l Library) {
	files, err := l.guide()
	if errors.Is(err, fs.ErrNotExist) {
		return // a tree without a guide
	}
	c.failed(err)
	c.problems = append(c.problems, files.missing...)
	if files.root == nil {
		return
	}
	g := &guideChecker{checker: c, guide: files.value, doc: files.document, steps: files.steps}
	g.readPages(l)
	g.conditions, err = l.Conditions()
	c.failed(err)
	g.checkHead()
	g.checkWords()
	g.checkReferences()
	g.checkGroups(l)
	g.checkPaths()
	for _, step := range g.guide.Steps {
		g.checkStep(step, g.steps[step.ID])
	}
}

// once demands that an id has the form and comes once.
func (g *guideChecker) once(d document, where []any, form *regexp.Regexp, id string, seen map[string]bool) {
	if !form.MatchString(id) {
		g.add(d, where, "the id %q must match %s", id, form)
	}
	if seen[id] {
		g.add(d, where, "the id %q is given twice", id)
	}
	seen[id] = true
}

func (g *guideChecker) checkHead() {
	if !isDate(g.guide.Updated) {
		g.add(g.doc, at("updated"), "%q is not the day of the last change; write YYYY-MM-DD", g.guide.Updated)
	}
	for name, text := range map[string]Text{"title": g.guide.Title, "lead": g.guide.Lead, "notice": g.guide.Notice, "sustainable": g.guide.Sustainable} {
		g.text(g.doc, at(name), text)
	}
}

func (g *guideChecker) checkWords() {
	seen := map[string]bool{}
	for i, q := range g.guide.Qualities {
		g.once(g.doc, at("qualities", i, "id"), stepForm, q.ID, seen)
		g.text(g.doc, at("qualities", i, "word"), q.Word)
		g.text(g.doc, at("qualities", i, "meaning"), q.Meaning)
	}
	seen = map[string]bool{}
	for i, r := range g.guide.Roles {
		g.once(g.doc, at("roles", i, "id"), roleForm, r.ID, seen)
		g.text(g.doc, at("roles", i), r.Name())
		g.optionalText(g.doc, at("roles", i, "does"), r.Does)
	}
	seen = map[string]bool{}
	for i, t := range g.guide.Terms {
		g.once(g.doc, at("terms", i, "id"), stepForm, t.ID, seen)
		g.text(g.doc, at("terms", i), t.Name())
		g.text(g.doc, at("terms", i, "definition"), t.Definition)
		if t.Source != "" && !g.knownTarget(t.Source) {
			g.link(g.doc, at("terms", i, "source"), t.Source)
		}
	}
}

// roleForm lets the ids of roles have either sign between words.
var roleForm = regexp.MustCompile(`^[a-z][a-z0-9]*([-_][a-z0-9]+)*$`)

func (g *guideChecker) checkReferences() {
	seen := map[string]bool{}
	for i, r := range g.guide.References {
		where := func(steps ...any) []any { return append(at("references", i), steps...) }
		g.once(g.doc, where("id"), referenceForm, r.ID, seen)
		g.text(g.doc, where("title"), Text(r.Title))
		g.text(g.doc, where("publisher"), Text(r.Publisher))
		g.optionalText(g.doc, where("note"), r.Note)
		g.link(g.doc, where("url"), r.URL)
		g.readState(g.doc, where, r.Published, r.Read, r.Strength)
	}
}

// readState demands that it is said when and how a source was read, and that it is sure enough to be shown.
func (g *guideChecker) readState(d document, where func(...any) []any, published, read string, strength Strength) {
	if !isDate(read) {
		g.add(d, where("read"), "%q is not the day it was read; write YYYY-MM-DD", read)
	}
	g.partialDate(d, where("published"), published)
	if published != "" && isDate(read) && published > read {
		g.add(d, where("published"), "it was published %s, after it was read", published)
	}
	if !slices.Contains(strengths, strength) {
		g.add(d, where("strength"), "%q is not a strength; write primary, secondary or own, and leave out what is less sure", strength)
	}
}

// checkGroups demands that every step has one place, and that no file lies outside them.
func (g *guideChecker) checkGroups(l Library) {
	seen, groups := map[string]bool{}, map[string]bool{}
	for i, group := range g.guide.Groups {
		g.once(g.doc, at("groups", i, "id"), stepForm, group.ID, groups)
		g.text(g.doc, at("groups", i, "title"), group.Title)
		g.optionalText(g.doc, at("groups", i, "lead"), group.Lead)
		for j, id := range group.Steps {
			g.once(g.doc, at("groups", i, "steps", j), stepForm, id, seen)
		}
	}
	files, err := l.yamlFiles(guideDir)
	g.failed(err)
	for _, file := range files {
		if id := strings.TrimSuffix(path.Base(file), ".yaml"); file != guideFile && !seen[id] {
			g.problems = append(g.problems, Problem{File: file, Message: "no group of " + guideFile + " has the step " + id})
		}
	}
}

func (g *guideChecker) checkPaths() {
	seen := map[string]bool{}
	for i, p := range g.guide.Paths {
		g.once(g.doc, at("paths", i, "id"), stepForm, p.ID, seen)
		g.text(g.doc, at("paths", i, "title"), p.Title)
		g.optionalText(g.doc, at("paths", i, "lead"), p.Lead)
		g.knownStep(g.doc, at("paths", i, "step"), p.Step)
		for j, id := range p.Steps {
			g.knownStep(g.doc, at("paths", i, "steps", j), id)
		}
		if len(p.Steps) == 0 {
			g.add(g.doc, at("paths", i), "the path %q has no steps", p.ID)
		}
		g.optionalText(g.doc, at("paths", i, "because"), p.Because)
		for key, when := range map[string]string{"when": p.When, "unless": p.Unless} {
			if when != "" {
				g.condition(g.doc, at("paths", i, key), Condition{When: when})
			}
		}
	}
}

func (g *guideChecker) knownStep(d document, where []any, id string) {
	if _, ok := g.guide.Step(id); !ok {
		g.add(d, where, "there is no step %q", id)
	}
}

func (g *guideChecker) checkStep(s Step, d document) {
	g.named(d, at("id"), stepForm, s.ID)
	g.tags(d, at("tags"), s.Tags)
	for i, phase := range s.Phases {
		g.code(d, at("phases", i), "phase", phase)
	}
	if len(s.Roles) == 0 {
		g.add(d, at("roles"), "the step %s names nobody who does it", s.ID)
	}
	for i, r := range s.Roles {
		if _, ok := g.guide.Role(r.Role); !ok {
			g.add(d, at("roles", i, "role"), "%s has no role %q", guideFile, r.Role)
		}
		g.text(d, at("roles", i, "does"), r.Does)
	}
	g.text(d, at("result"), s.Result)
	g.checkDemands(s, d)
	g.checkMistakes(s, d)
	g.provisions(d, at("provisions"), s.Provisions)
	g.checkStepReferences(s, d)
	g.checkSources(s, d)
	g.checkConditions(s, d)
	g.checkTexts(s, d)
	g.checkReadability(s, d)
}

// tags demands qualities that there are, each once.
func (g *guideChecker) tags(d document, where []any, tags []string) {
	if len(tags) == 0 {
		g.add(d, where, "no tag; write which of the qualities it serves")
	}
	for i, tag := range tags {
		if _, ok := g.guide.Quality(tag); !ok {
			g.add(d, append(slices.Clone(where), i), "%s has no quality %q", guideFile, tag)
		}
		if slices.Contains(tags[:i], tag) {
			g.add(d, append(slices.Clone(where), i), "the tag %q is given twice", tag)
		}
	}
}

func (g *guideChecker) checkDemands(s Step, d document) {
	seen := map[string]bool{}
	if len(s.Demands) == 0 {
		g.add(d, at("demands"), "the step %s has nothing to check", s.ID)
	}
	for i, demand := range s.Demands {
		where := func(steps ...any) []any { return append(at("demands", i), steps...) }
		g.once(d, where("id"), roleForm, demand.ID, seen)
		g.tags(d, where("tags"), demand.Tags)
		g.text(d, where("text"), demand.Text)
		g.optionalText(d, where("why"), demand.Why)
		g.provisions(d, where("provisions"), demand.Provisions)
		for j, c := range demand.ShownBy {
			g.condition(d, where("shown_by", j), c)
		}
	}
}

func (g *guideChecker) checkMistakes(s Step, d document) {
	for i, m := range s.Mistakes {
		where := func(steps ...any) []any { return append(at("mistakes", i), steps...) }
		g.text(d, where("title"), Text(m.Title))
		g.text(d, where("where"), Text(m.Where))
		g.text(d, where("what"), m.What)
		g.text(d, where("lesson"), m.Lesson)
		if len(m.Sources) == 0 {
			g.add(d, where("sources"), "a mistake made by others needs its source")
		}
		for j, id := range m.Sources {
			if _, ok := s.Source(id); !ok {
				g.add(d, where("sources", j), "the step has no source %q", id)
			}
		}
	}
}

func (g *guideChecker) checkStepReferences(s Step, d document) {
	seen := map[string]bool{}
	for i, r := range s.References {
		if _, ok := g.guide.Reference(r.Ref); !ok {
			g.add(d, at("references", i, "ref"), "%s has no reference %q", guideFile, r.Ref)
		}
		if seen[r.Ref] {
			g.add(d, at("references", i, "ref"), "the reference %q is given twice", r.Ref)
		}
		seen[r.Ref] = true
		if len(r.Items) == 0 {
			g.add(d, at("references", i), "say which places of %s the step answers to", r.Ref)
		}
		g.optionalText(d, at("references", i, "note"), r.Note)
	}
}

// checkSources demands that each source is well described and used.
func (g *guideChecker) checkSources(s Step, d document) {
	used := s.usedSources()
	seen := map[string]bool{}
	for i, source := range s.Sources {
		where := func(steps ...any) []any { return append(at("sources", i), steps...) }
		g.once(d, where("id"), roleForm, source.ID, seen)
		g.text(d, where("title"), Text(source.Title))
		g.text(d, where("publisher"), Text(source.Publisher))
		g.optionalText(d, where("note"), source.Note)
		if source.URL != "" || source.Strength != StrengthOwn {
			g.link(d, where("url"), source.URL)
		}
		g.readState(d, where, source.Published, source.Read, source.Strength)
		if !used[source.ID] {
			g.add(d, where("id"), "the source %q is not cited", source.ID)
		}
	}
}

func (s Step) usedSources() map[string]bool {
	used := map[string]bool{}
	for _, m := range s.Mistakes {
		for _, id := range m.Sources {
			used[id] = true
		}
	}
	for _, text := range s.Texts {
		for _, c := range text.outline().citations {
			used[c.ID] = true
		}
	}
	return used
}

// provisions demands targets that lead somewhere.
func (g *guideChecker) provisions(d document, where []any, targets []string) {
	for i, target := range targets {
		if !g.knownTarget(target) {
			g.add(d, append(slices.Clone(where), i), "%s is neither in provisions nor a place in one of its sources", target)
		}
	}
}

// knownTarget tells whether the target is a provision of ours, or in form and in a source of ours.
func (c *checker) knownTarget(target string) bool {
	if _, ok := c.targets[target]; ok {
		return true
	}
	source, _, _ := strings.Cut(target, "#")
	return c.sources[source] && validTarget(source, target)
}

func (g *guideChecker) checkConditions(s Step, d document) {
	shown := slices.ContainsFunc(s.Demands, func(demand Demand) bool { return len(demand.ShownBy) > 0 })
	if s.Private && (s.Applies != nil || len(s.DoneWhen) > 0 || shown) {
		g.add(d, at("private"), "a step of which nothing is kept can have no conditions")
	}
	if s.Applies != nil {
		g.condition(d, at("applies_when"), *s.Applies)
	}
	for i, c := range s.DoneWhen {
		g.condition(d, at("done_when", i), c)
	}
}

func (g *guideChecker) condition(d document, where []any, c Condition) {
	g.optionalText(d, where, c.Text)
	if g.conditions == nil {
		return
	}
	if _, err := g.conditions.Compile(c.When); err != nil {
		g.add(d, where, "the condition %q: %v", c.When, err)
	}
}
