package catalogue

import (
	"bytes"
	"encoding/json"
	"sync"

	"github.com/tillit-se/tillit/content"
)

// Files are the architecture as files, each written when it is first asked for
// and kept: they change only with the program. They are safe for concurrent
// use, and their bytes are not to be changed.
type Files struct {
	archiMate, json func() ([]byte, error)
	markdown        map[string]func() ([]byte, error) // by language
}

// NewFiles makes the files of an architecture that cites these legal sources.
func NewFiles(a content.Architecture, sources []content.Source) *Files {
	f := &Files{
		archiMate: once(func(b *bytes.Buffer) error { return WriteArchiMate(b, a, sources) }),
		json:      once(func(b *bytes.Buffer) error { return writeJSON(b, a) }),
		markdown:  map[string]func() ([]byte, error){},
	}
	for _, language := range [...]string{"sv", "en"} {
		f.markdown[language] = once(func(b *bytes.Buffer) error { return WriteMarkdown(b, a, sources, language) })
	}
	return f
}

func once(write func(*bytes.Buffer) error) func() ([]byte, error) {
	return sync.OnceValues(func() ([]byte, error) {
		var b bytes.Buffer
		err := write(&b)
		return b.Bytes(), err
	})
}

func writeJSON(b *bytes.Buffer, a content.Architecture) error {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(a)
}

// ArchiMate is the model exchange file.
func (f *Files) ArchiMate() ([]byte, error) { return f.archiMate() }

// JSON is the data.
func (f *Files) JSON() ([]byte, error) { return f.json() }

// Markdown is the text in a language; one that is neither sv nor en gives the
// Swedish.
func (f *Files) Markdown(language string) ([]byte, error) {
	if write, ok := f.markdown[language]; ok {
		return write()
	}
	return f.markdown["sv"]()
}
