package hide

import (
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/ff1"
)

// ff1Classes are the classes that FF1 may be used for: those whose numbers have a check digit, so that a number can be made that is
// nobody's, and at least a million values. Postal codes, plusgiro numbers and registration plates have fewer.
func ff1Classes() []mask.Class {
	return []mask.Class{
		mask.Personnummer, mask.Samordningsnummer, mask.Organisationsnummer, mask.VATNumber, mask.Card, mask.IBAN, mask.Bankgiro,
	}
}

// numbers encrypts identifiers to others of the same form.
//
// What comes out can be nobody's: its check digit is the right one plus five (modulo ten), and for an IBAN the check sum is one too many.
// The Swedish Tax Agency, banks and card issuers give no such number out, and every check of it says so. A number whose own check digit is
// wrong is not taken, because the way back could not tell.
type numbers struct {
	cipher *ff1.Cipher
	domain string
}

// The shortest and longest strings of digits that are encrypted: the body of a bankgiro number, and of an IBAN.
const (
	shortestBody = 6
	longestBody  = 20
)

func newNumbers(key []byte, domain string) (*numbers, error) {
	cipher, err := ff1.New(key, 10, shortestBody, longestBody)
	if err != nil {
		return nil, err
	}
	return &numbers{cipher: cipher, domain: domain}, nil
}

// hide gives another number for one of a class, written with the same separators; false where FF1 cannot take the number.
func (n *numbers) hide(class mask.Class, text string) (string, bool) {
	return n.turn(class, text, true)
}

// show undoes hide.
func (n *numbers) show(class mask.Class, text string) (string, bool) {
	return n.turn(class, text, false)
}

func (n *numbers) turn(class mask.Class, text string, hide bool) (string, bool) {
	digits, ok := digitsOf(text)
	if !ok {
		return "", false
	}
	out := append([]byte(nil), digits...)
	switch class {
	case mask.Personnummer, mask.Samordningsnummer:
		ok = n.turnPersonal(out, hide)
	case mask.Organisationsnummer:
		ok = n.turnOrganisation(out, hide)
	case mask.VATNumber:
		ok = len(out) == 12 && n.turnOrganisation(out[:10], hide)
	case mask.Card:
		ok = len(out) >= 13 && len(out) <= 19 && n.turnChecked(class, out, 6, hide)
	case mask.Bankgiro:
		ok = (len(out) == 7 || len(out) == 8) && n.turnChecked(class, out, 0, hide)
	case mask.IBAN:
		ok = strings.HasPrefix(strings.ToUpper(text), "SE") && len(out) == 22 && n.turnIBAN(out, hide)
	default:
		ok = false
	}
	if !ok {
		return "", false
	}
	return withDigits(text, out), true
}

// digitsOf takes the digits out of a number; false where it has other digits than 0 to 9.
func digitsOf(text string) ([]byte, bool) {
	digits := onlyDigits(text)
	plain := 0
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			plain++
		}
	}
	return []byte(digits), plain == len(digits)
}

// withDigits puts digits in the places of those of a text.
func withDigits(text string, digits []byte) string {
	out := []byte(text)
	at := 0
	for i, c := range out {
		if c >= '0' && c <= '9' {
			out[i] = digits[at]
			at++
		}
	}
	return string(out)
}

// luhn is the check digit of a body of digits, by the mod-10 method with the weights 2 and 1 from the right.
func luhn(body []byte) byte {
	sum := 0
	for i := range body {
		d := int(body[len(body)-1-i] - '0')
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return byte('0' + (10-sum%10)%10)
}

// spoilt is a check digit that is wrong, by five.
func spoilt(check byte) byte { return '0' + (check-'0'+5)%10 }

// checked tells whether the last digit is what it must be: right before hiding, spoilt before showing.
func checked(digits []byte, hide bool) bool {
	right := luhn(digits[:len(digits)-1])
	if !hide {
		right = spoilt(right)
	}
	return digits[len(digits)-1] == right
}

// check sets the last digit: spoilt after hiding, right after showing.
func setCheck(digits []byte, hide bool) {
	right := luhn(digits[:len(digits)-1])
	if hide {
		right = spoilt(right)
	}
	digits[len(digits)-1] = right
}

// turnChecked turns all digits but the first kept ones and the check digit.
func (n *numbers) turnChecked(class mask.Class, digits []byte, kept int, hide bool) bool {
	if !checked(digits, hide) {
		return false
	}
	body := digits[kept : len(digits)-1]
	if !n.walk(class, body, hide, func([]byte) bool { return true }) {
		return false
	}
	setCheck(digits, hide)
	return true
}

// turnOrganisation keeps the first digit, which is the kind of organisation, and that the third is 2 or more. A number whose third digit is
// lower is the personnummer of a sole trader.
func (n *numbers) turnOrganisation(digits []byte, hide bool) bool {
	if len(digits) == 12 && digits[0] == '1' && digits[1] == '6' {
		digits = digits[2:]
	}
	if len(digits) != 10 || digits[2] < '2' {
		return n.turnPersonal(digits, hide)
	}
	if !checked(digits, hide) {
		return false
	}
	if !n.walk(mask.Organisationsnummer, digits[1:9], hide, func(body []byte) bool { return body[1] >= '2' }) {
		return false
	}
	setCheck(digits, hide)
	return true
}

// turnIBAN turns the twenty digits after the check sum of a Swedish IBAN.
func (n *numbers) turnIBAN(digits []byte, hide bool) bool {
	sum := func() int {
		right := ibanCheck(digits[2:])
		if hide {
			return right
		}
		return wrongSum(right)
	}
	if strconv.Itoa(100 + sum())[1:] != string(digits[:2]) {
		return false
	}
	if !n.walk(mask.IBAN, digits[2:], hide, func([]byte) bool { return true }) {
		return false
	}
	right := ibanCheck(digits[2:])
	if hide {
		right = wrongSum(right)
	}
	copy(digits, strconv.Itoa(100 + right)[1:])
	return true
}

// ibanCheck is the check sum of a Swedish IBAN, ISO 7064 mod 97-10: from 02 to 98.
func ibanCheck(body []byte) int {
	rest := 0
	for _, c := range append(append([]byte(nil), body...), "281400"...) { // S is 28, E is 14
		rest = (rest*10 + int(c-'0')) % 97
	}
	return 98 - rest
}

func wrongSum(right int) int {
	if right == 98 {
		return 2
	}
	return right + 1
}

// mostWalks bounds the walk below; the chance of needing half as many is below one in 10^17.
const mostWalks = 256

// walk encrypts or decrypts a body of digits in place, again and again until it is one that is allowed: cycle walking, which keeps the
// mapping one to one within the allowed bodies.
func (n *numbers) walk(class mask.Class, body []byte, hide bool, allowed func([]byte) bool) bool {
	x := make([]uint16, len(body))
	for i, c := range body {
		x[i] = uint16(c - '0')
	}
	turn := n.cipher.Encrypt
	if !hide {
		turn = n.cipher.Decrypt
	}
	tweak := []byte(strconv.Itoa(len(n.domain)) + ":" + n.domain + "\x00" + string(class))
	for range mostWalks {
		y, err := turn(tweak, x)
		if err != nil {
			return false
		}
		x = y
		for i, numeral := range x {
			body[i] = byte('0' + numeral)
		}
		if allowed(body) {
			return true
		}
	}
	return false
}
