package register

import (
	"reflect"
	"strings"
)

// Tidy takes away what is no part of an answer: spaces around it, and the carriage returns that browsers send. Blank text thereby becomes
// no answer. It changes the system in place, lists too.
func (s *System) Tidy(d *Definitions) {
	walkStruct(d.plan, reflect.ValueOf(s).Elem(), "", func(l leaf) {
		if !l.Value.CanSet() {
			return // a statement, kept in a map
		}
		switch v := l.Value.Addr().Interface().(type) {
		case *Text:
			v.SV, v.EN, v.Other = tidyText(v.SV), tidyText(v.EN), tidyText(v.Other)
		case *[]string:
			tidyList(v)
		default:
			if l.Value.Kind() == reflect.String {
				l.Value.SetString(tidyText(l.Value.String()))
			}
		}
	})
}

// tidyList tidies the values of a list and drops the empty ones, which a form sends for fields left blank.
func tidyList(list *[]string) {
	kept := (*list)[:0]
	for _, text := range *list {
		if text = tidyText(text); text != "" {
			kept = append(kept, text)
		}
	}
	*list = kept
	if len(kept) == 0 {
		*list = nil
	}
}

func tidyText(text string) string {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return text
}
