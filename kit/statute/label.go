package statute

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The label readers look at a text from an offset up to a limit. They return the number as in a path ("3a"), the offset of what follows the
// label and the space after it, and whether there is such a label.

// digits reads a number of at most five digits.
func digits(s string, at, limit int) int {
	start := at
	for at < limit && at-start < 6 && s[at] >= '0' && s[at] <= '9' {
		at++
	}
	if at-start > 5 {
		return start
	}
	return at
}

// letterAfter reads the letter of "3 a" or "3a": one lower-case letter that no letter follows.
func letterAfter(s string, at, limit int) (string, int) {
	i := at
	if i < limit {
		i += spaceAt(s, i)
	}
	if i < limit && s[i] >= 'a' && s[i] <= 'z' && (i+1 == limit || !isWordByte(s[i+1])) {
		return s[i : i+1], i + 1
	}
	return "", at
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0xC3
}

// sectionLabel reads "3 a § " and "3 §.", and the older "§ 3. ".
func sectionLabel(s string, at, limit int) (string, int, bool) {
	if strings.HasPrefix(s[at:limit], "§") {
		return oldSectionLabel(s, at, limit)
	}
	end := digits(s, at, limit)
	if end == at {
		return "", at, false
	}
	ordinal := s[at:end]
	letter, end := letterAfter(s, end, limit)
	if end < limit {
		end += spaceAt(s, end)
	}
	if !strings.HasPrefix(s[end:limit], "§") {
		return "", at, false
	}
	end += len("§")
	if end < limit && s[end] == '.' {
		end++
	} else if end < limit && spaceAt(s, end) == 0 {
		return "", at, false
	}
	if letter != "" {
		ordinal += letter
	}
	return ordinal, skipSpace(s, end, limit), true
}

func oldSectionLabel(s string, at, limit int) (string, int, bool) {
	start := skipSpace(s, at+len("§"), limit)
	end := digits(s, start, limit)
	if end == start {
		return "", at, false
	}
	ordinal := s[start:end]
	letter, end := letterAfter(s, end, limit)
	if end >= limit || s[end] != '.' || end+1 < limit && spaceAt(s, end+1) == 0 {
		return "", at, false
	}
	return ordinal + letter, skipSpace(s, end+1, limit), true
}

// chapterLabel reads "2 a kap. " in any case.
func chapterLabel(s string, at, limit int) (string, int, bool) {
	end := digits(s, at, limit)
	if end == at {
		return "", at, false
	}
	ordinal := s[at:end]
	letter, end := letterAfter(s, end, limit)
	if end >= limit || spaceAt(s, end) == 0 {
		return "", at, false
	}
	end += spaceAt(s, end)
	if end+4 > limit || !strings.EqualFold(s[end:end+4], "kap.") {
		return "", at, false
	}
	return ordinal + letter, skipSpace(s, end+4, limit), true
}

// numberLabel reads the number of a point: "3 a. " or "3) ".
func numberLabel(s string, at, limit int) (string, int, bool) {
	end := digits(s, at, limit)
	if end == at {
		return "", at, false
	}
	ordinal := s[at:end]
	if end < limit && s[end] == ')' {
		return point(s, ordinal, at, end, limit)
	}
	letter, end := letterAfter(s, end, limit)
	if end < limit && s[end] == '.' {
		return point(s, ordinal+letter, at, end, limit)
	}
	return "", at, false
}

// point requires a space after the sign of a point.
func point(s, ordinal string, at, sign, limit int) (string, int, bool) {
	if sign+1 >= limit || spaceAt(s, sign+1) == 0 {
		return "", at, false
	}
	return ordinal, skipSpace(s, sign+1, limit), true
}

// letterLabel reads "a) ".
func letterLabel(s string, at, limit int) (string, int, bool) {
	r, size := utf8.DecodeRuneInString(s[at:limit])
	if !unicode.IsLetter(r) || at+size >= limit || s[at+size] != ')' {
		return "", at, false
	}
	return point(s, s[at:at+size], at, at+size, limit)
}

