package ledger_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/ledger"
)

var update = flag.Bool("update", false, "write the golden files anew")

// memory keeps entries as a store would.
type memory struct {
	ledger.Store
	entries []ledger.Entry
	err     error
}

func (m *memory) AppendLeaf(_ context.Context, e ledger.Entry) error {
	m.entries = append(m.entries, e)
	return m.err
}

func fixed() (*memory, *ledger.Ledger) {
	m := &memory{}
	random := bytes.NewReader(bytes.Repeat([]byte{0xab, 0x01, 0x7f}, 200))
	return m, ledger.New(m, clock.NewManual(time.Date(2026, 11, 22, 9, 30, 0, 42_000, time.UTC)), random)
}

func publication() ledger.Event {
	return ledger.Event{
		Type: ledger.SystemPublished, Subject: ledger.Subject{Kind: "system", ID: "0190a2c4-0000-7000-8000-000000000000"},
		Actor:    "0190a2c4-0000-7000-8000-000000000001",
		Versions: map[string]string{"system": strings.Repeat("0f", 32)},
		Data:     map[string]any{"z": 1, "a": "åäö", "n": 1.5},
	}
}

func appended(t *testing.T, e ledger.Event) ledger.Entry {
	t.Helper()
	m, l := fixed()
	id, err := l.Append(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	if id != m.entries[0].Leaf.ID {
		t.Errorf("id %q", id)
	}
	return m.entries[0]
}

// The format is for ever: this file may only ever be joined by others.
func TestTheLeafFormatIsFinal(t *testing.T) {
	e := appended(t, publication())
	got := fmt.Sprintf("leaf %s\nhash %x\nsalt %x\npayload %s\n", e.Bytes, e.Hash, e.Opening.Salt, e.Opening.Payload)
	golden := filepath.Join("testdata", "leaf-1.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the format has changed (-want +got):\n%s", diff)
	}
}

func TestALeafHashIsThatOfRFC6962(t *testing.T) {
	e := appended(t, publication())
	if want := sha256.Sum256(append([]byte{0}, e.Bytes...)); e.Hash != want {
		t.Errorf("hash %x, want %x", e.Hash, want)
	}
}

func TestTheLeafSaysNothingAboutWhoOrWhat(t *testing.T) {
	e := appended(t, publication())
	for _, secret := range []string{publication().Actor, publication().Subject.ID, "åäö", hex.EncodeToString(e.Opening.Salt)} {
		if bytes.Contains(e.Bytes, []byte(secret)) {
			t.Errorf("the leaf shows %q: %s", secret, e.Bytes)
		}
	}
}

