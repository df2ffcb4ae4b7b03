package catalogue

import (
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/content"
)

// Folders of the model.
var (
	inLayers     = content.Text{SV: "Lager", EN: "Layers"}
	inZones      = content.Text{SV: "Zoner", EN: "Zones"}
	inBlocks     = content.Text{SV: "Byggblock", EN: "Building blocks"}
	inDemands    = content.Text{SV: "Krav", EN: "Demands"}
	inRisks      = content.Text{SV: "Risker", EN: "Risks"}
	inProvisions = content.Text{SV: "Bestämmelser", EN: "Provisions"}
	inProducts   = content.Text{SV: "Produkter", EN: "Products"}
	inPatterns   = content.Text{SV: "Mönster", EN: "Patterns"}
	inContext    = content.Text{SV: "Omgivning", EN: "Context"}
	inNational   = content.Text{SV: "Nationell infrastruktur", EN: "National infrastructure"}
)

func (m *model) addFrame() {
	for _, layer := range m.a.Layers {
		m.add(inLayers, element{Identifier: identifier("layer", layer.ID), Type: "Grouping", Names: inBoth(layer.Name), Docs: inBoth(layer.Purpose)})
	}
	for _, zone := range m.a.Zones {
		m.add(inZones, element{Identifier: identifier("zone", zone.ID), Type: "Grouping", Names: inBoth(zone.Name), Docs: inBoth(zone.Meaning)})
	}
}

func (m *model) addBlocks() {
	for _, b := range m.a.Blocks {
		id := m.add(inBlocks, element{
			Identifier: blockID(b.ID), Type: "ApplicationComponent", Names: inBoth(b.Name), Docs: inBoth(b.Purpose),
			Properties: &propertyList{Properties: []property{
				{Kind: "prop-zones", Values: inBoth(m.zones(b.Zones))},
				{Kind: "prop-tillit", Values: inBoth(content.Text{SV: b.Tillit.Fills + ": " + b.Tillit.How.SV, EN: b.Tillit.Fills + ": " + b.Tillit.How.EN})},
			}},
		})
		m.relate("Composition", identifier("layer", b.Layer), id)
		for _, zone := range b.Zones {
			m.relate("Aggregation", identifier("zone", zone), id)
		}
		m.addExpectations(b, id)
	}
	for _, b := range m.a.Blocks { // once all are there
		for _, flow := range b.Flows {
			m.relate("Flow", blockID(b.ID), blockID(flow.To), inBoth(flow.What)...)
		}
	}
}

// zones are the names of zones in a row.
func (m *model) zones(ids []string) content.Text {
	var sv, en []string
	for _, id := range ids {
		if z, ok := m.a.Zone(id); ok {
			sv, en = append(sv, z.Name.SV), append(en, z.Name.EN)
		}
	}
	return content.Text{SV: strings.Join(sv, ", "), EN: strings.Join(en, ", ")}
}

func blockID(id string) string { return identifier("block", id) }

// addExpectations adds what is demanded of a block, what may go wrong and what the law says.
func (m *model) addExpectations(b content.Block, id string) {
	for i, demand := range b.Demands {
		to := m.add(inDemands, element{Identifier: identifier("demand", b.ID+"-"+strconv.Itoa(i+1)), Type: "Requirement", Names: inBoth(demand)})
		m.relate("Realization", id, to)
	}
	for i, risk := range b.Risks {
		to := m.add(inRisks, element{Identifier: identifier("risk", b.ID+"-"+strconv.Itoa(i+1)), Type: "Assessment", Names: inBoth(risk)})
		m.relate("Association", to, id)
	}
	m.addProvisions(id, b.Provisions)
}

func (m *model) addProvisions(id string, targets []string) {
	for _, target := range targets {
		e := element{
			Identifier: identifier("provision", target), Type: "Requirement", Names: same(target),
			Properties: &propertyList{Properties: []property{{Kind: "prop-target", Values: same(target)}}},
		}
		if p, ok := m.law.Resolve(target); ok {
			e.Names, e.Docs = inBoth(p.Label), inBoth(content.Text{SV: p.SV, EN: p.EN})
		}
		to := m.add(inProvisions, e)
		m.relate("Association", id, to)
	}
}

func (m *model) addProducts() {
	for _, p := range m.a.Products {
		properties := []property{
			{Kind: "prop-licence", Values: same(p.Licence)}, {Kind: "prop-licence-read", Values: same(p.LicenceRead + " " + m.a.ProductsRead)},
		}
		if p.LastCommit != "" {
			properties = append(properties, property{Kind: "prop-last-commit", Values: same(p.LastCommit)})
		}
		docs := same(p.Repository)
		if p.Note != nil {
			docs = inBoth(content.Text{SV: p.Repository + ". " + p.Note.SV, EN: p.Repository + ". " + p.Note.EN})
		}
		id := m.add(inProducts, element{
			Identifier: identifier("product", p.ID), Type: "SystemSoftware", Names: same(p.Name), Docs: docs,
			Properties: &propertyList{Properties: properties},
		})
		for _, block := range p.Fills {
			m.relate("Serving", id, blockID(block))
		}
	}
}

func (m *model) addPatterns() {
	for _, p := range m.a.Patterns {
		id := m.add(inPatterns, element{Identifier: identifier("pattern", p.ID), Type: "Grouping", Names: inBoth(p.Name), Docs: inBoth(p.Summary)})
		for _, block := range p.Blocks {
			m.relate("Aggregation", id, blockID(block))
		}
		for i, risk := range p.Risks {
			to := m.add(inRisks, element{Identifier: identifier("risk", p.ID+"-"+strconv.Itoa(i+1)), Type: "Assessment", Names: inBoth(risk)})
			m.relate("Association", to, id)
		}
		m.addProvisions(id, p.Provisions)
	}
}

func (m *model) addNeighbours() {
	for _, n := range m.a.Context {
		kind := "ApplicationComponent"
		if n.Kind == "person" {
			kind = "BusinessRole"
		}
		id := m.add(inContext, element{Identifier: identifier("context", n.ID), Type: kind, Names: inBoth(n.Name)})
		for _, block := range n.Meets {
			if n.To != nil {
				m.relate("Flow", id, blockID(block), inBoth(*n.To)...)
			}
			if n.From != nil {
				m.relate("Flow", blockID(block), id, inBoth(*n.From)...)
			}
		}
	}
}

func (m *model) addNational() {
	for _, n := range m.a.National.Blocks {
		e := element{
			Identifier: identifier("national", n.ID), Type: "ApplicationComponent", Names: inBoth(n.Name),
			Properties: &propertyList{Properties: []property{{Kind: "prop-lead", Values: same(n.Lead + " (" + strconv.Itoa(m.a.National.LeadYear) + ")")}}},
		}
		if n.State != nil {
			e.Docs = inBoth(*n.State)
		}
		id := m.add(inNational, e)
		for _, block := range n.MapsTo {
			m.relate("Association", id, blockID(block))
		}
	}
}
