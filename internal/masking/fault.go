package masking

import (
	"errors"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

// Fault turns an error of kit/mask/hide into a fault with a message in both languages. Other errors pass.
func Fault(op string, err error) error {
	var place *hide.Place
	var wrong *hide.ProfileError
	var refused *hide.RestoreError
	args := fault.Args{"limit": hide.Window >> 20}
	if errors.As(err, &place) {
		args["line"], args["byte"] = place.Line, place.Byte
	}
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		return fault.New(op, fault.Invalid, "mask.profile_wrong", fault.Args{"file": wrong.File, "line": wrong.Line, "reason": wrong.Reason})
	case errors.As(err, &refused):
		return fault.New(op, fault.Invalid, "mask.cannot_restore", fault.Args{
			"missing": len(refused.Missing), "unknown": len(refused.Unknown), "ambiguous": len(refused.Ambiguous),
		}).Because(err)
	}
	for _, known := range faults() {
		if errors.Is(err, known.err) {
			return fault.New(op, known.kind, known.key, args).Because(err)
		}
	}
	return err
}

type known struct {
	err  error
	kind fault.Kind
	key  string
}

func faults() []known {
	return []known{
		{hide.ErrLineTooLong, fault.Invalid, "mask.line_too_long"},
		{hide.ErrNotUTF8, fault.Invalid, "mask.not_utf8"},
		{hide.ErrUTF16, fault.Invalid, "mask.utf16"},
		{hide.ErrBrokenOff, fault.Invalid, "mask.broken_off"},
		{hide.ErrTooManyEntities, fault.TooLarge, "mask.too_many"},
		{hide.ErrNoKey, fault.Invalid, "mask.no_key"},
		{hide.ErrKeyDamaged, fault.Invalid, "mask.key_damaged"},
		{hide.ErrKeyOpen, fault.Invalid, "mask.key_open"},
		{hide.ErrKeyUnknown, fault.Invalid, "mask.key_unknown"},
		{hide.ErrMappingDamaged, fault.Invalid, "mask.mapping_damaged"},
		{hide.ErrMappingLarge, fault.TooLarge, "mask.mapping_large"},
		{hide.ErrNotRestorable, fault.Invalid, "mask.not_restorable"},
		{hide.ErrUnknownProfile, fault.Invalid, "mask.unknown_profile"},
	}
}
