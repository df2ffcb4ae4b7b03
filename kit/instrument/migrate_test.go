package instrument_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/instrument"
)

func TestMigrateCarriesAnswersByQuestionID(t *testing.T) {
	before := mustParse(t, packOf(
		yesNo("same")+yesNo("raised")+yesNo("gone")+yesNo("reworded")+numeric("retyped")+
			"  - {id: colour, section: s, type: choice, label: {sv: F, en: C}, options: [{id: red, label: {sv: R, en: R}}, {id: blue, label: {sv: B, en: B}}]}\n"+
			"  - {id: shade, section: s, type: choice, label: {sv: F, en: C}, options: [{id: red, label: {sv: R, en: R}}, {id: blue, label: {sv: B, en: B}}]}\n"))
	after := mustParse(t, strings.Replace(packOf(
		yesNo("fresh")+yesNo("same")+yesNo("raised", "version: 2")+
			strings.Replace(yesNo("reworded"), "Är reworded", "Är det så", 1)+
			strings.Replace(numeric("retyped"), "number", "text", 1)+
			"  - {id: colour, section: s, type: choice, label: {sv: F, en: C}, options: [{id: blue, label: {sv: B, en: B}}, {id: green, label: {sv: G, en: G}}]}\n"+
			"  - {id: shade, section: s, type: choice, label: {sv: F, en: C}, options: [{id: blue, label: {sv: B, en: B}}, {id: red, label: {sv: Röd, en: R}}]}\n"),
		"1.0.0", "2.0.0", 1))
	answers := answersOf(before, given{
		"same": "yes", "raised": "no", "gone": "yes", "reworded": "yes", "retyped": 5, "colour": "red", "shade": "red", "ghost": "x",
	})
	moved, report := instrument.Migrate(before, after, answers)

	same(t, "versions", report.From+" "+report.To+" "+moved.Version, "1.0.0 2.0.0 2.0.0")
	same(t, "kept", report.Kept, []string{"same", "shade"})
	same(t, "recheck", report.Recheck, []instrument.Recheck{
		{Question: "raised", Reason: instrument.RecheckVersion}, {Question: "reworded", Reason: instrument.RecheckLabel},
	})
	var aside []string
	for _, a := range report.Aside {
		aside = append(aside, a.Question+" "+string(a.Reason))
	}
	same(t, "aside", aside, []string{"colour invalid", "ghost unknown", "gone removed", "retyped type"})
	same(t, "new", report.New, []string{"fresh"})
	same(t, "moved", moved.IDs(), []string{"raised", "reworded", "same", "shade"})
	same(t, "marked", moved.Items["raised"].Recheck, true)
	same(t, "the original is not touched", answers.Items["raised"].Recheck, false)

	result := instrument.Evaluate(after, moved, day)
	if got := strings.Join(missing(result), "; "); !strings.Contains(got, "question raised recheck") {
		t.Errorf("missing: %s", got)
	}
}

func TestOptionsThatCameOrWentAreRechecked(t *testing.T) {
	options := func(ids string) string {
		return packOf("  - {id: colour, section: s, type: choice, label: {sv: F, en: C}, options: [" + ids + "]}\n")
	}
	red, blue := "{id: red, label: {sv: R, en: R}}", "{id: blue, label: {sv: B, en: B}}"
	before, after := mustParse(t, options(red)), mustParse(t, options(red+", "+blue))
	_, report := instrument.Migrate(before, after, answersOf(before, given{"colour": "red"}))
	same(t, "recheck", report.Recheck, []instrument.Recheck{{Question: "colour", Reason: instrument.RecheckOptions}})
}

func TestMigrateToTheSamePackKeepsEverything(t *testing.T) {
	pack := demo(t)
	answers := answersOf(pack, given{"decides": "yes", "people": 3, "data": notApplicable})
	moved, report := instrument.Migrate(pack, pack, answers)
	same(t, "kept", report.Kept, []string{"data", "decides", "people"})
	same(t, "aside", len(report.Aside)+len(report.Recheck)+len(report.New), 0)
	same(t, "answers", moved.Items, answers.Items)
}
