package content

import (
	"regexp"
	"slices"
)

// Closed sets of words in the architecture and the guide.
var (
	qualityTags      = []string{"ethical", "secure", "reliable", "transparent"}
	fillings         = []string{"whole", "part", "planned", "none"}
	licenceReadings  = []string{"file", "older_file"}
	neighbourKinds   = []string{"person", "system"}
	sourceStrengths  = []string{"primary", "secondary"}
	architectureForm = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
)

// architectureChecker knows the ids that the parts of the architecture may point at.
type architectureChecker struct {
	*checker
	conditions                    *Conditions
	layers, zones, traits, blocks map[string]bool
	steps                         map[string]bool // of the guide; nil in a tree without one
}

func (c *checker) checkArchitecture(l Library) {
	if has, err := l.hasArchitecture(); !has {
		c.failed(err)
		return
	}
	files, err := l.architectureFiles()
	if err != nil {
		c.failed(err)
		return
	}
	conditions, err := l.Conditions()
	if err != nil {
		c.failed(err)
		return
	}
	a := architectureChecker{checker: c, conditions: conditions, layers: map[string]bool{}, zones: map[string]bool{}, traits: map[string]bool{}, blocks: map[string]bool{}, steps: l.stepIDs()}
	a.checkFrame(files.main)
	for _, file := range files.blocks {
		for i, b := range file.value.Blocks {
			a.id(file.document, at("blocks", i, "id"), a.blocks, b.ID)
		}
	}
	c.blocks = a.blocks
	for _, file := range files.blocks {
		a.checkBlocks(file)
	}
	a.checkContext(files.main)
	a.checkProducts(files.products)
	a.checkPatterns(files.patterns)
	a.checkNational(files.national)
}

// id demands that an id is in form and new, and remembers it.
func (c architectureChecker) id(d document, where []any, known map[string]bool, id string) {
	if !architectureForm.MatchString(id) {
		c.add(d, where, "the id %q must match %s", id, architectureForm)
	}
	if known[id] {
		c.add(d, where, "the id %q is given twice", id)
	}
	known[id] = true
}

// known demands that each id is one of a kind.
func (c architectureChecker) known(d document, where []any, kind string, ids map[string]bool, list ...string) {
	for _, id := range list {
		if !ids[id] {
			c.add(d, where, "there is no %s %q", kind, id)
		}
	}
}

// guided demands that each id is a step of the guide, where there is a guide.
func (c architectureChecker) guided(d document, where []any, ids []string) {
	if c.steps != nil {
		c.known(d, where, "step of the guide", c.steps, ids...)
	}
}

// wasRead demands the day when something was read.
func (c architectureChecker) wasRead(d document, where []any, day string) {
	if !isDate(day) {
		c.add(d, where, "%q is not the day it was read; write YYYY-MM-DD", day)
	}
}

// oneOf demands a word of a closed set.
func (c architectureChecker) oneOf(d document, where []any, set []string, word string) {
	if !slices.Contains(set, word) {
		c.add(d, where, "%q is not one of %v", word, set)
	}
}

// texts demands at least one text, each in both languages.
func (c architectureChecker) texts(d document, where []any, texts []Text) {
	if len(texts) == 0 {
		c.add(d, where, "%s is empty", field(where))
	}
	for i, t := range texts {
		c.text(d, append(slices.Clone(where), i), t)
	}
}

func (c architectureChecker) cites(d document, where []any, targets []string) {
	for i, target := range targets {
		c.used = append(c.used, targetUse{doc: d, at: append(slices.Clone(where), i), target: target})
	}
}

func (c architectureChecker) checkFrame(file loaded[Architecture]) {
	d, a := file.document, file.value
	c.day(d, at("updated"), a.Updated)
	for key, t := range map[string]Text{"title": a.Title, "lead": a.Lead, "own_proposal": a.OwnProposal} {
		c.text(d, at(key), t)
	}
	for i, layer := range a.Layers {
		c.id(d, at("layers", i, "id"), c.layers, layer.ID)
		c.text(d, at("layers", i, "name"), layer.Name)
		c.text(d, at("layers", i, "purpose"), layer.Purpose)
	}
	for i, zone := range a.Zones {
		c.id(d, at("zones", i, "id"), c.zones, zone.ID)
		c.text(d, at("zones", i, "name"), zone.Name)
		c.text(d, at("zones", i, "meaning"), zone.Meaning)
	}
	for i, trait := range a.Traits {
		if c.traits[trait.ID] {
			c.add(d, at("traits", i, "id"), "the trait %q is given twice", trait.ID)
		}
		c.traits[trait.ID] = true
		c.text(d, at("traits", i, "why"), trait.Why)
		if _, err := c.conditions.Compile(trait.When); err != nil {
			c.add(d, at("traits", i, "when"), "the trait %s: %v", trait.ID, err)
		}
	}
	for i, s := range a.Sources {
		c.link(d, at("sources", i, "url"), s.URL)
		c.wasRead(d, at("sources", i, "read"), s.Read)
		c.oneOf(d, at("sources", i, "strength"), sourceStrengths, s.Strength)
		c.text(d, at("sources", i, "publisher"), s.Publisher)
		c.text(d, at("sources", i, "used_for"), s.UsedFor)
	}
}

