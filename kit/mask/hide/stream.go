package hide

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask"
)

// Window is the longest line in bytes that a stream may have. A text is read in windows of this size that overlap by what a finder may need
// to see; memory does not grow with the text.
const Window = 1 << 20

// Errors of streams. Each stops the stream, before anything of the line concerned has been written.
var (
	ErrLineTooLong = fmt.Errorf("hide: a line is longer than %d bytes", Window)
	ErrUTF16       = errors.New("hide: the text is UTF-16; convert it to UTF-8 first")
	ErrBrokenOff   = errors.New("hide: the stream broke off")
)

// Place says where in a stream something went wrong.
type Place struct {
	Line int64 // from 1
	Byte int64 // from 0
	Err  error
}

// Error gives the error and where it is.
func (p *Place) Error() string {
	return fmt.Sprintf("%v (line %d, byte %d)", p.Err, p.Line, p.Byte)
}

// Unwrap gives the error.
func (p *Place) Unwrap() error { return p.Err }

// Copy masks a stream. It writes whole lines, in the order they come; after an error nothing more is written, and the document gives no
// more. Errors are a *Place around ErrLineTooLong, ErrNotUTF8 or ErrUTF16, or ErrBrokenOff around that of the reader.
func (d *Document) Copy(w io.Writer, r io.Reader) (err error) {
	defer func() {
		if err != nil {
			d.err = err
		}
	}()
	var out []byte
	return d.windows(r, func(text []byte, spans []mask.Span, _ position) error {
		var err error
		if out, err = d.apply(out[:0], text, spans, ignore); err != nil {
			return err
		}
		if d.mapping != nil {
			d.mapping.sum(out)
		}
		_, err = w.Write(out)
		return err
	})
}

func ignore(Hit) {}

// Spans finds what the profile hides in a stream, without hiding it. Offsets are those of the whole stream.
func (d *Document) Spans(r io.Reader, yield func(mask.Span, mask.Offsets) error) (err error) {
	var offsets []mask.Offsets
	return d.windows(r, func(text []byte, spans []mask.Span, p position) error {
		offsets = mask.AppendOffsets(offsets[:0], text, spans)
		for i, s := range spans {
			s.Start, s.End = s.Start+int(p.bytes), s.End+int(p.bytes)
			if err := yield(s, p.add(offsets[i])); err != nil {
				return err
			}
			d.report.note(s, replaced{operator: d.m.Profile.Rule(s.Class).Operator})
		}
		d.report.bytes += int64(len(text))
		return nil
	})
}

// position counts what has gone by.
type position struct{ bytes, runes, units, lines int64 }

func (p position) add(o mask.Offsets) mask.Offsets {
	return mask.Offsets{
		Start: o.Start + int(p.bytes), End: o.End + int(p.bytes), RuneStart: o.RuneStart + int(p.runes), RuneEnd: o.RuneEnd + int(p.runes),
		UTF16Start: o.UTF16Start + int(p.units), UTF16End: o.UTF16End + int(p.units),
	}
}

// past moves a position past a text.
func (p *position) past(text []byte) {
	p.bytes += int64(len(text))
	p.lines += int64(bytes.Count(text, []byte{'\n'}))
	runes := utf8.RuneCount(text)
	p.runes += int64(runes)
	p.units += int64(runes)
	for _, c := range text {
		if c >= 0xF0 { // the first of four bytes, which are two units
			p.units++
		}
	}
}

// windows reads a stream and calls do with each part of it and the spans of that part, in order: the parts together are the stream. A part
// ends at the end of a line, or before a span that goes on over it.
func (d *Document) windows(r io.Reader, do func(text []byte, spans []mask.Span, p position) error) error {
	w := &window{buf: make([]byte, 0, mask.MaxMatch+Window+1+mask.MaxMatch)}
	var found, spans []mask.Span
	for {
		if err := w.fill(r); err != nil {
			return err
		}
		if w.done == len(w.buf) && w.ended {
			return nil
		}
		limit, err := w.limit()
		if err != nil {
			return err
		}
		found = d.m.Finder.FindIn(d.seen, found[:0], w.buf)
		cut := w.cut(found, limit)
		spans = spans[:0]
		for _, s := range d.choose(w.buf, found) {
			if s.End > w.done && s.Start < cut {
				s.Start, s.End = max(s.Start, w.done)-w.done, min(s.End, cut)-w.done
				spans = append(spans, s)
			}
		}
		if err := do(w.buf[w.done:cut], spans, w.at); err != nil {
			return err
		}
		w.forget(cut)
	}
}