func TestOnlyTheRightSaltAndPayloadOpenALeaf(t *testing.T) {
	e := appended(t, publication())
	other := bytes.Clone(e.Opening.Salt)
	other[0] ^= 1
	cases := []struct {
		name                string
		leaf, salt, payload []byte
		want                error
	}{
		{"right", e.Bytes, e.Opening.Salt, e.Opening.Payload, nil},
		{"other salt", e.Bytes, other, e.Opening.Payload, ledger.ErrMismatch},
		{"short salt", e.Bytes, e.Opening.Salt[:31], e.Opening.Payload, ledger.ErrMismatch},
		{"salt with a zero after it", e.Bytes, append(bytes.Clone(e.Opening.Salt), 0), e.Opening.Payload, ledger.ErrMismatch},
		{"erased", e.Bytes, nil, nil, ledger.ErrMismatch},
		{"other payload", e.Bytes, e.Opening.Salt, bytes.Replace(e.Opening.Payload, []byte("1.5"), []byte("2.5"), 1), ledger.ErrMismatch},
		{"other spelling of the leaf", append([]byte(" "), e.Bytes...), e.Opening.Salt, e.Opening.Payload, ledger.ErrLeaf},
	}
	for _, c := range cases {
		if err := ledger.Verify(c.leaf, c.salt, c.payload); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestTwoEqualEventsHaveDifferentLeaves(t *testing.T) {
	m := &memory{}
	l := ledger.New(m, clock.NewManual(time.Unix(1, 0)), nil)
	for range 2 {
		if _, err := l.Append(t.Context(), publication()); err != nil {
			t.Fatal(err)
		}
	}
	a, b := m.entries[0], m.entries[1]
	if a.Leaf.ID == b.Leaf.ID || a.Leaf.Commitment == b.Leaf.Commitment {
		t.Error("somebody could see that the events are equal")
	}
	if !bytes.Equal(a.Opening.Payload, b.Opening.Payload) {
		t.Error("the payloads differ")
	}
}

func TestEventsThatCannotBeLoggedAreRefused(t *testing.T) {
	change := func(f func(*ledger.Event)) ledger.Event {
		e := publication()
		f(&e)
		return e
	}
	cases := map[string]ledger.Event{
		"no type":             change(func(e *ledger.Event) { e.Type = "" }),
		"type without a room": change(func(e *ledger.Event) { e.Type = "published" }),
		"type in capitals":    change(func(e *ledger.Event) { e.Type = "System.Published" }),
		"hash cut short":      change(func(e *ledger.Event) { e.Versions = map[string]string{"system": "0f"} }),
		"hash in capitals":    change(func(e *ledger.Event) { e.Versions = map[string]string{"system": strings.Repeat("0F", 32)} }),
		"version unnamed":     change(func(e *ledger.Event) { e.Versions = map[string]string{"": strings.Repeat("0f", 32)} }),
		"inexact number":      change(func(e *ledger.Event) { e.Data = int64(1) << 53 }),
		"inexact negative":    change(func(e *ledger.Event) { e.Data = []any{map[string]any{"x": -int64(1)<<53 - 1}} }),
		"not JSON":            change(func(e *ledger.Event) { e.Data = func() {} }),
		"too many versions":   change(func(e *ledger.Event) { e.Versions = manyVersions(1000) }),
	}
	for name, e := range cases {
		m, l := fixed()
		if _, err := l.Append(t.Context(), e); err == nil || len(m.entries) > 0 {
			t.Errorf("%s: taken (%v)", name, err)
		}
	}
}

func manyVersions(n int) map[string]string {
	versions := map[string]string{}
	for i := range n {
		versions[fmt.Sprintf("v%d", i)] = strings.Repeat("0f", 32)
	}
	return versions
}

func TestFailuresComeBack(t *testing.T) {
	m := &memory{err: errors.New("no disk")}
	if _, err := ledger.New(m, clock.System{}, nil).Append(t.Context(), publication()); !errors.Is(err, m.err) {
		t.Errorf("err = %v", err)
	}
	if _, err := ledger.New(&memory{}, clock.System{}, strings.NewReader("short")).Append(t.Context(), publication()); err == nil {
		t.Error("a leaf without randomness")
	}
}

func TestEveryLeafIsReadBackAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := ledger.Leaf{
			ID:       rapid.StringMatching(`[0-9a-f]{32}`).Draw(t, "id"),
			Type:     ledger.Type(rapid.StringMatching(`[a-z][a-z0-9_]{0,9}(\.[a-z][a-z0-9_]{0,9}){1,3}`).Draw(t, "type")),
			Time:     time.UnixMicro(rapid.Int64Range(-62135596800000000, 253402300799999999).Draw(t, "time")).UTC(),
			Versions: rapid.MapOfN(rapid.StringMatching(`[a-z][a-z0-9_]{0,9}`), rapid.StringMatching(`[0-9a-f]{64}`), 1, 9).Draw(t, "versions"),
		}
		copy(l.Commitment[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "commitment"))
		text, err := l.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		got, err := ledger.ParseLeaf(text)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(l, got); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// Whatever is taken for a leaf has exactly one spelling.
func FuzzParseLeaf(f *testing.F) {
	f.Add([]byte(`{"commitment":"` + strings.Repeat("00", 32) + `","format":"tillit-leaf/1","id":"` + strings.Repeat("0a", 16) +
		`","time":"2026-11-22T09:30:00.000042Z","type":"role.granted","versions":{}}`))
	f.Add([]byte(`{}`))
	f.Add([]byte(`null`))
	f.Add([]byte(strings.Repeat("[", 10_000)))
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := ledger.ParseLeaf(text)
		if err != nil {
			if !errors.Is(err, ledger.ErrLeaf) {
				t.Errorf("err = %v", err)
			}
			return
		}
		again, err := l.Bytes()
		if err != nil || !bytes.Equal(again, text) {
			t.Errorf("%q is written as %q (%v)", text, again, err)
		}
	})
}

func TestTheSeedOfTheFuzzTestIsALeaf(t *testing.T) {
	e := appended(t, ledger.Event{Type: ledger.RoleGranted})
	if _, err := ledger.ParseLeaf(e.Bytes); err != nil {
		t.Error(err)
	}
	var payload map[string]any
	if err := json.Unmarshal(e.Opening.Payload, &payload); err != nil || payload["data"] != nil {
		t.Errorf("payload %s (%v)", e.Opening.Payload, err)
	}
}
