package api

import (
	"context"
	"net/http"
	"time"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
)

const tagStatistics = "statistics"

func (a *API) registerStatistics() {
	handle(a, operation{
		id: "get-statistics", method: http.MethodGet, path: "/v1/statistics", tag: tagStatistics,
		sv: "Räknar det publicerade, för ett slag eller alla. Regelstyrd automatisering räknas aldrig som AI-system, och en fas från en gammal källa aldrig som i bruk.",
		en: "Counts what is published, of one kind or all. Rule-based automation never counts as an AI system, nor a phase from an old source as in use.",
	}, a.statistics)
	handle(a, operation{
		id: "list-vocabularies", method: http.MethodGet, path: "/v1/vocabularies", tag: tagStatistics,
		sv: "Ger kodlistorna med svenska och engelska benämningar.",
		en: "Gives the code lists with Swedish and English labels.",
	}, a.vocabularies)
	handle(a, operation{
		id: "get-fields", method: http.MethodGet, path: "/v1/fields", tag: tagStatistics,
		sv: "Ger fältens definitioner, med motsvarigheter i andra länders standarder.",
		en: "Gives the definitions of the fields, with their counterparts in other countries' standards.",
	}, a.fields)
}

type statisticsInput struct {
	Slag string `query:"slag" enum:"ai_system,rule_based_automation,algorithm_unclear,programme,component" doc:"Räkna bara detta slag. / Count only this kind."`
}

// PhaseStatistics are how many are said to be in a phase, by how sure that is.
type PhaseStatistics struct {
	Confirmed int `json:"confirmed" doc:"Bekräftat av ägaren. / Confirmed by the owner."`
	Source    int `json:"source" doc:"Enligt en källa som är högst 24 månader gammal. / According to a source at most 24 months old."`
	Outdated  int `json:"outdated" doc:"Enligt en äldre eller odaterad källa. / According to an older or undated source."`
}

// Statistics count what is published. The key "unanswered" is for records that do not say.
type Statistics struct {
	AsOf               time.Time                  `json:"as_of"`
	Total              int                        `json:"total"`
	Organisations      int                        `json:"organisations"`
	InUse              int                        `json:"in_use" doc:"Bekräftat eller enligt en färsk källa. / Confirmed, or according to a recent source."`
	BySlag             map[string]int             `json:"by_slag"`
	ByPhase            map[string]PhaseStatistics `json:"by_phase"`
	ByDecisionRole     map[string]int             `json:"by_decision_role"`
	ByImpact           map[string]int             `json:"by_impact"`
	ByAIActClass       map[string]int             `json:"by_ai_act_class"`
	ByReusable         map[string]int             `json:"by_reusable"`
	BySector           map[string]int             `json:"by_sector"`
	ByOrganisationType map[string]int             `json:"by_organisation_type"`
}

type statisticsOutput struct{ Body Statistics }

func (a *API) statistics(ctx context.Context, _ account.Actor, in *statisticsInput) (*statisticsOutput, error) {
	o, err := a.Register.Overview(ctx, register.Slag(in.Slag))
	if err != nil {
		return nil, err
	}
	phases := map[string]PhaseStatistics{}
	for phase, count := range o.Phases {
		phases[answered(string(phase))] = PhaseStatistics(count)
	}
	return &statisticsOutput{Statistics{
		AsOf: time.Now().UTC().Truncate(time.Second), Total: o.Total, Organisations: o.Organisations, InUse: o.InUse(),
		BySlag: counts(o.BySlag), ByPhase: phases, ByDecisionRole: counts(o.ByDecisionRole), ByImpact: counts(o.ByImpact),
		ByAIActClass: counts(o.ByAIActClass), ByReusable: counts(o.ByReusable), BySector: counts(o.BySector),
		ByOrganisationType: counts(o.ByOrganisationType),
	}}, nil
}

// counts names the records that do not answer.
func counts[K ~string](by map[K]int) map[string]int {
	named := map[string]int{}
	for code, n := range by {
		named[answered(string(code))] += n
	}
	return named
}

func answered(code string) string {
	if code == "" {
		return register.FacetUnanswered
	}
	return code
}

type vocabulariesOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         map[string]content.Vocabulary
}

func (a *API) vocabularies(context.Context, account.Actor, *struct{}) (*vocabulariesOutput, error) {
	lists, err := content.Vocabularies()
	if err != nil {
		return nil, fault.Wrap("api.vocabularies", fault.Internal, err)
	}
	return &vocabulariesOutput{CacheControl: "public, max-age=3600", Body: lists}, nil
}

type fieldsOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         any    // content.FieldSet, which holds itself and so has no finite schema
}

func (a *API) fields(context.Context, account.Actor, *struct{}) (*fieldsOutput, error) {
	return &fieldsOutput{CacheControl: "public, max-age=3600", Body: a.Register.Definitions().Set()}, nil
}
