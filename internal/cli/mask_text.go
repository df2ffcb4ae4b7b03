package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/tillit-se/tillit/internal/masking"
	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

type maskTextCmd struct {
	Files  []string `arg:"" optional:"" name:"file" help:"Text files in UTF-8; none, or -, is standard input. With --format text they share labels."`
	Format string   `enum:"text,json" default:"text" help:"text: the masked text. json: what was found, one JSON object a line."`
	Lines  bool     `help:"With json, each line of standard input is a document. This is the default." negatable:"" default:"true"`
	Input  string   `enum:"auto,plain,json" default:"auto" help:"What a line of standard input is: plain text, a JSON string or object with a member text, or whichever it looks like."`
	Map    string   `help:"Write the table that restore needs to this new file, encrypted with the key." placeholder:"FILE"`
	maskFlags
}

// Run masks or finds. It opens neither database nor index.
func (c maskTextCmd) Run(s *session) error {
	if c.Format == "json" && c.Map != "" {
		return usage{errors.New("--map goes with --format text: nothing is masked with json")}
	}
	if err := c.checkMap(); err != nil {
		return err
	}
	masker, keys, err := c.masker(c.Map != "")
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return c.find(s, masker)
	}
	inputs, err := s.maskInputs(c.Files)
	if err != nil {
		return err
	}
	document := masker.Begin()
	out := bufio.NewWriterSize(s.Stdout, 1<<16)
	if err := inputs.each(func(in io.Reader, _ string) error { return document.Copy(out, in) }); err != nil {
		return flushed(maskError(err), out)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if c.Map == "" {
		return nil
	}
	mapping, err := document.Mapping()
	if err != nil {
		return maskError(err)
	}
	return maskError(mapping.Create(c.Map, keys))
}

// checkMap tells before anything is masked when the table could not be written after it.
func (c maskTextCmd) checkMap() error {
	if c.Map == "" {
		return nil
	}
	if _, err := os.Lstat(c.Map); err == nil {
		return fmt.Errorf("--map: %s exists already, and may be the only way back to another text; choose another name", c.Map)
	}
	folder := filepath.Dir(c.Map)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return fmt.Errorf("--map: there is no folder %s; make it, or choose another name", folder)
	}
	return nil
}

// flushed writes what has been understood, also before an error, and gives the first error.
func flushed(err error, out *bufio.Writer) error {
	if flush := out.Flush(); err == nil {
		return flush
	}
	return err
}

func maskError(err error) error { return masking.Fault("cli.mask", err) }

// maskSpan is a span as it is printed.
type maskSpan struct {
	Start      int           `json:"start"`
	End        int           `json:"end"`
	RuneStart  int           `json:"runeStart"`
	RuneEnd    int           `json:"runeEnd"`
	UTF16Start int           `json:"utf16Start"`
	UTF16End   int           `json:"utf16End"`
	Class      mask.Class    `json:"class"`
	Score      float32       `json:"score"`
	Evidence   mask.Evidence `json:"evidence"`
}

func newMaskSpan(s mask.Span, o mask.Offsets) maskSpan {
	return maskSpan{o.Start, o.End, o.RuneStart, o.RuneEnd, o.UTF16Start, o.UTF16End, s.Class, s.Score, s.Evidence}
}

// find prints what is found: for files one object each without text, for standard input one a line with it.
func (c maskTextCmd) find(s *session, masker *hide.Masker) error {
	out := bufio.NewWriterSize(s.Stdout, 1<<16)
	if len(c.Files) == 0 || len(c.Files) == 1 && c.Files[0] == "-" {
		finder := &lineFinder{masker: masker, input: c.Input, out: out, session: s}
		if c.Lines {
			return flushed(finder.run(bufio.NewReaderSize(s.interruptible(s.Stdin), hide.Window+2)), out)
		}
		return flushed(findIn(masker, s.interruptible(s.Stdin), "", out), out)
	}
	inputs, err := s.maskInputs(c.Files)
	if err != nil {
		return err
	}
	err = inputs.each(func(in io.Reader, name string) error { return findIn(masker, in, name, out) })
	return flushed(maskError(err), out)
}

// findIn prints the spans of one document as they are found, so that memory does not grow with it.
func findIn(masker *hide.Masker, in io.Reader, name string, out *bufio.Writer) error {
	separator := `{"spans":[`
	if name != "" {
		file, err := json.Marshal(name)
		if err != nil {
			return err
		}
		separator = `{"file":` + string(file) + `,"spans":[`
	}
	begun := false
	err := masker.Begin().Spans(in, func(span mask.Span, o mask.Offsets) error {
		data, err := json.Marshal(newMaskSpan(span, o))
		if err != nil {
			return err
		}
		_, _ = out.WriteString(separator) // an error stays with the writer, and Flush tells it
		_, err = out.Write(data)
		separator, begun = ",", true
		return err
	})
	if err != nil {
		return maskError(err)
	}
	if !begun {
		_, _ = out.WriteString(separator)
	}
	_, err = out.WriteString("]}\n")
	return err
}

// lineFinder takes each line for a document.
type lineFinder struct {
	masker  *hide.Masker
	input   string
	out     *bufio.Writer
	session *session
	line    int
	failed  bool
}

// maskLine is what is printed for a line.
type maskLine struct {
	Text  string     `json:"text"`
	Spans []maskSpan `json:"spans"`
}

// run prints a JSON line for each line. A line that cannot be read gives none, and the command fails when the others are done.
func (f *lineFinder) run(in *bufio.Reader) error {
	encoder := json.NewEncoder(f.out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadSlice('\n')
		f.line++
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			if err := f.skip(in); err != nil {
				return err
			}
			f.refuse(hide.ErrLineTooLong)
			continue
		case err != nil && !errors.Is(err, io.EOF):
			return maskError(fmt.Errorf("%w: %w", hide.ErrBrokenOff, err))
		case len(line) == 0:
			return f.end()
		}
		if one, ok := f.read(line); ok {
			if err := encoder.Encode(one); err != nil {
				return err
			}
		}
		if err != nil {
			return f.end()
		}
	}
}

func (f *lineFinder) end() error {
	if f.failed {
		return errSilent
	}
	return nil
}

// skip reads on to the end of a line.
func (f *lineFinder) skip(in *bufio.Reader) error {
	for {
		_, err := in.ReadSlice('\n')
		switch {
		case err == nil, errors.Is(err, io.EOF):
			return nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return maskError(fmt.Errorf("%w: %w", hide.ErrBrokenOff, err))
		}
	}
}

func (f *lineFinder) refuse(err error) {
	f.failed = true
	fmt.Fprintf(f.session.Stderr, "tillit: %d: %s\n", f.line, f.session.explain(maskError(err)))
}

// read finds what is in a line.
func (f *lineFinder) read(line []byte) (maskLine, bool) {
	if f.line == 1 {
		line = bytes.TrimPrefix(line, []byte(byteOrderMark))
	}
	text, err := lineText(line, f.input)
	if err != nil {
		f.refuse(err)
		return maskLine{}, false
	}
	spans := f.masker.Begin().Find(text)
	one := maskLine{Text: string(text), Spans: make([]maskSpan, len(spans))}
	for i, o := range mask.AppendOffsets(nil, text, spans) {
		one.Spans[i] = newMaskSpan(spans[i], o)
	}
	return one, true
}
