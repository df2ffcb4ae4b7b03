package register

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// leaf is a field of a system that has a value: a text, a string, strings or a bool.
type leaf struct {
	ID    string // of the definition: "risks.measure"
	Path  string // with the place in a list: "risks[2].measure"
	Value reflect.Value
}

// node is a field of a Go type, found by its JSON name once.
type node struct {
	index int
	id    string // full id of the definition
	name  string // as in JSON
	kind  nodeKind
	below []node
}

type nodeKind uint8

const (
	leafNode   nodeKind = iota
	structNode          // a part of the form
	listNode            // a slice of structs
	textsNode           // a slice of texts
	mapNode             // by field id
)

var textType = reflect.TypeFor[Text]()

func planOf(t reflect.Type, parent string) []node {
	plan := make([]node, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		n := node{index: i, id: parent + name, name: name}
		n.kind, n.below = shapeOf(f.Type, n.id)
		plan = append(plan, n)
	}
	return plan
}

func shapeOf(t reflect.Type, id string) (nodeKind, []node) {
	switch {
	case t == textType:
		return leafNode, nil
	case t.Kind() == reflect.Struct:
		return structNode, planOf(t, id+".")
	case t.Kind() == reflect.Map:
		return mapNode, planOf(t.Elem(), id+".")
	case t.Kind() == reflect.Slice && t.Elem() == textType:
		return textsNode, nil
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		return listNode, planOf(t.Elem(), id+".")
	}
	return leafNode, nil
}

// walk visits every field of a system that has a value, in the order of the Go type; a list item by item.
func (d *Definitions) walk(s System, visit func(leaf)) {
	walkStruct(d.plan, reflect.ValueOf(s), "", visit)
}

func walkStruct(plan []node, v reflect.Value, path string, visit func(leaf)) {
	for _, n := range plan {
		value := v.Field(n.index)
		if !value.IsZero() {
			n.walk(value, path+n.name, visit)
		}
	}
}

func (n node) walk(v reflect.Value, path string, visit func(leaf)) {
	switch n.kind {
	case structNode:
		walkStruct(n.below, v, path+".", visit)
	case listNode:
		for i := range v.Len() {
			walkStruct(n.below, v.Index(i), path+"["+strconv.Itoa(i)+"].", visit)
		}
	case textsNode:
		for i := range v.Len() {
			visit(leaf{n.id, path + "[" + strconv.Itoa(i) + "]", v.Index(i)})
		}
	case mapNode:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, key := range keys {
			walkStruct(n.below, v.MapIndex(key), path+"["+key.String()+"].", visit)
		}
	default:
		if v.Kind() != reflect.Slice || v.Len() > 0 {
			visit(leaf{n.id, path, v})
		}
	}
}

// texts are the values of a leaf with the language or place of each.
func (l leaf) texts() []part {
	switch v := l.Value.Interface().(type) {
	case Text:
		return partsOf(v, l.Path)
	case []string:
		parts := make([]part, len(v))
		for i, s := range v {
			parts[i] = part{l.Path + "[" + strconv.Itoa(i) + "]", s}
		}
		return parts
	}
	if l.Value.Kind() == reflect.String {
		return []part{{l.Path, l.Value.String()}}
	}
	return []part{{l.Path, strconv.FormatBool(l.Value.Bool())}}
}

// part is one value with its path.
type part struct{ path, value string }

func partsOf(t Text, path string) []part {
	var parts []part
	for _, p := range [...]part{{path + ".sv", t.SV}, {path + ".en", t.EN}, {path + ".other", t.Other}} {
		if p.value != "" {
			parts = append(parts, p)
		}
	}
	return parts
}
