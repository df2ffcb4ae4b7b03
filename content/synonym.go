package content

// SynonymGroup is a set of words and phrases that search treats as equal.
// Matching is by whole word, in any case, after the language's own folding;
// that is the index's business.
type SynonymGroup struct {
	ID string `yaml:"id" json:"id"`
	// Kind is concept (a thing with many names), abbreviation, or organisation
	// (everyday forms of a body's name).
	Kind string   `yaml:"kind" json:"kind"`
	SV   []string `yaml:"sv" json:"sv"`
	EN   []string `yaml:"en,omitempty" json:"en,omitempty"`
	// Narrower words find the group, but a search for the group's own words does
	// not find them: "BERT" is a language model, not every language model is BERT.
	Narrower []string `yaml:"narrower,omitempty" json:"narrower,omitempty"`
}

// Terms returns every equal word of the group, Swedish first.
func (g SynonymGroup) Terms() []string {
	return append(append([]string{}, g.SV...), g.EN...)
}

// synonymFile is a file under search/.
type synonymFile struct {
	Groups []SynonymGroup `yaml:"groups"`
}

// Synonyms reads all groups, in file order.
func (l Library) Synonyms() ([]SynonymGroup, error) {
	files, err := readAll[synonymFile](l, searchDir)
	if err != nil {
		return nil, err
	}
	var out []SynonymGroup
	for _, file := range files {
		out = append(out, file.value.Groups...)
	}
	return out, nil
}
