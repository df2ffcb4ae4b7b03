package web

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/instrument"
)

// defaultRows is how many rows a group may have where the pack says nothing; kit/instrument has the same bound.
const defaultRows = 200

func mostRows(q instrument.Question) int {
	if q.Max == nil {
		return defaultRows
	}
	n, err := strconv.Atoi(q.Max.String())
	if err != nil {
		return defaultRows
	}
	return min(n, defaultRows)
}

// rowCount is how many rows the form holds, whatever it claims.
func rowCount(form *Form, name string, q instrument.Question) int {
	n, err := strconv.Atoi(form.Text(name + ".rows"))
	if err != nil {
		return 0
	}
	return min(max(n, 0), mostRows(q))
}

// readAnswer reads what the form says in answer to q. What is of the wrong type becomes a problem of the form; whether the answer
// fits the question is for the use case to say.
func readAnswer(form *Form, name string, q instrument.Question) instrument.Answer {
	value := readValue(form, name, q)
	state := readState(form, name, q)
	if state == "" {
		if value == nil {
			return instrument.Answer{State: instrument.Unanswered}
		}
		return instrument.Value(value)
	}
	if value != nil {
		form.Fail(name, "web_assess.both", nil)
	}
	answer := instrument.Answer{State: state}
	if state == instrument.NotApplicable {
		if answer.Reason = form.Text(name + ".reason"); answer.Reason == "" {
			form.Fail(name+".reason", "web_assess.reason_missing", nil)
		}
	}
	return answer
}

// readState is the state chosen in place of an answer; empty when none is.
func readState(form *Form, name string, q instrument.Question) instrument.State {
	chosen := form.Values(stateField(q, name))
	unknown, inapplicable := slices.Contains(chosen, chosenUnknown), slices.Contains(chosen, chosenNotApplicable)
	switch {
	case unknown && inapplicable:
		form.Fail(name, "web_assess.both", nil)
		return instrument.DoNotKnow
	case unknown:
		return instrument.DoNotKnow
	case inapplicable:
		return instrument.NotApplicable
	}
	return ""
}

// readValue is the value written or chosen; nil when there is none.
func readValue(form *Form, name string, q instrument.Question) any {
	switch q.Type {
	case instrument.TypeChoices:
		return readChoices(form, name)
	case instrument.TypeChoice, instrument.TypeYesPartlyNo:
		if text := form.Text(name); text != "" && !strings.HasPrefix(text, ":") {
			return text
		}
	case instrument.TypeNumber:
		return readNumber(form, name)
	case instrument.TypeDate:
		if day := form.Date(name); day != "" {
			return day
		}
	case instrument.TypeGroup:
		return readRows(form, name, q)
	case instrument.TypeText, instrument.TypeLongText, instrument.TypeEvidence:
		if text := form.Text(name); text != "" {
			return text
		}
	}
	return nil
}

func readChoices(form *Form, name string) any {
	var chosen []string
	for _, text := range form.Texts(name) {
		if !strings.HasPrefix(text, ":") {
			chosen = append(chosen, text)
		}
	}
	if len(chosen) == 0 {
		return nil
	}
	return chosen
}

// readNumber takes decimals with comma or point, and spaces between the digits.
func readNumber(form *Form, name string) any {
	text := strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, form.Text(name))
	if text == "" {
		return nil
	}
	number, err := instrument.ParseDecimal(strings.Replace(strings.ReplaceAll(text, "−", "-"), ",", ".", 1))
	if err != nil {
		form.Fail(name, "web_assess.number", nil)
		return nil
	}
	return number
}

// readRows leaves out rows in which nothing is written.
func readRows(form *Form, name string, q instrument.Question) any {
	var rows []instrument.Row
	for i := range rowCount(form, name, q) {
		row := instrument.Row{}
		for _, field := range q.Fields {
			if cell := readAnswer(form, cellName(name, i, field.ID), field); cell.State != instrument.Unanswered {
				row[field.ID] = cell
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return rows
}

// changeRows does what a button of the rows says, and tells whether one was pressed.
func changeRows(form *Form, name string, q instrument.Question, to string) bool {
	n := rowCount(form, name, q)
	if to == addRow {
		form.Set(name+".rows", strconv.Itoa(min(n+1, mostRows(q))))
		return true
	}
	at, isRemove := strings.CutPrefix(to, removeRow)
	if !isRemove {
		return false
	}
	gone, err := strconv.Atoi(at)
	if err != nil || gone < 0 || gone >= n {
		return true
	}
	for i := gone; i < n-1; i++ {
		copyRow(form, name, i+1, i)
	}
	dropRow(form, name, n-1)
	form.Set(name+".rows", strconv.Itoa(n-1))
	return true
}

func copyRow(form *Form, name string, from, to int) {
	dropRow(form, name, to)
	prefix := cellName(name, from, "")
	for key, values := range form.values {
		if rest, ok := strings.CutPrefix(key, prefix); ok {
			form.Set(cellName(name, to, rest), values...)
		}
	}
}

func dropRow(form *Form, name string, row int) {
	prefix := cellName(name, row, "")
	for key := range form.values {
		if strings.HasPrefix(key, prefix) {
			delete(form.values, key)
		}
	}
}

// readComment reads the comment beside the answer.
func readComment(form *Form) string { return form.Text("comment") }

// refuse takes up what a use case said about the answer on the page, at the field of the page.
func (f *Form) refuse(err error) bool {
	if !fault.Is(err, fault.Invalid) {
		return err == nil && len(f.problems) > 0
	}
	e := fault.As(err)
	for i := range e.Fields {
		f.Fail(valueField, e.Fields[i].Key, e.Fields[i].Args)
	}
	if len(e.Fields) == 0 {
		f.Fail("", e.MessageKey(), e.Args)
	}
	return true
}
