package hide

import (
	"html"
	"strconv"
	"strings"
)

// loosen undoes what writers and programs do to a text on its way: escapes of JSON, HTML and addresses, emphasis and tags, characters that
// cannot be seen, letters of other widths. What comes out is only looked at, never written.
func loosen(text string) string {
	if strings.Contains(text, `\u`) {
		text = unescapeJSON(text)
	}
	if strings.Contains(text, "%") {
		text = unescapePercent(text)
	}
	if strings.Contains(text, "&") {
		text = html.UnescapeString(text)
	}
	return strip(withoutMarkup(text))
}

// unescapeJSON reads \u005b as [; what is no escape stays.
func unescapeJSON(text string) string {
	const escape, digits = 2, 4
	var b strings.Builder
	for {
		at := strings.Index(text, `\u`)
		if at < 0 || at+escape+digits > len(text) {
			return b.String() + text
		}
		b.WriteString(text[:at])
		r, err := strconv.ParseUint(text[at+escape:at+escape+digits], 16, 16)
		if err != nil {
			b.WriteString(`\u`)
			text = text[at+escape:]
			continue
		}
		b.WriteRune(rune(r))
		text = text[at+escape+digits:]
	}
}

// unescapePercent reads %5B as [; what is no escape stays.
func unescapePercent(text string) string {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if c, err := strconv.ParseUint(text[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(c))
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}

// withoutMarkup takes away emphasis, quotation marks and tags.
func withoutMarkup(text string) string {
	const mostTag = 40
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '*', '`', '"', '\'':
			continue
		case '<':
			end := strings.IndexByte(text[i:min(len(text), i+mostTag)], '>')
			if end > 1 && (text[i+1] == '/' || text[i+1] >= 'a' && text[i+1] <= 'z') {
				i += end
				continue
			}
		}
		out = append(out, text[i])
	}
	return string(out)
}
