package store_test

import (
	"testing"

	"github.com/tillit-se/tillit/internal/fault"
)

func wantKind(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("got error %v, want one of kind %v", err, kind)
	}
}

func wantInvalid(t testing.TB, err error) *fault.Error {
	t.Helper()
	wantKind(t, err, fault.Invalid)
	return fault.As(err)
}

func must[T any](t testing.TB) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// done wants an act to succeed.
func done(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
