package format_test

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
)

// ownFormats are the formats that lose nothing.
func ownFormats() []register.Format { return []register.Format{format.Tillit(), format.CSV()} }

func TestOwnFormatsReadBackWhatTheyWrote(t *testing.T) {
	for _, f := range ownFormats() {
		t.Run(f.Code, rapid.MakeCheck(func(t *rapid.T) {
			records := rapid.SliceOfN(anyRecord(), 0, 4).Draw(t, "records")
			var file bytes.Buffer
			if err := f.Write(&file, all(records)); err != nil {
				t.Fatal(err)
			}
			rows := readAll(t, f, file.String())
			if len(rows) != len(records) {
				t.Fatalf("%d rows of %d records", len(rows), len(records))
			}
			for i, row := range rows {
				if diff := cmp.Diff(records[i], asExported(row)); diff != "" {
					t.Fatalf("record %d (-wrote +read):\n%s", i, diff)
				}
			}
		}))
	}
}

func all(records []register.ExportRecord) iter.Seq2[register.ExportRecord, error] {
	return func(yield func(register.ExportRecord, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

type fataler interface{ Fatal(...any) }

func readAll(t fataler, f register.Format, file string) []register.Row {
	rows, err := f.Open(strings.NewReader(file), register.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var list []register.Row
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, row)
	}
}

// asExported is the record that a row says it was.
func asExported(r register.Row) register.ExportRecord {
	o, k := r.Organisation, r.Kept
	return register.ExportRecord{
		ID: k.RecordID, State: k.State, Gathered: k.Gathered, Demo: k.Demo, Retirement: k.Retirement, System: r.System,
		Organisation: register.ExportOrganisation(o),
		Version: register.ExportVersion{
			Number: k.Version.Number, PublishedAt: k.Version.PublishedAt, Hash: k.Version.Hash, Note: k.Version.Note, Origin: k.Version.Origin,
		},
	}
}

// words draws text with what breaks formats: quotes, separators, formulas, line breaks, markup. No carriage return and no space at the
// ends: a table does not keep those.
func words() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		pieces := []string{"å", "\"", ",", ";", "\n", "=1+1", "'", "''", "<script>", "{\"a\":1}", "😀", " ", "-", "null", "x", "@", "\u2028", "|"}
		return strings.TrimSpace(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 6).Draw(t, "pieces"), ""))
	})
}

func texts() *rapid.Generator[register.Text] {
	return rapid.Custom(func(t *rapid.T) register.Text {
		return register.Text{SV: words().Draw(t, "sv"), EN: words().Draw(t, "en"), Other: words().Draw(t, "other")}
	})
}

func some[T any](t *rapid.T, name string, one *rapid.Generator[T]) []T {
	list := rapid.SliceOfN(one, 0, 2).Draw(t, name)
	if len(list) == 0 {
		return nil
	}
	return list
}

func anySystem(t *rapid.T) register.System {
	word, text := words(), texts()
	s := register.System{
		Slag: rapid.SampledFrom(register.Slags()).Draw(t, "slag"), Name: text.Draw(t, "name"), OtherNames: some(t, "other names", word),
		Summary: text.Draw(t, "summary"), Sectors: some(t, "sectors", rapid.SampledFrom([]string{"justice", "research"})),
		Unverified: some(t, "unverified", text), OriginalLanguage: rapid.SampledFrom([]string{"", "nl"}).Draw(t, "language"),
		Phases: some(t, "phases", rapid.Custom(func(t *rapid.T) register.PhaseEntry {
			return register.PhaseEntry{Phase: rapid.SampledFrom(register.Phases()).Draw(t, "phase"), AsOf: "2021-04", Note: text.Draw(t, "note")}
		})),
		Risks: some(t, "risks", rapid.Custom(func(t *rapid.T) register.Risk { return register.Risk{Risk: text.Draw(t, "risk")} })),
		Foreign: some(t, "foreign", rapid.Custom(func(t *rapid.T) register.ForeignField {
			return register.ForeignField{Format: "us-2025", Field: word.Draw(t, "field"), Value: word.Draw(t, "value")}
		})),
	}
	s.AIAct.GeneralPurpose = rapid.Bool().Draw(t, "general")
	s.Data.PersonalData = rapid.SampledFrom([]register.YesNo{"", register.Yes, register.No}).Draw(t, "personal data")
	if rapid.Bool().Draw(t, "stated") {
		s.Stated = map[string]register.Statement{"law.basis": {State: "not_applicable", Reason: word.Draw(t, "reason")}}
	}
	return s
}

func anyRecord() *rapid.Generator[register.ExportRecord] {
	return rapid.Custom(func(t *rapid.T) register.ExportRecord {
		ids := clock.NewIDs(nil)
		s := anySystem(t)
		canonical, err := s.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		r := register.ExportRecord{
			ID: ids.New(), State: register.Published, Gathered: rapid.Bool().Draw(t, "gathered"), Demo: rapid.Bool().Draw(t, "demo"), System: s,
			Organisation: register.ExportOrganisation{
				ID: ids.New(), Name: texts().Draw(t, "organisation"), Type: "municipality", Country: "SE",
				Identifiers: some(t, "identifiers", rapid.Just(account.Identifier{Scheme: "us-agency", Value: "CFTC"})),
			},
			Version: register.ExportVersion{
				Number: rapid.IntRange(1, 9).Draw(t, "number"), PublishedAt: time.Date(2026, 11, 22, 8, 0, 0, 123456000, time.UTC),
				Hash: register.HashOf(canonical), Note: words().Draw(t, "note"),
			},
		}
		if rapid.Bool().Draw(t, "retired") {
			r.State = register.RetiredNow
			r.Retirement = &register.Retirement{Kind: register.Ended, Date: "2026-01-01", Reason: texts().Draw(t, "reason")}
		}
		return r
	})
}

