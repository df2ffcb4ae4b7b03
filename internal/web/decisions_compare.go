package web

import (
	"net/http"
	"strings"

	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/dmn/compare"
)

// decisionCompareView is what templates/decisions/compare.html shows.
type decisionCompareView struct {
	Page
	Action        string
	Before, After components.Field
	Comparison    components.Comparison
	Same          bool
	Only          bool // there is one version
}

func (f Deciding) compare(w http.ResponseWriter, r *Request) error {
	set, err := f.Library.Set(r.PathValue("id"))
	if err != nil {
		return err
	}
	versions := set.Versions()
	a, b := versions[max(0, len(versions)-2)], versions[len(versions)-1]
	for name, m := range map[string]**decide.Model{"a": &a, "b": &b} {
		if text := r.URL.Query().Get(name); text != "" {
			if *m, err = set.Version(text); err != nil {
				return err
			}
		}
	}
	title := r.law(b.Title())
	view := decisionCompareView{
		Page:   r.Page(r.T("web_decisions.compare.title", fault.Args{"model": title})).Under(r.T("web_decisions.title"), decisionsPath, title, modelPath(set.ID)),
		Action: r.To(modelPath(set.ID) + "/compare"), Only: len(versions) == 1,
		Before: versionChoice(r, "a", "web_decisions.compare.before", versions, a), After: versionChoice(r, "b", "web_decisions.compare.after", versions, b),
	}
	view.Public = true
	changes := compare.Compare(compare.Version{Definitions: a.Definitions, Law: a.Law}, compare.Version{Definitions: b.Definitions, Law: b.Law})
	view.Same = len(changes) == 0
	view.Comparison = components.Comparison{Caption: r.T("web_decisions.compare.caption"), Before: r.versionName(a), After: r.versionName(b)}
	for _, c := range changes {
		view.Comparison.Rows = append(view.Comparison.Rows, f.comparedRow(r, a, b, c))
	}
	return r.Render(w, http.StatusOK, "decisions/compare", view)
}

func versionChoice(r *Request, name, key string, versions []*decide.Model, chosen *decide.Model) components.Field {
	field := components.Field{Name: name, Label: r.T(key), Kind: components.Select, Value: chosen.Law.Model.Version}
	for _, v := range versions {
		field.Options = append(field.Options, components.Option{Value: v.Law.Model.Version, Label: r.versionName(v)})
	}
	return field
}

// comparedRow is one difference in words.
func (f Deciding) comparedRow(r *Request, a, b *decide.Model, c compare.Change) components.Compared {
	before, _ := f.readModel(r, a)
	after, _ := f.readModel(r, b)
	row := components.Compared{Label: differenceLabel(r, before, after, c)}
	switch c.What {
	case compare.Validity:
		row.Before, row.After = r.validity(a.Law.Model), r.validity(b.Law.Model)
	case compare.Condition:
		row.Before, row.After = cellText(before.condition(c.Name, c.Before.SV)), cellText(after.condition(c.Name, c.After.SV))
	case compare.Output:
		row.Before, row.After = cellText(before.output(c.Decision, c.Before.SV)), cellText(after.output(c.Decision, c.After.SV))
	case compare.Reason:
		row.Before, row.After = before.named(c.Before), after.named(c.After)
	case compare.Outcome:
		row.Before, row.After = outcomeWords(r, c.Before.SV), outcomeWords(r, c.After.SV)
	default:
		row.Before, row.After = r.law(c.Before), r.law(c.After)
	}
	// What came or went says so, also where there is nothing to show of it.
	switch c.Kind {
	case compare.Added:
		row.Before, row.After = r.T("web_decisions.compare.absent"), strings.TrimSpace(c.Name+" "+row.After)
	case compare.Removed:
		row.Before, row.After = strings.TrimSpace(c.Name+" "+row.Before), r.T("web_decisions.compare.absent")
	}
	return row
}

func outcomeWords(r *Request, outcome string) string {
	if outcome == "" {
		outcome = "unsaid"
	}
	return r.T("web_decisions.outcome." + outcome)
}

func cellText(c cellShown) string { return c.Words + c.Code }

func differenceLabel(r *Request, before, after *modelReader, c compare.Change) string {
	parts := []string{}
	if c.Decision != "" {
		parts = append(parts, after.label(c.Decision))
	}
	switch {
	case c.RuleBefore > 0 && c.RuleAfter > 0 && c.RuleBefore != c.RuleAfter:
		parts = append(parts, r.T("web_decisions.compare.moved", fault.Args{"before": c.RuleBefore, "after": c.RuleAfter}))
	case c.RuleBefore+c.RuleAfter > 0:
		parts = append(parts, r.T("web_decisions.answer.rule", fault.Args{"rule": max(c.RuleBefore, c.RuleAfter)}))
	}
	if c.What != compare.Rule || c.Kind == compare.Changed { // a rule that changed as a whole has moved
		parts = append(parts, r.T("web_decisions.what."+strings.ReplaceAll(string(c.What), "-", "_")))
	}
	switch c.What {
	case compare.Condition, compare.Values, compare.Default, compare.Label, compare.Type:
		if c.Name != "" && c.Kind == compare.Changed {
			parts = append(parts, before.label(c.Name))
		}
	}
	return upperFirst(strings.Join(parts, " · "))
}
