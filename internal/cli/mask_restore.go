package cli

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/tillit-se/tillit/kit/mask/hide"
)

type maskRestoreCmd struct {
	File         string `arg:"" optional:"" default:"-" help:"The masked text, or what somebody has made of it; - is standard input."`
	Map          string `required:"" help:"The table that mask --map wrote." placeholder:"FILE"`
	Key          string `required:"" help:"The key file." placeholder:"FILE"`
	AllowMissing bool   `help:"Restore also a text that lacks labels of the table, such as a summary."`
}

// maxRestore bounds the text that is restored; it is held in memory, because nothing may be written before all of it has been understood.
const maxRestore = 512 << 20

// Run restores the whole text, or writes nothing and lists what is in the way.
func (c maskRestoreCmd) Run(s *session) error {
	keys, err := hide.LoadKeyRing(c.Key)
	if err != nil {
		return maskError(err)
	}
	mapping, err := hide.LoadMapping(c.Map, keys)
	if err != nil {
		return maskError(err)
	}
	text, err := c.read(s)
	if err != nil {
		return err
	}
	restored, err := mapping.Restore(text, hide.RestoreOptions{AllowMissing: c.AllowMissing})
	var refused *hide.RestoreError
	if errors.As(err, &refused) {
		fmt.Fprintln(s.Stderr, "tillit:", s.p.T("mask.cannot_restore", map[string]any{
			"missing": len(refused.Missing), "unknown": len(refused.Unknown), "ambiguous": len(refused.Ambiguous),
		}))
		for _, list := range []struct {
			key   string
			items []string
		}{{"mask.missing", refused.Missing}, {"mask.unknown", refused.Unknown}, {"mask.unclear", refused.Ambiguous}} {
			for _, item := range list.items {
				fmt.Fprintf(s.Stderr, "  %s %q\n", s.p.T(list.key, nil), item)
			}
		}
		return errSilent
	}
	if err != nil {
		return maskError(err)
	}
	if n := len(restored.Missing); n > 0 {
		fmt.Fprintln(s.Stderr, s.p.N("mask.restored_missing", n, nil))
	}
	_, err = s.Stdout.Write(restored.Text)
	return err
}

func (c maskRestoreCmd) read(s *session) ([]byte, error) {
	in := s.interruptible(s.Stdin)
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return nil, err
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, maxRestore+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxRestore {
		return nil, fmt.Errorf("the text is larger than %d MB", maxRestore>>20)
	}
	return text, nil
}