func TestTillitRefusesWhatIsNotItsOwnAndSaysWhy(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"another file":    {`[1,2]`, "not of the format tillit"},
		"nothing":         {``, "not of the format tillit"},
		"another format":  {`{"format":"nl-1.0","records":[]}`, "not tillit"},
		"a newer version": {`{"format":"tillit","version":2,"records":[]}`, "Update Tillit"},
		"cut short":       {`{"format":"tillit","version":1,"records":[`, "ends too early"},
		"cut in a record": {`{"format":"tillit","version":1,"records":[{"id":"x`, "ends in the middle"},
		"too deep":        {`{"format":"tillit","version":1,"records":[` + strings.Repeat("[", 20_000), "cannot be read as JSON"},
		"UTF-16":          {"\xff\xfe{\x00", "UTF-16"},
		"a tail":          {`{"format":"tillit","version":1,"records":[]} {}`, "follows"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, err := format.Tillit().Open(strings.NewReader(c.file), register.Options{})
			if err == nil {
				_, err = rows.Next()
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want a message with %q", err, c.want)
			}
		})
	}
}

func TestABrokenRecordIsRefusedByItself(t *testing.T) {
	records := []register.ExportRecord{anyRecord().Example(1), anyRecord().Example(2), anyRecord().Example(3)}
	records[1].System.Name.SV += "ändrad efter exporten"
	var file bytes.Buffer
	if err := format.Tillit().Write(&file, all(records)); err != nil {
		t.Fatal(err)
	}
	rows, err := format.Tillit().Open(&file, register.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var refused []int
	taken := 0
	for {
		_, err := rows.Next()
		var bad *register.RowError
		if errors.Is(err, io.EOF) {
			break
		}
		switch {
		case errors.As(err, &bad):
			refused = append(refused, bad.Row)
		case err != nil:
			t.Fatal(err)
		default:
			taken++
		}
	}
	if taken != 2 || !slices.Equal(refused, []int{2}) {
		t.Errorf("taken %d, refused %v", taken, refused)
	}
}

func TestCSVWrittenByHandIsTakenAndUnknownColumnsAreKept(t *testing.T) {
	file := "slag,name.sv,organisation.name.sv,sectors,egen kolumn\nai_system,Sortering,Testkommunen,justice research,hej\n"
	rows := readAll(t, format.CSV(), file)
	s := rows[0].System
	if s.Slag != register.AISystem || len(s.Sectors) != 2 || rows[0].Kept != nil || rows[0].Organisation.Name.SV != "Testkommunen" {
		t.Errorf("row: %+v", rows[0])
	}
	if len(s.Foreign) != 1 || s.Foreign[0].Value != "hej" || len(rows[0].Notes) != 1 {
		t.Errorf("the unknown column: %+v, %+v", s.Foreign, rows[0].Notes)
	}
}

func TestCSVSaysWhatIsWrongWithItsHeadingAndCells(t *testing.T) {
	for file, want := range map[string]string{
		"":                                    "empty",
		"name\nx\n":                           `lacks the column "slag"`,
		"slag\nx\n":                           "lacks the organisation",
		"slag;x\na\n":                         "commas",
		"slag,slag,name.sv,organisation.id\n": "twice",
		"slag,name.sv,organisation.id,gathered\nai_system,a,,kanske\n":           "true or false",
		"slag,name.sv,organisation.id,risks\nai_system,a,,[\n":                   "list in JSON",
		"slag,name.sv,organisation.id,risks\nai_system,a,,\"[{\"\"x\"\":1}]\"\n": "does not have the form",
		"slag,name.sv,organisation.id\nai_system,\"a\n":                          "quot",
	} {
		rows, err := format.CSV().Open(strings.NewReader(file), register.Options{})
		if err == nil {
			_, err = rows.Next()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want a message with %q", file, err, want)
		}
	}
}

func TestEveryColumnOfTheTableIsFilledFromAFullRecord(t *testing.T) {
	r := anyRecord().Example(7)
	var file bytes.Buffer
	if err := format.CSV().Write(&file, all([]register.ExportRecord{r})); err != nil {
		t.Fatal(err)
	}
	heading, _, _ := strings.Cut(strings.TrimPrefix(file.String(), "\ufeff"), "\n")
	columns := strings.Split(heading, ",")
	defs, err := register.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, group := range defs.Groups() {
		for _, f := range group.Fields {
			if !slices.Contains(columns, f.ID) && !slices.Contains(columns, f.ID+".sv") {
				t.Errorf("no column for %s", f.ID)
			}
		}
	}
}
