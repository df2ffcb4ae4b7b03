package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/search"
)

const tagSystems = "systems"

func (a *API) registerSystems() {
	handle(a, operation{
		id: "list-systems", method: http.MethodGet, path: "/v1/systems", tag: tagSystems,
		sv: "Söker bland publicerade AI-lösningar. En tom sökning ger alla. Med en API-nyckel ingår även den egna organisationens utkast.",
		en: "Searches published AI systems. An empty query gives all. With an API key the drafts of one's own organisation are included.",
	}, a.listSystems)
	handle(a, operation{
		id: "get-system", method: http.MethodGet, path: "/v1/systems/{id}", tag: tagSystems, errors: []int{http.StatusNotFound},
		sv: "Ger en publicerad AI-lösning i den version som gäller.",
		en: "Gives a published AI system in the version in force.",
	}, a.getSystem)
	handle(a, operation{
		id: "list-versions", method: http.MethodGet, path: "/v1/systems/{id}/versions", tag: tagSystems, errors: []int{http.StatusNotFound},
		sv: "Listar de publicerade versionerna av en AI-lösning, den senaste först.",
		en: "Lists the published versions of an AI system, the latest first.",
	}, a.listVersions)
	handle(a, operation{
		id: "get-version", method: http.MethodGet, path: "/v1/systems/{id}/versions/{number}", tag: tagSystems, errors: []int{http.StatusNotFound},
		sv: "Ger en publicerad version av en AI-lösning. Den ändras aldrig.",
		en: "Gives a published version of an AI system. It never changes.",
	}, a.getVersion)
}

// PageQuery is which part of a list is wanted.
type PageQuery struct {
	Page  int `query:"page" minimum:"1" maximum:"10000" default:"1" doc:"Sida, från 1; page × limit är högst 10 000. / Page, from 1; page × limit is at most 10,000."`
	Limit int `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Poster per sida. / Items per page."`
}

// deepest is the last item that a list gives: page × limit.
const deepest = 10_000

func (p PageQuery) page(op string) (register.Page, error) {
	if p.Page*p.Limit > deepest {
		return register.Page{}, fault.New(op, fault.Invalid, "api.too_deep", nil)
	}
	return register.Page{Limit: p.Limit, Offset: (p.Page - 1) * p.Limit}, nil
}

// FacetQuery are the facets of systems, one parameter each. A parameter may be repeated: any of the values within a facet, and all
// facets.
type FacetQuery struct {
	Slag             []string `query:"slag,explode" doc:"Slag: ai_system, rule_based_automation, algorithm_unclear, programme, component. / Kind of thing."`
	Organisation     []string `query:"organisation,explode" doc:"Organisationens id. / The organisation's id."`
	OrganisationType []string `query:"organisation_type,explode" doc:"Organisationstyp. / Type of organisation."`
	Country          []string `query:"country,explode" doc:"Land, ISO 3166-1 alfa-2. / Country, ISO 3166-1 alpha-2."`
	Phase            []string `query:"phase,explode" doc:"Fas som den anges: idea, exploration, development, testing, in_use, retired, unanswered. / Phase as stated."`
	PhaseStanding    []string `query:"phase_standing,explode" doc:"Hur säker fasen är: confirmed, source, outdated, unanswered. / How sure the phase is."`
	Sector           []string `query:"sector,explode" doc:"Verksamhetsområde. / Sector."`
	Technology       []string `query:"technology,explode" doc:"Teknikområde. / Technology area."`
	Impact           []string `query:"impact,explode" doc:"Påverkan på enskilda. / Impact on individuals."`
	AIActClass       []string `query:"ai_act_class,explode" doc:"Klass enligt AI-förordningen. / Class under the AI Act."`
	DecisionRole     []string `query:"decision_role,explode" doc:"decides, supports, informs eller component. / decides, supports, informs or component."`
	Reusable         []string `query:"reusable,explode" doc:"Kan återanvändas: yes, partly, no, unanswered. / Can be reused."`
}

