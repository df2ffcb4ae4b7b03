package content

import (
	"regexp"
	"slices"
	"strings"
)

var (
	sourceForm = regexp.MustCompile(`^(sfs/\d{4}:\d+|celex/\d{5}[A-Z]{1,2}\d{4})$`)
	// swedishPlace is K chapter, P section, S paragraph (stycke), N item, where
	// chapters, sections and items may carry letters: K10P2a, P28S1, K1P4S1N3.
	swedishPlace = regexp.MustCompile(`^(K\d+[a-z]{0,2})?(P\d+[a-z]{0,2}(S\d+)?(N\d+[a-z]?)?)?$`)
	// europeanPlace is article, paragraph and point (6.1.e, 4a), or an annex by
	// its Roman number with a point or section (ann-III.5).
	europeanPlace = regexp.MustCompile(`^(\d+[a-z]?(\.\d+[a-z]?)?(\.[a-z]{1,2})?|ann-[IVX]+(\.[A-Z0-9]+[a-z]?)*)$`)
	// conventionPlace is an article of the European Convention, which is an
	// annex to the Swedish act that incorporates it: A8.
	conventionPlace = regexp.MustCompile(`^A\d+(\.\d+)?$`)
)

// validTarget tells whether target is a canonical place in the source.
func validTarget(source, target string) bool {
	place, ok := strings.CutPrefix(target, source+"#")
	if !ok || place == "" {
		return target == source
	}
	if source[0] == 'c' {
		return europeanPlace.MatchString(place)
	}
	return swedishPlace.MatchString(place) || conventionPlace.MatchString(place)
}

func (c *checker) checkProvisions(l Library) {
	files, err := readAll[Source](l, provisionsDir)
	c.failed(err)
	c.targets = map[string]string{}
	c.sources = map[string]bool{}
	sources := map[string]string{}
	for _, file := range files {
		s := file.value
		if !sourceForm.MatchString(s.ID) {
			c.add(file.document, at("id"), "the source id %q must be like sfs/2017:900 or celex/32016R0679", s.ID)
			continue
		}
		if other, ok := sources[s.ID]; ok {
			c.add(file.document, at("id"), "the source %s is also in %s", s.ID, other)
		}
		sources[s.ID] = file.file
		c.sources[s.ID] = true
		c.text(file.document, at("title"), s.Title)
		c.text(file.document, at("abbreviation"), s.Abbreviation)
		c.link(file.document, at("link"), s.Link)
		c.text(file.document, at("read", "copy"), s.Read.Copy)
		if !isDate(s.Read.Checked) {
			c.add(file.document, at("read", "checked"), "the source %s needs the day it was checked, YYYY-MM-DD", s.ID)
		}
		for i, p := range s.Provisions {
			c.checkProvision(file.document, s.ID, i, p)
		}
	}
}

func (c *checker) checkProvision(d document, source string, i int, p Provision) {
	where := func(steps ...any) []any { return append(at("provisions", i), steps...) }
	for j, target := range p.Targets() {
		place := where("target")
		if j > 0 {
			place = where("also", j-1)
		}
		if !validTarget(source, target) {
			c.add(d, place, "%q is not a canonical target in %s", target, source)
		}
		if file, ok := c.targets[target]; ok {
			c.add(d, place, "the target %s is given twice, also in %s", target, file)
		}
		c.targets[target] = d.file
	}
	c.text(d, where("label"), p.Label)
	c.text(d, where(), Text{SV: p.SV, EN: p.EN})
	c.optionalText(d, where("note"), p.Note)
	c.optionalText(d, where("date_note"), p.DateNote)
	c.checkValidity(d, where, p)
	if !slices.Contains([]Verification{VerifiedFull, VerifiedPartial}, p.Verification) {
		c.add(d, where("verification"), "%q is not a verification; write full or partial", p.Verification)
	}
	if p.Verification == VerifiedPartial && p.Note == nil {
		c.add(d, where("note"), "%s is verified in part, so it needs a note on what was not read", p.Target)
	}
}

func (c *checker) checkValidity(d document, where func(...any) []any, p Provision) {
	c.day(d, where("valid_from"), p.ValidFrom)
	c.day(d, where("valid_to"), p.ValidTo)
	if p.ValidFrom != "" && p.ValidTo != "" && p.ValidTo < p.ValidFrom {
		c.add(d, where("valid_to"), "%s ends before it begins", p.Target)
	}
	for j, day := range p.DisputedFrom {
		c.day(d, where("disputed_from", j), day)
		if day == p.ValidFrom {
			c.add(d, where("disputed_from", j), "%s is the date that valid_from already gives", day)
		}
	}
	if len(p.DisputedFrom) > 0 && (p.DateNote == nil || p.ValidFrom == "") {
		c.add(d, where("disputed_from"), "%s has disputed dates, so it needs valid_from and a date_note", p.Target)
	}
}

// checkProvisionUse demands that every place cited by a vocabulary is there.
func (c *checker) checkProvisionUse() {
	for _, use := range c.used {
		if _, ok := c.targets[use.target]; !ok {
			c.add(use.doc, use.at, "no provision file has the target %s", use.target)
		}
	}
}
