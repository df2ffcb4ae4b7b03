package instrument_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/instrument"
)

var update = flag.Bool("update", false, "write the golden files anew")

// day is the day of evaluation in tests.
var day = instrument.Options{Today: date.Must(2026, 11, 22)}

// mustParse parses a pack that the test takes to be sound.
func mustParse(t testing.TB, source string) *instrument.Pack {
	t.Helper()
	pack, err := instrument.Parse("pack.yaml", []byte(source))
	if err != nil {
		t.Fatalf("the pack should be sound:\n%v", err)
	}
	return pack
}

func demo(t testing.TB) *instrument.Pack {
	t.Helper()
	pack, err := instrument.Load(os.DirFS("testdata"), "demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

// pack makes a small pack of the given questions and further top-level keys.
func packOf(questions string, rest ...string) string {
	return `id: small
version: 1.0.0
title: {sv: Liten, en: Small}
sections:
  - {id: s, title: {sv: Avsnitt, en: Section}}
questions:
` + questions + strings.Join(rest, "\n") + "\n"
}

// yesNo is a yes_partly_no question on one line; extra keys go last.
func yesNo(id string, extra ...string) string {
	return "  - {id: " + id + ", section: s, type: yes_partly_no, label: {sv: Är " + id + ", en: Is " + id + "}" +
		strings.Join(append([]string{""}, extra...), ", ") + "}\n"
}

func numeric(id string, extra ...string) string {
	return "  - {id: " + id + ", section: s, type: number, label: {sv: Är " + id + ", en: Is " + id + "}" +
		strings.Join(append([]string{""}, extra...), ", ") + "}\n"
}

// answersOf makes answers; a State stands for that state, anything else for a value.
func answersOf(pack *instrument.Pack, values map[string]any) instrument.Answers {
	answers := instrument.NewAnswers(pack)
	for id, v := range values {
		switch v := v.(type) {
		case instrument.State:
			answers.Items[id] = instrument.Answer{State: v, Reason: "because"}
		case instrument.Answer:
			answers.Items[id] = v
		default:
			answers.Items[id] = instrument.Value(v)
		}
	}
	return answers
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run the tests with -update to write it", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

func codes(problems instrument.Problems) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Code)
	}
	return list
}

// missing gives kind:id:reason of what is missing.
func missing(r instrument.Result) []string {
	var list []string
	for _, m := range r.Missing {
		line := string(m.Kind) + " " + m.ID + " " + string(m.Reason)
		if len(m.Needs) > 0 {
			line += " needs " + strings.Join(m.Needs, ",")
		}
		list = append(list, line)
	}
	return list
}

func findingIDs(r instrument.Result) []string {
	var list []string
	for _, f := range r.Findings {
		list = append(list, f.ID+" "+string(f.Severity))
	}
	return list
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", what, diff)
	}
}
