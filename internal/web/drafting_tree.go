package web

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/internal/register"
)

// tree is a system as its JSON, so that a form made from definitions can read and write its fields by their ids.
type tree map[string]any

func treeOf(s register.System) (tree, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("web: a system as JSON: %w", err)
	}
	t := tree{}
	return t, json.Unmarshal(data, &t)
}

func (t tree) system() (register.System, error) {
	var s register.System
	data, err := json.Marshal(t)
	if err != nil {
		return s, fmt.Errorf("web: a system from a form: %w", err)
	}
	return s, json.Unmarshal(data, &s)
}

// at is the value of a field by its id ("ai_act.class"), nil where it has none.
func (t tree) at(id string) any {
	parts := strings.Split(id, ".")
	for _, part := range parts[:len(parts)-1] {
		below, ok := t[part].(map[string]any)
		if !ok {
			return nil
		}
		t = below
	}
	return t[parts[len(parts)-1]]
}

// put gives a field a value; an empty one takes the field away.
func (t tree) put(id string, value any) {
	parts := strings.Split(id, ".")
	for _, part := range parts[:len(parts)-1] {
		below, ok := t[part].(map[string]any)
		if !ok {
			below = map[string]any{}
			t[part] = below
		}
		t = below
	}
	last := parts[len(parts)-1]
	if isEmpty(value) {
		delete(t, last)
		return
	}
	t[last] = value
}

func isEmpty(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

func stringAt(value any) string {
	s, _ := value.(string)
	return s
}

// textsOf are the strings of a list.
func stringsAt(value any) []string {
	list, _ := value.([]any)
	texts := make([]string, 0, len(list))
	for _, v := range list {
		texts = append(texts, stringAt(v))
	}
	return texts
}

func anyOf(texts []string) []any {
	list := make([]any, len(texts))
	for i, s := range texts {
		list[i] = s
	}
	return list
}

// rowsOf are the items of a list.
func rowsOf(value any) []tree {
	list, _ := value.([]any)
	rows := make([]tree, len(list))
	for i, v := range list {
		row, _ := v.(map[string]any)
		rows[i] = row
	}
	return rows
}

// says tells whether a row of a list says anything: a box that is ticked says nothing alone.
func (t tree) says() bool {
	for _, value := range t {
		if _, box := value.(bool); !box && !isEmpty(value) {
			return true
		}
	}
	return false
}
