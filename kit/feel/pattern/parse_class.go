package pattern

// maxPairs bounds what is written in one pair of brackets.
const maxPairs = 100_000

// class reads a character class after its opening bracket: characters, ranges
// and classes, all of them denied by a first ^, less another class after -[.
func (p *parser) class() (runeSet, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxDepth {
		return nil, p.wrong("brackets are nested too deep")
	}
	denied := p.take("^")
	var pairs []rune
	for first := true; ; first = false {
		switch {
		case p.pos >= len(p.src):
			return nil, p.wrong("a bracket is not closed")
		case p.peek() == ']' && first:
			return nil, p.wrong("the brackets are empty")
		case p.take("]"):
			return classSet(pairs, denied), nil
		case !first && p.take("-["):
			return p.subtracted(classSet(pairs, denied))
		}
		item, err := p.classItem()
		if err != nil {
			return nil, err
		}
		if pairs = append(pairs, item...); len(pairs) > maxPairs {
			return nil, p.wrong("the brackets hold too much")
		}
	}
}

func classSet(pairs []rune, denied bool) runeSet {
	set := setOf(pairs...)
	if denied {
		return set.complement()
	}
	return set
}

func (p *parser) subtracted(from runeSet) (runeSet, error) {
	set, err := p.class()
	if err != nil {
		return nil, err
	}
	if !p.take("]") {
		return nil, p.wrong("nothing but ] may follow what is subtracted")
	}
	return from.without(set), nil
}

// classItem reads a character, a range or a class. Case is ignored, where the
// flag i asks for it, in characters and ranges only.
func (p *parser) classItem() (runeSet, error) {
	set, one, err := p.classChar()
	if err != nil || !one {
		return set, err
	}
	if p.peek() == '-' && !p.takesHyphen() {
		p.next()
		last, one, err := p.classChar()
		switch {
		case err != nil:
			return nil, err
		case !one:
			return nil, p.wrong("a range ends in one character, not in a class")
		case last[0] < set[0]:
			return nil, p.wrong("the range %c-%c ends before it begins", set[0], last[0])
		}
		set = runeSet{set[0], last[0]}
	}
	if p.options.fold {
		set = set.folded()
	}
	return set, nil
}

// takesHyphen tells whether the hyphen that comes next stands for itself or
// begins a subtraction, and so makes no range.
func (p *parser) takesHyphen() bool {
	rest := p.src[p.pos+1:]
	return rest == "" || rest[0] == ']' || rest[0] == '['
}

func (p *parser) classChar() (set runeSet, one bool, err error) {
	switch r := p.next(); r {
	case '\\':
		return p.escaped()
	case '[':
		return nil, false, p.wrong(`[ stands in brackets: write \[ for the character itself`)
	case -1:
		return nil, false, p.wrong("a bracket is not closed")
	default:
		return single(r), true, nil
	}
}
