package hide

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask"
)

// smallMapping is the table of "[PERSON 1] och [PERSON 1]s" for "Anna och Annas".
func smallMapping(t testing.TB) (*Mapping, string) {
	t.Helper()
	m := newMapping(&Masker{Config: Config{Profile: &Profile{ID: "p"}, Lang: Swedish}})
	e := &entity{class: mask.Person, number: 1, display: "Anna"}
	m.note(0, replaced{operator: Label, base: "[PERSON 1]", entity: e}, "Anna")
	m.note(15, replaced{operator: Label, base: "[PERSON 1]", suffix: "s", entity: e}, "Annas")
	text := "[PERSON 1] och [PERSON 1]s"
	sum := sha256.Sum256([]byte(text))
	m.Sum = hex.EncodeToString(sum[:])
	return m, text
}

func TestExactRestoringFollowsThePlaces(t *testing.T) {
	m, text := smallMapping(t)
	got, err := m.Restore([]byte(text), RestoreOptions{})
	if err != nil || string(got.Text) != "Anna och Annas" || !got.Unaltered {
		t.Fatalf("%+v, %v", got, err)
	}
	if len(m.Entries) != 1 || len(m.Entries[0].Forms) != 2 {
		t.Errorf("one person in two forms is %+v", m.Entries)
	}
}

// TestPlacesThatDoNotFitAreDamage: a mapping is signed by its encryption, but a fault of ours must not become a panic or a wrong text.
func TestPlacesThatDoNotFitAreDamage(t *testing.T) {
	for name, places := range map[string][]byte{
		"an entry that is not there": {0, 7, 0},
		"a form that is not there":   {0, 0, 9},
		"beyond the text":            {200, 1, 0, 0},
		"cut":                        {0},
		"a number that never ends":   {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
		"too long for what is left":  {20, 0, 0},
	} {
		m, text := smallMapping(t)
		m.Places = places
		if got, err := m.exact([]byte(text)); !errors.Is(err, ErrMappingDamaged) || got != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		m, text := smallMapping(t)
		m.Places = rapid.SliceOf(rapid.Byte()).Draw(rt, "places")
		if got, err := m.exact([]byte(text)); (got == nil) == (err == nil) && len(m.Places) > 0 {
			rt.Fatalf("%q, %v", got, err)
		}
	})
}

func TestASealedMappingIsOpenedOnlyWhole(t *testing.T) {
	ring := NewKeyRing(time.Unix(0, 0))
	m, _ := smallMapping(t)
	data, err := m.Seal(ring)
	if err != nil {
		t.Fatal(err)
	}
	again, err := m.Seal(ring)
	if err != nil || bytes.Equal(data, again) {
		t.Errorf("sealed twice to the same bytes, %v", err)
	}
	var s sealed
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*sealed){
		"another version": func(s *sealed) { s.Version = 2 },
		"another format":  func(s *sealed) { s.Format = "x" },
		"another salt":    func(s *sealed) { s.Salt[0] ^= 1 },
		"a short salt":    func(s *sealed) { s.Salt = s.Salt[:4] },
		"one bit of data": func(s *sealed) { s.Data[len(s.Data)/2] ^= 1 },
		"no data":         func(s *sealed) { s.Data = nil },
		"data cut":        func(s *sealed) { s.Data = s.Data[:len(s.Data)-1] },
	} {
		harmed := s
		harmed.Salt, harmed.Data = bytes.Clone(s.Salt), bytes.Clone(s.Data)
		change(&harmed)
		text, err := json.Marshal(harmed)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := OpenMapping(text, ring); !errors.Is(err, ErrMappingDamaged) || got != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if _, err := m.Seal(nil); !errors.Is(err, ErrNoKey) {
		t.Errorf("sealed without a key: %v", err)
	}
}

