package content

import (
	"embed"
	"io/fs"
)

// embedded holds one pattern per folder, so that a new pack is one more
// pattern. A pattern for a folder that does not exist fails to compile.
//
//go:embed all:architecture all:decisions all:fields all:guide all:provisions all:systems all:vocabularies all:search all:instruments
//go:embed organisations.yaml law_terms.yaml
var embedded embed.FS

// Folders and files of a content tree, relative to its root.
const (
	provisionsDir     = "provisions"
	systemsDir        = "systems"
	vocabulariesDir   = "vocabularies"
	searchDir         = "search"
	organisationsFile = "organisations.yaml"
	lawTermsFile      = "law_terms.yaml"
)

// FS returns the embedded content tree, read-only.
func FS() fs.FS { return embedded }

// Library reads the packs of one content tree. The zero value is not usable;
// take [Embedded] or [Open]. It holds no state but the tree, so every call
// decodes anew and the caller owns what it gets.
type Library struct {
	files fs.FS
}

// Embedded returns the library of the content that is built into the binary.
func Embedded() Library { return Open(embedded) }

// Open returns the library of another content tree with the same layout, such
// as a folder that an operator edits.
func Open(files fs.FS) Library { return Library{files: files} }

// Provisions reads the embedded legal sources with their provisions.
func Provisions() ([]Source, error) { return Embedded().Provisions() }

// Vocabularies reads the embedded code lists, by id.
func Vocabularies() (map[string]Vocabulary, error) { return Embedded().Vocabularies() }

// Systems reads the embedded records of real systems, ordered by id.
func Systems() ([]SystemRecord, error) { return Embedded().Systems() }

// Synonyms reads the embedded groups of words that search treats as equal.
func Synonyms() ([]SynonymGroup, error) { return Embedded().Synonyms() }

// Organisations reads the embedded list of public bodies.
func Organisations() ([]Organisation, error) { return Embedded().Organisations() }

// Decisions reads the embedded decision models with their versions, ordered by id.
func Decisions() ([]DecisionModels, error) { return Embedded().Decisions() }

// Check returns every problem in the embedded content; none means sound.
func Check() []Problem { return Embedded().Check() }
