package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/dmn/analysis"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

const tagDecisions = "decision-models"

func (a *API) registerDecisions() {
	handle(a, operation{
		id: "list-decision-models", method: http.MethodGet, path: "/v1/decision-models", tag: tagDecisions,
		sv: "Listar beslutsmodellerna med deras versioner.",
		en: "Lists the decision models with their versions.",
	}, a.listDecisions)
	handle(a, operation{
		id: "get-decision-model", method: http.MethodGet, path: "/v1/decision-models/{id}", tag: tagDecisions, errors: []int{http.StatusNotFound},
		sv: "Ger en beslutsmodell: lagen kring den, kontrollen av tabellerna och DMN-filen.",
		en: "Gives a decision model: the law around it, the check of its tables and the DMN file.",
	}, a.getDecision)
	handle(a, operation{
		id: "evaluate-decision-model", method: http.MethodPost, path: "/v1/decision-models/evaluate", tag: tagDecisions, errors: []int{http.StatusNotFound, http.StatusRequestEntityTooLarge},
		sv: "Prövar uppgifter mot en beslutsmodell, en av våra (id) eller en som skickas med (model). Svaret är ingen garanti och inget beslut. Inget sparas. Skicka inga personuppgifter som inte behövs.",
		en: "Tests facts against a decision model, one of ours (id) or one that is sent along (model). The answer is no guarantee and no decision. Nothing is stored. Send no personal data that is not needed.",
	}, a.evaluateDecision)
}

// DecisionModelItem is a decision model in a list.
type DecisionModelItem struct {
	ID       string                `json:"id" example:"appeal-in-time"`
	Title    law.Text              `json:"title"`
	Versions []DecisionVersionItem `json:"versions"`
}

// DecisionVersionItem is a version of a decision model.
type DecisionVersionItem struct {
	Version     string `json:"version" example:"1"`
	AppliesFrom string `json:"applies_from,omitempty" example:"2018-07-01" doc:"Första dagen. / First day."`
	AppliesTo   string `json:"applies_to,omitempty" example:"2022-06-30" doc:"Sista dagen; saknas när versionen gäller tills vidare. / Last day; absent where the version applies until further notice."`
}

type decisionsOutput struct {
	Body struct {
		Total int                 `json:"total"`
		Items []DecisionModelItem `json:"items"`
	}
}

func (a *API) listDecisions(context.Context, account.Actor, *struct{}) (*decisionsOutput, error) {
	sets, err := a.Decide.Sets()
	if err != nil {
		return nil, err
	}
	out := &decisionsOutput{}
	out.Body.Total, out.Body.Items = len(sets), []DecisionModelItem{}
	for _, set := range sets {
		item := DecisionModelItem{ID: set.ID, Title: a.Decide.Current(set).Title()}
		for _, m := range set.Versions() {
			about := m.Law.Model
			item.Versions = append(item.Versions, DecisionVersionItem{about.Version, about.AppliesFrom.String(), about.AppliesTo.String()})
		}
		out.Body.Items = append(out.Body.Items, item)
	}
	return out, nil
}

type decisionInput struct {
	IDInput
	Version string `query:"version" doc:"Version; utan den ges den som gäller i dag. / Version; without it the one in force today is given."`
}

// decisionModel is a model as it is: law and analysis as kit/dmn/law and kit/dmn/analysis write them.
type decisionModel struct {
	Law      law.Law         `json:"law"`
	Analysis analysis.Report `json:"analysis"`
	Source   string          `json:"source"`
}

func (a *API) getDecision(_ context.Context, _ account.Actor, in *decisionInput) (*rawOutput, error) {
	set, err := a.Decide.Set(in.ID)
	if err != nil {
		return nil, err
	}
	m := a.Decide.Current(set)
	if in.Version != "" {
		if m, err = set.Version(in.Version); err != nil {
			return nil, err
		}
	}
	return &rawOutput{CacheControl: "public, no-cache", Body: decisionModel{m.Law, m.Report, string(m.Source)}}, nil
}

type evaluateDecisionInput struct {
	Body struct {
		ID       string          `json:"id,omitempty" doc:"En av våra modeller. Versionen väljs efter den dag som avgör. / One of our models. The version is chosen by the relevant date."`
		Model    string          `json:"model,omitempty" doc:"En DMN-fil som XML, högst 2 MB, i stället för id. / A DMN file as XML, at most 2 MB, in place of id."`
		Imports  []string        `json:"imports,omitempty" maxItems:"20" doc:"DMN-filer som model importerar, direkt eller genom varandra; tillsammans med model högst 2 MB. / DMN files that model imports, directly or by way of each other; together with model at most 2 MB."`
		Decision string          `json:"decision,omitempty" doc:"Beslutets namn; utan det modellens huvudfråga. / Name of the decision; without it the model's main question."`
		Input    json.RawMessage `json:"input,omitempty" doc:"Uppgifter efter namn. Datum skrivs som text, 2026-05-04. / Inputs by name. Dates are text, 2026-05-04."`
	}
}

func (a *API) evaluateDecision(ctx context.Context, _ account.Actor, in *evaluateDecisionInput) (*rawOutput, error) {
	const op = "api.evaluateDecision"
	inputs := feel.NewContext()
	if len(in.Body.Input) > 0 {
		var err error
		if inputs, err = feel.FromJSON(in.Body.Input); err != nil {
			return nil, fault.New(op, fault.Invalid, "decide.inputs", nil).Because(err)
		}
	}
	var result decide.Evaluation
	var err error
	switch {
	case in.Body.ID != "" && in.Body.Model == "":
		result, err = a.Decide.Evaluate(ctx, in.Body.ID, in.Body.Decision, inputs)
	case in.Body.Model != "" && in.Body.ID == "":
		var m *decide.Model
		if m, err = decide.Read([]byte(in.Body.Model), besideOf(in.Body.Imports)...); err == nil {
			result, err = a.Decide.EvaluateModel(ctx, m, in.Body.Decision, inputs)
		}
	default:
		err = fault.New(op, fault.Invalid, "decide.id_or_model", nil)
	}
	if err != nil {
		return nil, err
	}
	return &rawOutput{CacheControl: "no-store", Body: result}, nil
}

func besideOf(imports []string) []decide.File {
	files := make([]decide.File, len(imports))
	for i, source := range imports {
		files[i].Source = []byte(source)
	}
	return files
}
