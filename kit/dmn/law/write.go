package law

import (
	"maps"
	"reflect"
	"slices"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/dmn/document"
)

// Write puts the law into a file: what differs from what the file holds is written, what the law does not say is taken away, and everything else
// stays byte for byte. The namespace is declared once, on the outermost element. The law of imported models stands in their own files and is not written.
func Write(doc *document.Document, law Law) (*document.Document, error) {
	law.Imported = nil
	w := &writer{doc: doc, old: readQuietly(doc), law: law}
	if !law.IsZero() {
		w.do(func() (*document.Document, error) { return w.doc.Declare(Space, Prefix) })
	}
	w.model()
	w.inputs()
	w.decisions()
	w.rules()
	return w.doc, w.err
}

func readQuietly(doc *document.Document) Law {
	law, _ := Read(doc)
	return law
}

type writer struct {
	doc *document.Document
	old Law
	law Law
	err error
}

func (w *writer) do(change func() (*document.Document, error)) {
	if w.err != nil {
		return
	}
	changed, err := change()
	if err != nil {
		w.err = err
		return
	}
	w.doc = changed
}

// part writes or removes one extension element of the element that find finds.
func (w *writer) part(find func(*document.Document) *document.Element, node document.Node, present bool) {
	w.do(func() (*document.Document, error) {
		owner := find(w.doc)
		if owner == nil {
			return w.doc, nil
		}
		if !present {
			return w.doc.Remove(owner, Space, node.Name)
		}
		return w.doc.Put(owner, Space, Prefix, node)
	})
}

func (w *writer) model() {
	if reflect.DeepEqual(w.old.Model, w.law.Model) {
		return
	}
	m := w.law.Model
	node := document.Node{Name: "model"}
	node.Attrs = attributes("id", m.ID, "version", m.Version, "appliesFrom", dateText(m.AppliesFrom), "appliesTo", dateText(m.AppliesTo), "relevantDate", m.RelevantDate)
	node.Children = slices.Concat(texts("title", m.Title), texts("description", m.Description), texts("review", m.Review), targets("source", m.Sources))
	w.part((*document.Document).Root, node, m.ID != "")
}

func (w *writer) inputs() {
	for _, name := range keys(w.old.Inputs, w.law.Inputs) {
		in, present := w.law.Inputs[name]
		if old, had := w.old.Inputs[name]; had == present && reflect.DeepEqual(old, in) {
			continue
		}
		node := document.Node{Name: "input", Children: slices.Concat(texts("label", in.Label), texts("help", in.Help), options(in.Options))}
		w.part(named(name, "inputData"), node, present)
	}
}

func (w *writer) decisions() {
	for _, name := range keys(w.old.Decisions, w.law.Decisions) {
		d, present := w.law.Decisions[name]
		if old, had := w.old.Decisions[name]; had == present && reflect.DeepEqual(old, d) {
			continue
		}
		node := document.Node{Name: "decision", Attrs: attributes("outcome", string(d.Outcome)), Children: slices.Concat(
			texts("label", d.Label), texts("help", d.Help), options(d.Options), targets("provision", d.Provisions), texts("reason", d.Reason))}
		w.part(named(name, "decision", "businessKnowledgeModel"), node, present)
	}
}

func (w *writer) rules() {
	all := map[RuleKey]bool{}
	for key := range w.old.Rules {
		all[key] = true
	}
	for key := range w.law.Rules {
		all[key] = true
	}
	for _, key := range slices.SortedFunc(maps.Keys(all), compareKeys) {
		rule, present := w.law.Rules[key]
		if old, had := w.old.Rules[key]; had == present && reflect.DeepEqual(old, rule) {
			continue
		}
		node := document.Node{
			Name: "rule", Attrs: attributes("outcome", string(rule.Outcome)),
			Children: slices.Concat(targets("provision", rule.Provisions), texts("reason", rule.Reason)),
		}
		w.part(func(doc *document.Document) *document.Element {
			owner := named(key.Element, "decision", "businessKnowledgeModel")(doc)
			if owner == nil {
				return nil
			}
			return rulesOf(owner)[key]
		}, node, present)
	}
}

func keys[T any](a, b map[string]T) []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(all)
	return slices.Compact(all)
}

// named finds an element of the model by its name.
func named(name string, locals ...string) func(*document.Document) *document.Element {
	return func(doc *document.Document) *document.Element {
		for _, e := range doc.Root().Children {
			if slices.Contains(locals, e.Local) && e.Space == doc.Root().Space && nameOf(e) == name {
				return e
			}
		}
		return nil
	}
}

func attributes(pairs ...string) []document.Attr {
	var attrs []document.Attr
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			attrs = append(attrs, document.Attr{Local: pairs[i], Value: pairs[i+1]})
		}
	}
	return attrs
}

func texts(local string, t Text) []document.Node {
	var nodes []document.Node
	for _, pair := range [][2]string{{"sv", t.SV}, {"en", t.EN}} {
		if pair[1] != "" {
			nodes = append(nodes, document.Node{Name: local, Attrs: []document.Attr{{Space: "xml", Local: "lang", Value: pair[0]}}, Text: pair[1]})
		}
	}
	return nodes
}

func targets(local string, list []string) []document.Node {
	nodes := make([]document.Node, len(list))
	for i, target := range list {
		nodes[i] = document.Node{Name: local, Attrs: attributes("target", target)}
	}
	return nodes
}

func options(list []Option) []document.Node {
	nodes := make([]document.Node, len(list))
	for i, o := range list {
		nodes[i] = document.Node{Name: "option", Attrs: attributes("value", o.Value), Children: texts("label", o.Label)}
	}
	return nodes
}

func dateText(d date.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
