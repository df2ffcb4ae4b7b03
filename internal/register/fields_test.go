package register

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
)

// badValues are values that no field of a type may have, with the key of the message they give; goodValues are those it may.
var badValues = map[content.FieldType]map[string][]string{
	content.FieldChoice:  {"register.bad_code": {"no_such_code", "AI_SYSTEM ", "\n"}},
	content.FieldChoices: {"register.bad_code": {"no_such_code"}},
	content.FieldYesNo:   {"register.bad_code": {"ja", "true", "YES"}},
	content.FieldDate:    {"register.bad_date": {"26", "2026-13", "2026-02-29", "2026-1-1", "20260101", "2026-01-01T00:00:00Z", "-026", "abcd"}},
	content.FieldURL: {"register.bad_url": {
		"example.org", "//example.org", "ftp://example.org", "javascript:alert(1)", "data:text/html,x", "http://", "https:///path",
		"https://user@example.org", "mailto:a@example.org", "https://[::1", "http://:80",
	}},
	content.FieldNumber:   {"register.bad_number": {"212000-0143", "2120000142 ", "abc", "21200001420", "0000000000x"}},
	content.FieldContact:  {"register.bad_contact": {"<a@example.org>", "a@example.org\nBcc: b@example.org", "a\rb"}},
	content.FieldText:     {"register.bad_text": {"a\x00b", "\xff"}},
	content.FieldLongText: {"register.bad_text": {"a\x00b", "\xff"}},
	content.FieldString:   {"register.bad_text": {"a\x00b", "\xc3"}},
	content.FieldStrings:  {"register.bad_text": {"\x00", "\xff\xfe"}},
}

var goodValues = map[content.FieldType][]string{
	content.FieldYesNo:    {"yes", "partly", "no"},
	content.FieldDate:     {"2026", "2026-02", "2024-02-29", "0001-01-01"},
	content.FieldURL:      {"https://example.org", "http://example.org:8080/å?x=y#z", "https://xn--4ca.example"},
	content.FieldNumber:   {"212000-0142", "2120000142"},
	content.FieldContact:  {"registrator@example.org", "010-000 00 00", "Å Ä Ö"},
	content.FieldText:     {"<b>märkning</b>", "😀", "rad ett\nrad två"},
	content.FieldLongText: {"# rubrik\n\n* punkt"},
	content.FieldString:   {"=1+1", "ÅÄÖ"},
	content.FieldStrings:  {"x"},
}

// withValue is a system in which one field, found by its definition's id, has a value; path is where a fault about it is.
func withValue(t *testing.T, d *Definitions, id, value string) (s System, path string) {
	t.Helper()
	v := reflect.ValueOf(&s).Elem()
	plan := d.plan
	for {
		n, ok := nodeTo(plan, id)
		if !ok {
			t.Fatalf("no field of System is %s", id)
		}
		v = v.Field(n.index)
		if n.kind == structNode && n.id != id || n.kind == listNode {
			if v.Kind() == reflect.Slice {
				v.Set(reflect.MakeSlice(v.Type(), 1, 1))
				v = v.Index(0)
			}
			plan = n.below
			continue
		}
		return s, setLeaf(t, v, value)
	}
}

// nodeTo finds the node with an id, or the one that leads to it.
func nodeTo(plan []node, id string) (node, bool) {
	for _, n := range plan {
		if n.id == id && (n.kind != listNode && n.kind != structNode) {
			return n, true
		}
		if (n.kind == structNode || n.kind == listNode) && leadsTo(n.below, id) {
			return n, true
		}
	}
	return node{}, false
}

func leadsTo(plan []node, id string) bool {
	_, ok := nodeTo(plan, id)
	return ok
}

// setLeaf sets a text, a string or a list of them, and gives the end of the path.
func setLeaf(t *testing.T, v reflect.Value, value string) string {
	t.Helper()
	switch {
	case v.Type() == textType:
		v.Set(reflect.ValueOf(Text{SV: value}))
		return ".sv"
	case v.Kind() == reflect.String:
		v.SetString(value)
		return ""
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		v.Index(0).SetString(value)
		return "[0]"
	}
	t.Fatalf("a %v cannot hold a text", v.Type())
	return ""
}

// eachField calls f for every definition whose type is in values.
func eachField(t *testing.T, f func(t *testing.T, d *Definitions, def Definition)) {
	t.Helper()
	d := definitions(t)
	n := 0
	for _, def := range d.All() {
		if _, ok := badValues[def.Type]; !ok || strings.HasPrefix(def.ID, "stated.") || !leadsTo(d.plan, def.ID) {
			continue
		}
		n++
		t.Run(def.ID, func(t *testing.T) { f(t, d, def) })
	}
	if n < 100 {
		t.Errorf("only %d fields were tried", n)
	}
}

