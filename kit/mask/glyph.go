package mask

import "unicode/utf8"

// digitAt reads a digit of any script that Unicode keeps in a row from zero, as an ASCII digit. size is 0 where there is none.
func digitAt(text []byte, i int) (digit byte, size int) {
	if i >= len(text) {
		return 0, 0
	}
	if text[i] < utf8.RuneSelf {
		if isDigit(text[i]) {
			return text[i], 1
		}
		return 0, 0
	}
	if text[i] < 0xd0 {
		return 0, 0
	}
	r, n := utf8.DecodeRune(text[i:])
	if zero := zeroOf(r); zero != 0 {
		return byte('0' + r - zero), n
	}
	return 0, 0
}

// zeroOf gives the zero of the row of digits that r stands in, or 0.
func zeroOf(r rune) rune {
	switch {
	case r >= 0xff10 && r <= 0xff19: // fullwidth
		return 0xff10
	case r >= 0x660 && r <= 0x669: // Arabic-Indic
		return 0x660
	case r >= 0x6f0 && r <= 0x6f9: // Persian
		return 0x6f0
	case r >= 0x966 && r <= 0x96f: // Devanagari
		return 0x966
	case r >= 0x1d7ce && r <= 0x1d7ff: // mathematical: five alphabets in a row
		return 0x1d7ce + (r-0x1d7ce)/10*10
	case r >= 0x2080 && r <= 0x2089: // subscript
		return 0x2080
	case r >= 0x2074 && r <= 0x2079: // superscript but 1, 2, 3
		return 0x2070
	}
	return 0
}

// lookalike reads a letter that is often written for a digit.
func lookalike(text []byte, i int) (digit byte, size int) {
	if i >= len(text) {
		return 0, 0
	}
	switch text[i] {
	case 'O', 'o':
		return '0', 1
	case 'l', 'I', '|':
		return '1', 1
	}
	if text[i] < 0xc3 {
		return 0, 0
	}
	r, n := utf8.DecodeRune(text[i:])
	switch r {
	case 'О', 'о', 'Ο', 'ο', 'Ø': //nolint:gosmopolitan // Cyrillic and Greek O, on purpose
		return '0', n
	case 'І', 'Ӏ', 'Ι', 'ı': //nolint:gosmopolitan // Cyrillic and Greek I, on purpose
		return '1', n
	case 'З', 'з': //nolint:gosmopolitan // Cyrillic Ze, on purpose
		return '3', n
	}
	return 0, 0
}

// ocrInside reads a letter that OCR takes for a digit, in the middle of digits: B, S, Z.
func ocrInside(text []byte, i int) (digit byte, size int) {
	if i+1 >= len(text) || !isDigit(text[i+1]) {
		return 0, 0
	}
	switch text[i] {
	case 'B':
		return '8', 1
	case 'S':
		return '5', 1
	case 'Z':
		return '2', 1
	}
	return 0, 0
}

// gap says what stands between two digits.
type gap uint16

const (
	gapSpace gap = 1 << iota
	gapDash
	gapDot
	gapSlash
	gapComma
	gapColon
	gapPlus
	gapParen
	gapLine
	gapWide      // a no-break space or another space that is not U+0020
	gapInvisible // something that does not show
	gapOdd       // a dash that is not "-", or an underscore
	gapGlyph     // the digit after it is a look-alike letter
	gapDouble    // more than one visible character
)

const gapVisible = gapSpace | gapDash | gapDot | gapSlash | gapComma | gapColon | gapPlus | gapParen | gapLine

// gapAt reads one separator, or something that does not show.
func gapAt(text []byte, i int) (g gap, size int) {
	switch text[i] {
	case ' ':
		return gapSpace, 1
	case '-':
		return gapDash, 1
	case '.':
		return gapDot, 1
	case '/':
		return gapSlash, 1
	case ',':
		return gapComma, 1
	case ':':
		return gapColon, 1
	case '+':
		return gapPlus, 1
	case '(', ')':
		return gapParen, 1
	case '\n':
		return gapLine, 1
	case '\r':
		if i+1 < len(text) && text[i+1] == '\n' {
			return gapLine, 2
		}
		return gapLine, 1
	case '_':
		return gapDash | gapOdd, 1
	}
	if text[i] < utf8.RuneSelf {
		return 0, 0
	}
	r, n := utf8.DecodeRune(text[i:])
	return wideGap(r), n
}

func wideGap(r rune) gap {
	switch {
	case r == 0xa0 || r >= 0x2000 && r <= 0x200a || r == 0x202f || r == 0x205f || r == 0x3000:
		return gapSpace | gapWide
	case r >= 0x2010 && r <= 0x2015 || r == 0x2212 || r == 0xad0d || r == 0xfe58 || r == 0xfe63 || r == 0xff0d || r == 0x2043 || r == 0xb7 || r == 0x2022:
		return gapDash | gapOdd
	case r == 0xff0e:
		return gapDot | gapOdd
	case r == 0xff0f:
		return gapSlash | gapOdd
	case r == 0xff0b:
		return gapPlus | gapOdd
	case r == 0x2028 || r == 0x85:
		return gapLine
	case invisible(r):
		return gapInvisible
	}
	return 0
}

// invisible is true of what does not show: soft hyphen, zero-width characters, marks of direction, variation selectors, the byte order mark.
func invisible(r rune) bool {
	switch {
	case r == 0xad || r == 0x34f || r == 0x61c || r == 0x180e || r == 0xfeff:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f, r >= 0xfe00 && r <= 0xfe0f:
		return true
	}
	return false
}
