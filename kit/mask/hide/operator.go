package hide

import (
	"slices"

	"github.com/tillit-se/tillit/kit/mask"
)

// Operator says what is put in the place of a hit. The names are a contract: they stand in profiles.
type Operator string

// The operators.
const (
	Keep       Operator = "keep"       // nothing is hidden
	Remove     Operator = "remove"     // nothing is put in its place
	Blackout   Operator = "blackout"   // a bar of the same length whatever is under it
	Label      Operator = "label"      // [PERSON 1], the same for the same entity
	Generalise Operator = "generalise" // year of birth, municipality, ten-year age
	ShiftDate  Operator = "shift_date" // another day, moved equally far for a whole document
	Token      Operator = "token"      // a keyed code, the same in every document of a domain
	FF1        Operator = "ff1"        // another number of the same form, which can be nobody's
	Fictional  Operator = "fictional"  // a number or address that is set aside for examples
)

// bar is what blackout writes.
const bar = "█████"

// Operators lists all operators.
func Operators() []Operator {
	return []Operator{Keep, Remove, Blackout, Label, Generalise, ShiftDate, Token, FF1, Fictional}
}

// Fits tells whether the operator can be used for a class. Remove, blackout, label, token and keep fit all.
func (o Operator) Fits(class mask.Class) bool {
	switch o {
	case Generalise:
		return slices.Contains([]mask.Class{
			mask.BirthDate, mask.Age, mask.Place, mask.PostalPlace, mask.Personnummer, mask.Samordningsnummer,
		}, class)
	case ShiftDate:
		return class == mask.BirthDate
	case FF1:
		return slices.Contains(ff1Classes(), class)
	case Fictional:
		return slices.Contains([]mask.Class{mask.Phone, mask.Email, mask.IP, mask.URL}, class)
	}
	return slices.Contains(Operators(), o)
}

// NeedsKey tells whether the operator works only with a key.
func (o Operator) NeedsKey() bool { return o == Token || o == FF1 || o == ShiftDate }

// Reversible tells whether the value can be had back with the mapping or key, so that the text is pseudonymised and no more.
func (o Operator) Reversible() bool {
	return o == Label || o == Token || o == FF1 || o == Fictional || o == ShiftDate
}
