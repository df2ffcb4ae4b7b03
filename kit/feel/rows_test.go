package feel_test

import (
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
)

// rows are expressions with what they give as FEEL text, and, where that is null because of a fault, the code of the first
// diagnostic. A row without a code must give no diagnostic at all.
type rows []struct {
	src, want string
	code      feel.Code
}

// check evaluates every row leniently, and its normal form too, which must mean the same.
func (rs rows) check(t *testing.T) {
	t.Helper()
	for _, r := range rs {
		got := lenient(t, r.src)
		code := feel.Code("")
		if len(got.Diagnostics) > 0 {
			code = got.Diagnostics[0].Code
		}
		if got.Value.String() != r.want || code != r.code {
			t.Errorf("%s = %s (%s), want %s (%s) %v", r.src, got.Value, code, r.want, r.code, got.Diagnostics)
			continue
		}
		prog, err := feel.Compile(r.src, nil, feel.Lenient())
		if err != nil {
			t.Fatal(err)
		}
		if again := lenient(t, prog.String()); again.Value.String() != r.want {
			t.Errorf("%s = %s, but its normal form %s = %s", r.src, r.want, prog, again.Value)
		}
	}
}

const (
	division    = feel.CodeDivision
	overflow    = feel.CodeOverflow
	wrongType   = feel.CodeType
	invalid     = feel.CodeInvalid
	notFound    = feel.CodeNotFound
	arguments   = feel.CodeArguments
	syntax      = feel.CodeSyntax
	unknownName = feel.CodeUnknownName
)
