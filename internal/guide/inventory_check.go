package guide

import (
	"cmp"
	"slices"
	"strings"
)

// Area is what a finding in an inventory is about.
type Area string

// The areas.
const (
	AreaStructure Area = "structure"
	AreaQuality   Area = "quality"
	AreaRight     Area = "right"
)

// Areas are all areas in the order in which they are shown: what may stop the work first.
func Areas() []Area { return []Area{AreaRight, AreaQuality, AreaStructure} }

// Severity is how much a finding matters, in the four words of the house.
type Severity string

// The severities.
const (
	Low      Severity = "low"
	Moderate Severity = "moderate"
	High     Severity = "high"
	Critical Severity = "critical"
)

func (s Severity) rank() int { return slices.Index([]Severity{Low, Moderate, High, Critical}, s) }

// Finding is something that a check of an inventory shows. Its words are the message Key under inventory.finding.
type Finding struct {
	Set      string // id of the data set; empty is the whole inventory
	Name     string // of the data set
	Area     Area
	Severity Severity
	Key      string
	Words    Words
}

// InventoryCheck is what a check of an inventory shows. Unanswered counts fields that the check needs; only where there are none does
// an empty list of findings mean that nothing was found.
type InventoryCheck struct {
	Findings   []Finding // the most serious first
	Unanswered int
}

// NothingFound tells whether everything that can raise a finding is answered and none was raised.
func (c InventoryCheck) NothingFound() bool { return len(c.Findings) == 0 && c.Unanswered == 0 }

// CheckInventory looks at structure, quality and right to use.
func CheckInventory(sets []DataSet) InventoryCheck {
	c := &inventoryCheck{}
	for i := range sets {
		c.set = &sets[i]
		c.right()
		c.protection()
		c.structure()
		c.quality()
	}
	c.across(sets)
	slices.SortStableFunc(c.Findings, func(a, b Finding) int { return cmp.Compare(b.Severity.rank(), a.Severity.rank()) })
	return c.InventoryCheck
}

type inventoryCheck struct {
	InventoryCheck
	set *DataSet
}

func (c *inventoryCheck) find(area Area, severity Severity, key string, args map[string]any) {
	f := Finding{Area: area, Severity: severity, Key: key, Words: Words{Key: "inventory.finding." + key, Args: args}}
	if c.set != nil {
		f.Set, f.Name = c.set.ID, c.set.Name
	}
	c.Findings = append(c.Findings, f)
}

// unless raises a finding where a field that must be filled in is not.
func (c *inventoryCheck) unless(value string, area Area, severity Severity, key string) {
	if value == "" {
		c.Unanswered++
		c.find(area, severity, key, nil)
	}
}

// use is something that data are used for.
type use struct {
	name  string
	right Right
}

func (d DataSet) uses() []use {
	return []use{{"training", d.Training}, {"testing", d.Testing}, {"operation", d.Operation}}
}

// teaches tells whether a model learns from the data or is judged by them.
func (d DataSet) teaches() bool { return d.Training.Use == "yes" || d.Testing.Use == "yes" }

// right looks at each use by itself: that data may be used to decide cases does not mean that a model may be trained on them.
func (c *inventoryCheck) right() {
	used := false
	for _, u := range c.set.uses() {
		args := map[string]any{"use": Words{Key: "inventory.use." + u.name}}
		used = used || u.right.Use == "yes"
		switch {
		case u.right.Use == "":
			c.Unanswered++
			c.find(AreaRight, Moderate, "use_unanswered", args)
		case u.right.Use == "no":
		case u.right.Right == "no":
			c.find(AreaRight, Critical, "no_right", args)
		case u.right.Right == "":
			c.Unanswered++
			c.find(AreaRight, High, "right_unanswered", args)
		case u.right.Right == "unclear":
			c.find(AreaRight, High, "right_unclear", args)
		case u.right.Ground == "":
			c.find(AreaRight, High, "no_ground", args)
		}
	}
	if c.set.Training.Use == "no" && c.set.Testing.Use == "no" && !used && c.set.Operation.Use == "no" {
		c.find(AreaRight, Low, "unused", nil)
	}
	c.unless(c.set.Purpose, AreaRight, High, "no_purpose")
}

