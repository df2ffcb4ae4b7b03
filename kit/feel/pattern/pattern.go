package pattern

import (
	"errors"
	"regexp"
	"strings"
)

// ErrStopped says that the caller's budget did not suffice.
var ErrStopped = errors.New("the search was stopped by its budget")

const (
	maxSource = 10_000  // bytes of a pattern
	maxSize   = 20_000  // instructions or so, with the repeats laid out
	maxGroups = 1_000   // groups that capture
	maxPlaces = 1 << 21 // places kept by one search
)

// Budget is asked before work of n steps is done, and answers whether the
// search may go on. A step is some hundred nanoseconds.
type Budget func(n int) bool

// Pattern is a compiled pattern, safe for use from many goroutines.
type Pattern struct {
	groups int
	size   int
	weight int // bytes of the translation
	// linear is nil when the pattern has back-references.
	linear *regexp.Regexp
	// program is nil unless some inputs need the machine.
	program []instruction
	slots   int
	options options
	// lines says that anchors look at lines, which package regexp counts
	// in another way when an input ends in a line feed.
	lines bool
}

// options are the flags of a pattern.
type options struct {
	dotAll, lines, fold, spaced, literal bool
}

func readFlags(flags string) (options, error) {
	var o options
	for _, f := range flags {
		switch f {
		case 's':
			o.dotAll = true
		case 'm':
			o.lines = true
		case 'i':
			o.fold = true
		case 'x':
			o.spaced = true
		case 'q':
			o.literal = true
		default:
			return o, errors.New("the flag " + quote(string(f)) + " is unknown: there are s, m, i, x and q")
		}
	}
	return o, nil
}

// Compile reads a pattern with the flags of XPath: s lets the full stop match
// line ends, m lets ^ and $ match at lines, i ignores case, x drops white
// space outside brackets, q takes every character as itself.
func Compile(source, flags string) (*Pattern, error) {
	if len(source) > maxSource {
		return nil, errors.New("the pattern is longer than 10,000 bytes")
	}
	o, err := readFlags(flags)
	if err != nil {
		return nil, err
	}
	parsed, err := parse(source, o)
	if err != nil {
		return nil, err
	}
	p := &Pattern{groups: parsed.groups, size: parsed.root.size(), options: o, lines: o.lines && parsed.anchored}
	if p.size > maxSize {
		return nil, errors.New("the pattern is too large when its repeats are laid out")
	}
	if parsed.backRefs || p.lines {
		p.program, p.slots = assemble(parsed.root, p.groups)
	}
	if parsed.backRefs {
		return p, nil
	}
	translated := translate(parsed.root, o)
	p.weight = len(translated)
	p.linear, err = regexp.Compile(translated)
	if err != nil && p.program == nil {
		// Repeats beyond what package regexp takes.
		p.program, p.slots = assemble(parsed.root, p.groups)
	}
	return p, nil
}

// Groups is the number of groups that capture.
func (p *Pattern) Groups() int { return p.groups }

// Size tells how much work the compilation was, in the steps of a Budget.
func (p *Pattern) Size() int { return p.size + p.weight/16 }

// Match tells whether the pattern matches somewhere in the input. The error is
// ErrStopped or nil.
func (p *Pattern) Match(input string, budget Budget) (bool, error) {
	if !p.needsMachine(input) {
		if !budget(p.cost(input)) {
			return false, ErrStopped
		}
		return p.linear.MatchString(input), nil
	}
	found, err := p.search(input, 1, budget)
	return len(found) > 0, err
}

// FindAll returns the matches from left to right, none overlapping, each as the
// pairs of byte offsets of the whole and of every group; -1 stands for a group
// that took no part. More than most matches, or more than memory should hold,
// give ErrStopped.
func (p *Pattern) FindAll(input string, most int, budget Budget) ([][]int, error) {
	most = min(most, maxPlaces/(p.groups+1))
	found, err := p.findAll(input, most+1, budget)
	if err == nil && len(found) > most {
		return nil, ErrStopped
	}
	return found, err
}

func (p *Pattern) findAll(input string, most int, budget Budget) ([][]int, error) {
	if p.needsMachine(input) {
		return p.search(input, most, budget)
	}
	if !budget(p.cost(input)) {
		return nil, ErrStopped
	}
	return p.linear.FindAllStringSubmatchIndex(input, most), nil
}

// cost is the time of a linear search in steps: it grows with the product of
// both lengths.
func (p *Pattern) cost(input string) int { return p.size/16 + len(input)*(p.size/8+1)/64 }

func (p *Pattern) needsMachine(input string) bool {
	return p.linear == nil || p.lines && strings.HasSuffix(input, "\n")
}
