package instrument

import (
	"errors"
	"fmt"
	"math/big"
	"regexp"

	"go.yaml.in/yaml/v3"
)

// A Decimal is an exact decimal number as it was written: a limit in a pack or an answer.
// It never passes through floating point.
type Decimal struct {
	text string
	rat  *big.Rat
}

// decimalForm bounds digits and exponent, so that no number costs more than its own text.
var decimalForm = regexp.MustCompile(`^-?[0-9]{1,34}(\.[0-9]{1,34})?([eE][+-]?[0-9]{1,2})?$`)

var leadingZeros = regexp.MustCompile(`^(-?)0+([0-9])`)

var errDecimal = errors.New("not a decimal number of at most 34 digits")

// ParseDecimal reads a number such as 12, -0.5 or 1e6: at most 34 digits before and after
// the point, and an exponent of at most two digits.
func ParseDecimal(text string) (Decimal, error) {
	if !decimalForm.MatchString(text) {
		return Decimal{}, errDecimal
	}
	rat, ok := new(big.Rat).SetString(text)
	if !ok {
		return Decimal{}, errDecimal
	}
	return Decimal{text: text, rat: rat}, nil
}

// String gives the number as it was written; the zero Decimal is "0".
func (d Decimal) String() string {
	if d.text == "" {
		return "0"
	}
	return d.text
}

// Cmp is negative, zero or positive as d is less than, equal to or greater than other.
func (d Decimal) Cmp(other Decimal) int { return d.value().Cmp(other.value()) }

// CmpInt compares with a whole number, as Cmp does.
func (d Decimal) CmpInt(n int) int { return d.value().Cmp(new(big.Rat).SetInt64(int64(n))) }

func (d Decimal) value() *big.Rat {
	if d.rat == nil {
		return new(big.Rat)
	}
	return d.rat
}

// MarshalJSON writes the number as a JSON number, which has no zeros before its first digit.
func (d Decimal) MarshalJSON() ([]byte, error) {
	return []byte(leadingZeros.ReplaceAllString(d.String(), "$1$2")), nil
}

// UnmarshalYAML reads a YAML number. Its error lets the decoding of the rest go on.
func (d *Decimal) UnmarshalYAML(node *yaml.Node) error {
	parsed, err := ParseDecimal(node.Value)
	if err != nil {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %v", node.Line, err)}}
	}
	*d = parsed
	return nil
}

// UnmarshalYAML takes one trigger or a list of them.
func (t *Triggers) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		*t = Triggers{node.Value}
		return nil
	}
	var list []string
	if err := node.Decode(&list); err != nil {
		return err
	}
	*t = list
	return nil
}
