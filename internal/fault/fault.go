// Package fault is the one error type of Tillit's features.
//
// A use case that cannot do what it was asked returns an *Error with a kind, a message key and the fields at fault.
// Only the edges (pages, API, commands) turn it into a status code, a sentence or an exit code. Packages under kit have
// typed errors of their own, which the use case that calls them translates.
package fault

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of failure it is, and thereby which status or exit code it becomes at the edge.
type Kind uint8

// The kinds. Internal is the zero value: an error that nobody classified is our own fault.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	Conflict
	TooLarge
	RateLimited
	Gone
	Unavailable
)

var kindNames = [...]string{
	"internal", "invalid", "unauthenticated", "forbidden", "not-found", "conflict", "too-large", "rate-limited", "gone", "unavailable",
}

// String gives the kind's stable code, such as "not-found".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "internal"
}

// Args are the named values of a message: {name} in the text is replaced by Args["name"].
type Args map[string]any

// Field is one field at fault. Path is the field's id as the API writes it ("name.sv", "risks[2].measure").
type Field struct {
	Path string
	Key  string
	Args Args
}

// Error is a failure with everything the edge needs to explain it in the reader's language.
type Error struct {
	Op     string  // the use case, such as "register.Publish"; for logs, never shown
	Kind   Kind    // what sort of failure
	Key    string  // message key in the catalogues, such as "register.publish_incomplete"
	Args   Args    // values of the message
	Fields []Field // the fields at fault, in the order of the form
	Err    error   // the cause; for logs, never shown
}

// New makes an error with a message key. The kind's own general message stands in when key is empty.
func New(op string, kind Kind, key string, args Args) *Error {
	return &Error{Op: op, Kind: kind, Key: key, Args: args}
}

// Wrap makes an error of the given kind around a cause; nil stays nil.
func Wrap(op string, kind Kind, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Op: op, Kind: kind, Err: err}
}

// With adds fields at fault and returns the same error.
func (e *Error) With(fields ...Field) *Error {
	e.Fields = append(e.Fields, fields...)
	return e
}

// Because notes the cause and returns the same error.
func (e *Error) Because(err error) *Error {
	e.Err = err
	return e
}

// MessageKey is the key to show: the error's own, or the general one of its kind.
func (e *Error) MessageKey() string {
	if e.Key != "" {
		return e.Key
	}
	return "fault." + strings.ReplaceAll(e.Kind.String(), "-", "_")
}

// Error is the text for logs: operation, kind, key and cause. It is not for users.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Op != "" {
		b.WriteString(e.Op + ": ")
	}
	b.WriteString(e.Kind.String())
	if e.Key != "" {
		b.WriteString(" (" + e.Key + ")")
	}
	for _, f := range e.Fields {
		fmt.Fprintf(&b, " %s=%s", f.Path, f.Key)
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// As finds the *Error in err's chain, or makes one: a cancelled or timed-out context is Unavailable, all else Internal.
func As(err error) *Error {
	var e *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		return e
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &Error{Kind: Unavailable, Err: err}
	default:
		return &Error{Kind: Internal, Err: err}
	}
}

// Is tells whether err is a fault of the given kind.
func Is(err error, kind Kind) bool {
	return err != nil && As(err).Kind == kind
}
