package web

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/law"
	"github.com/tillit-se/tillit/kit/feel"
)

// valueWords writes a value that stands by itself, in a cell or after its label.
func (r *Request) valueWords(v feel.Value, options []law.Option) string {
	switch {
	case v.IsTrue():
		return r.T("web_decisions.yes")
	case v.Kind() == feel.KindBoolean:
		return r.T("web_decisions.no")
	}
	return law.Words(v, string(r.Lang), options)
}

// bounds are the signs by the keys of their words.
var bounds = map[string]string{"≥": "from", ">": "above", "≤": "to", "<": "below", "≠": "not"}

// boundWords writes an end of what a condition allows as people say it: a day has other words than a number.
func (r *Request) boundWords(sign string, v feel.Value) string {
	kind := "number"
	switch v.Kind() {
	case feel.KindDate, feel.KindDateTime, feel.KindTime:
		kind = "date"
	}
	return r.T("web_decisions.bound."+kind+"_"+bounds[sign], fault.Args{"value": r.valueWords(v, nil)})
}

// upperFirst begins a label with a capital letter.
func upperFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// faultWords say why something could not be computed, each once: what went wrong with which decision, and for those that know FEEL the engine's own words.
func (f Deciding) faultWords(r *Request, m *decide.Model, diagnostics []dmn.Diagnostic) []faultShown {
	readers := f.readersOf(r, m)
	var shown []faultShown
	for _, d := range diagnostics {
		reader := readers[d.File]
		if reader == nil {
			reader = readers[""]
		}
		args := fault.Args{"decision": reader.placed(elementIn(d.Element))}
		one := faultShown{Text: r.T("web_decisions.fault."+faultKey(d.Code), args)}
		if d.Code != dmn.CodeNoRule {
			one.Detail = d.Message
		}
		if !slices.Contains(shown, one) {
			shown = append(shown, one)
		}
	}
	return shown
}

// faultKey is the key of the words for a kind of fault.
func faultKey(code dmn.Code) string {
	switch code {
	case dmn.CodeNoRule, dmn.CodeManyRules, dmn.CodeConflict, dmn.CodeValues, dmn.CodeNoLogic, dmn.CodeType, dmn.Code(feel.CodeDivision):
		return strings.ReplaceAll(string(code), "-", "_")
	}
	return "other"
}

// elementIn is the name in what a diagnostic says of its place: decision "Fee", rule 3.
func elementIn(element string) string {
	_, rest, ok := strings.Cut(element, `"`)
	if end := strings.LastIndexByte(rest, '"'); ok && end >= 0 {
		return rest[:end]
	}
	return element
}

// unanswered are the labels of the inputs that have no value.
func (r *Request) unanswered(inputs []decide.Input, values feel.Value) []string {
	given, _ := values.AsContext()
	var labels []string
	for _, in := range inputs {
		if given == nil {
			continue
		}
		if v, ok := given.Get(in.Name); !ok || v.IsNull() {
			labels = append(labels, r.law(in.About.Label))
		}
	}
	return labels
}
