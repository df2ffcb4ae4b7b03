package cli

import (
	"strings"

	"github.com/tillit-se/tillit/kit/legalref"
	"github.com/tillit-se/tillit/kit/statute"
)

// lawLinks finds the citations in the texts of an act, each read from its own place.
func lawLinks(act *statute.Statute) func(*statute.Unit, string) []statute.TreeLink {
	return func(u *statute.Unit, text string) []statute.TreeLink {
		base, err := legalref.ParseTarget(strings.TrimSuffix(act.Target(u), "#"))
		if err != nil {
			base = legalref.Target{Series: "sfs", Number: act.Work.SFS}
		}
		var links []statute.TreeLink
		for _, r := range legalref.NewReader(legalref.Options{Base: base}).Find(text) {
			links = append(links, statute.TreeLink{Start: r.Start, End: r.End, Target: r.Target.String()})
		}
		return links
	}
}
