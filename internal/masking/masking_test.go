package masking_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

func start() time.Time { return time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC) }

func TestAHitThatSomebodyKeepsStaysAndIsTold(t *testing.T) {
	s := masking.New(clock.NewManual(start()))
	masked, err := s.Mask(t.Context(), masking.Request{Text: []byte("Ring 070-174 06 05 eller a@b.se."), Profile: "all", Keep: []int{5}})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Ring 070-174 06 05 eller [EPOST 1]."; string(masked.Text) != want {
		t.Errorf("got %q", masked.Text)
	}
	if len(masked.Hits) != 2 || masked.Hits[0].Hidden || masked.Hits[0].Operator != hide.Keep || masked.Hits[1].Replacement != "[EPOST 1]" {
		t.Errorf("%+v", masked.Hits)
	}
	if masked.Report.Hits != 1 {
		t.Errorf("%+v", masked.Report)
	}
}

func TestEveryErrorOfMaskingHasAMessageInBothLanguages(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		&hide.Place{Line: 3, Byte: 9, Err: hide.ErrLineTooLong}, &hide.Place{Err: hide.ErrNotUTF8}, hide.ErrUTF16, hide.ErrBrokenOff,
		fmt.Errorf("%w: more", hide.ErrTooManyEntities), hide.ErrNoKey, hide.ErrKeyDamaged, hide.ErrKeyOpen, hide.ErrKeyUnknown,
		hide.ErrMappingDamaged, hide.ErrMappingLarge, hide.ErrNotRestorable, hide.ErrUnknownProfile,
		&hide.ProfileError{File: "p.yaml", Line: 2, Reason: "r"}, &hide.RestoreError{Missing: []string{"[PERSON 1]"}},
	} {
		f := fault.As(masking.Fault("op", err))
		if f.Kind == fault.Internal || !errors.Is(f, err) && f.Err != nil {
			t.Errorf("%v became %v", err, f)
		}
		for _, lang := range i18n.Languages() {
			p := catalogue.Printer(lang)
			if text := p.T(f.MessageKey(), f.Args); !p.Has(f.MessageKey()) || strings.ContainsAny(text, "{}") {
				t.Errorf("%v in %s: %q", err, lang, text)
			}
		}
	}
	if other := errors.New("other"); !errors.Is(masking.Fault("op", other), other) || masking.Fault("op", nil) != nil {
		t.Error("what is not ours has changed")
	}
}

func TestLimitsAreByAddressAndEnd(t *testing.T) {
	now := clock.NewManual(start())
	s := masking.New(now)
	ask := func(client string) error {
		_, err := s.Mask(t.Context(), masking.Request{Text: []byte("x"), Profile: "all", Client: client})
		return err
	}
	for range 120 {
		if err := ask("192.0.2.1"); err != nil {
			t.Fatal(err)
		}
	}
	refused := ask("192.0.2.1")
	if !fault.Is(refused, fault.RateLimited) || fault.As(refused).Args["seconds"] == nil {
		t.Errorf("one more than the limit: %v", refused)
	}
	if err := ask("192.0.2.2"); err != nil {
		t.Errorf("another address: %v", err)
	}
	now.Advance(-24 * time.Hour)
	if err := ask("192.0.2.1"); err != nil {
		t.Errorf("after the clock was set back a day: %v", err)
	}
	now.Advance(time.Minute)
	if err := ask("192.0.2.1"); err != nil {
		t.Errorf("after a minute: %v", err)
	}
}

func TestWhatIsRefusedGivesNothing(t *testing.T) {
	s := masking.New(clock.NewManual(start()))
	for name, c := range map[string]struct {
		r    masking.Request
		kind fault.Kind
	}{
		"too large":    {masking.Request{Text: make([]byte, masking.MaxText+1), Profile: "all"}, fault.TooLarge},
		"not UTF-8":    {masking.Request{Text: []byte("\xff"), Profile: "all"}, fault.Invalid},
		"no profile":   {masking.Request{Text: []byte("x")}, fault.Invalid},
		"needs a key":  {masking.Request{Text: []byte("x"), Profile: "data_sharing"}, fault.Invalid},
		"too many":     {masking.Request{Text: []byte(manyAddresses(21_000)), Profile: "all"}, fault.TooLarge},
		"of its own":   {masking.Request{Text: []byte("x"), Profile: "../all"}, fault.Invalid},
		"a made-up id": {masking.Request{Text: []byte("x"), Profile: "all.yaml"}, fault.Invalid},
	} {
		masked, err := s.Mask(t.Context(), c.r)
		if masked != nil || !fault.Is(err, c.kind) {
			t.Errorf("%s: %v, %v", name, masked, err)
		}
	}
}

func manyAddresses(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "p%d@example.com\n", i)
	}
	return b.String()
}

func TestAStreamIsBoundedAndEndsWithItsRequest(t *testing.T) {
	s := masking.New(clock.NewManual(start()))
	var out bytes.Buffer
	if err := s.Stream(t.Context(), &out, strings.NewReader("a@b.se\n"), "disclosure", "sv", ""); err != nil || out.String() != "█████\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
	endless := io.MultiReader(strings.NewReader("a\n"), &lines{})
	if err := s.Stream(t.Context(), io.Discard, endless, "disclosure", "sv", ""); !fault.Is(err, fault.TooLarge) {
		t.Errorf("endless: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Stream(ended, io.Discard, &lines{}, "disclosure", "sv", "b"); err == nil {
		t.Error("a request that was given up went on")
	}
}

// lines is a text without end.
type lines struct{}

func (lines) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '.'
		if i%80 == 79 {
			p[i] = '\n'
		}
	}
	return len(p), nil
}

func TestManyMaskAtOnce(t *testing.T) {
	s := masking.New(clock.NewManual(start()))
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			text := fmt.Sprintf("p%d@example.com", i)
			masked, err := s.Mask(t.Context(), masking.Request{Text: []byte(text), Profile: "all", Client: text})
			if err != nil || string(masked.Text) != "[EPOST 1]" {
				t.Errorf("%v, %v", masked, err)
			}
		})
	}
	all.Wait()
}