func (f FacetQuery) chosen() map[string][]string {
	chosen := map[string][]string{
		register.FacetSlag: f.Slag, register.FacetOrganisation: f.Organisation, register.FacetOrganisationType: f.OrganisationType,
		register.FacetCountry: f.Country, register.FacetPhase: f.Phase, register.FacetPhaseStanding: f.PhaseStanding,
		register.FacetSector: f.Sector, register.FacetTechnology: f.Technology, register.FacetImpact: f.Impact,
		register.FacetAIActClass: f.AIActClass, register.FacetDecisionRole: f.DecisionRole, register.FacetReusable: f.Reusable,
	}
	for facet, codes := range chosen {
		if len(codes) == 0 {
			delete(chosen, facet)
		}
	}
	return chosen
}

type listSystemsInput struct {
	PageQuery
	FacetQuery
	Q              string `query:"q" maxLength:"1000" doc:"Ord att söka efter; alla måste finnas. / Words to search for; all must be found." example:"chattbot"`
	Sort           string `query:"sort" enum:"relevance,updated,title" default:"relevance" doc:"Ordning. / Order."`
	AcceptLanguage string `header:"Accept-Language" doc:"Språk för titlar och fel: sv eller en. / Language of titles and errors: sv or en."`
}

// SystemItem is a system in a list.
type SystemItem struct {
	ID           string    `json:"id" doc:"Identitet. / Identity." example:"01930000-0000-7000-8000-000000000001"`
	URL          string    `json:"url" doc:"Postens sida. / The record's page."`
	Title        string    `json:"title" doc:"Namn på det begärda språket, om det finns. / Name in the language asked for, if there is one."`
	Organisation string    `json:"organisation" doc:"Organisationens namn. / The organisation's name."`
	Updated      time.Time `json:"updated" doc:"När posten senast ändrades, UTC. / When the record last changed, UTC."`
	Draft        bool      `json:"draft,omitempty" doc:"Ett utkast i den egna organisationen. / A draft of one's own organisation."`
	Found        []string  `json:"found,omitempty" doc:"Textställen där orden hittades. / Passages where the words were found."`
}

// SystemList is a page of systems.
type SystemList struct {
	Total      int                       `json:"total" doc:"Antal träffar, exakt. / Number of hits, exact." example:"1"`
	Page       int                       `json:"page" example:"1"`
	Limit      int                       `json:"limit" example:"20"`
	Items      []SystemItem              `json:"items"`
	Facets     map[string]map[string]int `json:"facets" doc:"Facett → kod → antal träffar; en facett med val räknas som om inget valts i den. / Facet → code → hits; a facet with choices is counted as if it had none."`
	Suggestion string                    `json:"suggestion,omitempty" doc:"Sökningen med rättad stavning. / The query with its spelling put right."`
}

type listSystemsOutput struct{ Body SystemList }

func (a *API) listSystems(ctx context.Context, actor account.Actor, in *listSystemsInput) (*listSystemsOutput, error) {
	if _, err := in.page("api.listSystems"); err != nil {
		return nil, err
	}
	lang := languageOf(in.AcceptLanguage)
	found, err := a.Index.Search(ctx, search.Query{
		Text: in.Q, Kind: "system", Lang: string(lang), Facets: in.chosen(), Sort: search.Sort(in.Sort), Page: in.Page, Limit: in.Limit,
		Visible: visible(actor),
	})
	if err != nil {
		return nil, searchFault(err)
	}
	list := SystemList{
		Total: found.Total, Page: found.Page, Limit: found.Limit, Facets: found.Facets, Suggestion: found.Suggestion, Items: []SystemItem{},
	}
	for _, hit := range found.Hits {
		list.Items = append(list.Items, a.item(hit, lang))
	}
	return &listSystemsOutput{list}, nil
}

func (a *API) item(hit search.Hit, lang i18n.Lang) SystemItem {
	item := SystemItem{
		ID: hit.ID, URL: a.link(lang, "/systems/"+hit.ID), Title: hit.Title, Updated: hit.Updated, Draft: hit.Visibility != search.Public,
	}
	item.Organisation, _, _ = strings.Cut(hit.Organisation, "\n")
	for _, fragment := range hit.Fragments {
		var b strings.Builder
		for _, segment := range fragment.Segments {
			b.WriteString(segment.Text)
		}
		item.Found = append(item.Found, b.String())
	}
	return item
}

