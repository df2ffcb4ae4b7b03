package store_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// lines is a format for tests: one row per line, "publisher;id;name;summary". A line "BAD" cannot be taken, "BROKEN" ends the file
// with an error.
func lines() register.Format {
	return register.Format{Code: "lines", Open: func(r io.Reader, _ register.Options) (register.Reader, error) {
		text, err := io.ReadAll(r)
		if err != nil || len(text) == 0 {
			return nil, errors.Join(err, errors.New("the file is empty"))
		}
		return &lineReader{lines: strings.Split(strings.TrimSpace(string(text)), "\n")}, nil
	}}
}

type lineReader struct {
	lines []string
	n     int
}

func (l *lineReader) Next() (register.Row, error) {
	if l.n >= len(l.lines) {
		return register.Row{}, io.EOF
	}
	line := l.lines[l.n]
	l.n++
	switch line {
	case "BAD":
		return register.Row{}, &register.RowError{Row: l.n, Reason: "bad"}
	case "BROKEN":
		return register.Row{}, errors.New("broken")
	}
	cells := strings.Split(line, ";")
	return register.Row{
		Number: l.n, Publisher: cells[0], ForeignID: cells[1], Name: cells[2], Hash: sha256.Sum256([]byte(line)),
		Organisation: register.OrganisationRef{Name: i18n.Text{EN: cells[0]}, Type: "other", Country: "US"},
		System:       register.System{Slag: register.AISystem, Name: i18n.Text{EN: cells[2]}, Summary: i18n.Text{EN: cells[3]}},
	}, nil
}

func importLines(t testing.TB, r *storetest.Register, file string) (register.Report, error) {
	t.Helper()
	return r.Import(t.Context(), account.Operator(), strings.NewReader(file), register.ImportRequest{Format: lines(), Source: "prov"})
}

// contractImports is the contract of register.Imports, driven through the register's own use case.
func contractImports(t *testing.T, fresh storetest.Database) {
	for name, test := range map[string]func(*testing.T, *storetest.Register){
		"the same file again changes nothing":               idempotent,
		"a changed row with id becomes a version":           changedRow,
		"a row without id is known by its text":             rowWithoutID,
		"rows that cannot be taken do not stop the others":  badRows,
		"an import that fails leaves nothing":               failedImport,
		"a killed import is dropped by the next":            killedImport,
		"nothing is seen before the switch":                 unseen,
		"what the owner has taken over is not overwritten":  takenOver,
		"only the operator imports":                         onlyOperator,
		"one change in the outbox stands for a whole batch": batchChange,
	} {
		t.Run(name, func(t *testing.T) { test(t, storetest.NewRegister(t, fresh(t))) })
	}
}

func wantRows(t testing.TB, got register.Report, want register.RowCounts) {
	t.Helper()
	if got.Rows != want {
		t.Fatalf("rows %+v, want %+v; notes %+v", got.Rows, want, got.Notes)
	}
}

func idempotent(t *testing.T, r *storetest.Register) {
	file := strings.Repeat("A;1;x;s\n", 2) + "A;2;y;s\nB;1;x;s\n"
	report := must[register.Report](t)(importLines(t, r, file))
	wantRows(t, report, register.RowCounts{Read: 4, Taken: 4})
	if len(report.Notes) != 1 || report.Notes[0].Kind != register.NoteDuplicate || report.Notes[0].Row != 2 {
		t.Errorf("notes: %+v", report.Notes)
	}
	report = must[register.Report](t)(importLines(t, r, file))
	wantRows(t, report, register.RowCounts{Read: 4, Unchanged: 4})
	o := must[register.Overview](t)(r.Overview(t.Context(), ""))
	if o.Total != 4 || o.Organisations != 2 || o.Phases[""].Total() != 4 {
		t.Errorf("overview: %+v", o)
	}
	v := must[[]register.Listing](t)(r.Latest(t.Context(), 10))
	view := must[register.View](t)(r.Public(t.Context(), v[0].ID))
	if view.Version.Origin == nil || view.Version.Origin.Format != "lines" || view.Version.Origin.Source != "prov" {
		t.Errorf("origin: %+v", view.Version.Origin)
	}
}

