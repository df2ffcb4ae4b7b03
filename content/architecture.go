package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// Files of the reference architecture, relative to the tree's root.
const (
	architectureDir  = "architecture"
	architectureFile = architectureDir + "/architecture.yaml"
	blocksDir        = architectureDir + "/blocks"
	productsFile     = architectureDir + "/products.yaml"
	patternsFile     = architectureDir + "/patterns.yaml"
	nationalFile     = architectureDir + "/national.yaml"
)

// Architecture is the reference architecture: what an AI platform for a public
// body consists of, ways to put it together, and what can fill it.
type Architecture struct {
	Updated     string               `yaml:"updated" json:"updated"`           // YYYY-MM-DD
	Title       Text                 `yaml:"title" json:"title"`               // of the whole
	Lead        Text                 `yaml:"lead" json:"lead"`                 // one or two sentences
	OwnProposal Text                 `yaml:"own_proposal" json:"own_proposal"` // whose division it is
	Layers      []Layer              `yaml:"layers" json:"layers"`             // from the top of the picture down
	Zones       []Zone               `yaml:"zones" json:"zones"`               // from open to outside
	Traits      []Trait              `yaml:"traits" json:"traits"`             // what makes a system need a block
	Context     []Neighbour          `yaml:"context" json:"context"`
	Sources     []ArchitectureSource `yaml:"sources" json:"sources"`

	Blocks   []Block   `yaml:"-" json:"blocks"` // layer by layer
	Products []Product `yaml:"-" json:"products"`
	// ProductsRead is the day the licences were read, YYYY-MM-DD.
	ProductsRead string    `yaml:"-" json:"products_read"`
	Patterns     []Pattern `yaml:"-" json:"patterns"`
	National     National  `yaml:"-" json:"national"`
}

// Layer is a row of the architecture.
type Layer struct {
	ID      string `yaml:"id" json:"id"`
	Name    Text   `yaml:"name" json:"name"`
	Purpose Text   `yaml:"purpose" json:"purpose"`
}

// Zone is a security zone by class of information.
type Zone struct {
	ID      string `yaml:"id" json:"id"`
	Letter  string `yaml:"letter" json:"letter"` // one letter, for pictures that must not rest on colour
	Name    Text   `yaml:"name" json:"name"`
	Meaning Text   `yaml:"meaning" json:"meaning"`
}

// Trait is a FEEL condition over a system's record, with the sentence that
// tells its reader why a block is needed when the condition holds.
type Trait struct {
	ID   string `yaml:"id" json:"id"`
	When string `yaml:"when" json:"when"`
	Why  Text   `yaml:"why" json:"why"`
}

// Neighbour is a person or a system around the platform.
type Neighbour struct {
	ID    string   `yaml:"id" json:"id"`
	Kind  string   `yaml:"kind" json:"kind"` // person or system
	Name  Text     `yaml:"name" json:"name"`
	To    *Text    `yaml:"to,omitempty" json:"to,omitempty"`     // what it gives the platform
	From  *Text    `yaml:"from,omitempty" json:"from,omitempty"` // what it gets
	Meets []string `yaml:"meets" json:"meets"`                   // the blocks where it does
}

// ArchitectureSource is a publication that the architecture leans on.
type ArchitectureSource struct {
	ID        string `yaml:"id" json:"id"`
	Title     string `yaml:"title" json:"title"`
	Publisher Text   `yaml:"publisher" json:"publisher"`
	URL       string `yaml:"url" json:"url"`
	Read      string `yaml:"read" json:"read"`         // YYYY-MM-DD
	Strength  string `yaml:"strength" json:"strength"` // primary or secondary
	UsedFor   Text   `yaml:"used_for" json:"used_for"`
}

