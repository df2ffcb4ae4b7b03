package cli

import (
	"fmt"
	"strings"
	"time"

	"github.com/tillit-se/tillit/kit/feel"
)

type feelCmd struct {
	Expression []string `arg:"" help:"The expression."`
}

// Run evaluates an expression without variables and prints its value, with what went wrong on the side.
func (c feelCmd) Run(s *session) error {
	program, err := feel.Compile(strings.Join(c.Expression, " "), nil)
	if err != nil {
		return usage{err}
	}
	result, err := program.Eval(s.ctx, feel.Env{Clock: time.Now})
	if err != nil {
		return err
	}
	for _, d := range result.Diagnostics {
		fmt.Fprintln(s.Stderr, d)
	}
	fmt.Fprintln(s.Stdout, result.Value)
	return nil
}
