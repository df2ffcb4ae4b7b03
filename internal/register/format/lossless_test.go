package format

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/register"
)

// wordsOf is everything that a row says, as text to look for words in.
func wordsOf(t *testing.T, row register.Row) string {
	t.Helper()
	text, err := json.Marshal([]any{row.System, row.Organisation, row.ForeignID, row.Publisher, row.Name})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestNoWordOfAnInventoryIsLost puts a word that no code answers to into every cell: all must be found again in the row.
func TestNoWordOfAnInventoryIsLost(t *testing.T) {
	for _, c := range []struct {
		format   register.Format
		headings []string
	}{
		{US2025(), us2025Headings()},
		{US2025(), headingsOf(us2025Products(""))},
		{US2024(), us2024Headings()},
	} {
		word := func(row int, heading string) string {
			for i, h := range c.headings {
				if h == heading {
					return fmt.Sprintf("word%dx%dx", row, i)
				}
			}
			return ""
		}
		file := tableOf(c.headings, 3, word)
		rows, refused, _ := readWhole(t, c.format, []byte(file))
		if len(rows) != 3 || len(refused) > 0 {
			t.Fatalf("%s: %d rows, refused %v", c.format.Code, len(rows), refused)
		}
		for i, row := range rows {
			text := wordsOf(t, row)
			for _, heading := range c.headings {
				if w := word(i, heading); !strings.Contains(text, `"`+w+`"`) && !strings.Contains(text, w) {
					t.Errorf("%s, row %d: what stands under %q is lost", c.format.Code, i+1, heading)
				}
			}
			if i > 0 && strings.Contains(text, "word0x") {
				t.Errorf("%s, row %d holds words of the first", c.format.Code, i+1)
			}
		}
	}
}

// TestCellsOfListsAndDatesAreNotLostEither tries shapes that the inventories have, alone in a cell.
func TestCellsOfListsAndDatesAreNotLostEither(t *testing.T) {
	for _, cell := range []string{
		"['a) Sjutton', 'b) Arton']", `["Sjutton"]`, "[Sjutton", "Sjutton; Arton", "https://sjutton.example/x", "javascript:sjutton", "sjutton@example.org",
		"31/12/1917 sjutton", "1917-17-17 sjutton", "sjutton, arton", "a) sjutton", "<b>sjutton</b>", "=SJUTTON()", "sjutton\narton", "sjutton\u2028",
	} {
		for _, c := range []struct {
			format   register.Format
			headings []string
		}{{US2025(), us2025Headings()}, {US2024(), us2024Headings()}} {
			for _, heading := range c.headings {
				file := tableOf(c.headings, 1, func(_ int, h string) string {
					if h == heading {
						return cell
					}
					return ""
				})
				rows, refused, _ := readWhole(t, c.format, []byte(file))
				if len(rows) != 1 || len(refused) > 0 {
					t.Fatalf("%s %q: %v", c.format.Code, cell, refused)
				}
				text := strings.ToLower(wordsOf(t, rows[0]))
				for _, word := range []string{"sjutton", "arton"} {
					if strings.Contains(strings.ToLower(cell), word) && !strings.Contains(text, word) {
						t.Errorf("%s: %q under %q is lost: %.300s", c.format.Code, cell, heading, text)
					}
				}
			}
		}
	}
}

// nlFields are the fields of the Dutch standard that hold text, as its schema names them, and some that it does not know. The codes of
// language and version are left out: they say nothing of the system.
var nlFields = []string{
	"name", "organization", "department", "description_short", "type", "category", "website", "status", "goal", "impact", "proportionality",
	"decision_making_process", "documentation", "lawful_basis", "lawful_basis_link", "url", "contact_email", "area", "revision_date",
	"uuid", "competent_authority", "impacttoetsen", "human_intervention", "risks", "performance_standard", "methods_and_models", "monitoring",
	"source_data", "provider", "begin_date", "end_date", "tags", "source_id", "unknown_field", "lars", "owner",
}

func TestNoWordOfADutchRecordIsLost(t *testing.T) {
	for _, shape := range []string{`"sjutton"`, `"<p>sjutton</p>"`, `["sjutton", "sjutton två"]`, `[{"title": "sjutton", "link": "x"}]`, `{"a": {"b": "sjutton"}}`, `[[["sjutton"]]]`} {
		for _, field := range nlFields {
			rows, refused, _ := readWhole(t, NL10(), []byte(`[{"`+field+`": `+shape+`}]`))
			if len(rows) != 1 || len(refused) > 0 {
				t.Errorf("%s as %s: refused %v", field, shape, refused)
				continue
			}
			if text := wordsOf(t, rows[0]); !strings.Contains(text, "sjutton") {
				t.Errorf("%s as %s is lost: %s", field, shape, text)
			}
		}
	}
	for _, value := range []string{"17.17", "true", `"17.17"`} {
		for _, field := range nlFields {
			rows, _, _ := readWhole(t, NL10(), []byte(`{"`+field+`": `+value+`}`))
			if len(rows) != 1 || !strings.Contains(wordsOf(t, rows[0]), strings.Trim(value, `"`)) {
				t.Errorf("%s as %s is lost", field, value)
			}
		}
	}
}