func changedRow(t *testing.T, r *storetest.Register) {
	must[register.Report](t)(importLines(t, r, "A;1;x;s\nA;2;y;s\nC;9;z;s"))
	report := must[register.Report](t)(importLines(t, r, "A;1;x;ny text"))
	wantRows(t, report, register.RowCounts{Read: 1, Changed: 1, Missing: 1})
	if n := report.Notes[0]; n.Kind != register.NoteMissing || !strings.Contains(n.Message, `"y"`) {
		t.Errorf("notes: %+v", report.Notes)
	}
	for _, l := range must[[]register.Listing](t)(r.Latest(t.Context(), 10)) {
		if l.Name.EN == "x" && (l.Current != 2 || l.Summary.EN != "ny text") || l.Name.EN == "y" && l.Current != 1 {
			t.Errorf("%+v", l)
		}
	}
	kept := must[register.Batch](t)(r.ImportReport(t.Context(), report.Batch))
	if kept.Report.Rows != report.Rows || len(kept.Report.Notes) != 1 {
		t.Errorf("kept report: %+v", kept)
	}
	done, total, err := r.ImportsDone(t.Context(), register.Page{})
	if err != nil || total != 2 || done[0].Report.Rows.Read+done[1].Report.Rows.Read != 4 {
		t.Errorf("imports: %+v %d %v", done, total, err)
	}
}

func rowWithoutID(t *testing.T, r *storetest.Register) {
	twins := strings.Repeat("A;;x;s\n", 2)
	must[register.Report](t)(importLines(t, r, twins+"A;;y;s"))
	wantRows(t, must[register.Report](t)(importLines(t, r, "A;;y;s\n"+twins)), register.RowCounts{Read: 3, Unchanged: 3})
	report := must[register.Report](t)(importLines(t, r, twins+"A;;y;annan"))
	wantRows(t, report, register.RowCounts{Read: 3, Taken: 1, Unchanged: 2, Missing: 1})
}

func badRows(t *testing.T, r *storetest.Register) {
	report := must[register.Report](t)(importLines(t, r, "A;1;x;s\nBAD\nA;2;"+strings.Repeat("n", 200)+";s\n;3;z;s\nA;4;q;s"))
	wantRows(t, report, register.RowCounts{Read: 5, Taken: 3, Rejected: 2})
	kinds := map[int]register.NoteKind{}
	for _, n := range report.Notes {
		kinds[n.Row] = n.Kind
	}
	if kinds[2] != register.NoteNotTaken || kinds[3] != register.NoteLong || kinds[4] != register.NoteNotTaken {
		t.Errorf("notes: %+v", report.Notes)
	}
}

func failedImport(t *testing.T, r *storetest.Register) {
	_, err := importLines(t, r, strings.Repeat("A;;x;s\n", 500)+"BROKEN")
	wantKind(t, err, fault.Invalid)
	if o := must[register.Overview](t)(r.Overview(t.Context(), "")); o.Total != 0 {
		t.Errorf("%d records of a failed import", o.Total)
	}
	for _, table := range []string{"import_staged", "system_content", "system_record", "import_row"} {
		if n := countRows(t, r, table); n != 0 {
			t.Errorf("%d rows left in %s", n, table)
		}
	}
	if _, err = importLines(t, r, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("an empty file: %v", err)
	}
	wantRows(t, must[register.Report](t)(importLines(t, r, "A;1;x;s")), register.RowCounts{Read: 1, Taken: 1})
}

