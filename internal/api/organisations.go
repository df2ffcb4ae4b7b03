package api

import (
	"context"
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
)

const tagOrganisations = "organisations"

func (a *API) registerOrganisations() {
	handle(a, operation{
		id: "list-organisations", method: http.MethodGet, path: "/v1/organisations", tag: tagOrganisations,
		sv: "Listar organisationer med publicerade poster, i namnordning, med antal per slag.",
		en: "Lists organisations with published records, by name, with counts by kind.",
	}, a.listOrganisations)
	handle(a, operation{
		id: "get-organisation", method: http.MethodGet, path: "/v1/organisations/{id}", tag: tagOrganisations, errors: []int{http.StatusNotFound},
		sv: "Ger en organisation. Dess poster finns på /v1/systems?organisation={id}.",
		en: "Gives an organisation. Its records are at /v1/systems?organisation={id}.",
	}, a.getOrganisation)
}

// OrganisationItem is an organisation in a list.
type OrganisationItem struct {
	ID      string                `json:"id"`
	URL     string                `json:"url"`
	Name    i18n.Text             `json:"name"`
	Type    string                `json:"type,omitempty"`
	Country string                `json:"country,omitempty"`
	Systems map[register.Slag]int `json:"systems" doc:"Antal publicerade poster per slag. / Number of published records by kind."`
	Total   int                   `json:"total"`
}

type organisationsOutput struct {
	Body struct {
		Total int                `json:"total"`
		Page  int                `json:"page"`
		Limit int                `json:"limit"`
		Items []OrganisationItem `json:"items"`
	}
}

type organisationsInput struct {
	PageQuery
	AcceptLanguage string `header:"Accept-Language" doc:"sv eller en. / sv or en."`
}

func (a *API) listOrganisations(ctx context.Context, _ account.Actor, in *organisationsInput) (*organisationsOutput, error) {
	page, err := in.page("api.listOrganisations")
	if err != nil {
		return nil, err
	}
	found, total, err := a.Register.Organisations(ctx, page)
	if err != nil {
		return nil, err
	}
	out := &organisationsOutput{}
	out.Body.Total, out.Body.Page, out.Body.Limit, out.Body.Items = total, in.Page, in.Limit, []OrganisationItem{}
	lang := languageOf(in.AcceptLanguage)
	for _, o := range found {
		out.Body.Items = append(out.Body.Items, OrganisationItem{
			ID: o.ID, URL: a.link(lang, "/organisations/"+o.ID), Name: o.Name, Type: o.Type, Country: o.Country, Systems: o.Systems, Total: o.Total,
		})
	}
	return out, nil
}

type organisationOutput struct {
	Body register.ExportOrganisation
}

func (a *API) getOrganisation(ctx context.Context, _ account.Actor, in *IDInput) (*organisationOutput, error) {
	o, _, _, err := a.Register.OfOrganisation(ctx, in.ID, register.Page{Limit: 1})
	if err != nil {
		return nil, err
	}
	return &organisationOutput{register.ExportView(register.View{Organisation: o}).Organisation}, nil
}
