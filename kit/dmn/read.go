package dmn

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/dmn/internal/xmltree"
)

// FileLimits bound a model file; a zero field means the default.
type FileLimits struct {
	Bytes    int // default 64 MiB
	Depth    int // of nested elements; default 200
	Elements int // default 2,000,000
	// Rules of one table; default 100,000.
	Rules int
}

const defaultRules = 100_000

// versions are the namespaces of DMN files.
var versions = map[string]string{
	"http://www.omg.org/spec/DMN/20180521/MODEL/":  "1.2",
	"https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
	"https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
	"https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}

// olderVersions are known but not read, for a better message.
var olderVersions = map[string]string{
	"http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
}

// Read reads a model file without compiling it. The error is a [*ModelError],
// which may list several problems, or a [*LimitError]. The source is kept and
// must not be changed afterwards.
//
// What other tools put into the file, such as extension elements and diagrams,
// is passed over; [Element.Extensions] and [Definitions.Source] lead to it.
func Read(source []byte, limits FileLimits) (*Definitions, error) {
	doc, err := xmltree.Parse(source, xmltree.Limits{Bytes: limits.Bytes, Depth: limits.Depth, Elements: limits.Elements})
	if err != nil {
		return nil, readError(err)
	}
	if limits.Rules <= 0 {
		limits.Rules = defaultRules
	}
	r := &reader{doc: doc, space: doc.Root.Space, rules: limits.Rules}
	d := r.definitions(doc.Root)
	if r.limit != nil {
		return nil, r.limit
	}
	if d != nil {
		r.problems = append(r.problems, checkDefinitions(d)...)
	}
	if len(r.problems) > 0 {
		return nil, &ModelError{r.problems}
	}
	return d, nil
}

func readError(err error) error {
	var syntax *xmltree.SyntaxError
	var limit *xmltree.LimitError
	switch {
	case errors.As(err, &syntax):
		pos := Pos{Offset: syntax.Offset, Line: syntax.Line, Column: syntax.Column}
		return &ModelError{[]Problem{{Pos: pos, Code: CodeXML, Message: syntax.Message}}}
	case errors.As(err, &limit):
		pos := Pos{Offset: limit.Offset, Line: limit.Line, Column: limit.Column}
		return &LimitError{Limit: limit.Limit, Max: limit.Max, Pos: pos}
	}
	return err
}

// reader turns XML elements into parts of a model.
type reader struct {
	doc      *xmltree.Document
	space    string // the namespace of the file's version
	rules    int
	problems []Problem
	limit    *LimitError
	// owner tells which part of the model is being read, for messages.
	owner  holder
	cursor xmltree.Cursor
}

const maxProblems = 200

func (r *reader) problem(at int, code Code, format string, args ...any) {
	if len(r.problems) >= maxProblems {
		return
	}
	r.problems = append(r.problems, Problem{Pos: r.pos(at), Element: r.owner.String(), Code: code, Message: fmt.Sprintf(format, args...)})
}

func (r *reader) pos(offset int) Pos {
	line, column := r.doc.PlaceFrom(&r.cursor, offset)
	return Pos{Offset: offset, Line: line, Column: column}
}

// each calls f for the child elements that belong to DMN.
func (r *reader) each(n *xmltree.Node, f func(c *xmltree.Node)) {
	for c := n.First; c != nil; c = c.Next {
		if c.Space == r.space {
			f(c)
		}
	}
}

func (r *reader) element(n *xmltree.Node) Element {
	e := Element{Pos: r.pos(int(n.Start)), End: int(n.End)}
	e.ID, _ = n.Attr("id")
	e.Label, _ = n.Attr("label")
	for c := n.First; c != nil; c = c.Next {
		if c.Space != r.space {
			continue
		}
		switch c.Local {
		case "description":
			e.Description = c.Text.Value
		case "extensionElements":
			e.Extensions = Piece{int(c.Start), int(c.End)}
		}
	}
	return e
}

func (r *reader) named(n *xmltree.Node) Named {
	named := Named{Element: r.element(n)}
	name, ok := n.Attr("name")
	named.Name = cleanName(name)
	if !ok {
		r.problem(int(n.Start), CodeStructure, "<%s> has no name", n.Written())
	}
	return named
}

// cleanName makes runs of white space one space, as FEEL compares names.
func cleanName(name string) string {
	if !strings.ContainsAny(name, "\t\n\r") && !strings.Contains(name, "  ") &&
		!strings.HasPrefix(name, " ") && !strings.HasSuffix(name, " ") {
		return name
	}
	return strings.Join(strings.Fields(name), " ")
}

// attr returns an attribute, or the text of the child element of that name, as
// older files have it.
func attr(n *xmltree.Node, name string) string {
	if v, ok := n.Attr(name); ok {
		return strings.TrimSpace(v)
	}
	return ""
}

func childText(n *xmltree.Node, name string) string {
	if c := n.Child(name); c != nil {
		return strings.TrimSpace(c.Text.Value)
	}
	return ""
}

func (r *reader) definitions(n *xmltree.Node) *Definitions {
	version, ok := versions[n.Space]
	switch {
	case olderVersions[n.Space] != "":
		r.problem(int(n.Start), CodeNotDMN, "the file is DMN %s; save it as DMN 1.3 or later in its editor", olderVersions[n.Space])
		return nil
	case !ok && n.Local == "definitions" && strings.Contains(n.Space, "omg.org/spec/DMN/"):
		r.problem(int(n.Start), CodeNotDMN, "the namespace %q is of a version of DMN that is not read; save the file as DMN 1.3, 1.4 or 1.5 in its editor", n.Space)
		return nil
	case !ok || n.Local != "definitions":
		r.problem(int(n.Start), CodeNotDMN, "<%s> of the namespace %q is no DMN model; <definitions> of DMN 1.2 to 1.5 is wanted", n.Written(), n.Space)
		return nil
	}
	d := &Definitions{
		Named: r.named(n), Version: version, Source: r.doc.Source, doc: r.doc,
		Namespace: attr(n, "namespace"), ExpressionLanguage: attr(n, "expressionLanguage"),
		TypeLanguage: attr(n, "typeLanguage"), Exporter: attr(n, "exporter"), ExporterVersion: attr(n, "exporterVersion"),
	}
	if d.Namespace == "" {
		r.problem(int(n.Start), CodeStructure, "<%s> has no namespace", n.Written())
	}
	r.each(n, func(c *xmltree.Node) { r.part(d, c) })
	return d
}

// part reads one element directly below the root.
func (r *reader) part(d *Definitions, c *xmltree.Node) {
	r.owner = holder{}
	if name, ok := c.Attr("name"); ok {
		r.owner = holder{c.Local, name}
	}
	switch c.Local {
	case "import":
		d.Imports = append(d.Imports, r.imported(c))
	case "itemDefinition":
		d.Types = append(d.Types, r.itemDefinition(c))
	case "inputData":
		d.Inputs = append(d.Inputs, &InputData{Named: r.named(c), Variable: r.variable(c)})
	case "decision":
		d.Decisions = append(d.Decisions, r.decision(c))
	case "businessKnowledgeModel":
		d.Knowledge = append(d.Knowledge, r.knowledge(c))
	case "decisionService":
		d.Services = append(d.Services, r.service(c))
	case "knowledgeSource":
		d.Sources = append(d.Sources, r.source(c))
	}
	r.owner = holder{}
}

// elementNames are what people call the elements.
var elementNames = map[string]string{
	"inputData": "input", "businessKnowledgeModel": "knowledge model", "decisionService": "service",
	"itemDefinition": "type", "knowledgeSource": "knowledge source",
}

func kindWord(local string) string {
	if word, ok := elementNames[local]; ok {
		return word
	}
	return local
}

func elementName(local, name string) string {
	return kindWord(local) + ` "` + cleanName(name) + `"`
}

func (r *reader) imported(n *xmltree.Node) *Import {
	i := &Import{
		Named: Named{Element: r.element(n), Name: cleanName(attr(n, "name"))}, Namespace: attr(n, "namespace"),
		LocationURI: attr(n, "locationURI"), ImportType: attr(n, "importType"),
	}
	if i.Namespace == "" {
		r.problem(int(n.Start), CodeStructure, "<%s> has no namespace", n.Written())
	}
	return i
}

func (r *reader) itemDefinition(n *xmltree.Node) *ItemDefinition {
	t := &ItemDefinition{
		Named: r.named(n), TypeRef: childText(n, "typeRef"), TypeLanguage: attr(n, "typeLanguage"),
		IsCollection: attr(n, "isCollection") == "true" || attr(n, "isCollection") == "1",
	}
	r.each(n, func(c *xmltree.Node) {
		switch c.Local {
		case "allowedValues":
			t.AllowedValues = r.tests(c)
		case "typeConstraint":
			t.TypeConstraint = r.tests(c)
		case "itemComponent":
			t.Components = append(t.Components, r.itemDefinition(c))
		case "functionItem":
			t.Function = &FunctionItem{Element: r.element(c), OutputTypeRef: attr(c, "outputTypeRef")}
			r.each(c, func(p *xmltree.Node) {
				if p.Local == "parameters" {
					t.Function.Parameters = append(t.Function.Parameters, r.item(p))
				}
			})
		}
	})
	return t
}

// item reads an element that declares a name with a type.
func (r *reader) item(n *xmltree.Node) *InformationItem {
	return &InformationItem{Named: r.named(n), TypeRef: typeRef(n)}
}

func typeRef(n *xmltree.Node) string {
	if ref := attr(n, "typeRef"); ref != "" {
		return ref
	}
	return childText(n, "typeRef")
}

func (r *reader) variable(n *xmltree.Node) *InformationItem {
	if c := n.Child("variable"); c != nil {
		return r.item(c)
	}
	return nil
}

func (r *reader) text(n *xmltree.Node) Text {
	c := n.Child("text")
	if c == nil {
		return Text{}
	}
	return Text{Text: c.Text.Value, at: c.Text}
}

func (r *reader) tests(n *xmltree.Node) *UnaryTests {
	return &UnaryTests{ExpressionBase: r.base(n), Text: r.text(n), Language: attr(n, "expressionLanguage")}
}

func (r *reader) literal(n *xmltree.Node) *LiteralExpression {
	return &LiteralExpression{ExpressionBase: r.base(n), Text: r.text(n), Language: attr(n, "expressionLanguage")}
}

func (r *reader) base(n *xmltree.Node) ExpressionBase {
	return ExpressionBase{Element: r.element(n), TypeRef: typeRef(n)}
}
