package store

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// flag reads a 0 or 1 into a bool; bit writes one.
type flag struct{ to *bool }

func (f flag) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("store: %T is no 0 or 1", v)
	}
	*f.to = n != 0
	return nil
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// jsonColumn is a value kept as JSON text.
type jsonColumn struct{ v any }

// asJSON reads a JSON column into v, a pointer, or writes the value it points to.
func asJSON(v any) jsonColumn { return jsonColumn{v} }

func (c jsonColumn) Scan(src any) error {
	switch text := src.(type) {
	case string:
		return json.Unmarshal([]byte(text), c.v)
	case []byte:
		return json.Unmarshal(text, c.v)
	}
	return fmt.Errorf("store: %T is no JSON text", src)
}

func (c jsonColumn) Value() (driver.Value, error) {
	text, err := json.Marshal(c.v)
	return string(text), err
}

// all reads and closes rows; the first error ends it.
func all[T any](op string, rows *sql.Rows, scan func(scanner) (T, error)) ([]T, error) {
	defer rows.Close()
	var found []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, classify(op, err)
		}
		found = append(found, one)
	}
	return found, classify(op, rows.Err())
}
