package instrument

import (
	"fmt"
	"strings"
)

// A message is the text of one kind of problem: what is wrong, and what to do about it.
// {0}, {1} and so on stand for the arguments.
type message struct {
	warning bool
	what    Text
	do      Text
}

// newProblem fills the message of a code. An argument that is a Text is given in the
// language of the message.
func newProblem(code string, args ...any) Problem {
	m := messageOf(code)
	return Problem{Code: code, Warning: m.warning, What: fill(m.what, args), Do: fill(m.do, args)}
}

func messageOf(code string) message {
	for _, table := range []map[string]message{fileMessages, packMessages, conditionMessages, answerMessages} {
		if m, ok := table[code]; ok {
			return m
		}
	}
	return message{what: Text{SV: code, EN: code}}
}

func fill(t Text, args []any) Text {
	return Text{SV: fillIn(t.SV, Swedish, args), EN: fillIn(t.EN, English, args)}
}

func fillIn(format string, lang Language, args []any) string {
	pairs := make([]string, 0, 2*len(args))
	for i, arg := range args {
		word := fmt.Sprint(arg)
		if text, ok := arg.(Text); ok {
			word = text.In(lang)
		}
		pairs = append(pairs, fmt.Sprintf("{%d}", i), word)
	}
	return strings.NewReplacer(pairs...).Replace(format)
}
