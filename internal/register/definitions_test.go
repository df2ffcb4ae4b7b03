package register

import (
	"reflect"
	"testing"

	"github.com/tillit-se/tillit/content"
)

// kinds says which Go types a field type may have.
var kinds = map[content.FieldType][]reflect.Type{
	content.FieldText:     {textType},
	content.FieldLongText: {textType},
	content.FieldString:   {reflect.TypeFor[string]()},
	content.FieldStrings:  {reflect.TypeFor[[]string]()},
	content.FieldChoices:  {reflect.TypeFor[[]string]()},
	content.FieldChoice:   {reflect.TypeFor[string](), reflect.TypeFor[Slag](), reflect.TypeFor[Phase](), reflect.TypeFor[DecisionRole]()},
	content.FieldYesNo:    {reflect.TypeFor[YesNo]()},
	content.FieldBool:     {reflect.TypeFor[bool]()},
	content.FieldDate:     {reflect.TypeFor[string]()},
	content.FieldURL:      {reflect.TypeFor[string]()},
	content.FieldContact:  {reflect.TypeFor[string]()},
	content.FieldNumber:   {reflect.TypeFor[string]()},
}

func definitions(t testing.TB) *Definitions {
	t.Helper()
	d, err := LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryFieldOfTheTypeIsDefinedOnceAndFits(t *testing.T) {
	d := definitions(t)
	seen := map[string]bool{}
	matchStruct(t, d, d.plan, reflect.TypeFor[System](), seen)
	for _, def := range d.All() {
		if !seen[def.ID] {
			t.Errorf("%s is defined but no field of System", def.ID)
		}
	}
}

func matchStruct(t *testing.T, d *Definitions, plan []node, typ reflect.Type, seen map[string]bool) {
	t.Helper()
	for _, n := range plan {
		field := typ.Field(n.index).Type
		if n.kind == structNode {
			matchStruct(t, d, n.below, field, seen)
			continue
		}
		def, ok := d.Field(n.id)
		if !ok {
			t.Errorf("System has %s, which is not defined", n.id)
			continue
		}
		seen[n.id] = true
		matchField(t, d, n, def, field, seen)
	}
}

func matchField(t *testing.T, d *Definitions, n node, def Definition, field reflect.Type, seen map[string]bool) {
	t.Helper()
	switch n.kind {
	case listNode, mapNode:
		if want := map[nodeKind]content.FieldType{listNode: content.FieldList, mapNode: content.FieldMap}[n.kind]; def.Type != want {
			t.Errorf("%s is a %s, defined as %s", n.id, want, def.Type)
		}
		matchStruct(t, d, n.below, field.Elem(), seen)
	case textsNode:
		if def.Type != content.FieldList || len(def.Fields) > 0 {
			t.Errorf("%s is a list of texts, defined as %s", n.id, def.Type)
		}
	default:
		for _, fits := range kinds[def.Type] {
			if fits == field {
				return
			}
		}
		t.Errorf("%s is %v in Go, defined as %s", n.id, field, def.Type)
	}
}

// What the peers publish, after facts/registers.md 2c.
var peerFields = map[string][]string{
	"nl-1.0": {
		"name", "description_short", "organization", "theme", "status", "start_date", "end_date", "contact", "link", "publication_category",
		"source_link", "purpose_and_impact", "considerations", "human_intervention", "risk_management", "legal_basis", "legal_basis_link",
		"legal_basis_title", "processing_register_link", "impact_assessments", "impact_assessment_link", "impact_assessment_explanation",
		"data", "data_source_link", "data_source_title", "technical_operation", "supplier", "source_code_link", "language", "schema",
		"source_id", "search_terms",
	},
	"us-2025": {
		"agency", "agency_name", "id", "use_case_name", "agency_bureau", "contact_email", "is_withheld", "development_stage",
		"is_high_impact", "HI_justification", "topic_area", "classification", "problem_solved", "benefits", "system_outputs",
		"operational_date", "contracting_usage", "vendor_name", "have_ato", "system_name_ato", "data_description", "link_to_data", "has_pii",
		"pia_url", "demographic_features", "has_custom_code", "code_url", "hi_testing_conducted", "hi_assessment_completed",
		"hi_potential_impacts", "hi_independent_review", "hi_ongoing_monitoring", "hi_training_established", "hi_failsafe_presence",
		"hi_appeal_process", "hi_public_consultation",
	},
	"amt": {
		"name", "description",
		"provenance", "upl", "owners", "ai_act_profile", "labels", "interaction_details", "version_requirements", "deployment_variants",
		"hardware_requirements", "product_markings", "user_interface", "references", "assessments", "models",
	},
}

func TestEveryFieldOfThePeersHasAHome(t *testing.T) {
	d := definitions(t)
	homes := map[string]map[string]bool{}
	note := func(maps map[string][]string) {
		for standard, names := range maps {
			for _, name := range names {
				if homes[standard] == nil {
					homes[standard] = map[string]bool{}
				}
				homes[standard][name] = true
			}
		}
	}
	for _, def := range d.All() {
		note(def.Maps)
	}
	for _, e := range d.Set().Envelope {
		note(e.Maps)
	}
	for standard, names := range peerFields {
		known := map[string]bool{}
		for _, name := range names {
			known[name] = true
			if !homes[standard][name] {
				t.Errorf("%s: %s has no home", standard, name)
			}
		}
		for name := range homes[standard] {
			if !known[name] {
				t.Errorf("%s has no field %s", standard, name)
			}
		}
	}
}

func TestEveryRuleHasItsCondition(t *testing.T) {
	d := definitions(t)
	for _, rule := range d.rules {
		if ruleConditions[rule.ID] == nil {
			t.Errorf("rule %s has no condition", rule.ID)
		}
	}
	if len(d.rules) != len(ruleConditions) {
		t.Errorf("%d rules, %d conditions", len(d.rules), len(ruleConditions))
	}
}

func TestSevenFieldsMakeADraft(t *testing.T) {
	d := definitions(t)
	if got := (System{}).MissingForDraft(d); len(got) != 7 {
		t.Errorf("fields of a first draft: %v", got)
	}
}
