package law

import (
	"fmt"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/document"
)

// ReadModel reads the law of a compiled model and of all that it imports. The error is that of a file that [document.Parse] refuses.
func ReadModel(m *dmn.Model) (Law, []Problem, error) { return ofModel(m, Read) }

// CheckModel is [ReadModel] with what [Check] finds wrong in each of the files.
func CheckModel(m *dmn.Model) (Law, []Problem, error) { return ofModel(m, Check) }

func ofModel(m *dmn.Model, read func(*document.Document) (Law, []Problem)) (Law, []Problem, error) {
	doc, err := document.Parse(m.Definitions().Source)
	if err != nil {
		return Law{}, nil, err
	}
	law, problems := read(doc)
	for _, d := range m.Imported() {
		doc, err := document.Parse(d.Source)
		if err != nil {
			return Law{}, nil, fmt.Errorf("the imported model %q: %w", d.Namespace, err)
		}
		imported, found := read(doc)
		for _, p := range found {
			p.File = d.Namespace
			problems = append(problems, p)
		}
		if imported.IsZero() {
			continue
		}
		if law.Imported == nil {
			law.Imported = map[string]Law{}
		}
		law.Imported[d.Namespace] = imported
	}
	return law, problems, nil
}
