package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

func TestALineIsTextOrJSON(t *testing.T) {
	for _, c := range []struct {
		line, input, want string
		err               error
	}{
		{"Anna\n", "auto", "Anna", nil},
		{"Anna\r\n", "auto", "Anna", nil},
		{"  Anna \n", "auto", "  Anna ", nil},
		{`{"text": "Anna"}` + "\n", "auto", "Anna", nil},
		{`  {"text": "Anna", "id": 7}`, "auto", "Anna", nil},
		{`{"text": "två\nrader"}`, "auto", "två\nrader", nil},
		{`"Anna"`, "auto", "Anna", nil},
		{`"Anna" sade hon`, "auto", `"Anna" sade hon`, nil},
		{`{"text": 7}`, "auto", `{"text": 7}`, nil},
		{`{"name": "Anna"}`, "auto", `{"name": "Anna"}`, nil},
		{`{trasig`, "auto", `{trasig`, nil},
		{`{"text": "Anna"}`, "plain", `{"text": "Anna"}`, nil},
		{`{"text": "Anna"}`, "json", "Anna", nil},
		{`Anna`, "json", "", errNoText},
		{`{"text": null}`, "json", "", errNoText},
		{`[1]`, "json", "", errNoText},
		{"\xe5", "plain", "", hide.ErrNotUTF8},
		{strings.Repeat("x", hide.Window) + "\n", "plain", strings.Repeat("x", hide.Window), nil},
		{strings.Repeat("x", hide.Window+1) + "\n", "plain", "", hide.ErrLineTooLong},
	} {
		got, err := lineText([]byte(c.line), c.input)
		if !errors.Is(err, c.err) || string(got) != c.want {
			t.Errorf("%.30q as %s is %.30q, %v", c.line, c.input, got, err)
		}
	}
}

// testSession is a session with nothing but words and streams.
func testSession(t *testing.T, stderr io.Writer) *session {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return &session{Env: Env{Stderr: stderr}, ctx: t.Context(), p: catalogue.Printer(i18n.English)}
}

func TestProgressIsToldNowAndThenAndOnlyAtATerminal(t *testing.T) {
	var said bytes.Buffer
	s := testSession(t, &said)
	p := s.readProgress(strings.NewReader(strings.Repeat("x", 5_000_000)), 10_000_000)
	if _, err := io.Copy(io.Discard, p); err != nil {
		t.Fatal(err)
	}
	p.end()
	if said.Len() > 0 {
		t.Errorf("said to no terminal: %q", said.String())
	}
	if got := p.text(); got != "5 of 10 MB read (50 %)" {
		t.Errorf("%q", got)
	}
	told := s.readProgress(strings.NewReader("abc"), 0)
	told.next = time.Now().Add(-time.Second)
	if _, err := io.ReadAll(told); err != nil {
		t.Fatal(err)
	}
	told.end()
	if said.String() != "\r0 MB read\n" {
		t.Errorf("said %q", said.String())
	}
}

func TestReadingStopsWhenTheCommandIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	never, writer := io.Pipe()
	defer func() { _ = writer.Close() }()
	waiting := &interruptible{ctx: ctx, r: never}
	go cancel()
	if n, err := waiting.Read(make([]byte, 10)); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := (withContext{ctx, strings.NewReader("x")}).Read(make([]byte, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("a file is read on: %v", err)
	}
	whole, err := io.ReadAll(&interruptible{ctx: t.Context(), r: iotest.OneByteReader(strings.NewReader("hel text"))})
	if err != nil || string(whole) != "hel text" {
		t.Errorf("%q, %v", whole, err)
	}
}

func TestAStreamThatBreaksOffIsNoEnd(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("Anna\n"), iotest.ErrReader(errors.New("the cable")))
	s := testSession(t, io.Discard)
	f := maskFlags{Profile: "disclosure", Labels: "sv", MaxEntities: 10}
	m, _, err := f.masker(false)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s.Stdin, s.Stdout = broken, &out
	if err := (maskTextCmd{Format: "json", Lines: true, Input: "auto", maskFlags: f}).find(s, m); !errors.Is(err, hide.ErrBrokenOff) {
		t.Errorf("%v", err)
	}
	if strings.Count(out.String(), "\n") != 1 {
		t.Errorf("%q", out.String())
	}
}

// TestAReportTellsOfNamesThatProvedAmbiguousLater is about texts longer than a window: what has been written cannot be taken back.
func TestAReportTellsOfNamesThatProvedAmbiguousLater(t *testing.T) {
	var out bytes.Buffer
	s := testSession(t, io.Discard)
	s.Stdout = &out
	report := hide.Report{Profile: "all", Ambiguous: []hide.Ambiguity{
		{Label: "[PERSON 3]", MayBe: []string{"[PERSON 1]", "[PERSON 2]"}, Hits: 1, Earlier: "[PERSON 1]"},
		{Label: "[PERSON 5]", MayBe: []string{"[PERSON 1]", "[PERSON 4]"}, Hits: 1},
	}}
	if err := s.printReport(report); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); strings.Count(got, "Further up in the text the same name got [PERSON 1]") != 1 || strings.Count(got, "may be any of") != 2 {
		t.Error(got)
	}
}
