package content_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
)

func sources(t *testing.T) []content.Source {
	t.Helper()
	sources, err := content.Provisions()
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func TestEveryTargetResolvesToItsProvision(t *testing.T) {
	all := sources(t)
	index := content.IndexProvisions(all)
	for _, source := range all {
		for _, provision := range source.Provisions {
			for _, target := range provision.Targets() {
				if got, ok := index.Resolve(target); !ok || got.Target != provision.Target {
					t.Errorf("%s resolves to %s, want %s", target, got.Target, provision.Target)
				}
			}
		}
	}
	if _, ok := index.Resolve("sfs/2017:900#P999"); ok {
		t.Error("a place that is not there was found")
	}
}

func TestProvisionsAreLabelledAsALawyerWrites(t *testing.T) {
	index := content.IndexProvisions(sources(t))
	cases := map[string]content.Text{
		"sfs/2017:900#P28S1":      {SV: "28 § första stycket förvaltningslagen (2017:900)", EN: "Section 28, first paragraph, of the Administrative Procedure Act (2017:900)"},
		"sfs/2017:725#K6P37":      {SV: "6 kap. 37 § kommunallagen (2017:725)", EN: "Chapter 6, section 37 of the Local Government Act (2017:725)"},
		"sfs/2009:400#K10P2a":     {SV: "10 kap. 2 a § offentlighets- och sekretesslagen (2009:400)", EN: "Chapter 10, section 2a of the Public Access to Information and Secrecy Act (2009:400)"},
		"sfs/2017:900#P17":        {SV: "16–18 §§ förvaltningslagen (2017:900)", EN: "Sections 16–18 of the Administrative Procedure Act (2017:900)"},
		"celex/32016R0679#35.7":   {SV: "artikel 35.7 GDPR", EN: "Article 35(7) GDPR"},
		"celex/32016R0679#13.2.f": {SV: "artikel 13.2 f GDPR", EN: "Article 13(2)(f) GDPR"},
		"celex/32024R1689#6.2":    {SV: "artikel 6.2 i AI-förordningen", EN: "Article 6(2) of the AI Act"},
	}
	for target, want := range cases {
		got, ok := index.Resolve(target)
		if !ok || got.Label != want {
			t.Errorf("%s is labelled %q, want %q", target, got.Label, want)
		}
	}
}

// Where the date of a duty is disputed both days are data (DESIGN 5.8).
func TestDisputedDatesOfTheAIActAreBothThere(t *testing.T) {
	index := content.IndexProvisions(sources(t))
	for _, article := range []string{"43", "47", "49.1", "49.2", "49.3", "72", "73", "86"} {
		p, ok := index.Resolve("celex/32024R1689#" + article)
		if !ok || p.ValidFrom != "2026-08-02" || len(p.DisputedFrom) != 1 || p.DisputedFrom[0] != "2027-12-02" {
			t.Errorf("article %s: want 2026-08-02 disputed by 2027-12-02, got %q and %v", article, p.ValidFrom, p.DisputedFrom)
		}
	}
}

// Old numbers of the Social Services Act were repealed on 1 July 2025 and may
// not be shown as law in force.
func TestRepealedSourcesAreNotThere(t *testing.T) {
	for _, source := range sources(t) {
		if source.ID == "sfs/2001:453" {
			t.Errorf("%s is repealed", source.ID)
		}
	}
}

var wholeSentences = regexp.MustCompile(`^\p{Lu}.*[^.][.?]$`)

func TestEveryProvisionIsSaidInAFewWholeSentences(t *testing.T) {
	for _, source := range sources(t) {
		for _, p := range source.Provisions {
			for _, text := range []string{p.SV, p.EN} {
				if n := strings.Count(text, ". ") + 1; !wholeSentences.MatchString(text) || n > 8 {
					t.Errorf("%s is %d sentences, or ends in the middle of one: %q", p.Target, n, text)
				}
			}
		}
	}
}

// A partial reading of the AI Act says so; nothing of its amendments is given
// as read.
func TestAmendedArticlesAreMarkedPartial(t *testing.T) {
	index := content.IndexProvisions(sources(t))
	for _, article := range []string{"4", "5", "10", "25", "27", "50.2", "57", "72", "111.2"} {
		if p, _ := index.Resolve("celex/32024R1689#" + article); p.Verification != content.VerifiedPartial {
			t.Errorf("article %s is %q, want partial", article, p.Verification)
		}
	}
	for _, article := range []string{"4a", "42.3", "60a", "111.4", "113"} {
		if _, ok := index.Resolve("celex/32024R1689#" + article); ok {
			t.Errorf("article %s was only read second-hand and may not be here", article)
		}
	}
}
