package api

import (
	"context"
	"net/http"
	"slices"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
)

const tagArchitecture = "architecture"

func (a *API) registerArchitecture() {
	handle(a, operation{
		id: "list-building-blocks", method: http.MethodGet, path: "/v1/building-blocks", tag: tagArchitecture,
		sv: "Listar referensarkitekturens byggblock, lager för lager.",
		en: "Lists the building blocks of the reference architecture, layer by layer.",
	}, a.listBlocks)
	handle(a, operation{
		id: "get-building-block", method: http.MethodGet, path: "/v1/building-blocks/{id}", tag: tagArchitecture, errors: []int{http.StatusNotFound},
		sv: "Ger ett byggblock med krav, risker, flöden, bestämmelser och öppna produkter.",
		en: "Gives a building block with demands, risks, flows, provisions and open products.",
	}, a.getBlock)
}

type listBlocksInput struct {
	PageQuery
	IfKnown
	Layer   string `query:"layer" maxLength:"40" doc:"Bara block i detta lager. / Only blocks of this layer." example:"serving"`
	Zone    string `query:"zone" enum:"open,inner,sensitive" doc:"Bara block som får stå i zonen. / Only blocks that may stand in the zone."`
	Quality string `query:"quality" enum:"ethical,secure,reliable,transparent" doc:"Bara block som bidrar till detta. / Only blocks that help AI to be so."`
	Tillit  string `query:"tillit" enum:"whole,part,planned,none" doc:"Hur långt Tillit fyller blocket. / How far Tillit fills the block."`
}

func (in *listBlocksInput) takes(b content.Block) bool {
	return (in.Layer == "" || b.Layer == in.Layer) && (in.Zone == "" || slices.Contains(b.Zones, in.Zone)) &&
		(in.Quality == "" || slices.Contains(b.Tags, in.Quality)) && (in.Tillit == "" || b.Tillit.Fills == in.Tillit)
}

// BuildingBlocks is a page of building blocks.
type BuildingBlocks struct {
	Total  int                       `json:"total" example:"67"`
	Page   int                       `json:"page" example:"1"`
	Limit  int                       `json:"limit" example:"20"`
	Items  []content.Block           `json:"items"`
	Facets map[string]map[string]int `json:"facets" doc:"Facett → kod → antal bland träffarna. / Facet → code → number among the hits."`
}

func (a *API) listBlocks(_ context.Context, _ account.Actor, in *listBlocksInput) (*keptOutput[BuildingBlocks], error) {
	page, err := in.page("api.listBlocks")
	if err != nil {
		return nil, err
	}
	arch, err := a.Guide.Architecture()
	if err != nil {
		return nil, err
	}
	var found []content.Block
	layers, fills := map[string]int{}, map[string]int{}
	for _, b := range arch.Blocks {
		if in.takes(b) {
			found = append(found, b)
			layers[b.Layer]++
			fills[b.Tillit.Fills]++
		}
	}
	begin := min(page.Offset, len(found))
	return keep(in.IfNoneMatch, BuildingBlocks{
		Total: len(found), Page: in.Page, Limit: in.Limit, Items: append([]content.Block{}, found[begin:min(begin+page.Limit, len(found))]...),
		Facets: map[string]map[string]int{"layer": layers, "tillit": fills},
	})
}

// BuildingBlock is a block with what can fill it.
type BuildingBlock struct {
	content.Block
	Products []content.Product `json:"products" doc:"Öppna produkter att pröva, inga råd. / Open products to examine, not advice."`
}

type getBlockInput struct {
	ID string `path:"id" maxLength:"40" doc:"Blockets id. / The block's id." example:"gw-mask"`
	IfKnown
}

func (a *API) getBlock(_ context.Context, _ account.Actor, in *getBlockInput) (*keptOutput[BuildingBlock], error) {
	arch, err := a.Guide.Architecture()
	if err != nil {
		return nil, err
	}
	b, ok := arch.Block(in.ID)
	if !ok {
		return nil, fault.New("api.building_block", fault.NotFound, "web_architecture.no_block", nil)
	}
	return keep(in.IfNoneMatch, BuildingBlock{Block: b, Products: append([]content.Product{}, arch.ProductsFor(b.ID)...)})
}
