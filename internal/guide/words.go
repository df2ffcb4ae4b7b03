package guide

import (
	"strings"

	"github.com/tillit-se/tillit/internal/i18n"
)

// Words is something to say in the reader's language: a message with its values. A value that is Words or a list of them is said in the
// same language.
type Words struct {
	Key  string
	N    int // for messages that count; 0 says the message as it is
	Args map[string]any
}

// In says it.
func (w Words) In(p *i18n.Printer) string {
	if w.Key == "" {
		return ""
	}
	args := make(map[string]any, len(w.Args))
	for name, value := range w.Args {
		switch value := value.(type) {
		case Words:
			args[name] = value.In(p)
		case []Words:
			args[name] = row(p, value)
		default:
			args[name] = value
		}
	}
	if w.N != 0 {
		return p.N(w.Key, w.N, args)
	}
	return p.T(w.Key, args)
}

func row(p *i18n.Printer, all []Words) string {
	said := make([]string, len(all))
	for i, w := range all {
		said[i] = w.In(p)
	}
	return strings.Join(said, "; ")
}
