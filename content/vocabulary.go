package content

// Vocabulary is a code list. Codes are stable English snake_case and are what
// is stored and exchanged; labels may be improved at any time.
type Vocabulary struct {
	ID     string            `yaml:"id" json:"id"`
	Title  Text              `yaml:"title" json:"title"`
	Note   *Text             `yaml:"note,omitempty" json:"note,omitempty"`
	Groups []VocabularyGroup `yaml:"groups,omitempty" json:"groups,omitempty"`
	Codes  []Code            `yaml:"codes" json:"codes"`
}

// VocabularyGroup gathers codes under a heading.
type VocabularyGroup struct {
	ID    string `yaml:"id" json:"id"`
	Label Text   `yaml:"label" json:"label"`
}

// Code is one entry of a vocabulary.
type Code struct {
	Code  string `yaml:"code" json:"code"`
	Label Text   `yaml:"label" json:"label"`
	Note  *Text  `yaml:"note,omitempty" json:"note,omitempty"`
	Group string `yaml:"group,omitempty" json:"group,omitempty"` // id of a group of the same vocabulary
	// Maps gives the peer formats' own words for the code, by format: nl-1.0,
	// us-2025, us-2024, uk-atrs, eu-annex-viii, cofog, spdx. A format without a word of
	// its own for the code is left out.
	Maps       map[string]string `yaml:"maps,omitempty" json:"maps,omitempty"`
	Provisions []string          `yaml:"provisions,omitempty" json:"provisions,omitempty"` // canonical targets that define the code
}

// Has tells whether the vocabulary holds the code.
func (v Vocabulary) Has(code string) bool {
	_, ok := v.Find(code)
	return ok
}

// Find returns the entry of the code.
func (v Vocabulary) Find(code string) (Code, bool) {
	for _, entry := range v.Codes {
		if entry.Code == code {
			return entry, true
		}
	}
	return Code{}, false
}

// Vocabularies reads all code lists, by id.
func (l Library) Vocabularies() (map[string]Vocabulary, error) {
	files, err := readAll[Vocabulary](l, vocabulariesDir)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Vocabulary, len(files))
	for _, file := range files {
		out[file.value.ID] = file.value
	}
	return out, nil
}
