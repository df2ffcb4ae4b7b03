package dmn

import "github.com/tillit-se/tillit/kit/dmn/internal/xmltree"

func (r *reader) decision(n *xmltree.Node) *Decision {
	d := &Decision{
		Named: r.named(n), Variable: r.variable(n),
		Question: childText(n, "question"), AllowedAnswers: childText(n, "allowedAnswers"),
	}
	r.each(n, func(c *xmltree.Node) {
		switch c.Local {
		case "informationRequirement":
			d.InformationRequirements = r.requirement(d.InformationRequirements, c, "requiredDecision", "requiredInput")
		case "knowledgeRequirement":
			d.KnowledgeRequirements = r.requirement(d.KnowledgeRequirements, c, "requiredKnowledge")
		case "authorityRequirement":
			d.AuthorityRequirements = r.authority(d.AuthorityRequirements, c)
		}
	})
	d.Logic = r.logic(n, n)
	return d
}

// requirement reads the reference inside a requirement. The position is that
// of the requirement, the id too.
func (r *reader) requirement(refs []*Reference, n *xmltree.Node, names ...string) []*Reference {
	for _, name := range names {
		if c := n.Child(name); c != nil {
			ref := r.reference(c)
			ref.Element = r.element(n)
			return append(refs, ref)
		}
	}
	r.problem(int(n.Start), CodeStructure, "<%s> says not what is required", n.Written())
	return refs
}

func (r *reader) authority(refs []*Reference, n *xmltree.Node) []*Reference {
	return r.requirement(refs, n, "requiredAuthority", "requiredDecision", "requiredInput")
}

func (r *reader) reference(n *xmltree.Node) *Reference {
	ref := &Reference{Element: r.element(n), HrefPos: r.pos(int(n.Start))}
	a := n.Attribute("", "href")
	if a == nil {
		r.problem(int(n.Start), CodeStructure, "<%s> has no href", n.Written())
		return ref
	}
	ref.Href, ref.HrefPos = a.Value, r.pos(int(a.Start))
	return ref
}

func (r *reader) knowledge(n *xmltree.Node) *BusinessKnowledgeModel {
	k := &BusinessKnowledgeModel{Named: r.named(n), Variable: r.variable(n)}
	r.each(n, func(c *xmltree.Node) {
		switch c.Local {
		case "encapsulatedLogic":
			k.Logic = r.function(c)
		case "knowledgeRequirement":
			k.KnowledgeRequirements = r.requirement(k.KnowledgeRequirements, c, "requiredKnowledge")
		case "authorityRequirement":
			k.AuthorityRequirements = r.authority(k.AuthorityRequirements, c)
		}
	})
	return k
}

func (r *reader) service(n *xmltree.Node) *DecisionService {
	s := &DecisionService{Named: r.named(n), Variable: r.variable(n)}
	r.each(n, func(c *xmltree.Node) {
		switch c.Local {
		case "outputDecision":
			s.OutputDecisions = append(s.OutputDecisions, r.reference(c))
		case "encapsulatedDecision":
			s.EncapsulatedDecisions = append(s.EncapsulatedDecisions, r.reference(c))
		case "inputDecision":
			s.InputDecisions = append(s.InputDecisions, r.reference(c))
		case "inputData":
			s.InputData = append(s.InputData, r.reference(c))
		}
	})
	return s
}

func (r *reader) source(n *xmltree.Node) *KnowledgeSource {
	s := &KnowledgeSource{Named: r.named(n), Type: childText(n, "type"), LocationURI: attr(n, "locationURI")}
	r.each(n, func(c *xmltree.Node) {
		if c.Local == "authorityRequirement" {
			s.AuthorityRequirements = r.authority(s.AuthorityRequirements, c)
		}
	})
	return s
}
