package mask

import "fmt"

// MaxMatch is the longest span in bytes that a [Finder] gives, with what it looks at around it. Who cuts long text into windows lets them
// overlap by 2×MaxMatch, takes from each window only spans that end before its last MaxMatch bytes, and lets the next window begin
// MaxMatch before that point: then nothing is lost or cut.
const MaxMatch = 4096

// Point is the operating point: what the finder prefers when it is not sure.
type Point uint8

const (
	// Balanced weighs what is missed and what is masked in vain alike.
	Balanced Point = iota
	// Recall hides more: for disclosure, where a leak is worse than a word too many.
	Recall
	// Precision hides less.
	Precision
)

// Options say what a [Finder] looks for. The zero value finds every class at the balanced point.
type Options struct {
	// Classes to find; nil means all. Classes of Patterns are always found.
	Classes []Class
	// Point is the operating point for all classes.
	Point Point
	// MinScore overrides the operating point for a class: a hit below it is left out. From 0 to 1.
	MinScore map[Class]float32
	// Patterns are the organisation's own.
	Patterns []Pattern
	// NoTagger finds names with lists, cue words and shapes alone.
	NoTagger bool
}

// Pattern is an organisation's own identifier or list of words. Exactly one of Shape and Words is set.
type Pattern struct {
	// Name is shown in error messages.
	Name string
	// Class of the hits; empty means [Custom].
	Class Class
	// Shape describes the characters: 9 is a digit, A an upper-case letter, a a letter in either case, X a letter or a digit; "9{2,5}" repeats from
	// two to five times; "[…]" may be left out; a backslash takes the next character as it stands; everything else stands for itself. The
	// match neither begins nor ends inside a word or number.
	Shape string
	// Words are words or phrases, matched as whole words without regard to case.
	Words []string
	// Context are words of which one must stand near before or after, on the same line. Nil asks for none.
	Context []string
	// Score of a hit; 0 means 0.9.
	Score float32
}

// OptionError says what is wrong with the options, and where.
type OptionError struct {
	// Field such as "Patterns[2].Shape".
	Field string
	// Reason in English.
	Reason string
}

// Error gives field and reason.
func (e *OptionError) Error() string { return fmt.Sprintf("mask: %s: %s", e.Field, e.Reason) }
