package document

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// encoding is how the characters of a file are stored.
type encoding int

const (
	inUTF8 encoding = iota
	inUTF16LE
	inUTF16BE
	inLatin1
	inWindows1252
)

var (
	markUTF8    = []byte("\xEF\xBB\xBF")
	markUTF16LE = []byte("\xFF\xFE")
	markUTF16BE = []byte("\xFE\xFF")
	declaration = regexp.MustCompile(`^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)
)

// encodingOf reads the byte order mark and the XML declaration (XML 1.0, appendix F). mark is the length of the mark.
func encodingOf(data []byte) (enc encoding, mark int, err error) {
	switch {
	case bytes.HasPrefix(data, markUTF8):
		return inUTF8, len(markUTF8), nil
	case bytes.HasPrefix(data, markUTF16LE):
		return inUTF16LE, len(markUTF16LE), nil
	case bytes.HasPrefix(data, markUTF16BE):
		return inUTF16BE, len(markUTF16BE), nil
	case bytes.HasPrefix(data, []byte("<\x00?\x00")):
		return inUTF16LE, 0, nil
	case bytes.HasPrefix(data, []byte("\x00<\x00?")):
		return inUTF16BE, 0, nil
	}
	match := declaration.FindSubmatch(data[:min(len(data), 200)])
	if match == nil {
		return inUTF8, 0, nil
	}
	switch name := strings.ToLower(string(match[1])); name {
	case "utf-8", "us-ascii", "ascii":
		return inUTF8, 0, nil
	case "iso-8859-1", "latin1", "latin-1":
		return inLatin1, 0, nil
	case "windows-1252", "cp1252":
		return inWindows1252, 0, nil
	default:
		return 0, 0, &SyntaxError{Line: 1, Column: 1, Message: "the file says that it is encoded as " + string(match[1]) +
			", which is not read here; save it as UTF-8"}
	}
}

// windows1252 are the characters of the bytes 0x80–0x9F. Those that are unassigned stand for themselves.
var windows1252 = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ',
}

// decode gives the text in UTF-8.
func (enc encoding) decode(data []byte) []byte {
	switch enc {
	case inUTF16LE, inUTF16BE:
		units := make([]uint16, 0, len(data)/2)
		for i := 0; i+1 < len(data); i += 2 {
			units = append(units, enc.unit(data[i], data[i+1]))
		}
		return []byte(string(utf16.Decode(units)))
	case inLatin1, inWindows1252:
		var text bytes.Buffer
		for _, b := range data {
			text.WriteRune(enc.char(b))
		}
		return text.Bytes()
	}
	return data
}

func (enc encoding) unit(first, second byte) uint16 {
	if enc == inUTF16BE {
		first, second = second, first
	}
	return uint16(first) | uint16(second)<<8
}

func (enc encoding) char(b byte) rune {
	if enc == inWindows1252 && b >= 0x80 && b < 0xA0 {
		return windows1252[b-0x80]
	}
	return rune(b)
}

// sourceOffset is where in the file the character at an offset of the decoded text begins, after the mark.
func (enc encoding) sourceOffset(text []byte, offset int) int {
	switch enc {
	case inUTF16LE, inUTF16BE:
		units := 0
		for _, r := range string(text[:offset]) {
			units += utf16.RuneLen(r)
		}
		return 2 * units
	case inLatin1, inWindows1252:
		return utf8.RuneCount(text[:offset])
	}
	return offset
}

// encode writes text of ours. Where the encoding may lack a character, it is written as a character reference.
func (enc encoding) encode(text string) []byte {
	if enc == inUTF8 {
		return []byte(text)
	}
	text = asciiXML(text)
	if enc != inUTF16LE && enc != inUTF16BE {
		return []byte(text)
	}
	out := make([]byte, 0, 2*len(text))
	for i := range len(text) {
		if enc == inUTF16LE {
			out = append(out, text[i], 0)
		} else {
			out = append(out, 0, text[i])
		}
	}
	return out
}
