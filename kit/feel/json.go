package feel

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

const (
	maxJSONDepth = maxValueDepth
	maxJSONBytes = 64 << 20
)

// FromJSON reads one JSON value: objects become contexts in the order of their
// entries, arrays lists, numbers exact decimals. Text stays text, also where
// it looks like a date. The error says at which byte the text is wrong.
func FromJSON(text []byte) (Value, error) {
	if !utf8.Valid(text) {
		return Null, errors.New("JSON: the text is not valid UTF-8")
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // some editors write a byte order mark, which RFC 8259 lets be passed over
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	r := jsonReader{d}
	v, err := r.value(0)
	if err != nil {
		return Null, r.explain(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Null, fmt.Errorf("JSON: more text follows the value at byte %d", d.InputOffset())
	}
	return v, nil
}

type jsonReader struct{ d *json.Decoder }

func (r *jsonReader) explain(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("JSON: the text ends too early")
	}
	return fmt.Errorf("JSON: at byte %d: %w", r.d.InputOffset(), err)
}

func (r *jsonReader) value(depth int) (Value, error) {
	t, err := r.d.Token()
	if err != nil {
		return Null, err
	}
	switch t := t.(type) {
	case bool:
		return Bool(t), nil
	case string:
		return String(t), nil
	case json.Number:
		if v, ok := parseNumber(t.String()); ok {
			return v, nil
		}
		return Null, fmt.Errorf("the number %s is beyond decimal128", shorten(t.String()))
	case json.Delim:
		if depth >= maxJSONDepth {
			return Null, fmt.Errorf("the value is nested more than %d levels deep", maxJSONDepth)
		}
		if t == '[' {
			return r.list(depth + 1)
		}
		return r.context(depth + 1)
	}
	return Null, nil
}

func (r *jsonReader) list(depth int) (Value, error) {
	items := []Value{}
	for r.d.More() {
		v, err := r.value(depth)
		if err != nil {
			return Null, err
		}
		items = append(items, v)
	}
	_, err := r.d.Token()
	return List(items...), err
}

func (r *jsonReader) context(depth int) (Value, error) {
	var b contextBuilder
	for r.d.More() {
		key, err := r.d.Token()
		if err != nil {
			return Null, err
		}
		name, _ := key.(string)
		if b.c.find(name) >= 0 {
			return Null, fmt.Errorf("the entry %s comes twice", shorten(name))
		}
		v, err := r.value(depth)
		if err != nil {
			return Null, err
		}
		b.put(name, v)
	}
	_, err := r.d.Token()
	return b.value(), err
}

// ToJSON writes a value as JSON: contexts as objects in their order, numbers
// in plain notation without loss, dates, times and durations as their ISO
// text, ranges as FEEL text. Functions have no JSON form and give an error, as
// do values that are nested too deep or whose text would pass 64 MiB.
func ToJSON(v Value) ([]byte, error) { return appendJSON(nil, v, 0) }

// MarshalJSON lets a Value stand in structures given to encoding/json.
func (v Value) MarshalJSON() ([]byte, error) { return ToJSON(v) }

// UnmarshalJSON reads what [Value.MarshalJSON] wrote, as [FromJSON] does.
func (v *Value) UnmarshalJSON(text []byte) error {
	read, err := FromJSON(text)
	if err == nil {
		*v = read
	}
	return err
}

func appendJSON(b []byte, v Value, depth int) ([]byte, error) {
	if depth > maxJSONDepth || len(b) > maxJSONBytes {
		return nil, errors.New("JSON: the value is too large or nested too deep")
	}
	switch v.kind {
	case KindNull, KindBoolean:
		return append(b, v.String()...), nil
	case KindNumber:
		return appendNumber(b, v), nil
	case KindString:
		return appendJSONString(b, v.str())
	case KindList:
		return appendJSONList(b, v.items(), depth+1)
	case KindContext:
		return appendJSONContext(b, v.ref.(*Context), depth+1)
	case KindFunction:
		return nil, errors.New("JSON: a function has no JSON form")
	}
	text, _ := v.print(maxJSONBytes, false)
	return appendJSONString(b, text)
}

func appendJSONString(b []byte, s string) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return nil, err
	}
	return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...), nil
}

func appendJSONList(b []byte, items []Value, depth int) ([]byte, error) {
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = appendJSON(b, item, depth); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func appendJSONContext(b []byte, c *Context, depth int) ([]byte, error) {
	b = append(b, '{')
	for i, name := range c.names {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = appendJSONString(b, name); err != nil {
			return nil, err
		}
		if b, err = appendJSON(append(b, ':'), c.values[i], depth); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}
