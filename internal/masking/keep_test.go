package masking_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

// pieces are texts that hold something to hide, and some that do not.
func pieces() []string {
	return []string{"Anna Svensson", "070-174 06 05", "a@b.se", "811218-9876", "och", "😀", "ringde", "å ä ö", "192.0.2.17", "Erik Lindqvist", "\n"}
}

// TestExactlyWhatIsKeptStays is the property behind the boxes of the page: whichever hits somebody unticks, the answer is the text with those as
// they are and every other one replaced, in place.
func TestExactlyWhatIsKeptStays(t *testing.T) {
	s := masking.New(clock.NewManual(start()))
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces()), 1, 12).Draw(rt, "pieces"), " ")
		client := rapid.StringMatching("[a-z0-9]{12}").Draw(rt, "client")
		ask := func(keep []int) *masking.Masked {
			masked, err := s.Mask(t.Context(), masking.Request{Text: []byte(text), Profile: "all", Keep: keep, Client: client})
			if err != nil {
				rt.Fatal(err)
			}
			return masked
		}
		var keep []int
		for _, h := range ask(nil).Hits {
			if rapid.Bool().Draw(rt, "keep") {
				keep = append(keep, h.Span.Start)
			}
		}
		masked := ask(append(keep, -1, len(text)+7))
		var want strings.Builder
		done, hidden := 0, 0
		for _, h := range masked.Hits {
			want.WriteString(text[done:h.Span.Start])
			value := text[h.Span.Start:h.Span.End]
			if h.Hidden {
				hidden++
				want.WriteString(h.Replacement)
			} else {
				want.WriteString(value)
			}
			done = h.Span.End
			if got := string([]rune(text)[h.RuneStart:h.RuneEnd]); got != value {
				rt.Fatalf("runes %d to %d are %q, not %q", h.RuneStart, h.RuneEnd, got, value)
			}
			if got := string(utf16.Decode(utf16.Encode([]rune(text))[h.UTF16Start:h.UTF16End])); got != value {
				rt.Fatalf("units %d to %d are %q, not %q", h.UTF16Start, h.UTF16End, got, value)
			}
		}
		want.WriteString(text[done:])
		if string(masked.Text) != want.String() || len(masked.Hits)-hidden != len(keep) || masked.Report.Hits != hidden {
			rt.Fatalf("%q without %v became %q, want %q; the report says %d", text, keep, masked.Text, want.String(), masked.Report.Hits)
		}
	})
}

// TestAStreamGivesWhatTheWholeTextGives: whichever form of the API is used, the text that leaves is the same.
func TestAStreamGivesWhatTheWholeTextGives(t *testing.T) {
	s := masking.New(clock.NewManual(start()))
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces()), 1, 30).Draw(rt, "pieces"), " ")
		profile := rapid.SampledFrom([]string{"all", "disclosure", "language_model"}).Draw(rt, "profile")
		client := rapid.StringMatching("[a-z0-9]{12}").Draw(rt, "client")
		masked, err := s.Mask(t.Context(), masking.Request{Text: []byte(text), Profile: profile, Client: client})
		if err != nil {
			rt.Fatal(err)
		}
		var out strings.Builder
		if err := s.Stream(t.Context(), &out, iotest.OneByteReader(strings.NewReader(text)), profile, "sv", client); err != nil {
			rt.Fatal(err)
		}
		if out.String() != string(masked.Text) {
			rt.Fatalf("%q became %q at once and %q as a stream", text, masked.Text, out.String())
		}
	})
}

func TestAStreamThatBreaksOffGivesAFaultAndOnlyWholeLines(t *testing.T) {
	s := masking.New(clock.NewManual(start()))
	line := "Ring 070-174 06 05 nu.\n"
	var out strings.Builder
	broken := io.MultiReader(strings.NewReader(strings.Repeat(line, 150_000)+"Ring 070-17"), iotest.ErrReader(errors.New("the cable")))
	err := s.Stream(t.Context(), &out, broken, "all", "sv", "a")
	if !fault.Is(err, fault.Invalid) || fault.As(err).MessageKey() != "mask.broken_off" {
		t.Errorf("%v", err)
	}
	if strings.TrimSuffix(out.String(), "Ring [TELEFON 1] nu.\n") == out.String() || strings.Contains(out.String(), "070") {
		t.Errorf("ends with %q", out.String()[max(0, out.Len()-60):])
	}
	if strings.Contains(err.Error(), "070") {
		t.Errorf("the error holds the text: %v", err)
	}
}

func TestAWriterThatFailsStopsTheStream(t *testing.T) {
	s := masking.New(clock.NewManual(start()))
	full := errors.New("disk full")
	if err := s.Stream(t.Context(), failing{full}, strings.NewReader("a@b.se\n"), "all", "sv", "a"); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestBytesAreLimitedByAddressToo(t *testing.T) {
	now := clock.NewManual(start())
	s := masking.New(now)
	var err error
	streams := 0
	for streams < 10 && err == nil {
		err = s.Stream(t.Context(), io.Discard, io.LimitReader(&lines{}, masking.MaxStream/2), "disclosure", "sv", "a")
		streams++
	}
	if !fault.Is(err, fault.RateLimited) || streams != 5 {
		t.Errorf("stopped in stream %d by %v", streams, err)
	}
	if _, err := s.Mask(t.Context(), masking.Request{Text: []byte("x"), Profile: "all", Client: "a"}); !fault.Is(err, fault.RateLimited) {
		t.Errorf("a text after that: %v", err)
	}
	now.Advance(time.Minute)
	if _, err := s.Mask(t.Context(), masking.Request{Text: []byte("x"), Profile: "all", Client: "a"}); err != nil {
		t.Errorf("after a minute: %v", err)
	}
}

func TestTheProfilesOfferedNeedNoKeyAndMask(t *testing.T) {
	s := masking.New(clock.NewManual(start()))
	profiles, err := masking.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, p := range profiles {
		ids = append(ids, p.ID)
		if p.NeedsKey() || p.Title.SV == "" || p.Title.EN == "" || p.Description.SV == "" || p.Description.EN == "" {
			t.Errorf("%s: %+v", p.ID, p)
		}
		for _, lang := range []string{"sv", "en", "fi", ""} {
			masked, err := s.Mask(t.Context(), masking.Request{Text: []byte("Ring 070-174 06 05."), Profile: p.ID, Lang: lang})
			if err != nil || strings.Contains(string(masked.Text), "070") {
				t.Errorf("%s in %q: %v, %v", p.ID, lang, masked, err)
			}
		}
	}
	if got := fmt.Sprint(ids); got != "[all disclosure language_model]" {
		t.Errorf("%s", got)
	}
}

// TestTextsOfTwoRequestsShareNothing: labels begin anew, and what one text named says nothing of the next.
func TestTextsOfTwoRequestsShareNothing(t *testing.T) {
	s := masking.New(clock.NewManual(start()))
	for _, text := range []string{"Anna Svensson och Erik Lindqvist ringde.", "Erik Lindqvist ringde."} {
		masked, err := s.Mask(t.Context(), masking.Request{Text: []byte(text), Profile: "all", Lang: hide.English})
		if err != nil || !strings.HasPrefix(string(masked.Text), "[PERSON 1]") {
			t.Errorf("%s, %v", masked.Text, err)
		}
	}
}
