package content_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
)

func referenceArchitecture(t *testing.T) content.Architecture {
	t.Helper()
	a, err := content.ReferenceArchitecture()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestEveryLayerOfTheArchitectureHasBlocks(t *testing.T) {
	a := referenceArchitecture(t)
	for _, layer := range a.Layers {
		if len(a.In(layer.ID)) == 0 {
			t.Errorf("the layer %s has no blocks", layer.ID)
		}
	}
	if len(a.Blocks) != 67 {
		t.Errorf("%d blocks, want the 67 of the architecture", len(a.Blocks))
	}
}

func TestEveryTraitMakesSomeBlockNeeded(t *testing.T) {
	a := referenceArchitecture(t)
	used := map[string]bool{}
	for _, b := range a.Blocks {
		for _, trait := range b.NeededFor {
			used[trait] = true
		}
	}
	for _, trait := range a.Traits {
		if !used[trait.ID] {
			t.Errorf("the trait %s makes no block needed", trait.ID)
		}
	}
}

func TestNoBlockStandsAlone(t *testing.T) {
	a := referenceArchitecture(t)
	for _, b := range a.Blocks {
		if len(b.Flows)+len(a.Into(b.ID)) == 0 {
			t.Errorf("%s neither gives to nor takes from another block", b.ID)
		}
	}
}

func TestBlocksAndPatternsAreFoundById(t *testing.T) {
	a := referenceArchitecture(t)
	b, ok := a.Block("gw-mask")
	if !ok || b.Layer != "serving" || b.Name.EN != "Masking gateway" {
		t.Errorf("gw-mask is %+v, %v", b, ok)
	}
	if flow, ok := a.Into("gw-mask")["dat-deid"]; !ok || flow.What.SV == "" {
		t.Errorf("dat-deid should hand over to gw-mask, got %v", a.Into("gw-mask"))
	}
	products := a.ProductsFor("srv-speech")
	if len(products) == 0 || products[len(products)-1].ID != "htrflow" {
		t.Errorf("products for srv-speech: %v", products)
	}
	if p, ok := a.Pattern("cloud-with-masking"); !ok || p.Blocks[0] != "gw-mask" {
		t.Errorf("the pattern is %+v, %v", p, ok)
	}
	if _, ok := a.Block("no-such"); ok {
		t.Error("found a block that is not there")
	}
	if _, ok := a.Pattern("no-such"); ok {
		t.Error("found a pattern that is not there")
	}
}

func TestCheckFindsFaultsInTheArchitecture(t *testing.T) {
	const (
		frame    = "architecture/architecture.yaml"
		blocks   = "architecture/blocks/governance.yaml"
		products = "architecture/products.yaml"
		patterns = "architecture/patterns.yaml"
		national = "architecture/national.yaml"
	)
	for _, f := range []struct{ name, file, old, replacement, message string }{
		{"a layer in one language", frame, "en: Governance}", "en: ''}", "name is missing in en"},
		{"a zone given twice", frame, "- id: inner\n", "- id: open\n", `the id "open" is given twice`},
		{"a trait given twice", frame, "{id: ai, when", "{id: any, when", `the trait "any" is given twice`},
		{"a trait that asks what no record has", frame, "record.slag = \"ai_system\" or", "record.colour = \"ai_system\" or", "the trait ai:"},
		{"a neighbour of no kind", frame, "kind: person", "kind: ghost", `"ghost" is not one of`},
		{"a neighbour that meets nothing known", frame, "meets: [hum-redress", "meets: [hum-bug", `there is no block "hum-bug"`},
		{"a source without address", frame, "https://github.com/MinBZK/Algoritmekader", "github", "is not a web address"},
		{"a source of unknown strength", frame, "strength: secondary", "strength: rumour", `"rumour" is not one of`},
		{"a block id in no form", blocks, "id: gov-register", "id: Gov_Register", "must match"},
		{"a flow to nowhere", blocks, "to: gov-assess", "to: gov-nothing", `there is no block "gov-nothing"`},
		{"an unknown zone", blocks, "zones: [open, inner]", "zones: [open, moon]", `there is no zone "moon"`},
		{"an unknown trait", blocks, "needed_for: [any]", "needed_for: [sometimes]", `there is no trait "sometimes"`},
		{"a block that nothing needs", blocks, "needed_for: [any]", "needed_for: []", "is needed for nothing"},
		{"an unknown tag", blocks, "tags: [transparent, reliable]", "tags: [shiny]", `"shiny" is not one of`},
		{"a provision that nobody has", blocks, "celex/32024R1689#26.8", "celex/32024R1689#26.88", "no provision file has the target"},
		{"an unknown filling", blocks, "fills: whole", "fills: surely", `"surely" is not one of`},
		{"a file of another layer", blocks, "layer: governance", "layer: attic", `there is no layer "attic"`},
		{"a key that does not exist", blocks, "purpose:", "purpse:", "purpse"},
		{"a product for no block", products, "fills: [dev-track, reg-model, obs-llm]", "fills: []", "fills no block"},
		{"a licence read in no known way", products, "licence_read: older_file", "licence_read: heard", `"heard" is not one of`},
		{"a closed product without a note", products, "licence: MIT\n    open_source: true", "licence: X\n    open_source: false", "is not open source, so it needs a note"},
		{"a pattern with an unknown block", patterns, "blocks: [ret-knowledge", "blocks: [ret-lore", `there is no block "ret-lore"`},
		{"evidence without a day", patterns, `read: "2026-11-22", strength: secondary}`, `read: "2026-11-32", strength: secondary}`, "is not the day it was read"},
		{"a national block mapped to nothing", national, "maps_to: [id-access]", "maps_to: [id-nothing]", `there is no block "id-nothing"`},
		{"a year without a state", national, "lead: Arbetsförmedlingen,", "lead: Arbetsförmedlingen, known: 2024,", "has a year but no state"},
	} {
		t.Run(f.name, func(t *testing.T) {
			problems := embeddedTree(t, f.file, f.old, f.replacement, "architecture").Check()
			for _, p := range problems {
				if p.File == f.file && strings.Contains(p.Message, f.message) {
					return
				}
			}
			t.Errorf("want %s: …%s…, got %v", f.file, f.message, problems)
		})
	}
}

func TestATreeWithoutArchitectureIsSound(t *testing.T) {
	if _, err := content.Open(tree(soundTree())).Architecture(); err == nil {
		t.Error("reading an architecture that is not there should fail")
	}
}
