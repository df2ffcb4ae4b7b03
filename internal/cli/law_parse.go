package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/statute"
)

type lawParseCmd struct {
	File     string `arg:"" help:"The statute's text (UTF-8, else Windows-1252) or a JSON record of the Government Offices; - is standard input."`
	JSON     bool   `name:"json" help:"Print the statute as JSON."`
	Format   string `enum:"text,json,tree" default:"text" help:"text, json, or tree: XML in the shape of ferenda's test trees."`
	At       string `help:"Only the wording in force on this day, as 2026-07-01; in a tree, the day to look from (default: today)." placeholder:"DATE"`
	SFS      string `name:"sfs" help:"The number of the act, when the text does not tell." placeholder:"NUMBER"`
	Strict   bool   `help:"Fail when the text has a place that could not be made sense of."`
	Host     string `default:"http://localhost:8000/res/" help:"In a tree: what stands before the targets of links." hidden:""`
	TermHost string `default:"https://lagen.nu/begrepp/" help:"In a tree: what stands before defined terms." hidden:""`
}

// Run prints the structure, and on the error stream the places that could not be made sense of.
func (c lawParseCmd) Run(s *session) error {
	day, err := c.day()
	if err != nil {
		return usage{err}
	}
	data, err := readUpTo(s.Stdin, c.File, maxLawText)
	if err != nil {
		return err
	}
	parsed, err := c.parse(data)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	for _, p := range parsed.Problems {
		fmt.Fprintf(s.Stderr, "%s:%v\n", c.File, p)
	}
	if err := c.print(s.Stdout, parsed, day); err != nil {
		return err
	}
	if c.Strict && parsed.Strict() != nil {
		return errSilent
	}
	return nil
}

func (c lawParseCmd) day() (date.Date, error) {
	if c.At == "" {
		return date.Date{}, nil
	}
	return date.Parse(c.At)
}

// parse reads a record when the file is JSON, else a text.
func (c lawParseCmd) parse(data []byte) (*statute.Statute, error) {
	if strings.EqualFold(filepath.Ext(c.File), ".json") || bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return statute.ParseRecord(data)
	}
	text, err := statute.Decode(data)
	if err != nil {
		return nil, err
	}
	number := c.SFS
	if number == "" && c.Format == "tree" {
		number = treeNumber
	}
	return statute.Parse(text, statute.Options{SFS: number})
}

// treeNumber is the number that ferenda's test trees give an act that has none.
const treeNumber = "9999:998"

// print writes the form that was asked for.
func (c lawParseCmd) print(w io.Writer, parsed *statute.Statute, day date.Date) error {
	if c.Format == "tree" {
		if day.IsZero() {
			day = date.Today(time.Now, time.Local)
		}
		return parsed.WriteTree(w, statute.TreeOptions{Links: lawLinks(parsed), At: day, Host: c.Host, TermHost: c.TermHost})
	}
	var shown any = parsed
	root := parsed.Root
	if !day.IsZero() {
		expression := parsed.At(day)
		root = expression.Root
		shown = lawExpression{parsed.Work, parsed.Work.StateAt(day), day, expression, parsed.Problems}
	}
	if c.JSON || c.Format == "json" {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		out.SetEscapeHTML(false)
		return out.Encode(shown)
	}
	printUnits(w, root, 0)
	return nil
}

// lawExpression is the JSON of a statute on a day.
type lawExpression struct {
	Work  statute.Work  `json:"work"`
	State statute.State `json:"state"`
	At    date.Date     `json:"at"`
	statute.Expression
	Problems []statute.Problem `json:"problems,omitempty"`
}

// printUnits prints an outline: path, times, label and the beginning of the text.
func printUnits(w io.Writer, u *statute.Unit, depth int) {
	for _, child := range u.Children {
		line := strings.Repeat("  ", depth) + strings.TrimSpace(child.Path+"  "+child.Label+" "+firstWords(child.Text))
		if strings.TrimSpace(line) == "" {
			line += child.Kind.String()
		}
		if v := child.Validity; !v.From.IsZero() {
			line += "  [from " + v.From.String() + "]"
		}
		if v := child.Validity; !v.To.IsZero() {
			line += "  [until " + v.To.String() + "]"
		}
		fmt.Fprintln(w, line)
		printUnits(w, child, depth+1)
	}
}

func firstWords(text string) string {
	const most = 70
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