func (c *inventoryCheck) protection() {
	d := c.set
	c.unless(d.PersonalData, AreaRight, Moderate, "personal_unanswered")
	c.unless(d.Secrecy, AreaRight, Moderate, "secrecy_unanswered")
	c.unless(d.SecurityClass, AreaRight, Moderate, "no_class")
	c.unless(d.Retention, AreaRight, Moderate, "no_retention")
	c.unless(d.Access, AreaRight, Moderate, "no_access")
	c.unless(d.Licence, AreaRight, Low, "no_licence")
	c.unless(d.Reuse, AreaRight, Low, "reuse_unanswered")
	personal, secret := d.PersonalData == "yes" || d.PersonalData == "partly", d.Secrecy == "yes" || d.Secrecy == "partly"
	if d.Reuse == "yes" && (personal || secret) {
		c.find(AreaRight, High, "reuse_protected", nil)
	}
	if personal && d.Training.Use == "yes" {
		c.find(AreaRight, Moderate, "personal_training", nil)
	}
}

func (c *inventoryCheck) structure() {
	d := c.set
	c.unless(d.Owner, AreaStructure, Moderate, "no_owner")
	c.unless(d.Source, AreaStructure, Moderate, "no_source")
	c.unless(d.Collected, AreaStructure, Moderate, "no_date")
	c.unless(d.Format, AreaStructure, Low, "no_format")
	if d.teaches() {
		c.unless(d.Version, AreaStructure, Moderate, "no_version")
		c.unless(d.Hash, AreaStructure, Low, "no_hash")
	}
	if d.Hash != "" && !validHash(d.Hash) {
		c.find(AreaStructure, Low, "bad_hash", nil)
	}
}

// hashLengths are the hexadecimal digits of the hashes that are known.
var hashLengths = map[string]int{"sha256": 64, "sha384": 96, "sha512": 128}

func validHash(hash string) bool {
	method, digits, ok := strings.Cut(hash, ":")
	return ok && len(digits) == hashLengths[method] && strings.Trim(digits, "0123456789abcdefABCDEF") == ""
}

func (c *inventoryCheck) quality() {
	d := c.set
	c.unless(d.Population, AreaQuality, Moderate, "no_population")
	c.unless(d.Gaps, AreaQuality, Moderate, "no_gaps")
	if d.teaches() {
		c.unless(d.Labels, AreaQuality, Moderate, "no_labels")
	}
	measured := 0
	for _, m := range dimensions() {
		if m.id == "labels" && !d.teaches() {
			continue
		}
		got := *m.of(d)
		name := map[string]any{"dimension": Words{Key: "inventory.dimension." + m.id}}
		switch {
		case got.Result == "" && got.Met == "":
			c.Unanswered++
			continue
		case got.Met == "no":
			c.find(AreaQuality, High, "not_met", name)
		case got.Met == "partly":
			c.find(AreaQuality, Moderate, "partly_met", name)
		case got.Met == "":
			c.Unanswered++
			c.find(AreaQuality, Moderate, "no_threshold", name)
		case got.Result == "":
			c.find(AreaQuality, Low, "no_result", name)
		}
		measured++
	}
	c.measured(measured)
}

// measured looks at whether anything is measured at all, and when.
func (c *inventoryCheck) measured(n int) {
	severity := Moderate
	if c.set.teaches() {
		severity = High
	}
	switch {
	case n == 0:
		c.find(AreaQuality, severity, "unmeasured", nil)
	case c.set.Quality.Measured == "":
		c.Unanswered++
		c.find(AreaQuality, Low, "no_measuring_day", nil)
	case c.set.Collected > c.set.Quality.Measured:
		c.find(AreaQuality, Moderate, "measured_before", nil)
	}
}

// across looks at the data sets together.
func (c *inventoryCheck) across(sets []DataSet) {
	names := map[string]bool{}
	trained, tested := false, false
	for i := range sets {
		c.set = &sets[i]
		if folded := strings.ToLower(sets[i].Name); names[folded] {
			c.find(AreaStructure, Moderate, "same_name", nil)
		} else {
			names[folded] = true
		}
		if sets[i].Training.Use == "yes" && sets[i].Testing.Use == "yes" {
			c.find(AreaQuality, High, "trained_and_tested", nil)
		}
		trained, tested = trained || sets[i].Training.Use == "yes", tested || sets[i].Testing.Use == "yes"
	}
	c.set = nil
	if len(sets) == 0 {
		c.Unanswered++
		c.find(AreaStructure, Moderate, "empty", nil)
	}
	if trained && !tested {
		c.find(AreaQuality, High, "untested", nil)
	}
}
