package statute

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// windows1252 maps the bytes 0x80–0x9F; 0 means that the byte is not defined.
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// Decode turns the bytes of a file into text. UTF-8 is taken as it is, without its byte order mark; else the bytes are read as
// Windows-1252, of which Latin-1 text is a part. A file that holds both, that was encoded twice, or that holds bytes that stand for nothing
// is refused with an [*Error] that says where.
func Decode(data []byte) (string, error) {
	text := string(data)
	if utf8.ValidString(text) {
		text = strings.TrimPrefix(text, "\ufeff")
		return text, checkText(text)
	}
	if at, mixed := multibyte(text); mixed {
		bad := firstInvalid(text)
		return "", &Error{bytePosition(text, bad), fmt.Sprintf("two encodings in one file: byte 0x%02X here is not UTF-8, but line %d is; save the file as UTF-8",
			text[bad], bytePosition(text, at).Line)}
	}
	var b strings.Builder
	b.Grow(len(text) + len(text)/16)
	for i := range len(text) {
		r := rune(text[i])
		if r >= 0x80 && r < 0xa0 {
			r = windows1252[r-0x80]
			if r == 0 {
				return "", &Error{bytePosition(text, i), fmt.Sprintf("byte 0x%02X is neither UTF-8 nor Windows-1252; save the file as UTF-8", text[i])}
			}
		}
		b.WriteRune(r)
	}
	return b.String(), checkText(b.String())
}

// multibyte finds the first character of several bytes that is valid UTF-8 and a letter or sign that Swedish text in Windows-1252 would not
// hold by chance: two high bytes in a row are not Swedish.
func multibyte(text string) (int, bool) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if size > 1 && r != utf8.RuneError {
			return i, true
		}
		i += size
	}
	return 0, false
}

func firstInvalid(text string) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(text)
}

// bytePosition counts every byte as a column, for text that is not UTF-8.
func bytePosition(text string, offset int) Position {
	before := text[:offset]
	return Position{offset, strings.Count(before, "\n") + 1, offset - strings.LastIndexByte(before, '\n')}
}

// twice are the letters å, ä, ö, Å, Ä, Ö and § when UTF-8 has been read as Windows-1252 and saved again.
var twice = []string{"Ã¥", "Ã¤", "Ã¶", "Ã…", "Ã„", "Ã–", "Â§"}

// isMarkup reports whether a text begins as pages do.
func isMarkup(text string) bool {
	start := strings.ToLower(text[:min(len(text), 14)])
	return strings.HasPrefix(start, "<!doctype") || strings.HasPrefix(start, "<html") || strings.HasPrefix(start, "<?xml")
}

// checkText refuses what can be no text of a statute: control characters and text that was encoded twice.
func checkText(text string) error {
	if start := skipSpace(text, 0, len(text)); isMarkup(text[start:]) {
		return &Error{positionIn(text, start), "this is a page of HTML or XML, not the text of a statute; take the text out of it first"}
	}
	for i := range len(text) {
		c := text[i]
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' || c == 0x7f {
			return &Error{positionIn(text, i), fmt.Sprintf("control character 0x%02X; is this a text file?", c)}
		}
	}
	if !strings.Contains(text, "Ã") && !strings.Contains(text, "Â") {
		return nil
	}
	for _, bad := range twice {
		if i := strings.Index(text, bad); i >= 0 {
			return &Error{positionIn(text, i), fmt.Sprintf("%q looks like UTF-8 that was read as Latin-1 and saved again; go back to the original file", bad)}
		}
	}
	return nil
}
