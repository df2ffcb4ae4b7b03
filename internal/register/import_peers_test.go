package register_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/register/format"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

const us2025File = "us-inventory/2025_individually_reported_AI_use_cases.csv"

func conformance(t testing.TB, path string) *os.File {
	t.Helper()
	root := os.Getenv("TILLIT_CONFORMANCE")
	if root == "" {
		t.Skip("TILLIT_CONFORMANCE names no folder with the peers' files")
	}
	file, err := os.Open(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func TestTheUSInventoryGoesInWholeAndCountsAsItShould(t *testing.T) {
	r := storetest.NewRegister(t, storetest.SQLite(t))
	request := register.ImportRequest{Format: format.US2025(), Source: "2025"}
	report, err := r.Import(t.Context(), account.Operator(), conformance(t, us2025File), request)
	if err != nil {
		t.Fatal(err)
	}
	if report.Rows != (register.RowCounts{Read: 3611, Taken: 3611}) {
		t.Errorf("rows: %+v", report.Rows)
	}
	o, err := r.Overview(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	want := map[register.Phase]int{
		register.Development: 1479, register.Testing: 440, register.InUse: 1040, register.Retired: 314, "": 338,
	}
	for phase, n := range want {
		if got := o.Phases[phase].Total(); got != n {
			t.Errorf("phase %q: %d, want %d", phase, got, n)
		}
	}
	if o.ByImpact["high"] != 445 || o.Total != 3611 {
		t.Errorf("high impact %d of %d", o.ByImpact["high"], o.Total)
	}
	facets := map[string]int{}
	for d, err := range r.AllSearchDocuments(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		facets["phase "+d.Facets[register.FacetPhase][0]]++
		facets["impact "+d.Facets[register.FacetImpact][0]]++
	}
	if facets["phase in_use"] != 1040 || facets["phase unanswered"] != 338 || facets["impact high"] != 445 {
		t.Errorf("facets: %v", facets)
	}
	report, err = r.Import(t.Context(), account.Operator(), conformance(t, us2025File), request)
	if err != nil || report.Rows != (register.RowCounts{Read: 3611, Unchanged: 3611}) {
		t.Errorf("again: %+v %v", report.Rows, err)
	}
}

// What one Tillit exports another takes, with ids and dates, and exports again as the same.
func TestAnExportMovesToAnotherTillit(t *testing.T) {
	from, to := storetest.NewRegister(t, storetest.SQLite(t)), storetest.NewRegister(t, storetest.SQLite(t))
	request := register.ImportRequest{Format: format.US2024(), Source: "2024"}
	file := conformance(t, "us-inventory/2024_consolidated_ai_inventory_raw_v2.csv")
	if _, err := from.Import(t.Context(), account.Operator(), file, request); err != nil {
		t.Fatal(err)
	}
	for _, f := range []register.Format{format.Tillit(), format.CSV()} {
		first := exportSum(t, from, f)
		pipe, w := io.Pipe()
		go func() { _ = w.CloseWithError(from.Export(t.Context(), w, f)) }()
		report, err := to.Import(t.Context(), account.Operator(), pipe, register.ImportRequest{Format: f, Source: "flytt"})
		if err != nil || report.Rows.Rejected > 0 {
			t.Fatalf("%s: %+v %v", f.Code, report.Rows, err)
		}
		if exportSum(t, to, f) != first {
			t.Errorf("%s: the export differs after the move", f.Code)
		}
	}
}

func exportSum(t *testing.T, r *storetest.Register, f register.Format) [32]byte {
	t.Helper()
	h := sha256.New()
	if err := r.Export(t.Context(), h, f); err != nil {
		t.Fatal(err)
	}
	return [32]byte(h.Sum(nil))
}

// varied gives the rows of a file again and again, each time under other ids and names.
type varied struct {
	rows []register.Row
	n, i int
}

func (v *varied) Next() (register.Row, error) {
	if v.i == v.n {
		return register.Row{}, io.EOF
	}
	row := v.rows[v.i%len(v.rows)]
	v.i++
	row.Number, row.ForeignID = v.i, fmt.Sprintf("%s/%d", row.ForeignID, v.i)
	row.System.Name.EN = fmt.Sprintf("%s %d", row.System.Name.EN, v.i)
	row.Hash = sha256.Sum256([]byte(row.ForeignID))
	row.Notes = nil
	return row, nil
}

// BenchmarkImport takes 100,000 varied rows of the US inventory into SQLite: go test -bench Import -benchtime 1x.
func BenchmarkImport(b *testing.B) {
	reader, err := format.US2025().Open(conformance(b, us2025File), register.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var rows []register.Row
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			b.Fatal(err)
		}
		rows = append(rows, row)
	}
	for b.Loop() {
		r := storetest.NewRegister(b, storetest.SQLite(b))
		f := register.Format{Code: "varied", Open: func(io.Reader, register.Options) (register.Reader, error) {
			return &varied{rows: rows, n: 100_000}, nil
		}}
		began := time.Now()
		report, err := r.Import(b.Context(), account.Operator(), nil, register.ImportRequest{Format: f, Progress: func(n int) {
			if n%20_000 == 0 {
				b.Logf("%d rows after %v", n, time.Since(began))
			}
		}})
		if err != nil || report.Rows.Taken != 100_000 {
			b.Fatal(report.Rows, err)
		}
		b.Logf("imported after %v", time.Since(began))
		began = time.Now()
		if _, err := r.Overview(b.Context(), register.AISystem); err != nil {
			b.Fatal(err)
		}
		b.Logf("counted in %v", time.Since(began))
		began = time.Now()
		n := 0
		for _, err := range r.AllSearchDocuments(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		b.Logf("%d search documents in %v", n, time.Since(began))
	}
}

func TestARecordKeptUpHereIsNotOverwrittenFromAFile(t *testing.T) {
	r := storetest.NewRegister(t, storetest.SQLite(t))
	record := r.Publish(t, r.One, storetest.Complete("Vår egen"))
	var export strings.Builder
	if err := r.Export(t.Context(), &export, format.Tillit()); err != nil {
		t.Fatal(err)
	}
	changed := strings.ReplaceAll(export.String(), "Vår egen", "Någon annans")
	line := strings.Split(export.String(), "\n")[1]
	for name, c := range map[string]struct {
		file string
		want register.RowCounts
	}{
		"the same":                {export.String(), register.RowCounts{Read: 1, Unchanged: 1}},
		"another text, same hash": {changed, register.RowCounts{Read: 1, Rejected: 1}},
		"another text": {
			regexp.MustCompile(`"hash":"[0-9a-f]+"`).ReplaceAllString(changed, `"hash":""`), register.RowCounts{Read: 1, Rejected: 1},
		},
		"twice in the file":           {strings.Replace(export.String(), line, line+",\n"+line, 1), register.RowCounts{Read: 2, Unchanged: 1, Rejected: 1}},
		"a link that runs script":     {strings.Replace(export.String(), `"country":"SE"`, `"country":"SE","website":"javascript:x"`, 1), register.RowCounts{Read: 1, Rejected: 1}},
		"a field that we do not have": {strings.Replace(export.String(), `"slag":`, `"slagg":1,"slag":`, 1), register.RowCounts{Read: 1, Rejected: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			request := register.ImportRequest{Format: format.Tillit(), Source: "prov"}
			report, err := r.Import(t.Context(), account.Operator(), strings.NewReader(c.file), request)
			if err != nil || report.Rows != c.want {
				t.Errorf("rows %+v, want %+v; %+v %v", report.Rows, c.want, report.Notes, err)
			}
			v, err := r.Public(t.Context(), record.ID)
			if err != nil || v.Version.Number != 1 || v.Version.System.Name.SV != "Vår egen" {
				t.Errorf("the record was overwritten: %+v %v", v.Version, err)
			}
		})
	}
}
