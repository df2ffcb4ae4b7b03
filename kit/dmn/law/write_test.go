package law_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn/document"
	"github.com/tillit-se/tillit/kit/dmn/law"
)

// lines gives what the lines of two texts do not share at their beginnings and ends.
func lines(before, after string) (gone, came []string) {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b
}

func change(t *testing.T, edit func(*law.Law)) (gone, came []string) {
	t.Helper()
	doc := open(t, "fee.dmn")
	l, _ := law.Read(doc)
	edit(&l)
	written, err := law.Write(doc, l)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := law.Read(written)
	if twice, err := law.Write(written, again); err != nil || twice.Text() != written.Text() {
		t.Errorf("writing the same again changes the file: %v", err)
	}
	return lines(doc.Text(), written.Text())
}

func TestOnlyThePartThatChangedIsWritten(t *testing.T) {
	key := law.RuleKey{Element: "fee", Rule: 1}
	for name, tc := range map[string]struct {
		edit  func(*law.Law)
		touch string // every line that changed holds one of these words
		most  int    // lines
	}{
		"a reason": {func(l *law.Law) {
			r := l.Rules[key]
			r.Reason.EN = "Another reason."
			l.Rules[key] = r
		}, "reason", 1},
		"a provision": {func(l *law.Law) {
			r := l.Rules[key]
			r.Provisions = append(slices.Clone(r.Provisions), "sfs/2017:900#P9S1")
			l.Rules[key] = r
		}, "provision", 1},
		"the version": {func(l *law.Law) { l.Model.Version = "3" }, "tillit:model", 1},
		"a label": {func(l *law.Law) {
			in := l.Inputs["income"]
			in.Label.SV = "Lön"
			l.Inputs = maps.Clone(l.Inputs)
			l.Inputs["income"] = in
		}, "label", 1},
		"the outcome of a decision": {func(l *law.Law) {
			d := l.Decisions["fee"]
			d.Outcome = law.Person
			l.Decisions["fee"] = d
		}, "tillit:decision", 1},
	} {
		t.Run(name, func(t *testing.T) {
			gone, came := change(t, tc.edit)
			if len(gone) > tc.most || len(came) > tc.most || len(came) == 0 {
				t.Errorf("gone %q, came %q", gone, came)
			}
			for _, line := range slices.Concat(gone, came) {
				if !strings.Contains(line, tc.touch) {
					t.Errorf("touched %q", line)
				}
			}
		})
	}
}

func TestTakingTheLawOfARuleAwayLeavesTheRule(t *testing.T) {
	gone, came := change(t, func(l *law.Law) { delete(l.Rules, law.RuleKey{Element: "fee", Rule: 1}) })
	if len(came) != 0 || !strings.Contains(gone[0], "extensionElements") || !strings.Contains(gone[len(gone)-1], "extensionElements") {
		t.Errorf("gone %q, came %q", gone, came)
	}
}

func TestLawForWhatIsNotInTheFileIsPassedOver(t *testing.T) {
	doc := open(t, "fee.dmn")
	l, _ := law.Read(doc)
	l.Rules[law.RuleKey{Element: "fee", Rule: 99}] = law.Rule{Outcome: law.Decided}
	l.Inputs["nobody"] = law.Input{Label: law.Text{SV: "a", EN: "b"}}
	written, err := law.Write(doc, l)
	if err != nil || written.Text() != doc.Text() {
		t.Errorf("%v\n%s", err, written.Text())
	}
}

func TestATextThatXMLCannotHoldIsAnError(t *testing.T) {
	doc := open(t, "fee.dmn")
	l, _ := law.Read(doc)
	l.Model.Title.SV = "a\x00b"
	if _, err := law.Write(doc, l); err == nil {
		t.Error("it was written")
	}
}

func TestTablesWithinOneDecisionAreToldApart(t *testing.T) {
	table := func(n string) string {
		return `<contextEntry><variable name="v` + n + `"/><decisionTable><output/><rule><extensionElements><t:rule outcome="person"><t:reason xml:lang="sv">sv` + n +
			`</t:reason></t:rule></extensionElements><outputEntry><text>` + n + `</text></outputEntry></rule></decisionTable></contextEntry>`
	}
	doc, err := document.Parse([]byte(`<definitions xmlns="urn:m" xmlns:t="` + law.Space + `"><decision name="d"><context>` + table("1") + table("2") + `</context></decision></definitions>`))
	if err != nil {
		t.Fatal(err)
	}
	l, _ := law.Read(doc)
	for i, want := range []string{"sv1", "sv2"} {
		if got := l.Rules[law.RuleKey{Element: "d", Table: i}]; got.Reason.SV != want || got.Outcome != law.Person {
			t.Errorf("table %d: %+v", i, got)
		}
	}
}
