package instrument

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"go.yaml.in/yaml/v3"
)

// Load reads and checks the pack at path in fsys. See [Parse].
func Load(fsys fs.FS, path string, settings ...Setting) (*Pack, error) {
	data, err := readFile(fsys, path, settingsOf(settings).limits.PackBytes)
	if err != nil {
		return nil, fmt.Errorf("instrument: read pack: %w", err)
	}
	return Parse(path, data, settings...)
}

// readFile reads one byte more than the limit, so that Parse can say that it is too large.
func readFile(fsys fs.FS, path string, limit int) ([]byte, error) {
	file, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(file, int64(limit)+1))
	return data, errors.Join(err, file.Close())
}

// Parse reads, checks and compiles a pack; name is used in messages. When anything is wrong
// the error is [Problems] with every problem found, warnings included, each with its place.
// The warnings of a sound pack are in [Pack.Warnings].
func Parse(name string, data []byte, settings ...Setting) (*Pack, error) {
	pack, problems, err := parse(name, data, settingsOf(settings))
	if err != nil {
		return nil, err
	}
	if len(problems.Errors()) > 0 {
		return nil, problems
	}
	pack.warnings = problems
	return pack, nil
}

// Check gives everything that is wrong or odd in a pack, in the order of the file.
func Check(name string, data []byte, settings ...Setting) (Problems, error) {
	_, problems, err := parse(name, data, settingsOf(settings))
	return problems, err
}

func parse(name string, data []byte, settings settings) (*Pack, Problems, error) {
	report := &reporter{file: name, limit: settings.limits.Problems}
	tree := readTree(data, settings.limits, report)
	if tree == nil {
		return nil, report.result(), nil
	}
	if err := checkSchema(tree.root, report); err != nil {
		return nil, nil, err
	}
	pack, ok := decode(tree.root, report)
	if !ok {
		return nil, report.result(), nil
	}
	sum := sha256.Sum256(data)
	pack.hash = hex.EncodeToString(sum[:])
	checkStructure(pack, settings, report)
	compilePack(pack, newSourceMap(data, tree), settings, report)
	return pack, report.result(), nil
}

// decode turns the tree into a pack. What the schema has complained of already is left out,
// so that the rest can still be checked.
func decode(root *yaml.Node, report *reporter) (*Pack, bool) {
	pack := &Pack{byID: map[string]int{}}
	err := root.Decode(pack)
	var typeError *yaml.TypeError
	switch {
	case err == nil:
	case errors.As(err, &typeError), report.failed():
		if !report.failed() {
			at, message := yamlError(err)
			report.addAt(at, "", codeYAML, message)
		}
		if root.Kind != yaml.MappingNode {
			return nil, false
		}
	default:
		at, message := yamlError(err)
		report.addAt(at, "", codeYAML, message)
		return nil, false
	}
	complete(pack)
	return pack, true
}

// complete fills in what a pack may leave out.
func complete(pack *Pack) {
	for i := range pack.Questions {
		q := &pack.Questions[i]
		completeQuestion(q)
		for j := range q.Findings {
			completeFinding(q, &q.Findings[j])
		}
		for j := range q.Fields {
			completeQuestion(&q.Fields[j])
		}
		if _, taken := pack.byID[q.ID]; !taken {
			pack.byID[q.ID] = i
		}
	}
}

func completeQuestion(q *Question) {
	if q.Version == 0 {
		q.Version = 1
	}
	q.DoNotKnow = q.Type != TypeInformation
	if q.AllowUnknown != nil {
		q.DoNotKnow = *q.AllowUnknown
	}
}

// completeFinding gives a finding under a question its id and the question's provisions.
func completeFinding(q *Question, f *AnswerFinding) {
	if f.ID == "" {
		f.ID = q.ID + "_"
		for _, trigger := range f.On {
			f.ID += "_" + trigger
		}
	}
	if f.Provisions == nil {
		f.Provisions = q.Provisions
	}
}