// rows counts the rows of a table, past the store.
func countRows(t testing.TB, r *storetest.Register, table string) int {
	t.Helper()
	driver := "sqlite"
	if store.IsPostgres(r.DSN) {
		driver = "pgx"
	}
	db, err := sql.Open(driver, r.DSN)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var n int
	if err := db.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func killedImport(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	now := r.Clock.Now()
	dead := register.Batch{ID: r.IDs.New(), Format: "lines", State: register.Staging, StartedAt: now, AliveAt: now}
	o := account.Organisation{ID: r.IDs.New(), Name: i18n.Text{EN: "half"}, Revision: 1}
	err := r.Store.Write(ctx, func(ctx context.Context) error {
		row := register.StagedRow{
			KnownRow: register.KnownRow{Identity: "i", RecordID: r.IDs.New(), ContentHash: "h"}, Kind: register.StagedNew, Number: 1,
			OrganisationID: o.ID, Content: []byte("{}"),
		}
		return errors.Join(r.Store.BeginBatch(ctx, dead), r.Store.StageOrganisation(ctx, dead.ID, o),
			r.Store.Stage(ctx, dead.ID, []register.StagedRow{row}))
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Clock.Advance(time.Minute)
	wantRows(t, must[register.Report](t)(importLines(t, r, "A;1;x;s")), register.RowCounts{Read: 1, Taken: 1})
	if o := must[register.Overview](t)(r.Overview(ctx, "")); o.Total != 1 {
		t.Errorf("%d records", o.Total)
	}
	if staged, contents := countRows(t, r, "import_staged"), countRows(t, r, "system_content"); staged != 0 || contents != 1 {
		t.Errorf("%d staged rows, %d contents left", staged, contents)
	}
	_, err = r.Store.Organisation(ctx, o.ID)
	wantKind(t, err, fault.NotFound)
	dead.AliveAt = r.Clock.Now()
	wantKind(t, r.Store.Write(ctx, func(ctx context.Context) error { return r.Store.TouchBatch(ctx, dead) }), fault.Conflict)
}

func unseen(t *testing.T, r *storetest.Register) {
	request := register.ImportRequest{Format: lines(), Progress: func(read int) {
		if o := must[register.Overview](t)(r.Overview(t.Context(), "")); o.Total != 0 || read == 0 {
			t.Errorf("%d records are seen after %d rows", o.Total, read)
		}
	}}
	file := strings.NewReader(strings.Repeat("A;;x;s\n", 450))
	report := must[register.Report](t)(r.Import(t.Context(), account.Operator(), file, request))
	if report.Rows.Taken != 450 || countRows(t, r, "system_content") != 1 {
		t.Errorf("rows %+v, contents %d", report.Rows, countRows(t, r, "system_content"))
	}
}

func takenOver(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	must[register.Report](t)(importLines(t, r, "A;1;x;s"))
	l := must[[]register.Listing](t)(r.Latest(ctx, 1))[0]
	a := r.Member(account.Organisation{ID: l.OrganisationID}, account.Editor, account.DecisionMaker)
	record := must[register.Record](t)(r.SaveDraft(ctx, a, l.ID, 1, withoutPhases(storetest.Complete("Vår egen"))))
	record = must[register.Record](t)(r.ChangePhase(ctx, a, l.ID, record.Revision, register.PhaseChange{
		Phase: register.Testing, From: "2026-01", Grounds: i18n.Text{SV: "Prov pågår."},
	}))
	must[register.Version](t)(r.Service.Publish(ctx, a, l.ID, record.Revision, ""))
	wantRows(t, must[register.Report](t)(importLines(t, r, "A;1;x;s")), register.RowCounts{Read: 1, Unchanged: 1})
	wantRows(t, must[register.Report](t)(importLines(t, r, "A;1;x;ändrad")), register.RowCounts{Read: 1, Rejected: 1})
	if v := must[register.View](t)(r.Public(ctx, l.ID)); v.Version.System.Name.SV != "Vår egen" {
		t.Error("an import overwrote what the owner keeps up")
	}
}

func withoutPhases(s register.System) register.System {
	s.Phases = nil
	return s
}

func onlyOperator(t *testing.T, r *storetest.Register) {
	_, err := r.Import(t.Context(), r.Member(r.One, account.DecisionMaker), strings.NewReader("A;1;x;s"), register.ImportRequest{Format: lines()})
	wantKind(t, err, fault.Forbidden)
}

func batchChange(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	before := must[outbox.Cursor](t)(r.Store.ChangesHead(ctx))
	report := must[register.Report](t)(importLines(t, r, strings.Repeat("A;;x;s\n", 430)))
	must[register.Report](t)(importLines(t, r, strings.Repeat("A;;x;s\n", 430))) // nothing new, no change
	changes := must[[]outbox.Change](t)(r.Store.ChangesSince(ctx, before, 10))
	if len(changes) != 1 || changes[0].Topic != register.TopicBatch || changes[0].Key != report.Batch {
		t.Fatalf("changes: %+v", changes)
	}
	seen := map[string]bool{}
	for ids, err := range r.BatchRecords(ctx, report.Batch) {
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			seen[id] = true
		}
	}
	if len(seen) != 430 {
		t.Errorf("%d records of the batch", len(seen))
	}
}

func TestImportContract(t *testing.T) { storetest.Each(t, contractImports) }
