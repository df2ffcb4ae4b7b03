package pattern

import (
	"errors"
	"strings"
	"sync"
	"unicode"
)

// lineEnds are what a full stop leaves out without the flag s.
func lineEnds() runeSet { return runeSet{'\n', '\n', '\r', '\r'} }

// escapeClasses are the classes of one letter; the capital is the complement
// (XML Schema part 2, appendix G.4.2.5).
var escapeClasses = sync.OnceValue(func() map[rune]runeSet {
	return map[rune]runeSet{
		's': setOf(' ', ' ', '\t', '\n', '\r', '\r'),
		'd': tableSet(unicode.Nd),
		'w': tableSet(unicode.L, unicode.M, unicode.N, unicode.S),
		'i': nameStart(),
		'c': nameStart().union(setOf('-', '.', '0', '9', 0xB7, 0xB7, 0x300, 0x36F, 0x203F, 0x2040)),
	}
})

// nameStart is NameStartChar of XML 1.0, fifth edition.
func nameStart() runeSet {
	return setOf(':', ':', 'A', 'Z', '_', '_', 'a', 'z', 0xC0, 0xD6, 0xD8, 0xF6, 0xF8, 0x2FF, 0x370, 0x37D, 0x37F, 0x1FFF,
		0x200C, 0x200D, 0x2070, 0x218F, 0x2C00, 0x2FEF, 0x3001, 0xD7FF, 0xF900, 0xFDCF, 0xFDF0, 0xFFFD, 0x10000, 0xEFFFF)
}

// classEscape gives the class of a letter after a backslash.
func classEscape(letter rune) (runeSet, bool) {
	if s, ok := escapeClasses()[letter]; ok {
		return s, true
	}
	s, ok := escapeClasses()[unicode.ToLower(letter)]
	return s.complement(), ok && letter < unicode.MaxASCII
}

// property gives the class that \p{name} speaks of: a general category of one
// or two letters, or a block after "Is".
func property(name string) (runeSet, error) {
	if block, ok := strings.CutPrefix(name, "Is"); ok {
		if span, known := blocks()[block]; known {
			return runeSet{span[0], span[1]}, nil
		}
		return nil, errors.New("there is no Unicode block " + quote(block))
	}
	switch name {
	case "Cn":
		return assigned().complement(), nil
	case "C":
		return tableSet(unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z).complement(), nil
	}
	table, ok := unicode.Categories[name]
	if !ok || len(name) > 2 || name == "LC" {
		return nil, errors.New("there is no category of characters " + quote(name))
	}
	return tableSet(table), nil
}

func assigned() runeSet {
	return tableSet(unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}
