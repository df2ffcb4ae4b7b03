package clock_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/clock"
)

func TestIdentifiersAreLowerCaseVersionSevenAndDifferent(t *testing.T) {
	ids := clock.NewIDs(nil)
	seen := map[string]bool{}
	for range 1000 {
		id := ids.New()
		if !clock.ValidID(id) || id[14] != '7' || seen[id] {
			t.Fatalf("bad identifier %q", id)
		}
		seen[id] = true
	}
}

func TestIdentifierTakesItsRandomnessFromTheReader(t *testing.T) {
	source := bytes.Repeat([]byte{0xab}, 64)
	id := clock.NewIDs(bytes.NewReader(source)).New()
	if id[len(id)-12:] != "abababababab" {
		t.Errorf("%q does not end in the given bytes", id)
	}
}

func TestValidIDRefusesOtherSpellings(t *testing.T) {
	for _, s := range []string{"", "x", "0190A2C4-0000-7000-8000-000000000000", "{0190a2c4-0000-7000-8000-000000000000}", "0190a2c400007000800000000000000g"} {
		if clock.ValidID(s) {
			t.Errorf("%q taken as valid", s)
		}
	}
}

func TestMicrosRoundTripAndZero(t *testing.T) {
	at := time.Date(2026, 11, 22, 12, 30, 15, 123456000, time.UTC)
	if got := clock.FromMicros(clock.Micros(at)); !got.Equal(at) {
		t.Errorf("got %v", got)
	}
	if clock.Micros(time.Time{}) != 0 || !clock.FromMicros(0).IsZero() {
		t.Error("zero time must be 0")
	}
}

func TestManualClockStandsStillUntilMoved(t *testing.T) {
	c := clock.NewManual(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	first := c.Now()
	if !c.Now().Equal(first) {
		t.Error("moved by itself")
	}
	c.Advance(time.Hour)
	if c.Now().Sub(first) != time.Hour {
		t.Error("did not advance")
	}
}
