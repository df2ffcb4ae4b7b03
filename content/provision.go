package content

// Verification tells how far the wording behind a provision's sentence was read.
type Verification string

const (
	// VerifiedFull means that the whole section or article was read.
	VerifiedFull Verification = "full"
	// VerifiedPartial means that the text was read in part, in a cut-off copy,
	// or in its wording before a later amendment. Its note says which.
	VerifiedPartial Verification = "partial"
)

// Source is a legal source (rättskälla): a statute, an ordinance or an EU act,
// with the provisions of it that Tillit points at.
type Source struct {
	ID           string      `yaml:"id" json:"id"`                     // canonical: sfs/2017:900, celex/32016R0679
	Title        Text        `yaml:"title" json:"title"`               // short title, with its number
	Abbreviation Text        `yaml:"abbreviation" json:"abbreviation"` // FL; GDPR
	Link         string      `yaml:"link" json:"link"`                 // official page
	Read         ReadState   `yaml:"read" json:"read"`
	Provisions   []Provision `yaml:"provisions" json:"provisions"`
}

// ReadState says which copy of the source was read, and when it was current.
type ReadState struct {
	Checked string `yaml:"checked" json:"checked"` // the day the facts were written, YYYY-MM-DD
	Copy    Text   `yaml:"copy" json:"copy"`       // what was read and to which amendment it reaches
}

// Provision is a place in a source, with a few short sentences of our own on
// what it says. They are no substitute for the wording: show the link beside it.
type Provision struct {
	Target string `yaml:"target" json:"target"` // canonical: sfs/2017:900#P28S1
	// Also lists further canonical targets that the same sentences cover, such
	// as the sections that follow when label says "16–18 §§".
	Also  []string `yaml:"also,omitempty" json:"also,omitempty"`
	Label Text     `yaml:"label" json:"label"` // as a lawyer writes it
	SV    string   `yaml:"sv" json:"sv"`
	EN    string   `yaml:"en" json:"en"`
	// ValidFrom and ValidTo are days, YYYY-MM-DD, and empty when not known.
	// For an article of an EU act ValidFrom is the day it applies from.
	ValidFrom string `yaml:"valid_from,omitempty" json:"valid_from,omitempty"`
	ValidTo   string `yaml:"valid_to,omitempty" json:"valid_to,omitempty"`
	// DisputedFrom holds the other days that serious readings give for
	// ValidFrom. Show them beside it, and DateNote with them.
	DisputedFrom []string     `yaml:"disputed_from,omitempty" json:"disputed_from,omitempty"`
	DateNote     *Text        `yaml:"date_note,omitempty" json:"date_note,omitempty"`
	Wording      string       `yaml:"wording,omitempty" json:"wording,omitempty"` // latest amending act seen at the provision
	Verification Verification `yaml:"verification" json:"verification"`
	Note         *Text        `yaml:"note,omitempty" json:"note,omitempty"` // what was not read, when partial
}

// Targets returns the target and every further target of the provision.
func (p Provision) Targets() []string {
	return append([]string{p.Target}, p.Also...)
}

// Provisions reads all sources, in file order. Faults in the form of the files
// come as a [DecodeError]; [Library.Check] finds the rest.
func (l Library) Provisions() ([]Source, error) {
	files, err := readAll[Source](l, provisionsDir)
	if err != nil {
		return nil, err
	}
	return values(files), nil
}

func values[T any](files []loaded[T]) []T {
	out := make([]T, len(files))
	for i, file := range files {
		out[i] = file.value
	}
	return out
}

// ProvisionIndex finds provisions by their canonical targets.
type ProvisionIndex map[string]Provision

// IndexProvisions builds the index of every target of every source.
func IndexProvisions(sources []Source) ProvisionIndex {
	index := ProvisionIndex{}
	for _, source := range sources {
		for _, provision := range source.Provisions {
			for _, target := range provision.Targets() {
				index[target] = provision
			}
		}
	}
	return index
}

// Resolve returns the provision that covers exactly the target.
func (x ProvisionIndex) Resolve(target string) (Provision, bool) {
	provision, ok := x[target]
	return provision, ok
}