// window is the part of a stream that lies in memory: context that has been dealt with, up to done, and what has not.
type window struct {
	buf   []byte
	done  int
	ended bool
	at    position // of done
	begun bool
}

// fill reads until the buffer is full or the stream ends, and checks what it has read.
func (w *window) fill(r io.Reader) error {
	from := len(w.buf)
	for len(w.buf) < cap(w.buf) && !w.ended {
		n, err := r.Read(w.buf[len(w.buf):cap(w.buf)])
		w.buf = w.buf[:len(w.buf)+n]
		switch {
		case errors.Is(err, io.EOF):
			w.ended = true
		case err != nil:
			return fmt.Errorf("%w after %d bytes: %w", ErrBrokenOff, w.at.bytes+int64(len(w.buf)-w.done), err)
		}
	}
	if !w.begun && isUTF16(w.buf) {
		return &Place{1, 0, ErrUTF16}
	}
	w.begun = true
	return w.checkUTF8(max(w.done, from-utf8.UTFMax))
}

// isUTF16 tells whether text begins as UTF-16: with its mark, or with a letter of Latin script, which has an empty byte.
func isUTF16(text []byte) bool {
	if len(text) < 2 {
		return false
	}
	return text[0] == 0xFF && text[1] == 0xFE || text[0] == 0xFE && text[1] == 0xFF || (text[0] == 0) != (text[1] == 0)
}

// checkUTF8 checks from a place at or before what is new. A rune that the end of the buffer cuts is whole next time.
func (w *window) checkUTF8(from int) error {
	for from > w.done && !utf8.RuneStart(w.buf[from]) {
		from--
	}
	end := len(w.buf)
	if !w.ended {
		for back := 1; back < utf8.UTFMax && back <= end-from; back++ {
			if utf8.RuneStart(w.buf[end-back]) {
				if !utf8.FullRune(w.buf[end-back:]) {
					end -= back
				}
				break
			}
		}
	}
	if bad := InvalidUTF8(w.buf[from:end]); bad >= 0 {
		return w.place(from+bad, ErrNotUTF8)
	}
	return nil
}

func (w *window) place(at int, err error) error {
	return &Place{w.at.lines + 1 + int64(bytes.Count(w.buf[w.done:at], []byte{'\n'})), w.at.bytes + int64(at-w.done), err}
}

// limit is where whole lines end whose surroundings lie in the buffer.
func (w *window) limit() (int, error) {
	for at := w.done; ; {
		next := bytes.IndexByte(w.buf[at:], '\n')
		length := next
		if next < 0 {
			length = len(w.buf) - at
		}
		if length > Window && at > w.done {
			return at, nil // the lines before it first
		}
		if length > Window {
			return 0, w.place(at, ErrLineTooLong)
		}
		switch {
		case next < 0 && w.ended:
			return len(w.buf), nil
		case next < 0 || at+next+1 > len(w.buf)-mask.MaxMatch && !w.ended:
			if at > w.done {
				return at, nil
			}
			if next < 0 {
				return 0, w.place(at, ErrLineTooLong)
			}
		}
		at += next + 1
	}
}

// cut is the limit, or where the span begins that lies across it.
func (w *window) cut(found []mask.Span, limit int) int {
	if limit == len(w.buf) && w.ended {
		return limit
	}
	for _, s := range found {
		if s.Start < limit && s.End > limit && s.Start > w.done {
			return s.Start
		}
	}
	return limit
}

// forget drops what has been dealt with, but for the context of what follows.
func (w *window) forget(cut int) {
	w.at.past(w.buf[w.done:cut])
	keep := max(0, cut-mask.MaxMatch)
	for keep < cut && keep > 0 && !utf8.RuneStart(w.buf[keep]) {
		keep++
	}
	w.buf = w.buf[:copy(w.buf, w.buf[keep:])]
	w.done = cut - keep
}

// Check reads a stream to its end and gives the error that Copy would stop at: long lines, bytes that are not UTF-8, a reader that breaks off.
// A file that can be read twice is checked first, so that nothing at all is written of one that is not sound.
func Check(r io.Reader) error {
	w := &window{buf: make([]byte, 0, mask.MaxMatch+Window+1+mask.MaxMatch)}
	for {
		if err := w.fill(r); err != nil {
			return err
		}
		if w.done == len(w.buf) && w.ended {
			return nil
		}
		limit, err := w.limit()
		if err != nil {
			return err
		}
		w.forget(limit)
	}
}