// link is the address of a page in a language.
func (a *API) link(lang i18n.Lang, path string) string {
	if lang == i18n.English {
		path = "/en" + path
	}
	return a.BaseURL + path
}

// visible is what an actor may find: what is public, and the drafts of organisations where the actor may read them.
func visible(actor account.Actor) []string {
	tokens := []string{search.Public}
	for _, organisation := range actor.Where(account.ReadDrafts) {
		tokens = append(tokens, search.OrganisationVisibility(organisation))
	}
	return tokens
}

// searchFault makes the index's errors faults.
func searchFault(err error) error {
	const op = "api.listSystems"
	switch {
	case errors.Is(err, search.ErrTooDeep):
		return fault.New(op, fault.Invalid, "api.too_deep", nil)
	case errors.Is(err, search.ErrBadQuery):
		return fault.New(op, fault.Invalid, "", nil).Because(err)
	case errors.Is(err, search.ErrNotBuilt):
		return fault.New(op, fault.Unavailable, "api.index_building", nil)
	}
	return err
}

// GetSystemInput asks for a system, unless the caller has it already.
type GetSystemInput struct {
	ID          string `path:"id" doc:"AI-lösningens id. / The system's id." example:"01930000-0000-7000-8000-000000000001"`
	IfNoneMatch string `header:"If-None-Match" doc:"ETag från ett tidigare svar. / ETag of an earlier answer."`
}

type recordOutput struct {
	Status       int
	ETag         string `header:"ETag"`
	CacheControl string `header:"Cache-Control"`
	Body         *register.ExportRecord
}

func (a *API) getSystem(ctx context.Context, _ account.Actor, in *GetSystemInput) (*recordOutput, error) {
	view, err := a.Register.Public(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return recordAnswer(view, in.IfNoneMatch, "public, no-cache"), nil
}

func recordAnswer(view register.View, known, cache string) *recordOutput {
	record := register.ExportView(view)
	tag := `"` + record.Version.Hash + "-" + string(record.State) + `"`
	if known == tag {
		return &recordOutput{Status: http.StatusNotModified, ETag: tag, CacheControl: cache}
	}
	return &recordOutput{Status: http.StatusOK, ETag: tag, CacheControl: cache, Body: &record}
}

// VersionItem is a published version in a list.
type VersionItem struct {
	Number      int              `json:"number" example:"1"`
	PublishedAt time.Time        `json:"published_at"`
	Hash        string           `json:"hash" doc:"SHA-256 över innehållets kanoniska JSON (RFC 8785). / SHA-256 over the content's canonical JSON (RFC 8785)."`
	Note        string           `json:"note,omitempty" doc:"Vad som ändrades. / What changed."`
	Origin      *register.Origin `json:"origin,omitempty" doc:"Källa för en importerad version. / Source of an imported version."`
}

type versionsOutput struct {
	Body struct {
		Total int           `json:"total"`
		Items []VersionItem `json:"items"`
	}
}

// IDInput asks for one thing by its id.
type IDInput struct {
	ID string `path:"id" doc:"Id. / Id."`
}

func (a *API) listVersions(ctx context.Context, _ account.Actor, in *IDInput) (*versionsOutput, error) {
	infos, err := a.Register.Versions(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &versionsOutput{}
	out.Body.Total, out.Body.Items = len(infos), []VersionItem{}
	for _, v := range infos {
		out.Body.Items = append(out.Body.Items, VersionItem{
			Number: v.Number, PublishedAt: v.PublishedAt, Hash: v.Hash, Note: v.Note, Origin: v.Origin,
		})
	}
	return out, nil
}

type getVersionInput struct {
	GetSystemInput
	Number int `path:"number" minimum:"1" doc:"Versionens nummer. / The version's number."`
}

func (a *API) getVersion(ctx context.Context, _ account.Actor, in *getVersionInput) (*recordOutput, error) {
	view, err := a.Register.VersionOf(ctx, in.ID, in.Number)
	if err != nil {
		return nil, err
	}
	return recordAnswer(view, in.IfNoneMatch, "public, max-age=86400"), nil
}
