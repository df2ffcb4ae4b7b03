package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/tillit-se/tillit/kit/mask/hide"
)

var errNoText = errors.New("the line is not a JSON string, nor an object with a member text that is one")

// byteOrderMark begins files that some programs write in UTF-8. It is no part of the text.
const byteOrderMark = "\ufeff"

// lineText is the document that a line holds: the line itself without its end, or where it is JSON the string, or the member text.
func lineText(line []byte, input string) ([]byte, error) {
	line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
	if len(line) > hide.Window {
		return nil, hide.ErrLineTooLong
	}
	if hide.InvalidUTF8(line) >= 0 {
		return nil, hide.ErrNotUTF8
	}
	if input == "plain" {
		return line, nil
	}
	var text *string
	switch trimmed := bytes.TrimLeft(line, " \t"); {
	case bytes.HasPrefix(trimmed, []byte(`"`)):
		_ = json.Unmarshal(line, &text) // where it is not, text stays nil
	case bytes.HasPrefix(trimmed, []byte("{")):
		var object struct{ Text *string }
		if json.Unmarshal(line, &object) == nil {
			text = object.Text
		}
	}
	switch {
	case text != nil && hide.InvalidUTF8([]byte(*text)) >= 0:
		return nil, hide.ErrNotUTF8
	case text != nil:
		return []byte(*text), nil
	case input == "json":
		return nil, errNoText
	}
	return line, nil
}

// maskInputs are files to read one after another, checked beforehand where they can be read twice.
type maskInputs struct {
	session *session
	files   []string
}

// maskInputs opens each file once and checks it, so that nothing is written when one of them cannot be read whole.
func (s *session) maskInputs(files []string) (maskInputs, error) {
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, name := range files {
		if name == "-" {
			continue
		}
		info, err := os.Stat(name)
		switch {
		case err != nil:
			return maskInputs{}, err
		case info.IsDir():
			return maskInputs{}, fmt.Errorf("%s is a folder; name the files in it", name)
		case info.Mode().IsRegular():
			if err := s.checkFile(name); err != nil {
				return maskInputs{}, fmt.Errorf("%s: %s", name, s.explain(maskError(err)))
			}
		}
	}
	return maskInputs{s, files}, nil
}

func (s *session) checkFile(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	return hide.Check(withContext{s.ctx, file})
}

// each reads the files in order.
func (in maskInputs) each(do func(r io.Reader, name string) error) error {
	for _, name := range in.files {
		if err := in.one(name, do); err != nil {
			return err
		}
	}
	return nil
}

func (in maskInputs) one(name string, do func(r io.Reader, name string) error) error {
	s := in.session
	if name == "-" {
		watched := s.readProgress(s.interruptible(s.Stdin), 0)
		defer watched.end()
		return do(watched, "")
	}
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	var size int64
	if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	watched := s.readProgress(withContext{s.ctx, file}, size)
	defer watched.end()
	return do(watched, name)
}

// withContext stops reading when the command is interrupted.
type withContext struct {
	ctx context.Context
	r   io.Reader
}

func (w withContext) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.r.Read(p)
}

// interruptible reads in the background, so that an interrupt is heard while nobody writes.
func (s *session) interruptible(r io.Reader) io.Reader { return &interruptible{ctx: s.ctx, r: r} }

type interruptible struct {
	ctx context.Context
	r   io.Reader
}

type readResult struct {
	n   int
	err error
}

func (i *interruptible) Read(p []byte) (int, error) {
	done := make(chan readResult, 1)
	go func() {
		n, err := i.r.Read(p)
		done <- readResult{n, err}
	}()
	select {
	case result := <-done:
		return result.n, result.err
	case <-i.ctx.Done():
		return 0, i.ctx.Err() // the command ends, and with it the reading
	}
}

// readProgress tells a person at a terminal how far a long reading has come.
type readProgress struct {
	io.Reader
	session *session
	size    int64
	read    int64
	next    time.Time
	shown   bool
}

// progressEvery is how often it is told, and how long nothing is said.
const progressEvery = time.Second

func (s *session) readProgress(r io.Reader, size int64) *readProgress {
	p := &readProgress{Reader: r, session: s, size: size}
	if file, ok := s.Stderr.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			p.next = time.Now().Add(progressEvery)
		}
	}
	return p
}

// Read reads, and now and then says how much.
func (p *readProgress) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	p.read += int64(n)
	if !p.next.IsZero() && time.Now().After(p.next) {
		p.next, p.shown = time.Now().Add(progressEvery), true
		fmt.Fprintf(p.session.Stderr, "\r%s", p.text())
	}
	return n, err
}

func (p *readProgress) text() string {
	const mega = 1_000_000
	if p.size <= 0 {
		return p.session.p.T("mask.progress", map[string]any{"done": p.read / mega})
	}
	return p.session.p.T("mask.progress_of", map[string]any{"done": p.read / mega, "all": p.size / mega, "percent": p.read * 100 / p.size})
}

func (p *readProgress) end() {
	if p.shown {
		fmt.Fprintln(p.session.Stderr)
	}
}
