package catalogue

import (
	"encoding/xml"
	"io"
	"strings"

	"github.com/tillit-se/tillit/content"
)

// The names of the ArchiMate Model Exchange File format, version 3.1: its
// namespace keeps the number 3.0, and the schema of diagrams covers the rest.
const (
	archiMateNamespace = "http://www.opengroup.org/xsd/archimate/3.0/"
	archiMateSchema    = "http://www.opengroup.org/xsd/archimate/3.1/archimate3_Diagram.xsd"
	schemaInstance     = "http://www.w3.org/2001/XMLSchema-instance"
)

// WriteArchiMate writes the architecture as an ArchiMate model exchange file,
// in Swedish and English, with a view of all layers and one of each pattern.
//
// Blocks are application components, layers, zones and patterns groupings,
// demands and provisions requirements, risks assessments, products system
// software, and what surrounds the platform business roles or components.
// sources are the legal sources that blocks and patterns cite; a provision in
// none of them is named by its canonical target.
func WriteArchiMate(w io.Writer, a content.Architecture, sources []content.Source) error {
	m := newModel(a)
	m.law = content.IndexProvisions(sources)
	m.addFrame()
	m.addBlocks()
	m.addProducts()
	m.addPatterns()
	m.addNeighbours()
	m.addNational()
	m.addViews()
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(m.out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// The file's elements, in the order that the schema demands. Lists are pointers so that an empty one is left out.
type (
	exchangeModel struct {
		XMLName     xml.Name       `xml:"model"`
		Namespace   string         `xml:"xmlns,attr"`
		Instance    string         `xml:"xmlns:xsi,attr"`
		Schema      string         `xml:"xsi:schemaLocation,attr"`
		Identifier  string         `xml:"identifier,attr"`
		Version     string         `xml:"version,attr"`
		Names       []langString   `xml:"name"`
		Docs        []langString   `xml:"documentation"`
		Elements    []element      `xml:"elements>element"`
		Relations   []relationship `xml:"relationships>relationship"`
		Folders     []folder       `xml:"organizations>item"`
		Definitions []propertyKind `xml:"propertyDefinitions>propertyDefinition"`
		Views       []exchangeView `xml:"views>diagrams>view"`
	}
	langString struct {
		Lang string `xml:"xml:lang,attr"`
		Text string `xml:",chardata"`
	}
	element struct {
		Identifier string        `xml:"identifier,attr"`
		Type       string        `xml:"xsi:type,attr"`
		Names      []langString  `xml:"name"`
		Docs       []langString  `xml:"documentation"`
		Properties *propertyList `xml:"properties"`
	}
	propertyList struct {
		Properties []property `xml:"property"`
	}
	property struct {
		Kind   string       `xml:"propertyDefinitionRef,attr"`
		Values []langString `xml:"value"`
	}
	propertyKind struct {
		Identifier string       `xml:"identifier,attr"`
		Type       string       `xml:"type,attr"`
		Names      []langString `xml:"name"`
	}
	relationship struct {
		Identifier string       `xml:"identifier,attr"`
		Source     string       `xml:"source,attr"`
		Target     string       `xml:"target,attr"`
		Type       string       `xml:"xsi:type,attr"`
		Names      []langString `xml:"name"`
	}
	folder struct {
		Labels []langString `xml:"label"`
		Items  []folderItem `xml:"item"`
	}
	folderItem struct {
		Ref string `xml:"identifierRef,attr"`
	}
)

// definitions are the properties that elements carry.
func definitions() []propertyKind {
	kind := func(id, dataType, sv, en string) propertyKind {
		return propertyKind{Identifier: id, Type: dataType, Names: inBoth(content.Text{SV: sv, EN: en})}
	}
	return []propertyKind{
		kind("prop-zones", "string", "Säkerhetszoner", "Security zones"),
		kind("prop-tillit", "string", "Fylls av Tillit", "Filled by Tillit"),
		kind("prop-licence", "string", "Licens (SPDX)", "Licence (SPDX)"),
		kind("prop-licence-read", "string", "Så lästes licensen", "How the licence was read"),
		kind("prop-last-commit", "date", "Senaste ändring vi sett", "Last change seen"),
		kind("prop-target", "string", "Lagrum", "Provision"),
		kind("prop-lead", "string", "Ansvarig myndighet", "Lead body"),
	}
}

// model gathers the parts while it remembers what is there already.
type model struct {
	a       content.Architecture
	law     content.ProvisionIndex
	out     exchangeModel
	there   map[string]bool // identifiers
	folders map[string]*folder
	order   []string
}

func newModel(a content.Architecture) *model {
	return &model{
		a: a, there: map[string]bool{}, folders: map[string]*folder{},
		out: exchangeModel{
			Namespace: archiMateNamespace, Instance: schemaInstance, Schema: archiMateNamespace + " " + archiMateSchema,
			Identifier: "id-tillit-architecture", Version: a.Updated, Names: inBoth(a.Title), Definitions: definitions(),
			Docs: inBoth(content.Text{SV: a.Lead.SV + " " + a.OwnProposal.SV, EN: a.Lead.EN + " " + a.OwnProposal.EN}),
		},
	}
}

func inBoth(t content.Text) []langString {
	return []langString{{Lang: "sv", Text: t.SV}, {Lang: "en", Text: t.EN}}
}

func same(s string) []langString { return []langString{{Lang: "sv", Text: s}, {Lang: "en", Text: s}} }

// identifier makes an XML id, which may hold neither slash, colon nor hash.
func identifier(kind, id string) string {
	return "id-" + kind + "-" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
			return r
		}
		return '_'
	}, id)
}

// add adds an element once, and files it in a folder.
func (m *model) add(in content.Text, e element) string {
	if m.there[e.Identifier] {
		return e.Identifier
	}
	m.there[e.Identifier] = true
	m.out.Elements = append(m.out.Elements, e)
	m.file(in, e.Identifier)
	return e.Identifier
}

func (m *model) file(in content.Text, ref string) {
	at, ok := m.folders[in.EN]
	if !ok {
		at = &folder{Labels: inBoth(in)}
		m.folders[in.EN] = at
		m.order = append(m.order, in.EN)
	}
	at.Items = append(at.Items, folderItem{Ref: ref})
}

// relate joins two elements, once for each type and pair.
func (m *model) relate(kind, source, target string, names ...langString) string {
	id := identifier("rel", kind+"-"+strings.TrimPrefix(source, "id-")+"--"+strings.TrimPrefix(target, "id-"))
	if !m.there[id] {
		m.there[id] = true
		m.out.Relations = append(m.out.Relations, relationship{Identifier: id, Source: source, Target: target, Type: kind, Names: names})
	}
	return id
}

// finish puts the folders in the order in which they were first used.
func (m *model) finish() {
	for _, name := range m.order {
		m.out.Folders = append(m.out.Folders, *m.folders[name])
	}
}
