package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/outbox"
	"github.com/tillit-se/tillit/internal/store"
)

// childEnv makes this test binary a second process that writes to the database it names.
const childEnv = "TILLIT_TEST_STORE_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		if err := child(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child writes pairs of rows, telling each pair's number when it is committed, as many as TILLIT_TEST_PAIRS says.
func child(path string) error {
	pairs, err := strconv.Atoi(os.Getenv("TILLIT_TEST_PAIRS"))
	if err != nil {
		return err
	}
	s, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		return err
	}
	for i := range pairs {
		err := s.Write(context.Background(), func(ctx context.Context) error {
			if err := s.AppendChange(ctx, "pair", fmt.Sprint(i), outbox.Put); err != nil {
				return err
			}
			return s.AppendChange(ctx, "pair", fmt.Sprint(i), outbox.Put)
		})
		if err != nil {
			return err
		}
		fmt.Println(i)
	}
	return s.Close()
}

func startChild(t *testing.T, path string, pairs int) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$") //nolint:gosec // this test binary itself
	cmd.Env = append(os.Environ(), childEnv+"="+path, "TILLIT_TEST_PAIRS="+strconv.Itoa(pairs))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

func TestTwoProcessesWriteToOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tillit.db")
	s := openAt(t, path)
	cmd, told := startChild(t, path, 100)
	for i := range 100 {
		if err := write(t.Context(), s, fmt.Sprint("own", i), nil); err != nil {
			t.Fatal(err)
		}
	}
	for told.Scan() { // until it ends
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if n := len(traces(t, s)); n != 300 {
		t.Errorf("%d rows, want 300", n)
	}
}

func TestAKilledProcessLosesNothingCommittedAndLeavesNothingHalf(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tillit.db")
	cmd, told := startChild(t, path, 1_000_000)
	last := 0
	for last < 50 && told.Scan() {
		last, _ = strconv.Atoi(told.Text())
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for told.Scan() { // what it told before it died
		last, _ = strconv.Atoi(told.Text())
	}
	_ = cmd.Wait()

	keys := traces(t, openAt(t, path))
	if len(keys) < 2*(last+1) {
		t.Errorf("%d rows, but %d pairs were said to be committed", len(keys), last+1)
	}
	if len(keys)%2 != 0 {
		t.Errorf("%d rows: half a pair", len(keys))
	}
	for i, key := range keys {
		if key != fmt.Sprint(i/2) {
			t.Fatalf("row %d is %s, want %d", i, key, i/2)
		}
	}
}

// tamper runs a statement on a database file from outside.
func tamper(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

func expectRefused(t *testing.T, dsn string, kind fault.Kind, key string) {
	t.Helper()
	s, err := store.Open(t.Context(), dsn, store.Options{})
	if err == nil {
		_ = s.Close()
	}
	if !fault.Is(err, kind) || fault.As(err).Key != key {
		t.Errorf("opening %s: %v, want %v %s", dsn, err, kind, key)
	}
}

func TestDatabasesThatAreNotOursAreLeftAlone(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := openAt(t, at("newer.db")).Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, at("newer.db"), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (299901010000, 1)")
	tamper(t, at("foreign.db"), "CREATE TABLE other (x)")
	if err := os.WriteFile(at("text.db"), []byte(strings.Repeat("no database at all ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}

	expectRefused(t, at("newer.db"), fault.Conflict, "store.newer_database")
	expectRefused(t, at("foreign.db"), fault.Conflict, "store.foreign_database")
	expectRefused(t, at("text.db"), fault.Unavailable, "store.corrupt")
	expectRefused(t, at("missing/dir/x.db"), fault.Unavailable, "store.cannot_open")
	expectRefused(t, dir, fault.Unavailable, "store.cannot_open")
	expectRefused(t, "", fault.Invalid, "store.bad_dsn")
	expectRefused(t, ":memory:", fault.Invalid, "store.bad_dsn")
	expectRefused(t, "postgres://%zz", fault.Invalid, "store.bad_dsn")
	expectRefused(t, "postgres://nobody@"+"127.0.0.1:1/none?connect_timeout=2", fault.Unavailable, "store.unreachable")
}

func TestOddFileNamesAreFileNames(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?mode=memory&c%20#å.db")
	if err := write(t.Context(), openAt(t, path), "a", nil); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Size() == 0 {
		t.Errorf("%v, %v", info, err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v", info.Mode())
	}
}
