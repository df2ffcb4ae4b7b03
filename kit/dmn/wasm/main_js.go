package main

import (
	"encoding/json"
	"syscall/js"
)

func main() {
	api := js.Global().Get("Object").New()
	api.Set("feel", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return answerJSON(Request{Feel: text(args, 0), Inputs: json.RawMessage(text(args, 1))})
	}))
	api.Set("decide", js.FuncOf(func(_ js.Value, args []js.Value) any {
		r := Request{Model: text(args, 0), Decision: text(args, 1), Inputs: json.RawMessage(text(args, 2))}
		for i := 3; i < len(args); i++ {
			r.Imports = append(r.Imports, text(args, i))
		}
		return answerJSON(r)
	}))
	js.Global().Set("tillit", api)
	select {} // the functions are called for as long as the page lives
}

// text is an argument that is a string, else nothing.
func text(args []js.Value, i int) string {
	if i >= len(args) || args[i].Type() != js.TypeString {
		return ""
	}
	return args[i].String()
}
