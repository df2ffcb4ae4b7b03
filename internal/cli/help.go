package cli

import (
	"bytes"
	_ "embed" // the Swedish words of the help
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// helpSV has the Swedish words for every text of the grammar, by the English: the grammar itself stands in struct tags, in one language.
//
//go:embed help_sv.json
var helpSV []byte

// inSwedish puts the help of all commands, flags and arguments into Swedish.
func inSwedish(model *kong.Application) error {
	var words map[string]string
	if err := json.Unmarshal(helpSV, &words); err != nil {
		return fmt.Errorf("cli: help_sv.json: %w", err)
	}
	return helpTexts(model, func(text *string) {
		if sv, ok := words[*text]; ok {
			*text = sv
		}
	})
}

// helpTexts gives every text of the grammar to do.
func helpTexts(model *kong.Application, do func(text *string)) error {
	return kong.Visit(model, func(at kong.Visitable, next kong.Next) error {
		switch n := at.(type) {
		case *kong.Application:
			do(&n.Help)
		case *kong.Node:
			do(&n.Help)
		case *kong.Flag:
			do(&n.Help)
		case *kong.Value:
			do(&n.Help)
		}
		return next(nil)
	})
}

// printSwedish prints kong's help with its own few words in Swedish too.
func printSwedish(options kong.HelpOptions, ctx *kong.Context) error {
	var text bytes.Buffer
	out := ctx.Stdout
	ctx.Stdout = &text
	err := kong.DefaultHelpPrinter(options, ctx)
	ctx.Stdout = out
	if err != nil {
		return err
	}
	words := strings.NewReplacer(
		"Usage: tillit", "Så här: tillit", "\nFlags:\n", "\nFlaggor:\n", "\nCommands:\n", "\nKommandon:\n", "\nArguments:\n", "\nArgument:\n",
		"[flags]", "[flaggor]", "<command>", "<kommando>",
		`Run "tillit`, `Skriv "tillit`, `" for more information on a command.`, `" för att läsa mer om ett kommando.`,
	)
	_, err = io.WriteString(out, words.Replace(text.String()))
	return err
}
