package content

import (
	"regexp"
	"slices"
	"time"
)

// PhaseStaleMonths is how old the source of a phase may be before the phase no
// longer says anything about today (DESIGN 5.9).
const PhaseStaleMonths = 24

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// PhaseIsStale tells whether a phase with this date is too old to be counted on
// the day, YYYY-MM-DD. An undated phase always is. A year or a month counts
// from its first day, so that we are never more certain than the source.
func PhaseIsStale(asOf, day string) bool {
	today, err := time.Parse(dateLayouts[0], day)
	if err != nil {
		return true
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, asOf); err == nil {
			return t.AddDate(0, PhaseStaleMonths, 0).Before(today)
		}
	}
	return true
}

func (c *checker) checkSystems(l Library) {
	files, err := readAll[SystemRecord](l, systemsDir)
	c.failed(err)
	for _, file := range files {
		s, d := file.value, file.document
		c.named(d, at("id"), slugForm, s.ID)
		c.checkSystemCodes(d, s)
		c.checkSystemTexts(d, s)
		c.checkSystemOrganisations(d, s)
		c.checkPhases(d, s)
		c.checkSources(d, s)
		if s.Code != nil {
			c.checkCode(d, *s.Code)
		}
	}
}

func (c *checker) checkSystemCodes(d document, s SystemRecord) {
	c.code(d, at("slag"), "slag", s.Slag)
	c.code(d, at("organisation_type"), "organisation_type", s.OrganisationType)
	c.code(d, at("sector"), "sector", s.Sector)
	c.code(d, at("decision_role"), "decision_role", s.DecisionRole)
	c.code(d, at("source_strength"), "source_strength", s.SourceStrength)
	if len(s.Techniques) == 0 {
		c.add(d, at("techniques"), "%s names no technique", s.ID)
	}
	for i, technique := range s.Techniques {
		c.code(d, at("techniques", i), "technology", technique)
		if slices.Index(s.Techniques, technique) < i {
			c.add(d, at("techniques", i), "the technique %q is given twice", technique)
		}
	}
	if s.PersonalData != "" && s.PersonalData != "yes" && s.PersonalData != "no" {
		c.add(d, at("personal_data"), "%q is not an answer; write yes or no, or leave the field out", s.PersonalData)
	}
}

func (c *checker) checkSystemTexts(d document, s SystemRecord) {
	c.text(d, at("name"), s.Name)
	c.text(d, at("summary"), s.Summary)
	c.text(d, at("affected"), s.Affected)
	c.optionalText(d, at("unit"), s.Unit)
	c.optionalText(d, at("purpose"), s.Purpose)
	c.optionalText(d, at("scope_note"), s.ScopeNote)
	c.optionalText(d, at("parties_note"), s.PartiesNote)
	c.optionalText(d, at("data_description"), s.DataDescription)
	c.optionalText(d, at("legal_basis"), s.LegalBasis)
	c.optionalText(d, at("results"), s.Results)
	c.optionalText(d, at("lessons"), s.Lessons)
	for i, text := range s.Unverified {
		c.text(d, at("unverified", i), text)
	}
	if s.Reuse != nil {
		c.text(d, at("reuse", "terms"), s.Reuse.Terms)
	}
}

func (c *checker) checkSystemOrganisations(d document, s SystemRecord) {
	owner, ok := c.organisations[s.Organisation]
	switch {
	case !ok:
		c.add(d, at("organisation"), "the organisation %q is not in %s", s.Organisation, organisationsFile)
	case owner.Type != s.OrganisationType:
		c.add(d, at("organisation_type"), "%q is a %s in %s", s.Organisation, owner.Type, organisationsFile)
	}
	for i, name := range s.CoOrganisations {
		if _, ok := c.organisations[name]; !ok {
			c.add(d, at("co_organisations", i), "the organisation %q is not in %s", name, organisationsFile)
		}
	}
}

func (c *checker) checkPhases(d document, s SystemRecord) {
	if len(s.Phases) == 0 {
		c.add(d, at("phases"), "%s has no phase; give one without a code when the sources do not say", s.ID)
	}
	read := lastRead(s)
	for i, phase := range s.Phases {
		if phase.Phase != "" {
			c.code(d, at("phases", i, "phase"), "phase", phase.Phase)
		}
		c.partialDate(d, at("phases", i, "as_of"), phase.AsOf)
		c.optionalText(d, at("phases", i, "note"), phase.Note)
		if phase.Confirmed {
			c.add(d, at("phases", i, "confirmed"), "gathered content is never confirmed by the body")
		}
		if stale := PhaseIsStale(phase.AsOf, read); stale != phase.Stale {
			c.add(d, at("phases", i, "stale"), "stale must be %t: the phase is of %q and was read %s", stale, phase.AsOf, read)
		}
	}
}

// lastRead is the latest day that a source of the record was read.
func lastRead(s SystemRecord) string {
	var latest string
	for _, source := range s.Sources {
		latest = max(latest, source.Read)
	}
	return latest
}

func (c *checker) checkSources(d document, s SystemRecord) {
	if len(s.Sources) == 0 {
		c.add(d, at("sources"), "%s has no source; a record without one may not be here", s.ID)
	}
	for i, source := range s.Sources {
		c.link(d, at("sources", i, "url"), source.URL)
		c.partialDate(d, at("sources", i, "published"), source.Published)
		if source.Title == "" {
			c.add(d, at("sources", i), "the source has no title")
		}
		if !isDate(source.Read) {
			c.add(d, at("sources", i, "read"), "the source needs the day it was read, YYYY-MM-DD")
		}
	}
}

func (c *checker) checkCode(d document, code CodeRecord) {
	c.code(d, at("code", "status"), "code_status", code.Status)
	if code.Licence != "" {
		c.code(d, at("code", "licence"), "licence", code.Licence)
	}
	if code.URL != "" {
		c.link(d, at("code", "url"), code.URL)
	}
	c.optionalText(d, at("code", "note"), code.Note)
}
