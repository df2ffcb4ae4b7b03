package hide_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

// tracked masks and gives the mapping, by way of its file.
func tracked(t testing.TB, c hide.Config, text string) (string, *hide.Mapping) {
	t.Helper()
	c.Track = true
	if c.Keys == nil {
		c.Keys = ring(t)
	}
	d := masker(t, c).Begin()
	result, err := d.Mask([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	mapping, err := d.Mapping()
	if err != nil {
		t.Fatal(err)
	}
	data, err := mapping.Seal(c.Keys)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := hide.OpenMapping(data, c.Keys)
	if err != nil {
		t.Fatal(err)
	}
	return string(result.Text), opened
}

func letter(t testing.TB) (string, *hide.Mapping) {
	t.Helper()
	find := known{"Anna Svensson": mask.Person, "Svenssons": mask.Person, "Lars": mask.Person, "070-174 06 05": mask.Phone}
	got, mapping := tracked(t, hide.Config{Profile: embedded(t, "language_model"), Finder: find},
		"Anna Svensson ringde Lars på 070-174 06 05. Svenssons ärende.")
	if want := "[PERSON 1] ringde [PERSON 2] på [TELEFON 1]. [PERSON 1]s ärende."; got != want {
		t.Fatalf("got %q", got)
	}
	return got, mapping
}

func TestATextThatALanguageModelHasRewrittenIsRestored(t *testing.T) {
	_, mapping := letter(t)
	rest := " [PERSON 2] [TELEFON 1]"
	after := " Lars 070-174 06 05"
	for name, c := range map[string][2]string{
		"moved":                        {"Ärendet är [PERSON 1]s.", "Ärendet är Anna Svenssons."},
		"genitive after a colon":       {"[PERSON 1]:s ärende", "Anna Svenssons ärende"},
		"English genitive":             {"[PERSON 1]'s case", "Anna Svensson's case"},
		"capital and small letters":    {"[Person 1] ringde", "Anna Svensson ringde"},
		"small letters in brackets":    {"[person 1] ringde", "Anna Svensson ringde"},
		"without brackets":             {"PERSON 1 ringde", "Anna Svensson ringde"},
		"without brackets, capital":    {"Person 1 ringde", "Anna Svensson ringde"},
		"underscore":                   {"PERSON_1s ärende", "Anna Svenssons ärende"},
		"underscore in brackets":       {"[PERSON_1] ringde", "Anna Svensson ringde"},
		"hyphen":                       {"[PERSON-1] ringde", "Anna Svensson ringde"},
		"run together":                 {"PERSON1 ringde", "Anna Svensson ringde"},
		"no-break blank":               {"[PERSON\u00a01] ringde", "Anna Svensson ringde"},
		"one bracket lost":             {"[PERSON 1 ringde", "Anna Svensson ringde"},
		"the other lost":               {"PERSON 1] ringde", "Anna Svensson ringde"},
		"broken between":               {"[PERSON\n1] ringde", "Anna Svensson ringde"},
		"broken before the bracket":    {"[PERSON 1\n] ringde", "Anna Svensson ringde"},
		"broken within the word":       {"[PER\nSON 1] ringde", "Anna Svensson ringde"},
		"broken with a hyphen":         {"[PER-\n  SON 1] ringde", "Anna Svensson ringde"},
		"bold in Markdown":             {"**[PERSON 1]** ringde", "**Anna Svensson** ringde"},
		"escaped in Markdown":          {`\[PERSON 1\] ringde`, "Anna Svensson ringde"},
		"other brackets":               {"{PERSON 1} 【PERSON 1】 <PERSON 1>", "Anna Svensson Anna Svensson Anna Svensson"},
		"in parentheses":               {"(PERSON 1)", "(Anna Svensson)"},
		"a full stop after":            {"Jag är PERSON 1.", "Jag är Anna Svensson."},
		"the word of another language": {"[PHONE 1] [PERSON 1]", "070-174 06 05 Anna Svensson"},
		"a name in s keeps its form":   {"[PERSON 2]s [PERSON 1]", "Lars Anna Svensson"},
		"blanks within":                {"[ PERSON  1 ] ringde", "Anna Svensson ringde"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := mapping.Restore([]byte(c[0]+rest), hide.RestoreOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c[1]+after, string(got.Text)); diff != "" || got.Unaltered {
				t.Errorf("%v, %s", got.Unaltered, diff)
			}
		})
	}
}

func TestATextThatCannotBeRestoredIsRefusedWithAList(t *testing.T) {
	_, mapping := letter(t)
	whole := "[PERSON 1] [PERSON 2] [TELEFON 1] "
	for name, c := range map[string]struct {
		text string
		want hide.RestoreError
	}{
		"one is missing":           {"[PERSON 1] [TELEFON 1]", hide.RestoreError{Missing: []string{"[PERSON 2]"}}},
		"one that we never gave":   {whole + "[PERSON 7]", hide.RestoreError{Unknown: []string{"[PERSON 7]"}}},
		"one without brackets":     {whole + "PERSON 7", hide.RestoreError{Unknown: []string{"PERSON 7"}}},
		"two in one":               {whole + "[PERSON 1, 2]", hide.RestoreError{Ambiguous: []string{"[PERSON 1"}}},
		"two joined by a word":     {whole + "[PERSON 1 och 2]", hide.RestoreError{Ambiguous: []string{"[PERSON 1"}}},
		"the number is lost":       {whole + "[PERSON]", hide.RestoreError{Ambiguous: []string{"[PERSON"}}},
		"a letter after the label": {whole + "[PERSON 1b]", hide.RestoreError{Ambiguous: []string{"[PERSON 1"}}},
		"perhaps the writer's own": {whole + "person 1", hide.RestoreError{Ambiguous: []string{"person 1"}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := mapping.Restore([]byte(c.text), hide.RestoreOptions{})
			var refused *hide.RestoreError
			if got != nil || !errors.As(err, &refused) {
				t.Fatalf("%v, %v", got, err)
			}
			if diff := cmp.Diff(c.want, *refused); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(err.Error(), "Svensson") {
				t.Errorf("the error holds a value: %v", err)
			}
		})
	}
	got, err := mapping.Restore([]byte("Om [PERSON 1]."), hide.RestoreOptions{AllowMissing: true})
	if err != nil || string(got.Text) != "Om Anna Svensson." || len(got.Missing) != 2 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := mapping.Restore([]byte("[PERSON 9]"), hide.RestoreOptions{AllowMissing: true}); err == nil {
		t.Error("an unknown label was let through")
	}
}

func TestWordsThatAreNoLabelsStay(t *testing.T) {
	_, mapping := letter(t)
	text := "[PERSON 1] [PERSON 2] [TELEFON 1] Personen 1 är en person. Rum 1, plats 12, Person 8, ålder 45,5 och telefon 0701740605."
	got, err := mapping.Restore([]byte(text), hide.RestoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(string(got.Text), "Personen 1 är en person. Rum 1, plats 12, Person 8, ålder 45,5 och telefon 0701740605.") {
		t.Errorf("%s", got.Text)
	}
}

func TestWhatLookedLikeALabelFromTheBeginningComesBack(t *testing.T) {
	find := persons("Anna")
	text := "[PERSON 1] är Anna, inte person 1 eller [PERSON Anna] eller {Telefon 3}. PERSON 1 2."
	got, mapping := tracked(t, hide.Config{Profile: embedded(t, "all"), Finder: find}, text)
	if want := "[TEXT 1] är [PERSON 1], inte [TEXT 2] eller [PERSON [PERSON 1]] eller [TEXT 3]. [TEXT 4] 2."; got != want {
		t.Errorf("got %q", got)
	}
	back, err := mapping.Restore([]byte(got), hide.RestoreOptions{})
	if err != nil || string(back.Text) != text || !back.Unaltered {
		t.Errorf("%+v, %v", back, err)
	}
	altered, err := mapping.Restore([]byte(got+" "), hide.RestoreOptions{})
	if err != nil || string(altered.Text) != text+" " {
		t.Errorf("%+v, %v", altered, err)
	}
}

func TestNumbersAndTokensAreRestoredInRewrittenText(t *testing.T) {
	find := known{"811218-9876": mask.Personnummer, "0701740605": mask.Phone, "Anna Svensson": mask.Person}
	p := profile(t, "restorable: true\ndefault: label\nclasses: {personnummer: ff1, phone: fictional, person: token}")
	got, mapping := tracked(t, hide.Config{Profile: p, Finder: find}, "Anna Svensson 811218-9876 0701740605")
	words := strings.Fields(got)
	text := "Nr " + words[1] + ", tel. " + words[2] + ": " + words[0] + "s. Inte 1" + words[2] + "."
	back, err := mapping.Restore([]byte(text), hide.RestoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Nr 811218-9876, tel. 0701740605: Anna Svenssons. Inte 1" + words[2] + "."; string(back.Text) != want {
		t.Errorf("got %q, want %q", back.Text, want)
	}
}

// TestRestoreUndoesMask is the property: whatever the text, what is masked and not touched comes back byte for byte.
func TestRestoreUndoesMask(t *testing.T) {
	keys := ring(t)
	find := known{
		"Anna Svensson": mask.Person, "Annas": mask.Person, "ANNA": mask.Person, "Svensson": mask.Person, "Erik Svensson": mask.Person,
		"811218-9876": mask.Personnummer, "811218-9870": mask.Personnummer, "19811218-9876": mask.Personnummer, "Solnas": mask.Place,
		"a@b.se": mask.Email, "1981-12-18": mask.BirthDate, "45": mask.Age,
	}
	pieces := []string{
		"Anna Svensson", "Annas", "ANNA", "Svensson", "Erik Svensson", "811218-9876", "811218-9870", "19811218-9876", "Solnas", "a@b.se",
		"1981-12-18", " ", "\n", "[", "]", "PERSON", "[PERSON 1]", "person 1", "1", "2", "s", ":s", "\\", "å", "\U0001F600", "[TEXT 1]", "[PERSON ", "ålder 45", ".",
	}
	rapid.Check(t, func(rt *rapid.T) {
		p := embedded(t, rapid.SampledFrom([]string{"all", "language_model", "test_data"}).Draw(rt, "profile"))
		text := strings.Join(rapid.SliceOf(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String())).Draw(rt, "pieces"), "")
		text = strings.ReplaceAll(text, "\x00", "") // is refused
		got, mapping := tracked(t, hide.Config{Profile: p, Finder: find, Keys: keys}, text)
		back, err := mapping.Restore([]byte(got), hide.RestoreOptions{})
		if err != nil || string(back.Text) != text {
			rt.Fatalf("%q became %q became %q, %v", text, got, back.Text, err)
		}
	})
}

func FuzzRestoreNeverPanicsAndNeverLeavesALabel(f *testing.F) {
	_, mapping := letter(f)
	f.Add("[PERSON 1] [PERSON 2] [TELEFON 1]")
	f.Add("[PER\nSON 1, 2] \\[PERSON_1s\\] {TELEFON:1} PERSON-\n2")
	f.Add("[PERSON 99999999999999999999]【")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := mapping.Restore([]byte(text), hide.RestoreOptions{AllowMissing: true})
		if (got == nil) == (err == nil) {
			t.Fatal("neither text nor error, or both")
		}
		if err == nil && strings.Contains(string(got.Text), "[PERSON 1]") {
			t.Fatalf("%q became %q", text, got.Text)
		}
	})
}

