package format

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/register"
)

// column is a column of an inventory: its heading, and what is done with a cell of it.
type column struct {
	heading string
	take    func(b *builder, value string)
}

// keep is for columns without a field of their own.
func keep(heading string) column {
	return column{heading, func(b *builder, v string) { b.foreign(heading, v) }}
}

// inventory reads an inventory of US federal agencies: a table whose columns each know their place.
type inventory struct {
	table   *table
	format  string
	columns []column
}

func (i *inventory) Next() (register.Row, error) {
	r, err := i.table.next()
	if err != nil {
		return register.Row{}, err
	}
	b := newBuilder(i.format, r)
	b.row.Organisation.Country = "US"
	b.row.Organisation.Type = "state_agency"
	b.system().Slag = register.AISystem
	for n, c := range i.columns {
		if r.cells[n] != "" && r.cells[n] != "[]" { // [] is how an empty list is written
			c.take(b, r.cells[n])
		}
	}
	b.nameless()
	return b.row, nil
}

// nameless gives a row without a name what it can be told by.
func (b *builder) nameless() {
	if b.row.Name != "" {
		return
	}
	name := cmp.Or(b.row.ForeignID, fmt.Sprintf("row %d", b.row.Number))
	b.system().Name = english(fmt.Sprintf("%s (no name in the source)", name))
	b.note("", register.NoteRepaired, "has no name; shown by its id or row number")
}

// openInventory opens a table whose heading is that of one of the sheets of a format.
func openInventory(r io.Reader, format string, sheets ...[]column) (register.Reader, error) {
	var columns []column
	t, err := openTable(r, func(header []string) (err error) {
		for _, columns = range sheets {
			if err = headings(format, columns)(header); err == nil {
				return nil
			}
		}
		return headings(format, sheets[0])(header)
	})
	if err != nil {
		return nil, err
	}
	return &inventory{table: t, format: format, columns: columns}, nil
}

// headings checks a heading against the columns of a format.
func headings(format string, columns []column) func([]string) error {
	return func(header []string) error {
		if len(header) != len(columns) {
			return fmt.Errorf("not %s: the heading has %d columns, expected %d", format, len(header), len(columns))
		}
		for i, c := range columns {
			if fold(header[i]) != fold(c.heading) {
				return fmt.Errorf("not %s: column %d is %q, expected %q", format, i+1, shorten(header[i]), shorten(c.heading))
			}
		}
		return nil
	}
}

func takeName(b *builder, v string) {
	b.row.Name = v
	b.system().Name = english(v)
}

func takeAgency(b *builder, v string) { b.row.Organisation.Name = english(v) }

func takeAgencyCode(b *builder, v string) {
	b.row.Publisher = v
	b.row.Organisation.Identifiers = []account.Identifier{{Scheme: "us-agency", Value: v}}
}

func takeVendor(b *builder, v string) {
	b.system().Parties = append(b.system().Parties, register.Party{Name: v, Role: "supplier"})
}

// elements splits the way the inventories write lists, "['a) One', 'b) Two']" or `["Other"]`; anything else is one element.
func elements(value string) []string {
	inner, isList := strings.CutPrefix(value, "[")
	inner, closed := strings.CutSuffix(inner, "]")
	if !isList || !closed {
		return []string{value}
	}
	var found []string
	for inner != "" {
		quote := strings.IndexAny(inner, `'"`)
		if quote < 0 {
			break
		}
		rest := inner[quote+1:]
		end := endOfElement(rest, inner[quote])
		found = append(found, strings.ReplaceAll(rest[:end], `\n`, "\n"))
		inner = rest[min(end+1, len(rest)):]
	}
	return found
}

// endOfElement finds the quote that is followed by a comma or the end: elements may hold quotes of their own.
func endOfElement(s string, quote byte) int {
	for i := range len(s) {
		if s[i] == quote && (i+1 == len(s) || s[i+1] == ',') {
			return i
		}
	}
	return len(s)
}

// withoutLetter drops the letter before an answer: "c) Age" is "Age".
func withoutLetter(s string) string {
	if len(s) > 3 && s[1] == ')' && s[2] == ' ' {
		return s[3:]
	}
	return s
}

// sensitiveCodes answer to the inventories' demographic features. Those with no counterpart in Swedish law map to "".
var sensitiveCodes = map[string]string{
	"race/ethnicity": "ethnic_origin", "sex": "sex", "sex/gender": "sex", "gender": "sex", "age": "age", "income": "economic_distress",
	"religious affiliation": "religion_belief", "disability": "disability", "ability status": "disability", "sexual orientation": "sexual_life",
	"socioeconomic status": "", "residency status": "", "marital status": "", "employment status": "", "other": "",
	"none of the above": "", "none": "", "n/a": "", "unknown": "", "zipcode": "", "education": "",
}

func takeDemographics(b *builder, v string) {
	b.system().Data.SensitiveWhy = v
	for _, feature := range elements(v) {
		for part := range strings.SplitSeq(feature, ",") {
			code := sensitiveCodes[fold(withoutLetter(strings.TrimSpace(part)))]
			if code != "" {
				b.system().Data.Sensitive = appendOnce(b.system().Data.Sensitive, code)
			}
		}
	}
}

func appendOnce(list []string, s string) []string {
	for _, old := range list {
		if old == s {
			return list
		}
	}
	return append(list, s)
}