// dashLabel reads "- ", "– ", "-- " and the dash of Windows-1252 kept as U+0096.
func dashLabel(s string, at, limit int) (int, bool) {
	text := s[at:limit]
	for _, dash := range [...]string{"- ", "– ", "\u0096 ", "-\t", "-\u00a0", "– "} {
		if strings.HasPrefix(text, dash) {
			return skipSpace(s, at+len(dash), limit), true
		}
	}
	if strings.HasPrefix(text, "--") && !strings.HasPrefix(text, "---") {
		return skipSpace(s, at+2, limit), true
	}
	return at, false
}

// subsectionLabel reads "1 mom. ".
func subsectionLabel(s string, at, limit int) (string, int, bool) {
	end := digits(s, at, limit)
	if end == at || !strings.HasPrefix(s[end:limit], " mom.") {
		return "", at, false
	}
	return s[at:end], skipSpace(s, end+len(" mom."), limit), true
}

// articleLabel reads "Artikel 5", "Article 5" and "Art. 5", alone in the text but for a full stop.
func articleLabel(s string, at, limit int) (string, bool) {
	for _, word := range [...]string{"Artikel ", "ARTIKEL ", "Article ", "ARTICLE ", "Art. "} {
		if !strings.HasPrefix(s[at:limit], word) {
			continue
		}
		start := skipSpace(s, at+len(word), limit)
		end := start
		for end < limit && (s[end] >= '0' && s[end] <= '9' || strings.IndexByte("IVXLC", s[end]) >= 0) {
			end++
		}
		if end == start || end-start > 7 {
			return "", false
		}
		letter, end2 := letterAfter(s, end, limit)
		ordinal := s[start:end] + letter
		if end2 < limit && s[end2] == '.' {
			end2++
		}
		return ordinal, end2 == limit
	}
	return "", false
}

// isNumber reports whether a text is the number of an act and nothing else: "1998:204", "1891:35 s.1".
func isNumber(s string) bool {
	if i := strings.Index(s, " s."); i > 0 {
		s = s[:i]
	}
	year, serial, ok := strings.Cut(s, ":")
	return ok && len(year) == 4 && allDigits(year) && len(serial) <= 5 && allDigits(serial)
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// numberIn returns the first number of an act in parentheses, or "".
func numberIn(s string) string {
	for {
		_, rest, ok := strings.Cut(s, "(")
		if !ok {
			return ""
		}
		if inner, _, ok := strings.Cut(rest, ")"); ok && len(inner) < 30 && isNumber(spaced(inner)) {
			return spaced(inner)
		}
		s = rest
	}
}

// compareOrdinals orders "2" < "2a" < "2b" < "3".
func compareOrdinals(a, b string) int {
	na, la := splitOrdinal(a)
	nb, lb := splitOrdinal(b)
	if na != nb {
		return na - nb
	}
	return strings.Compare(la, lb)
}

func splitOrdinal(s string) (int, string) {
	n, i := 0, 0
	for i < len(s) && i < 9 && s[i] >= '0' && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:]
}

// follows reports whether b is the next number after a: 3 or 2a after 2, 2b or 3 after 2a, 1 after none.
func follows(a, b string) bool {
	na, la := splitOrdinal(a)
	nb, lb := splitOrdinal(b)
	if nb == na+1 {
		return lb == ""
	}
	if nb != na || lb == "" {
		return false
	}
	return la == "" && lb == "a" || len(la) == 1 && len(lb) == 1 && lb[0] == la[0]+1
}

// startsUpper reports whether a text begins with a capital letter, a digit or a sign that can stand before one.
func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"”»("))
	return unicode.IsUpper(r) || r == '/'
}

// endsOpen reports whether a text ends so that it cannot be a heading.
func endsOpen(s string) bool {
	for _, end := range [...]string{",", ":", ";", " samt", " eller", " och"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return endsSentence(s)
}

// endsSentence reports whether a text ends with a full stop that is not part of an abbreviation that headings end with.
func endsSentence(s string) bool {
	if !strings.HasSuffix(s, ".") {
		return false
	}
	for _, short := range [...]string{"m.m.", "m. m.", "m.fl.", "m. fl.", "o.d.", "o. d."} { //nolint:dupword // so they are written
		if strings.HasSuffix(s, short) {
			return false
		}
	}
	return true
}