// Block is a building block (byggblock).
type Block struct {
	ID        string   `yaml:"id" json:"id"`
	Layer     string   `yaml:"-" json:"layer"`
	Name      Text     `yaml:"name" json:"name"`
	Purpose   Text     `yaml:"purpose" json:"purpose"`
	Takes     Text     `yaml:"takes" json:"takes"` // what goes in
	Gives     Text     `yaml:"gives" json:"gives"` // what comes out
	Demands   []Text   `yaml:"demands" json:"demands"`
	Risks     []Text   `yaml:"risks" json:"risks"`
	Zones     []string `yaml:"zones" json:"zones"` // ids of zones it may stand in
	ZoneNote  *Text    `yaml:"zone_note,omitempty" json:"zone_note,omitempty"`
	Tags      []string `yaml:"tags" json:"tags"`             // ethical, secure, reliable, transparent
	NeededFor []string `yaml:"needed_for" json:"needed_for"` // traits, any of which makes it needed
	// SeenWhen is met by a system that has the block in place, where the platform itself can see it.
	SeenWhen *Condition `yaml:"seen_when,omitempty" json:"seen_when,omitempty"`
	Flows    []Flow     `yaml:"flows" json:"flows"`
	// Provisions are canonical targets.
	Provisions []string `yaml:"provisions,omitempty" json:"provisions,omitempty"`
	Guide      []string `yaml:"guide" json:"guide"` // steps of the guide
	Tillit     Filling  `yaml:"tillit" json:"tillit"`
}

// Flow is what a block hands to another.
type Flow struct {
	To   string `yaml:"to" json:"to"`
	What Text   `yaml:"what" json:"what"`
}

// Filling tells how far Tillit itself fills a block: whole, part, planned or none.
type Filling struct {
	Fills string `yaml:"fills" json:"fills"`
	How   Text   `yaml:"how" json:"how"`
}

// Product is an open product that can fill blocks: a candidate, not advice.
type Product struct {
	ID          string   `yaml:"id" json:"id"`
	Name        string   `yaml:"name" json:"name"`
	Repository  string   `yaml:"repository" json:"repository"`
	Licence     string   `yaml:"licence" json:"licence"` // SPDX id, or LicenseRef
	OpenSource  bool     `yaml:"open_source" json:"open_source"`
	LicenceRead string   `yaml:"licence_read" json:"licence_read"` // file, or older_file: confirm before use
	LastCommit  string   `yaml:"last_commit,omitempty" json:"last_commit,omitempty"`
	Language    string   `yaml:"language,omitempty" json:"language,omitempty"`
	Fills       []string `yaml:"fills" json:"fills"` // blocks
	PublicBody  *Text    `yaml:"public_body,omitempty" json:"public_body,omitempty"`
	Note        *Text    `yaml:"note,omitempty" json:"note,omitempty"`
}

// Pattern is a way to put blocks together.
type Pattern struct {
	ID         string     `yaml:"id" json:"id"`
	Name       Text       `yaml:"name" json:"name"`
	Summary    Text       `yaml:"summary" json:"summary"`
	UseWhen    []Text     `yaml:"use_when" json:"use_when"`
	NotWhen    []Text     `yaml:"not_when" json:"not_when"`
	Risks      []Text     `yaml:"risks" json:"risks"`
	Zones      []string   `yaml:"zones" json:"zones"`
	Blocks     []string   `yaml:"blocks" json:"blocks"`
	Provisions []string   `yaml:"provisions" json:"provisions"`
	Guide      []string   `yaml:"guide" json:"guide"`
	Evidence   []Evidence `yaml:"evidence,omitempty" json:"evidence,omitempty"`
}

// Evidence is something that happened, with where it stands.
type Evidence struct {
	Text     Text   `yaml:"text" json:"text"`
	Title    string `yaml:"title" json:"title"`
	URL      string `yaml:"url" json:"url"`
	Read     string `yaml:"read" json:"read"`
	Strength string `yaml:"strength" json:"strength"`
}

// National is the mapping to the national digital infrastructure.
type National struct {
	Read     string          `yaml:"read" json:"read"`
	LeadYear int             `yaml:"lead_year" json:"lead_year"` // the year of the lead bodies
	Note     Text            `yaml:"note" json:"note"`
	Blocks   []NationalBlock `yaml:"blocks" json:"blocks"`
}

// NationalBlock is one of its building blocks. State is nil where none is known.
type NationalBlock struct {
	ID       string   `yaml:"id" json:"id"`
	Name     Text     `yaml:"name" json:"name"`
	Category Text     `yaml:"category" json:"category"`
	Lead     string   `yaml:"lead" json:"lead"`
	Known    int      `yaml:"known,omitempty" json:"known,omitempty"` // year of the last known state
	State    *Text    `yaml:"state,omitempty" json:"state,omitempty"`
	Source   string   `yaml:"source,omitempty" json:"source,omitempty"`
	MapsTo   []string `yaml:"maps_to" json:"maps_to"`
}