func (c architectureChecker) checkContext(file loaded[Architecture]) {
	ids := map[string]bool{}
	for i, n := range file.value.Context {
		where := func(steps ...any) []any { return append(at("context", i), steps...) }
		c.id(file.document, where("id"), ids, n.ID)
		c.oneOf(file.document, where("kind"), neighbourKinds, n.Kind)
		c.text(file.document, where("name"), n.Name)
		c.optionalText(file.document, where("to"), n.To)
		c.optionalText(file.document, where("from"), n.From)
		c.known(file.document, where("meets"), "block", c.blocks, n.Meets...)
	}
}

func (c architectureChecker) checkBlocks(file loaded[blockFile]) {
	d := file.document
	c.known(d, at("layer"), "layer", c.layers, file.value.Layer)
	for i, b := range file.value.Blocks {
		where := func(steps ...any) []any { return append(at("blocks", i), steps...) }
		for key, t := range map[string]Text{"name": b.Name, "purpose": b.Purpose, "takes": b.Takes, "gives": b.Gives} {
			c.text(d, where(key), t)
		}
		c.texts(d, where("demands"), b.Demands)
		c.texts(d, where("risks"), b.Risks)
		c.optionalText(d, where("zone_note"), b.ZoneNote)
		c.known(d, where("zones"), "zone", c.zones, b.Zones...)
		c.known(d, where("needed_for"), "trait", c.traits, b.NeededFor...)
		if len(b.NeededFor) == 0 {
			c.add(d, where("id"), "the block %s is needed for nothing", b.ID)
		}
		for _, tag := range b.Tags {
			c.oneOf(d, where("tags"), qualityTags, tag)
		}
		for j, flow := range b.Flows {
			c.known(d, where("flows", j, "to"), "block", c.blocks, flow.To)
			c.text(d, where("flows", j, "what"), flow.What)
		}
		if b.SeenWhen != nil {
			if _, err := c.conditions.Compile(b.SeenWhen.When); err != nil {
				c.add(d, where("seen_when"), "the block %s: %v", b.ID, err)
			}
			c.optionalText(d, where("seen_when", "text"), b.SeenWhen.Text)
		}
		c.cites(d, where("provisions"), b.Provisions)
		c.guided(d, where("guide"), b.Guide)
		c.oneOf(d, where("tillit", "fills"), fillings, b.Tillit.Fills)
		c.text(d, where("tillit", "how"), b.Tillit.How)
	}
}

func (c architectureChecker) checkProducts(file loaded[productFile]) {
	d := file.document
	c.wasRead(d, at("read"), file.value.Read)
	ids := map[string]bool{}
	for i, p := range file.value.Products {
		where := func(steps ...any) []any { return append(at("products", i), steps...) }
		c.id(d, where("id"), ids, p.ID)
		c.link(d, where("repository"), p.Repository)
		c.oneOf(d, where("licence_read"), licenceReadings, p.LicenceRead)
		c.day(d, where("last_commit"), p.LastCommit)
		c.known(d, where("fills"), "block", c.blocks, p.Fills...)
		if len(p.Fills) == 0 {
			c.add(d, where("fills"), "the product %s fills no block", p.ID)
		}
		if !p.OpenSource && p.Note == nil {
			c.add(d, where("id"), "the product %s is not open source, so it needs a note", p.ID)
		}
		c.optionalText(d, where("public_body"), p.PublicBody)
		c.optionalText(d, where("note"), p.Note)
	}
}

func (c architectureChecker) checkPatterns(file loaded[patternFile]) {
	d := file.document
	ids := map[string]bool{}
	for i, p := range file.value.Patterns {
		where := func(steps ...any) []any { return append(at("patterns", i), steps...) }
		c.id(d, where("id"), ids, p.ID)
		c.text(d, where("name"), p.Name)
		c.text(d, where("summary"), p.Summary)
		c.texts(d, where("use_when"), p.UseWhen)
		c.texts(d, where("not_when"), p.NotWhen)
		c.texts(d, where("risks"), p.Risks)
		c.known(d, where("zones"), "zone", c.zones, p.Zones...)
		c.known(d, where("blocks"), "block", c.blocks, p.Blocks...)
		c.cites(d, where("provisions"), p.Provisions)
		c.guided(d, where("guide"), p.Guide)
		for j, e := range p.Evidence {
			c.text(d, where("evidence", j, "text"), e.Text)
			c.link(d, where("evidence", j, "url"), e.URL)
			c.wasRead(d, where("evidence", j, "read"), e.Read)
			c.oneOf(d, where("evidence", j, "strength"), sourceStrengths, e.Strength)
		}
	}
}

func (c architectureChecker) checkNational(file loaded[National]) {
	d := file.document
	c.wasRead(d, at("read"), file.value.Read)
	c.text(d, at("note"), file.value.Note)
	ids := map[string]bool{}
	for i, b := range file.value.Blocks {
		where := func(steps ...any) []any { return append(at("blocks", i), steps...) }
		c.id(d, where("id"), ids, b.ID)
		c.text(d, where("name"), b.Name)
		c.text(d, where("category"), b.Category)
		c.optionalText(d, where("state"), b.State)
		c.known(d, where("maps_to"), "block", c.blocks, b.MapsTo...)
		if b.Source != "" {
			c.link(d, where("source"), b.Source)
		}
		if b.State != nil && b.Source == "" {
			c.add(d, where("state"), "%s has a state but no source", b.ID)
		}
		if b.Known > 0 && b.State == nil {
			c.add(d, where("known"), "%s has a year but no state", b.ID)
		}
	}
}
