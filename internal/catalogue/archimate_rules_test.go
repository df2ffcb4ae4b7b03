package catalogue_test

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/catalogue"
)

// The rules here are those of the ArchiMate Model Exchange File schema (model, view and diagram) and of the table of relationships of
// ArchiMate 3.2, appendix B, for what our file uses. The schema itself may not be shipped; the file was validated by hand against its
// declarations.

// part is an element of a file with all that stands in it.
type part struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Parts   []part     `xml:",any"`
	Text    string     `xml:",chardata"`
}

func (p part) attr(name string) string {
	for _, a := range p.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all gives the parts on a path.
func (p part) all(path ...string) []part {
	if len(path) == 0 {
		return []part{p}
	}
	var found []part
	for _, child := range p.Parts {
		if child.XMLName.Local == path[0] {
			found = append(found, child.all(path[1:]...)...)
		}
	}
	return found
}

// walk visits a part and all below it.
func (p part) walk(visit func(part)) {
	visit(p)
	for _, child := range p.Parts {
		child.walk(visit)
	}
}

// said is a text of a part in a language.
func (p part) said(name, lang string) string {
	for _, child := range p.all(name) {
		if child.attr("lang") == lang {
			return child.Text
		}
	}
	return ""
}

func modelOf(t *testing.T, a content.Architecture) part {
	t.Helper()
	var b bytes.Buffer
	if err := catalogue.WriteArchiMate(&b, a, sources(t)); err != nil {
		t.Fatal(err)
	}
	var model part
	if err := xml.Unmarshal(b.Bytes(), &model); err != nil {
		t.Fatal(err)
	}
	return model
}

func embedded(t *testing.T) (content.Architecture, part) {
	t.Helper()
	a, err := content.ReferenceArchitecture()
	if err != nil {
		t.Fatal(err)
	}
	return a, modelOf(t, a)
}

// grammar is which parts may stand in which, in which order; a star may come many times, a plus at least once.
var grammar = map[string][]string{
	"model":               {"name+", "documentation*", "elements", "relationships", "organizations", "propertyDefinitions", "views"},
	"elements":            {"element+"},
	"element":             {"name+", "documentation*", "properties"},
	"properties":          {"property+"},
	"property":            {"value+"},
	"relationships":       {"relationship+"},
	"relationship":        {"name*", "documentation*", "properties"},
	"organizations":       {"item+"},
	"item":                {"label*", "documentation*", "item*"},
	"propertyDefinitions": {"propertyDefinition+"},
	"propertyDefinition":  {"name+", "documentation*"},
	"views":               {"diagrams"},
	"diagrams":            {"view+"},
	"view":                {"name+", "documentation*", "properties", "node*", "connection*"},
	"node":                {"label*", "documentation*", "viewRef*", "node*"},
	"connection":          {"label*", "documentation*", "bendpoint*"},
}

func TestEveryPartOfTheExchangeFileStandsWhereTheSchemaHasIt(t *testing.T) {
	_, model := embedded(t)
	model.walk(func(p part) {
		if p.XMLName.Space != "http://www.opengroup.org/xsd/archimate/3.0/" {
			t.Fatalf("%s is in the namespace %q", p.XMLName.Local, p.XMLName.Space)
		}
		rest := p.Parts
		for _, rule := range grammar[p.XMLName.Local] {
			name := strings.TrimRight(rule, "*+")
			n := 0
			for len(rest) > 0 && rest[0].XMLName.Local == name {
				rest, n = rest[1:], n+1
			}
			if strings.HasSuffix(rule, "+") && n == 0 || name == rule && n > 1 {
				t.Errorf("%s %s has %d of %s", p.XMLName.Local, p.attr("identifier"), n, name)
			}
		}
		if len(rest) > 0 {
			t.Errorf("%s %s: %s may not stand there", p.XMLName.Local, p.attr("identifier"), rest[0].XMLName.Local)
		}
	})
}

// needed are the attributes that the schema requires.
var needed = map[string][]string{
	"model": {"identifier"}, "element": {"identifier", "type"}, "relationship": {"identifier", "type", "source", "target"},
	"property": {"propertyDefinitionRef"}, "propertyDefinition": {"identifier", "type"}, "view": {"identifier", "type"},
	"node": {"identifier", "type", "elementRef", "x", "y", "w", "h"}, "connection": {"identifier", "type", "relationshipRef", "source", "target"},
}

func TestEveryAttributeThatTheSchemaRequiresIsThere(t *testing.T) {
	_, model := embedded(t)
	model.walk(func(p part) {
		for _, name := range needed[p.XMLName.Local] {
			if p.attr(name) == "" {
				t.Errorf("%s %s lacks %s", p.XMLName.Local, p.attr("identifier"), name)
			}
		}
	})
}

var ncName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9._-]*$`)

func TestIdentifiersAreNamesAndUniqueInTheWholeFile(t *testing.T) {
	_, model := embedded(t)
	seen := map[string]bool{}
	model.walk(func(p part) {
		id := p.attr("identifier")
		if id == "" {
			return
		}
		if !ncName.MatchString(id) || seen[id] {
			t.Errorf("%s: the identifier %q is no XML name, or given twice", p.XMLName.Local, id)
		}
		seen[id] = true
	})
}

// relations are the relationships that ArchiMate 3.2 allows between the types of ours. An association is allowed between all.
var relations = map[string][]string{
	"Grouping ApplicationComponent":             {"Composition", "Aggregation"},
	"ApplicationComponent ApplicationComponent": {"Composition", "Aggregation", "Flow", "Realization", "Serving", "Specialization", "Triggering"},
	"ApplicationComponent Requirement":          {"Realization", "Influence"},
	"SystemSoftware ApplicationComponent":       {"Flow", "Realization", "Serving", "Triggering"},
	"BusinessRole ApplicationComponent":         {"Flow", "Serving", "Triggering"},
	"ApplicationComponent BusinessRole":         {"Flow", "Serving", "Triggering"},
}

func TestEveryRelationshipIsOneThatArchiMateAllows(t *testing.T) {
	_, model := embedded(t)
	types := map[string]string{}
	for _, e := range model.all("elements", "element") {
		types[e.attr("identifier")] = e.attr("type")
	}
	for _, r := range model.all("relationships", "relationship") {
		pair := types[r.attr("source")] + " " + types[r.attr("target")]
		if strings.HasPrefix(pair, " ") || strings.HasSuffix(pair, " ") {
			t.Errorf("%s leads from or to something that is no element", r.attr("identifier"))
		}
		if kind := r.attr("type"); kind != "Association" && !slices.Contains(relations[pair], kind) {
			t.Errorf("%s: %s is not allowed between %s", r.attr("identifier"), kind, pair)
		}
	}
}

func TestPropertiesAreDefinedAndOfTheirType(t *testing.T) {
	_, model := embedded(t)
	kinds, used := map[string]string{}, map[string]bool{}
	for _, d := range model.all("propertyDefinitions", "propertyDefinition") {
		kinds[d.attr("identifier")] = d.attr("type")
		if d.said("name", "sv") == "" || d.said("name", "en") == "" {
			t.Errorf("%s has no name in both languages", d.attr("identifier"))
		}
	}
	day := regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	for _, p := range model.all("elements", "element", "properties", "property") {
		ref := p.attr("propertyDefinitionRef")
		used[ref] = true
		if kinds[ref] == "" {
			t.Errorf("the property %q is not defined", ref)
		}
		if value := p.said("value", "en"); value == "" || kinds[ref] == "date" && !day.MatchString(value) {
			t.Errorf("%s is %q", ref, value)
		}
	}
	if len(used) != len(kinds) {
		t.Errorf("%d properties are defined, %d used", len(kinds), len(used))
	}
}

func TestViewsShowElementsAndTheRelationshipsBetweenThem(t *testing.T) {
	_, model := embedded(t)
	elements, joins := map[string]bool{}, map[string][2]string{}
	for _, e := range model.all("elements", "element") {
		elements[e.attr("identifier")] = true
	}
	for _, r := range model.all("relationships", "relationship") {
		joins[r.attr("identifier")] = [2]string{r.attr("source"), r.attr("target")}
	}
	for _, view := range model.all("views", "diagrams", "view") {
		shows := map[string]string{} // element by node
		view.walk(func(p part) {
			if p.XMLName.Local != "node" {
				return
			}
			if shows[p.attr("identifier")] = p.attr("elementRef"); !elements[p.attr("elementRef")] {
				t.Errorf("%s shows %s, which is no element", p.attr("identifier"), p.attr("elementRef"))
			}
		})
		for _, c := range view.all("connection") {
			join, ok := joins[c.attr("relationshipRef")]
			if !ok || shows[c.attr("source")] != join[0] || shows[c.attr("target")] != join[1] {
				t.Errorf("%s does not join what its relationship does", c.attr("identifier"))
			}
		}
	}
}

// frame is where a node stands.
func frame(t *testing.T, p part) (x, y, w, h int) {
	t.Helper()
	for name, into := range map[string]*int{"x": &x, "y": &y, "w": &w, "h": &h} {
		n, err := strconv.Atoi(p.attr(name))
		if err != nil || n < 0 || (name == "w" || name == "h") && n == 0 {
			t.Fatalf("%s: %s is %q", p.attr("identifier"), name, p.attr(name))
		}
		*into = n
	}
	return x, y, w, h
}

func TestNodesStandWithinTheirFrameAndBesideEachOther(t *testing.T) {
	_, model := embedded(t)
	model.walk(func(p part) {
		if name := p.XMLName.Local; name != "node" && name != "view" {
			return
		}
		children := p.all("node")
		for i, child := range children {
			x, y, w, h := frame(t, child)
			if p.XMLName.Local == "node" {
				if px, py, pw, ph := frame(t, p); x < px || y < py || x+w > px+pw || y+h > py+ph {
					t.Errorf("%s stands outside %s", child.attr("identifier"), p.attr("identifier"))
				}
			}
			for _, other := range children[:i] {
				if ox, oy, ow, oh := frame(t, other); x < ox+ow && ox < x+w && y < oy+oh && oy < y+h {
					t.Errorf("%s covers %s", child.attr("identifier"), other.attr("identifier"))
				}
			}
		}
	})
}

// Somebody who reads the model aloud, in either language, meets words and never codes, markup or a blank.
func TestWhatHasANameHasItInBothLanguages(t *testing.T) {
	_, model := embedded(t)
	code := regexp.MustCompile(`^(sfs|celex)/|[<>]|^\s*$`)
	for _, path := range [][]string{{"elements", "element"}, {"views", "diagrams", "view"}, {"propertyDefinitions", "propertyDefinition"}} {
		for _, p := range model.all(path...) {
			for _, lang := range []string{"sv", "en"} {
				if name := p.said("name", lang); code.MatchString(name) {
					t.Errorf("%s is called %q in %s", p.attr("identifier"), name, lang)
				}
			}
		}
	}
	for _, folder := range model.all("organizations", "item") {
		if folder.said("label", "sv") == "" || folder.said("label", "en") == "" || len(folder.all("item")) == 0 {
			t.Errorf("the folder %q has no name in both languages, or nothing in it", folder.said("label", "en"))
		}
	}
	for _, r := range model.all("relationships", "relationship") {
		if r.attr("type") == "Flow" && (r.said("name", "sv") == "" || r.said("name", "en") == "") {
			t.Errorf("%s does not say what flows", r.attr("identifier"))
		}
	}
}

func TestEveryElementAndViewIsFiledOnce(t *testing.T) {
	_, model := embedded(t)
	filed := map[string]int{}
	for _, item := range model.all("organizations", "item", "item") {
		filed[item.attr("identifierRef")]++
	}
	for _, p := range append(model.all("elements", "element"), model.all("views", "diagrams", "view")...) {
		if filed[p.attr("identifier")] != 1 {
			t.Errorf("%s is filed %d times", p.attr("identifier"), filed[p.attr("identifier")])
		}
		delete(filed, p.attr("identifier"))
	}
	for ref := range filed {
		t.Errorf("%s is filed and is nothing", ref)
	}
}

func TestFlowsDemandsRisksAndProvisionsOfABlockAreInTheModel(t *testing.T) {
	a, model := embedded(t)
	joined := map[string]bool{}
	for _, r := range model.all("relationships", "relationship") {
		joined[r.attr("type")+" "+r.attr("source")+" "+r.attr("target")] = true
	}
	for _, b := range a.Blocks {
		id := "id-block-" + b.ID
		wanted := []string{"Composition id-layer-" + b.Layer + " " + id}
		for _, flow := range b.Flows {
			wanted = append(wanted, "Flow "+id+" id-block-"+flow.To)
		}
		for _, zone := range b.Zones {
			wanted = append(wanted, "Aggregation id-zone-"+zone+" "+id)
		}
		for i := range b.Demands {
			wanted = append(wanted, "Realization "+id+" id-demand-"+b.ID+"-"+strconv.Itoa(i+1))
		}
		for i := range b.Risks {
			wanted = append(wanted, "Association id-risk-"+b.ID+"-"+strconv.Itoa(i+1)+" "+id)
		}
		for _, want := range wanted {
			if !joined[want] {
				t.Errorf("%s is missing", want)
			}
		}
	}
}

// A provision that no source holds is named by its target rather than left out.
func TestAProvisionThatIsNotKnownIsNamedByItsTarget(t *testing.T) {
	a := content.Architecture{
		Layers: []content.Layer{{ID: "one", Name: content.Text{SV: "Ett", EN: "One"}}},
		Blocks: []content.Block{{ID: "b", Layer: "one", Name: content.Text{SV: "B <&>", EN: "B"}, Provisions: []string{"sfs/1900:1#P1", "sfs/2017:900#P5"}}},
	}
	names := map[string]string{}
	for _, e := range modelOf(t, a).all("elements", "element") {
		names[e.attr("identifier")] = e.said("name", "sv")
	}
	if names["id-provision-sfs_1900_1_P1"] != "sfs/1900:1#P1" || names["id-block-b"] != "B <&>" {
		t.Errorf("%v", names)
	}
}
