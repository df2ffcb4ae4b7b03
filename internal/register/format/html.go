package format

import (
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
)

var (
	anchor   = regexp.MustCompile(`(?is)<a\b[^>]*?href\s*=\s*["']([^"']*)["'][^>]*>(.*?)</a\s*>`)
	lineEnds = regexp.MustCompile(`(?i)<br\s*/?>|</(p|div|li|tr|h[1-6]|ul|ol)\s*>`)
	bullets  = regexp.MustCompile(`(?i)<li\b[^>]*>`)
	tags     = regexp.MustCompile(`(?s)</?[a-zA-Z][^>]*>`)
	blanks   = regexp.MustCompile(`\n{3,}`)
)

// plainText makes plain text of the HTML that some fields of the Dutch register hold. The target of a link is kept in parentheses after
// its words, so that nothing is lost; text without markup comes back unchanged.
func plainText(s string) string {
	if !tags.MatchString(s) {
		return s
	}
	s = anchor.ReplaceAllString(s, "$2 ($1)")
	s = lineEnds.ReplaceAllString(s, "\n")
	s = bullets.ReplaceAllString(s, "– ")
	s = tags.ReplaceAllString(s, "")
	s = html.UnescapeString(s)
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.TrimSpace(blanks.ReplaceAllString(strings.Join(lines, "\n"), "\n\n"))
}

// splitTerms reads search terms separated by commas, semicolons or lines.
func splitTerms(s string) []string {
	var terms []string
	for term := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if term = strings.TrimSpace(term); term != "" {
			terms = append(terms, term)
		}
	}
	return terms
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
