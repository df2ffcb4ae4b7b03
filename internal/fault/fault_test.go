package fault_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/tillit-se/tillit/internal/fault"
)

func TestAsFindsTheFaultUnderWrapping(t *testing.T) {
	inner := fault.New("register.Get", fault.NotFound, "register.no_such_system", fault.Args{"id": "x"})
	got := fault.As(fmt.Errorf("page: %w", inner))
	if got != inner {
		t.Fatalf("As = %v, want the wrapped fault", got)
	}
	if !fault.Is(fmt.Errorf("page: %w", inner), fault.NotFound) {
		t.Error("Is does not see the kind through wrapping")
	}
}

func TestUnclassifiedErrorsAreInternalAndCancelledOnesUnavailable(t *testing.T) {
	if k := fault.As(errors.New("disk on fire")).Kind; k != fault.Internal {
		t.Errorf("plain error: kind %v, want internal", k)
	}
	if k := fault.As(fmt.Errorf("query: %w", context.DeadlineExceeded)).Kind; k != fault.Unavailable {
		t.Errorf("deadline: kind %v, want unavailable", k)
	}
	if fault.As(nil) != nil || fault.Is(nil, fault.Internal) {
		t.Error("nil must be no fault")
	}
}

func TestMessageKeyFallsBackOnTheKind(t *testing.T) {
	if key := fault.New("op", fault.RateLimited, "", nil).MessageKey(); key != "fault.rate_limited" {
		t.Errorf("key = %q", key)
	}
	if key := fault.New("op", fault.Invalid, "account.weak_password", nil).MessageKey(); key != "account.weak_password" {
		t.Errorf("key = %q", key)
	}
}

func TestLogTextNamesOperationFieldsAndCause(t *testing.T) {
	err := fault.New("register.SaveDraft", fault.Invalid, "register.invalid", nil).
		With(fault.Field{Path: "name.sv", Key: "field.required"}).
		Because(errors.New("cause"))
	const want = "register.SaveDraft: invalid (register.invalid) name.sv=field.required: cause"
	if err.Error() != want {
		t.Errorf("got  %q\nwant %q", err.Error(), want)
	}
}

func TestWrapKeepsNil(t *testing.T) {
	if fault.Wrap("op", fault.Internal, nil) != nil {
		t.Error("wrapping nil made an error")
	}
}