func TestAMappingFileIsPrivateAndNeverWrittenOver(t *testing.T) {
	ring := NewKeyRing(time.Unix(0, 0))
	m, _ := smallMapping(t)
	path := filepath.Join(t.TempDir(), "m.map")
	if err := m.Create(path, ring); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if err := m.Create(path, ring); !errors.Is(err, os.ErrExist) {
		t.Errorf("written over: %v", err)
	}
	if got, err := LoadMapping(path, ring); err != nil || got.Entries[0].Whole != "Anna" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := LoadMapping(path+"x", ring); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// TestARewrittenTextIsRestoredOrRefused rewrites a masked text at random, as a language model might, and demands that no label of ours is
// left in what comes back, and that every name stands in it.
func TestARewrittenTextIsRestoredOrRefused(t *testing.T) {
	m, _ := smallMapping(t)
	e := &entity{class: mask.Phone, number: 1, display: "070-174 06 05"}
	m.note(30, replaced{operator: Label, base: "[TELEFON 1]", entity: e}, "070-174 06 05")
	forms := []string{
		"[PERSON 1]", "[Person 1]", "PERSON 1", "PERSON_1", "[PERSON 1", "PERSON 1]", "[PERSON\n1]", `\[PERSON 1\]`, "[PERSON 1]s", "[PERSON 1]:s", "[PERSON 1, 2]",
		"[PERSON 2]", "person 1", "[TELEFON 1]", "[PHONE 1]", "TELEFON 1", "[telefon 1]", "(TELEFON 1)", "[PERSON]",
	}
	words := []string{" ", "\n", " och ", ". ", "Hej ", " 12 ", "å", ", "}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(forms), rapid.SampledFrom(words)), 1, 12).Draw(t, "text"), " ")
		got, err := m.Restore([]byte(text), RestoreOptions{})
		var refused *RestoreError
		if err != nil {
			if !errors.As(err, &refused) || got != nil || strings.Contains(err.Error(), "Anna") {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if scanned := scanLabels(got.Text, newVocabulary(nil)); len(scanned) > 0 {
			t.Fatalf("%q became %q, where a label is left", text, got.Text)
		}
		if !bytes.Contains(got.Text, []byte("Anna")) || !bytes.Contains(got.Text, []byte("070-174 06 05")) {
			t.Fatalf("%q became %q, where a name is missing", text, got.Text)
		}
	})
}

func TestGenitiveIsWrittenAsTheLanguageDoes(t *testing.T) {
	for _, c := range []struct{ whole, ending, want string }{
		{"Anna", "s", "s"}, {"ANNA", "S", "S"}, {"Lars", "s", ""}, {"Max", "s", ""}, {"Moritz", "s", ""}, {"", "s", "s"},
	} {
		if got := genitiveOf(c.whole, c.ending); got != c.want {
			t.Errorf("%s + %s is %q, want %q", c.whole, c.ending, got, c.want)
		}
	}
}

func TestListsInErrorsAreShortened(t *testing.T) {
	var many []string
	for i := range 2000 {
		many = appendNew(many, sprintf("[PERSON %d]", i))
	}
	if len(many) != maxListed {
		t.Errorf("%d remembered", len(many))
	}
	text := (&RestoreError{Unknown: many}).Error()
	if len(text) > 2000 || !strings.Contains(text, "and 950 more") {
		t.Errorf("%d bytes: %s", len(text), text[len(text)-60:])
	}
	if twice := appendNew([]string{"a"}, "a"); len(twice) != 1 {
		t.Errorf("%v", twice)
	}
}

func TestKeysOfPurposesAndDomainsDiffer(t *testing.T) {
	k := testKey()
	seen := map[string]string{}
	for name, derived := range map[string][]byte{
		"token a": k.derive("token", "a"), "token b": k.derive("token", "b"), "token": k.derive("token"), "ff1": k.derive("ff1"),
		"parts": k.derive("token", "a", "b"), "joined": k.derive("token", "a\x001:b"), "mapping": k.derive("mapping", "a"), "other": testKey().derive("token", "a"),
	} {
		if other, taken := seen[string(derived)]; taken || len(derived) != 32 {
			t.Errorf("%s and %s are the same, of %d bytes", name, other, len(derived))
		}
		seen[string(derived)] = name
	}
}
