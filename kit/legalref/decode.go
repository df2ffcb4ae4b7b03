package legalref

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Encoding is how the characters of a text are stored.
type Encoding string

// The encodings that Decode reads. Detect is UTF-8 where the bytes are that,
// and Windows-1252 where they are not; a text may mix the two.
const (
	Detect      Encoding = ""
	UTF8        Encoding = "utf-8"
	Windows1252 Encoding = "windows-1252"
)

// ParseEncoding reads the name of an encoding, in any of its usual spellings.
func ParseEncoding(name string) (Encoding, error) {
	switch strings.ToLower(name) {
	case "", "detect":
		return Detect, nil
	case "utf-8", "utf8":
		return UTF8, nil
	case "windows-1252", "cp1252", "latin-1", "latin1", "iso-8859-1":
		return Windows1252, nil
	}
	return "", fmt.Errorf("encoding %q is not known: use utf-8 or windows-1252", name)
}

// Decoded is a text in UTF-8 that remembers where each byte came from.
type Decoded struct {
	Text  string
	marks []mark
}

// mark says that from a byte of the text onwards, the source is this much
// shorter.
type mark struct{ at, shift int }

// Source is the offset in the bytes read of an offset in Text. Inside a
// character that was one byte, it is that byte.
func (d Decoded) Source(offset int) int {
	n := sort.Search(len(d.marks), func(i int) bool { return d.marks[i].at > offset })
	if n == 0 {
		return offset
	}
	m := d.marks[n-1]
	return offset - m.shift
}

// Decode reads bytes as text. The error says which byte cannot be read: in
// UTF-8 one that is not that, anywhere a mark of UTF-16.
func Decode(data []byte, encoding Encoding) (Decoded, error) {
	if len(data) > 1 && (data[0] == 0xFF && data[1] == 0xFE || data[0] == 0xFE && data[1] == 0xFF) {
		return Decoded{}, fmt.Errorf("at byte 0: the text is UTF-16; convert it to UTF-8 first")
	}
	if encoding == UTF8 || encoding == Detect {
		if utf8.Valid(data) {
			return Decoded{Text: string(data)}, nil
		}
	}
	if encoding == UTF8 {
		return Decoded{}, fmt.Errorf("at byte %d: not UTF-8; name another encoding, or none", invalidAt(data))
	}
	return decodeSingle(data, encoding == Detect), nil
}

func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// decodeSingle reads bytes as Windows-1252; where mixed, those that are UTF-8 remain so.
func decodeSingle(data []byte, mixed bool) Decoded {
	var d Decoded
	out := make([]byte, 0, len(data)+len(data)/16)
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			out = append(out, data[i])
			i++
			continue
		}
		if r, size := utf8.DecodeRune(data[i:]); mixed && r != utf8.RuneError {
			out = append(out, data[i:i+size]...)
			i += size
			continue
		}
		start := len(out)
		out = utf8.AppendRune(out, windows1252(data[i]))
		i++
		// The bytes after the first belong to the same source byte.
		for n := start + 1; n <= len(out); n++ {
			d.marks = append(d.marks, mark{n, n - i + boolInt(n < len(out))})
		}
	}
	d.Text = string(out)
	d.marks = slices.Clip(d.marks)
	return d
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// windows1252 is the character that a byte stands for. Five bytes stand for none.
func windows1252(b byte) rune {
	if b >= 0xA0 {
		return rune(b)
	}
	const upper = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ"
	return []rune(upper)[b-0x80]
}
