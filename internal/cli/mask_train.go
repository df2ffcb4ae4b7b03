package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/tillit-se/tillit/kit/mask/score"
	"github.com/tillit-se/tillit/kit/mask/tagger"
	"github.com/tillit-se/tillit/kit/mask/train"
)

// maskTrainCmd makes a model for the tagger of names. The command group mask holds it.
type maskTrainCmd struct {
	Corpus     []string `required:"" help:"Corpus with names marked: a token and a tag per line, empty lines between sentences." placeholder:"FILE" type:"existingfile"`
	Prose      []string `help:"Texts or folders of texts (.md, .txt), such as statutes: names are put into sentences that hold none." placeholder:"PATH" type:"path"`
	Out        string   `required:"" help:"Where the model is written." placeholder:"MODEL" type:"path"`
	Seed       uint64   `default:"1" help:"The same seed, files and options make the same model." placeholder:"N"`
	Epochs     int      `help:"Passes over the texts. Default: 6." placeholder:"N"`
	Written    int      `help:"Texts written from templates; -1 is none. Default: 12 000, and two thirds as many without persons." placeholder:"N"`
	Bits       int      `help:"Size of the model: 8 bytes times 2 to this. Default: 19." placeholder:"N"`
	HoldOut    bool     `help:"Keep every seventh block of a hundred sentences from training, and measure on it."`
	KeepLabels bool     `help:"Take the labels of the corpus as they are, also where a person was forgotten."`
}

// Run trains, writes the model, and measures it when some of the corpus was kept for that.
func (c maskTrainCmd) Run(s *session) error {
	if c.Epochs < 0 || c.Epochs > 100 || c.Bits < 0 || c.Bits > 20 {
		return usage{errors.New("--epochs should be from 1 to 100, --bits from 4 to 20")}
	}
	corpus, err := readCorpora(c.Corpus)
	if err != nil {
		return err
	}
	prose, err := readProse(c.Prose)
	if err != nil {
		return err
	}
	var held []score.Document
	if c.HoldOut {
		corpus, held = train.Split(corpus)
	}
	start := time.Now()
	data, report, err := train.Model(corpus, prose, train.Options{
		Seed: c.Seed, Epochs: c.Epochs, Bits: c.Bits, Written: c.Written, KeepLabels: c.KeepLabels,
		Progress: func(step string, done, of int) { fmt.Fprintf(s.Stderr, "%s: %d of %d\n", step, done, of) },
	})
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Out, data, 0o644); err != nil { //nolint:gosec // a model is no secret
		return fmt.Errorf("cannot write the model: %w", err)
	}
	fmt.Fprintf(s.Stdout, "%s: %d bytes, from %d sentences of the corpus (%d names mended), %d of prose, %d texts in all, in %.0f s\n",
		c.Out, len(data), report.Corpus, report.Mended, report.Prose, report.Total, time.Since(start).Seconds())
	if len(held) == 0 {
		return nil
	}
	model, err := tagger.Decode(data)
	if err != nil {
		return err
	}
	return train.Curve(s.Stdout, model, held)
}

func readCorpora(paths []string) ([]score.Document, error) {
	var all []score.Document
	for _, path := range paths {
		docs, err := readFile(path, score.ReadIOB2)
		if err != nil {
			return nil, err
		}
		all = append(all, docs...)
	}
	return all, nil
}

// maxProse is how many sentences of prose are used: more make the names of the corpus count for less.
const maxProse = 4000

func readProse(paths []string) ([]string, error) {
	var all []string
	for _, root := range paths {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path != root && filepath.Ext(path) != ".md" && filepath.Ext(path) != ".txt" {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			all = append(all, train.Sentences(string(text))...)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("cannot read the prose: %w", err)
		}
	}
	return train.Thin(all, maxProse), nil
}

// readFile opens a file for read and names it in errors.
func readFile[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	var none T
	file, err := os.Open(path)
	if err != nil {
		return none, err
	}
	defer func() { _ = file.Close() }()
	got, err := read(file)
	if err != nil {
		return none, fmt.Errorf("%s: %w", path, err)
	}
	return got, nil
}
