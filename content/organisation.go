package content

// Organisation is a public body, or a body in its service, that owns or takes
// part in a system.
type Organisation struct {
	Name  Text   `yaml:"name" json:"name"`                       // EN repeats SV where the body uses no English name that we have read
	Short string `yaml:"short,omitempty" json:"short,omitempty"` // everyday form, such as SCB
	Type  string `yaml:"type" json:"type"`                       // vocabulary organisation_type
	Seat  string `yaml:"seat,omitempty" json:"seat,omitempty"`
	// MunicipalityCode is SCB's four digits, for municipalities only.
	MunicipalityCode string `yaml:"municipality_code,omitempty" json:"municipality_code,omitempty"`
	// RegisterName is the name in the list, where it is not the everyday one
	// (Stockholms kommun for Stockholms stad).
	RegisterName string `yaml:"register_name,omitempty" json:"register_name,omitempty"`
	Listed       bool   `yaml:"listed" json:"listed"` // in the list named by the file's source
	Note         *Text  `yaml:"note,omitempty" json:"note,omitempty"`
}

// organisationList is organisations.yaml.
type organisationList struct {
	Source        Text           `yaml:"source"`
	Read          string         `yaml:"read"`
	Organisations []Organisation `yaml:"organisations"`
}

// Organisations reads the public bodies, ordered as in the file.
func (l Library) Organisations() ([]Organisation, error) {
	var list organisationList
	if _, err := l.read(organisationsFile, &list); err != nil {
		return nil, err
	}
	return list.Organisations, nil
}