func FuzzOpenMapping(f *testing.F) {
	keys := ring(f)
	f.Add([]byte(`{"format":"tillit mask mapping","version":1,"key":"x","salt":"AAAAAAAAAAAAAAAAAAAAAA==","data":""}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := hide.OpenMapping(data, keys); err == nil || m != nil {
			t.Fatal("a forged mapping was opened")
		}
	})
}

func TestAMappingOpensOnlyWithItsKeyAndUnharmed(t *testing.T) {
	keys := ring(t)
	d := masker(t, hide.Config{Profile: embedded(t, "all"), Finder: persons("Anna"), Keys: keys, Track: true}).Begin()
	result, err := d.Mask([]byte("Anna"))
	if err != nil {
		t.Fatal(err)
	}
	mapping, err := d.Mapping()
	if err != nil {
		t.Fatal(err)
	}
	data, err := mapping.Seal(keys)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "Anna") {
		t.Error("the mapping can be read")
	}
	if _, err := hide.OpenMapping(data, ring(t)); !errors.Is(err, hide.ErrKeyUnknown) {
		t.Errorf("another key: %v", err)
	}
	if _, err := hide.OpenMapping(data, nil); !errors.Is(err, hide.ErrNoKey) {
		t.Errorf("no key: %v", err)
	}
	harmed := []byte(strings.Replace(string(data), `"data":"`, `"data":"AAAA`, 1))
	if _, err := hide.OpenMapping(harmed, keys); !errors.Is(err, hide.ErrMappingDamaged) {
		t.Errorf("harmed: %v", err)
	}
	keys.Rotate(time.Unix(0, 0))
	opened, err := hide.OpenMapping(data, keys)
	if err != nil {
		t.Fatalf("after the key was rotated: %v", err)
	}
	if back, err := opened.Restore(result.Text, hide.RestoreOptions{}); err != nil || string(back.Text) != "Anna" {
		t.Errorf("%+v, %v", back, err)
	}
}

func TestKeyFilesArePrivateAndAreChecked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key.json")
	keys := ring(t)
	if err := keys.Create(path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info.Mode(), err)
	}
	if err := keys.Create(path); !errors.Is(err, os.ErrExist) {
		t.Errorf("a key file was written over: %v", err)
	}
	read, err := hide.LoadKeyRing(path)
	if err != nil || read.Current().ID != keys.Current().ID {
		t.Fatalf("%v", err)
	}
	first := read.Current().ID
	read.Rotate(time.Unix(1, 0))
	if err := read.Replace(path); err != nil {
		t.Fatal(err)
	}
	again, err := hide.LoadKeyRing(path)
	if err != nil || again.Current().ID == first || again.IDs()[0] != first {
		t.Fatalf("%v, %v", again, err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := hide.LoadKeyRing(path); !errors.Is(err, hide.ErrKeyOpen) {
		t.Errorf("a key that others may read: %v", err)
	}
	data, _ := os.ReadFile(path)
	for name, harmed := range map[string]string{
		"cut":            string(data[:len(data)/2]),
		"empty":          "",
		"another secret": strings.Replace(string(data), `"secret": "`, `"secret": "AAAA`, 1),
		"no current":     strings.Replace(string(data), `"current": "`, `"current": "x`, 1),
		"version":        strings.Replace(string(data), `"version": 1`, `"version": 9`, 1),
		"unknown member": strings.Replace(string(data), `"version"`, `"more": 1, "version"`, 1),
	} {
		if _, err := hide.ParseKeyRing([]byte(harmed)); !errors.Is(err, hide.ErrKeyDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := hide.LoadKeyRing(path + ".none"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func TestProfilesThatNeedAKeyFailWithoutOne(t *testing.T) {
	for _, id := range []string{"data_sharing", "test_data"} {
		if m, err := hide.New(hide.Config{Profile: embedded(t, id), Finder: known{}}); !errors.Is(err, hide.ErrNoKey) || m != nil {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := hide.New(hide.Config{Profile: embedded(t, "disclosure"), Finder: known{}, Track: true}); !errors.Is(err, hide.ErrNotRestorable) {
		t.Errorf("a mapping of black bars: %v", err)
	}
}