func TestEveryFieldRefusesWhatItsTypeCannotHold(t *testing.T) {
	eachField(t, func(t *testing.T, d *Definitions, def Definition) {
		for key, values := range badValues[def.Type] {
			if def.Open && key == "register.bad_code" {
				continue
			}
			for _, value := range values {
				s, end := withValue(t, d, def.ID, value)
				faults := s.Validate(d)
				if len(faults) != 1 || faults[0].Key != key || idOf(faults[0].Path) != def.ID || !strings.HasSuffix(faults[0].Path, end) {
					t.Errorf("%q gives %+v, want %s", value, faults, key)
				}
				if got := keys(s.Sound(d)); !slices.Equal(got, keys(faults)) {
					t.Errorf("%q is wrong in a form, but an import says %v", value, got)
				}
			}
		}
	})
}

func TestEveryFieldTakesWhatItsTypeHolds(t *testing.T) {
	eachField(t, func(t *testing.T, d *Definitions, def Definition) {
		values := goodValues[def.Type]
		for code := range def.codes {
			values = append(slices.Clone(values), code)
		}
		if def.Open {
			values = append(slices.Clone(values), "eget ord")
		}
		if len(values) == 0 {
			t.Errorf("a %s without codes takes nothing", def.Type)
		}
		for _, value := range values {
			s, _ := withValue(t, d, def.ID, value)
			if faults := s.Validate(d); len(faults) > 0 {
				t.Errorf("%q gives %+v", value, faults)
			}
			if !d.answers(s)[def.ID] {
				t.Errorf("%q does not count as an answer", value)
			}
		}
	})
}

func TestTheLengthOfEveryFieldIsCountedInCharacters(t *testing.T) {
	eachField(t, func(t *testing.T, d *Definitions, def Definition) {
		if def.MaxLength == 0 || def.Type != content.FieldText && def.Type != content.FieldLongText && def.Type != content.FieldString {
			return
		}
		for n, want := range map[int]int{def.MaxLength: 0, def.MaxLength + 1: 1} {
			s, _ := withValue(t, d, def.ID, strings.Repeat("å", n))
			faults := s.Validate(d)
			if len(faults) != want {
				t.Errorf("%d characters give %+v", n, faults)
			}
			if want == 1 && (faults[0].Key != "register.too_long" || faults[0].Args["max"] != def.MaxLength || faults[0].Args["n"] != n) {
				t.Errorf("%d characters give %+v", n, faults)
			}
		}
	})
}

func TestListsEndAtTheirLimit(t *testing.T) {
	d := definitions(t)
	for name, fill := range map[string]func(s *System, n int){
		"phases":            func(s *System, n int) { s.Phases = slices.Repeat([]PhaseEntry{{Phase: Idea}}, n) },
		"law.provisions":    func(s *System, n int) { s.Law.Provisions = make([]ProvisionRef, n) },
		"data.sources":      func(s *System, n int) { s.Data.Sources = make([]DataSource, n) },
		"technique.models":  func(s *System, n int) { s.Technique.Models = make([]Model, n) },
		"technique.links":   func(s *System, n int) { s.Technique.Links = make([]Link, n) },
		"parties":           func(s *System, n int) { s.Parties = make([]Party, n) },
		"benefits":          func(s *System, n int) { s.Benefits = make([]Benefit, n) },
		"risks":             func(s *System, n int) { s.Risks = make([]Risk, n) },
		"safeguards":        func(s *System, n int) { s.Safeguards = make([]Safeguard, n) },
		"assessments":       func(s *System, n int) { s.Assessments = make([]External, n) },
		"sources":           func(s *System, n int) { s.Sources = make([]Source, n) },
		"unverified":        func(s *System, n int) { s.Unverified = make([]Text, n) },
		"foreign":           func(s *System, n int) { s.Foreign = make([]ForeignField, n) },
		"other_names":       func(s *System, n int) { s.OtherNames = slices.Repeat([]string{"x"}, n) },
		"search_terms":      func(s *System, n int) { s.SearchTerms = slices.Repeat([]string{"x"}, n) },
		"use.areas":         func(s *System, n int) { s.Use.Areas = slices.Repeat([]string{"x"}, n) },
		"ai_act.annex_iii":  func(s *System, n int) { s.AIAct.AnnexIII = slices.Repeat([]string{"5.a"}, n) },
		"responsibility.co": func(s *System, n int) { s.Responsibility.CoOwners = slices.Repeat([]string{"x"}, n) },
	} {
		for n, want := range map[int]int{maxItems: 0, maxItems + 1: 1} {
			var s System
			fill(&s, n)
			tooMany := slices.DeleteFunc(keys(s.Validate(d)), func(k string) bool { return !strings.HasSuffix(k, "register.too_many") })
			if len(tooMany) != want {
				t.Errorf("%s with %d items: %v", name, n, tooMany)
			}
		}
	}
}

