package statute

// number gives the units their paths, after the whole text is known: whether the sections restart in each chapter shows only then.
func (s *Statute) number(part string) {
	s.Continuous = continuous(s.Root)
	n := numbering{s.Continuous, part, articles(s.Root)}
	for _, child := range s.Root.Children {
		switch child.Kind {
		case Transitional:
			for _, act := range child.Children {
				if act.Kind == Provision && act.Ordinal != "" {
					act.Path = "L" + act.Ordinal
					n.inside(act, act.Path)
				}
			}
		case Appendix:
			child.Path = "B" + child.Ordinal
			n.inside(child, child.Path)
		}
	}
	n.inside(s.Root, "")
}

// continuous reports whether the sections are numbered through all chapters: there are two chapters or more, and no number comes back.
func continuous(root *Unit) bool {
	last, chapters := "", 0
	rising := true
	var walk func(u *Unit)
	walk = func(u *Unit) {
		for _, child := range u.Children {
			switch child.Kind {
			case Part, Subpart:
				walk(child)
			case Chapter:
				if first := firstSection(child); first != "" && child.Validity.IsZero() {
					chapters++
					rising = rising && (last == "" || compareOrdinals(first, last) > 0)
				}
				walk(child)
			case Section:
				last = child.Ordinal
			}
		}
	}
	walk(root)
	return rising && chapters > 1
}

func firstSection(chapter *Unit) string {
	for _, child := range chapter.Children {
		if child.Kind == Section {
			return child.Ordinal
		}
	}
	return ""
}

// numbering is what all paths in an act depend on.
type numbering struct {
	continuous bool
	prefix     string         // of parts
	articles   map[string]int // how often the number of an article stands in the act
}

// articles counts the articles by number. One that stands once is cited without the appendix or part that it is in.
func articles(root *Unit) map[string]int {
	count := map[string]int{}
	for u := range root.All() {
		if u.Kind == Article {
			count[u.Ordinal]++
		}
	}
	return count
}

// inside gives paths to what stands in a unit whose own path is known. Paths are made of K chapter, P section, O subsection (moment),
// S paragraph, N point, A article and L the act of a transitional provision, as kit/legalref has them, and of R heading, Avd part and
// B appendix.
func (n *numbering) inside(u *Unit, path string) {
	paragraphs, headings := 0, 0
	n.children(u, path, &paragraphs, &headings)
}

func (n *numbering) children(u *Unit, path string, paragraphs, headings *int) {
	for _, child := range u.Children {
		switch child.Kind {
		case Part:
			child.Path = path + n.prefix + child.Ordinal
			n.inPart(child, path, headings)
		case Subpart:
			n.children(child, path, paragraphs, headings)
		case Chapter:
			child.Path = path + "K" + child.Ordinal
			if n.continuous {
				n.chapter(child, path, headings)
			} else {
				n.inside(child, child.Path)
			}
		case Section:
			child.Path = path + "P" + child.Ordinal
			n.inside(child, child.Path)
		case Subsection:
			child.Path = path + "O" + child.Ordinal
			n.inside(child, child.Path)
		case Article:
			child.Path = "A" + child.Ordinal
			if n.articles[child.Ordinal] > 1 {
				child.Path = path + child.Path
			}
			n.inside(child, child.Path)
		case Heading:
			*headings++
			child.Path = path + "R" + itoa(*headings)
		case Paragraph:
			*paragraphs++
			child.Path = path + "S" + itoa(*paragraphs)
			n.points(child, child.Path)
		case NumberList, LetterList, DashList:
			n.listed(child, path)
		}
	}
}

// part numbers what stands in a part. Chapters and sections are cited without it; the rest carries its number.
func (n *numbering) inPart(u *Unit, path string, headings *int) {
	own := &Unit{}
	var through []*Unit
	for _, child := range u.Children {
		switch child.Kind {
		case Chapter, Section, Subpart, Article:
			through = append(through, child)
		case Heading:
			if n.continuous {
				through = append(through, child)
				continue
			}
			own.Children = append(own.Children, child)
		default:
			own.Children = append(own.Children, child)
		}
	}
	n.inside(own, u.Path)
	paragraphs := 0
	n.children(&Unit{Children: through}, path, &paragraphs, headings)
}

// chapter numbers what stands in a chapter of an act whose sections run through all chapters.
func (n *numbering) chapter(u *Unit, path string, headings *int) {
	paragraphs := 0
	own := &Unit{}
	for _, child := range u.Children {
		if child.Kind != Section && child.Kind != Heading {
			own.Children = append(own.Children, child)
		}
	}
	n.inside(own, u.Path)
	for _, child := range u.Children {
		if child.Kind == Section || child.Kind == Heading {
			n.children(&Unit{Children: []*Unit{child}}, path, &paragraphs, headings)
		}
	}
}

// points numbers the lists in a paragraph or a point.
func (n *numbering) points(u *Unit, path string) {
	for _, child := range u.Children {
		n.listed(child, path)
	}
}

func (n *numbering) listed(list *Unit, path string) {
	if list.Kind != NumberList && list.Kind != LetterList && list.Kind != DashList {
		return
	}
	for _, item := range list.Children {
		item.Path = path + "N" + item.Ordinal
		n.points(item, item.Path)
	}
}

// reportRepeated notes sections that stand twice with nothing to tell the wordings apart.
func (s *Statute) reportRepeated(p *parser) {
	seen := map[string]*Unit{}
	var walk func(u *Unit, marked bool)
	walk = func(u *Unit, marked bool) {
		marked = marked || !u.Validity.IsZero()
		if u.Kind == Section && u.Path != "" && !marked && u.Gone == nil {
			if first, again := seen[u.Path]; again {
				p.problem(SectionRepeated, u.Spans[0].Start, "%s stands here again, after line %d, with no date to choose by; both are kept",
					u.Label, p.position(first.Spans[0].Start).Line)
			} else {
				seen[u.Path] = u
			}
		}
		for _, child := range u.Children {
			if child.Kind <= Article || child.Kind >= Transitional {
				walk(child, marked)
			}
		}
	}
	walk(s.Root, false)
}
