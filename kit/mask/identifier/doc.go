// Package identifier checks Swedish identifiers: personnummer and its relatives, organisationsnummer, VAT, bankgiro, plusgiro, bank
// accounts, IBAN, cards, phone numbers, plates, HSA ids and reserve numbers.
//
// A check takes the bare value, ASCII digits and letters without separators, and answers with a [Verdict]. It has three values, for a number
// with the wrong check digit is not the same as no number: it may be mistyped, and then it still points at somebody.
//
// What lives here: rules for one value. What may not: finding values in text (kit/mask does), making numbers up (kit/mask/hide does).
package identifier

// Verdict is what a check says of a value.
type Verdict uint8

const (
	// Impossible says: the value cannot be of the kind: wrong length, no such day, no such prefix.
	Impossible Verdict = iota
	// WrongCheck says: the value has the form, but its check digit is wrong.
	WrongCheck
	// Unchecked says: the value has the form, and the kind has no check digit.
	Unchecked
	// Valid says: the form and the check digit are right. Whether the number has been given to anyone is another matter.
	Valid
)

// String gives the verdict in a word.
func (v Verdict) String() string {
	return [...]string{"impossible", "wrong check digit", "unchecked", "valid"}[min(v, Valid)]
}

func checked(ok bool) Verdict {
	if ok {
		return Valid
	}
	return WrongCheck
}