func TestARecordOfManyLongTextsIsTooLarge(t *testing.T) {
	d := definitions(t)
	var s System
	for range maxItems {
		s.Unverified = append(s.Unverified, Text{SV: strings.Repeat("x", maxText), EN: strings.Repeat("x", maxText)})
	}
	if got := keys(s.Sound(d)); !slices.Equal(got, []string{" register.too_large"}) {
		t.Errorf("faults: %v", got)
	}
}

// Every rule of the definitions turns its field into a gap where it applies, and no longer when the field is answered.
func TestEveryRuleRaisesItsGapAndLetsItGo(t *testing.T) {
	d := definitions(t)
	applies := map[string]func(*System){
		"decides_needs_route":        func(s *System) { s.DecisionRole = Decides; s.Questioning.HumanReview = Text{} },
		"decides_needs_human":        func(s *System) { s.DecisionRole = Decides },
		"personal_data_needs_basis":  func(s *System) { s.Data.PersonalData = Partly },
		"in_use_needs_contact":       func(s *System) { s.Phases = []PhaseEntry{{Phase: InUse}} },
		"sensitive_needs_assessment": func(s *System) { s.Data.Sensitive = []string{"health"} },
		"high_risk_needs_grounds":    func(s *System) { s.AIAct.Class = "high_risk_annex_iii" },
		"reuse_needs_terms":          func(s *System) { s.Reuse.Possible = Partly },
	}
	for _, rule := range d.rules {
		t.Run(rule.ID, func(t *testing.T) {
			set := applies[rule.ID]
			if set == nil {
				t.Fatal("no test makes it apply")
			}
			if without := gapOn(complete(), d, rule.Field); without != "" && without == rule.Need && rule.Need == Required {
				t.Errorf("%s is %s though the rule does not apply", rule.Field, without)
			}
			s := complete()
			set(&s)
			if got := gapOn(s, d, rule.Field); got != rule.Need && got != Required {
				t.Errorf("the gap on %s is %q, want %s", rule.Field, got, rule.Need)
			}
			answer(t, &s, rule.Field)
			if got := gapOn(s, d, rule.Field); got != "" {
				t.Errorf("%s is answered and still a gap, %s", rule.Field, got)
			}
		})
	}
}

func gapOn(s System, d *Definitions, field string) Need {
	for _, g := range s.Gaps(d) {
		if g.Field == field {
			return g.Need
		}
	}
	return ""
}

// answer gives a field a value.
func answer(t *testing.T, s *System, field string) {
	t.Helper()
	switch field {
	case "assessments":
		s.Assessments = []External{{Kind: "dpia"}}
	case "questioning.route":
		s.Questioning.Route.SV = "x"
	case "questioning.human_review":
		s.Questioning.HumanReview.SV = "x"
	case "law.basis":
		s.Law.Basis.SV = "x"
	case "responsibility.contact":
		s.Responsibility.Contact = "x"
	case "ai_act.grounds":
		s.AIAct.Grounds.SV = "x"
	case "reuse.terms":
		s.Reuse.Terms.SV = "x"
	default:
		t.Fatalf("no answer for %s", field)
	}
}

func TestEachOfTheSevenIsMissedAlone(t *testing.T) {
	d := definitions(t)
	for field, drop := range map[string]func(*System){
		"slag": func(s *System) { s.Slag = "" }, "name": func(s *System) { s.Name = Text{} }, "summary": func(s *System) { s.Summary = Text{} },
		"purpose": func(s *System) { s.Purpose = Text{} }, "decision_role": func(s *System) { s.DecisionRole = "" },
		"affected": func(s *System) { s.Affected = Text{} }, "phases": func(s *System) { s.Phases = nil },
	} {
		s := complete()
		drop(&s)
		if got := s.MissingForDraft(d); len(got) != 1 || field != "phases" && got[0] != field {
			t.Errorf("without %s: %v", field, got)
		}
		if gaps := required(s, d); len(gaps) != 1 {
			t.Errorf("without %s publication lacks %v", field, gaps)
		}
	}
	if got := complete().MissingForDraft(d); got != nil {
		t.Errorf("nothing is missing, but: %v", got)
	}
}
