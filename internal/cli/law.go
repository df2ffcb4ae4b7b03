package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/legalref"
)

type lawCmd struct {
	Cite  lawCiteCmd  `cmd:"" help:"Find the legal citations in a text, as JSON lines."`
	Parse lawParseCmd `cmd:"" help:"Read the structure of a statute."`
}

type lawCiteCmd struct {
	File     string `arg:"" help:"Text file; - is standard input." type:"path"`
	Base     string `help:"Document that the text belongs to: the number of an act, or a target such as prop/1996/97:44. Default: 9999:999, which stands for a statute without number." placeholder:"DOC" xor:"base"`
	NoBase   bool   `help:"The text belongs to no document: resolve provisions without an act only by the act named before them." xor:"base"`
	Report   string `help:"The report meant by 'kommitténs betänkande', such as sou/1997:39." placeholder:"DOC"`
	Date     string `help:"Day the text was written, to tell acts of the same name apart." placeholder:"DATE"`
	Encoding string `help:"utf-8 or windows-1252. Default: UTF-8 where the bytes are that, else Windows-1252." placeholder:"E"`
	Sections bool   `help:"Paragraphs are separated by a line --- and share what has been named; RESET: at the start of one clears it."`
	JSON     bool   `help:"Print JSON lines. This is the default." xor:"form"`
	Text     bool   `help:"Print a table for people." xor:"form"`
}

// maxLawText is the largest text that is read.
const maxLawText = 256 << 20

// citation is a reference as it is printed. Offsets are of the bytes read; runes and UTF-16 units count the decoded text.
type citation struct {
	Start   int             `json:"start"`
	End     int             `json:"end"`
	Text    string          `json:"text"`
	Target  legalref.Target `json:"target"`
	Kind    legalref.Kind   `json:"kind"`
	Display string          `json:"display"`
	Runes   citationSpan    `json:"runes"`
	UTF16   citationSpan    `json:"utf16"`
	Section int             `json:"section,omitempty"`
}

type citationSpan struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Run finds the citations of a text. It needs neither database nor index.
func (c lawCiteCmd) Run(s *session) error {
	options, err := c.options()
	if err != nil {
		return usage{err}
	}
	encoding, err := legalref.ParseEncoding(c.Encoding)
	if err != nil {
		return usage{fmt.Errorf("--encoding: %w", err)}
	}
	text, err := c.read(s, encoding)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	out := bufio.NewWriter(s.Stdout)
	write := jsonWriter(out)
	if c.Text {
		write = textWriter(out)
	}
	if err := c.cite(text, options, write); err != nil {
		return err
	}
	return out.Flush()
}

func (c lawCiteCmd) options() (o legalref.Options, err error) {
	o.Base = legalref.Current()
	if c.NoBase {
		o.Base = legalref.Target{}
	}
	if c.Base != "" {
		if o.Base, err = lawDocument(c.Base); err != nil {
			return o, fmt.Errorf("--base: %w", err)
		}
	}
	if c.Report != "" {
		if o.Report, err = lawDocument(c.Report); err != nil {
			return o, fmt.Errorf("--report: %w", err)
		}
	}
	if c.Date != "" {
		if o.Date, err = date.Parse(c.Date); err != nil {
			return o, fmt.Errorf("--date: %w", err)
		}
	}
	return o, nil
}

// lawDocument reads the number of an act, or a target.
func lawDocument(text string) (legalref.Target, error) {
	if text[0] >= '0' && text[0] <= '9' {
		return legalref.ParseAct(text)
	}
	return legalref.ParseTarget(text)
}

func (c lawCiteCmd) read(s *session, encoding legalref.Encoding) (legalref.Decoded, error) {
	file, err := s.open(c.File)
	if err != nil {
		return legalref.Decoded{}, err
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, maxLawText+1))
	if err != nil {
		return legalref.Decoded{}, err
	}
	if len(data) > maxLawText {
		return legalref.Decoded{}, fmt.Errorf("the text is larger than %d MB; split it", maxLawText>>20)
	}
	return legalref.Decode(data, encoding)
}

// cite finds the citations, section by section where the text has sections.
func (c lawCiteCmd) cite(text legalref.Decoded, options legalref.Options, write func(citation) error) error {
	reader := legalref.NewReader(options)
	parts := [][2]int{{0, len(text.Text)}}
	if c.Sections {
		parts = sections(text.Text)
	}
	at, runes, units := 0, 0, 0
	for n, part := range parts {
		body := text.Text[part[0]:part[1]]
		if c.Sections && strings.HasPrefix(body, "RESET:") {
			reader.Reset()
		}
		skipped := text.Text[at:part[0]]
		runes, units, at = runes+utf8.RuneCountInString(skipped), units+utf16Count(skipped), part[0]
		for _, r := range reader.Find(body) {
			one := citation{
				Start: text.Source(part[0] + r.Start), End: text.Source(part[0] + r.End), Text: r.Text,
				Target: r.Target, Kind: r.Target.Kind(), Display: r.Target.Display(),
				Runes: citationSpan{runes + r.Runes.Start, runes + r.Runes.End},
				UTF16: citationSpan{units + r.UTF16.Start, units + r.UTF16.End},
			}
			if c.Sections {
				one.Section = n + 1
			}
			if err := write(one); err != nil {
				return err
			}
		}
	}
	return nil
}

// sections are the parts of a text between lines that hold only ---.
func sections(text string) [][2]int {
	var parts [][2]int
	start, at := 0, 0
	for line := range strings.Lines(text) {
		if strings.TrimRight(line, "\r\n") == "---" {
			parts = append(parts, [2]int{start, at})
			start = at + len(line)
		}
		at += len(line)
	}
	return append(parts, [2]int{start, len(text)})
}

// utf16Count is the length of a text in 16-bit units.
func utf16Count(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

func jsonWriter(w io.Writer) func(citation) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return func(c citation) error { return encoder.Encode(c) }
}

func textWriter(w io.Writer) func(citation) error {
	return func(c citation) error {
		_, err := fmt.Fprintf(w, "%8d  %-40s  %s\n", c.Start, strings.Join(strings.Fields(c.Text), " "), c.Target)
		return err
	}
}
