package components

import "strings"

// Answers is what a form holds: the values given for each field and what is wrong with them.
type Answers interface {
	// Values are the values of a field in the order given.
	Values(name string) []string
	// Problem is what is wrong with a field in the reader's language, or empty.
	Problem(name string) string
}

// FieldID is the id in the page of the field with that path ("name.sv" is "f-name-sv"), so that an error can link to it.
func FieldID(path string) string {
	var b strings.Builder
	b.WriteString("f-")
	for _, r := range path {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_':
			b.WriteRune(r)
		case r == ']':
		default:
			b.WriteByte('-')
		}
	}
	return b.String()
}

// described joins the ids of help and error for aria-describedby.
func described(id, help, problem string) string {
	var ids []string
	if help != "" {
		ids = append(ids, id+"-help")
	}
	if problem != "" {
		ids = append(ids, id+"-error")
	}
	return strings.Join(ids, " ")
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
