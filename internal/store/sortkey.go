package store

import (
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// A name is sorted by its beginning: so many characters, and so many bytes of their key. An index takes no term of any length.
const (
	maxSorted  = 200
	maxSortKey = 1000
)

// SortKey is the key under which a text sorts as Swedish sorts: å, ä, ö last, digits by their number, case and accents only between
// equals. Store it beside the text as a blob and sort by it, then by id; the bytes compare alike in both databases. The keys
// belong to the version of the collation table, so a new one must be followed by writing them anew.
func SortKey(text string) []byte {
	// A Collator must not be shared between goroutines, and is cheap to make.
	var buf collate.Buffer
	key := collate.New(language.Swedish, collate.Numeric).KeyFromString(&buf, norm.NFC.String(beginning(text)))
	return append([]byte(nil), key[:min(len(key), maxSortKey)]...)
}

// beginning cuts a text after the characters that are sorted by.
func beginning(text string) string {
	n := 0
	for i := range text {
		if n == maxSorted {
			return text[:i]
		}
		n++
	}
	return text
}

// Fold is the form of a text in which case does not count, for comparing names and addresses. Databases fold only ASCII alike, so
// it is done here. It goes letter by letter: ß is not ss.
func Fold(text string) string {
	return norm.NFC.String(strings.ToLower(strings.ToUpper(norm.NFC.String(text))))
}