// blockFile, productFile and patternFile are the files as they lie.
type (
	blockFile struct {
		Layer  string  `yaml:"layer" json:"layer"`
		Blocks []Block `yaml:"blocks" json:"blocks"`
	}
	productFile struct {
		Read     string    `yaml:"read" json:"read"`
		Products []Product `yaml:"products" json:"products"`
	}
	patternFile struct {
		Patterns []Pattern `yaml:"patterns" json:"patterns"`
	}
)

// ReferenceArchitecture reads the embedded reference architecture.
func ReferenceArchitecture() (Architecture, error) { return Embedded().Architecture() }

// Architecture reads the reference architecture. Faults in the form of its
// files come as a [DecodeError].
func (l Library) Architecture() (Architecture, error) {
	files, err := l.architectureFiles()
	if err != nil {
		return Architecture{}, err
	}
	return files.join(), nil
}

// architectureFiles are the files with their lines, for the checks.
type architectureFiles struct {
	main     loaded[Architecture]
	blocks   []loaded[blockFile]
	products loaded[productFile]
	patterns loaded[patternFile]
	national loaded[National]
}

func (l Library) architectureFiles() (f architectureFiles, err error) {
	if f.main, err = readOne[Architecture](l, architectureFile); err != nil {
		return f, err
	}
	for _, layer := range f.main.value.Layers {
		file, err := readOne[blockFile](l, path.Join(blocksDir, layer.ID+".yaml"))
		if err != nil {
			return f, err
		}
		f.blocks = append(f.blocks, file)
	}
	if f.products, err = readOne[productFile](l, productsFile); err != nil {
		return f, err
	}
	if f.patterns, err = readOne[patternFile](l, patternsFile); err != nil {
		return f, err
	}
	f.national, err = readOne[National](l, nationalFile)
	return f, err
}

func readOne[T any](l Library, file string) (loaded[T], error) {
	var value T
	doc, err := l.read(file, &value)
	return loaded[T]{document: doc, value: value}, err
}

func (f architectureFiles) join() Architecture {
	a := f.main.value
	for _, file := range f.blocks {
		for _, b := range file.value.Blocks {
			b.Layer = file.value.Layer
			a.Blocks = append(a.Blocks, b)
		}
	}
	a.Products, a.ProductsRead = f.products.value.Products, f.products.value.Read
	a.Patterns, a.National = f.patterns.value.Patterns, f.national.value
	return a
}

// hasArchitecture tells whether the tree holds a reference architecture. One
// that an operator edits need not.
func (l Library) hasArchitecture() (bool, error) {
	_, err := fs.Stat(l.files, architectureDir)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("content: look for %s: %w", architectureDir, err)
	}
	return true, nil
}

// Block finds a block by its id.
func (a Architecture) Block(id string) (Block, bool) {
	for _, b := range a.Blocks {
		if b.ID == id {
			return b, true
		}
	}
	return Block{}, false
}

// Pattern finds a pattern by its id.
func (a Architecture) Pattern(id string) (Pattern, bool) {
	for _, p := range a.Patterns {
		if p.ID == id {
			return p, true
		}
	}
	return Pattern{}, false
}

// In lists the blocks of a layer, in order.
func (a Architecture) In(layer string) []Block {
	var out []Block
	for _, b := range a.Blocks {
		if b.Layer == layer {
			out = append(out, b)
		}
	}
	return out
}

// Into lists the flows that reach a block, by the block they come from.
func (a Architecture) Into(id string) map[string]Flow {
	out := map[string]Flow{}
	for _, b := range a.Blocks {
		for _, flow := range b.Flows {
			if flow.To == id {
				out[b.ID] = flow
			}
		}
	}
	return out
}

// ProductsFor lists the products that can fill a block, in file order.
func (a Architecture) ProductsFor(block string) []Product {
	var out []Product
	for _, p := range a.Products {
		for _, fills := range p.Fills {
			if fills == block {
				out = append(out, p)
				break
			}
		}
	}
	return out
}

// QualityTags are the qualities that blocks, steps and demands are tagged by.
func QualityTags() []string { return slices.Clone(qualityTags) }

// Layer finds a layer by its id.
func (a Architecture) Layer(id string) (Layer, bool) {
	for _, l := range a.Layers {
		if l.ID == id {
			return l, true
		}
	}
	return Layer{}, false
}

// Zone finds a zone by its id.
func (a Architecture) Zone(id string) (Zone, bool) {
	for _, z := range a.Zones {
		if z.ID == id {
			return z, true
		}
	}
	return Zone{}, false
}
