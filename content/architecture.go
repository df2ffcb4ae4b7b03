package content

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
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
	Updated     string               `yaml:"updated"`      // YYYY-MM-DD
	Title       Text                 `yaml:"title"`        // of the whole
	Lead        Text                 `yaml:"lead"`         // one or two sentences
	OwnProposal Text                 `yaml:"own_proposal"` // whose division it is
	Layers      []Layer              `yaml:"layers"`       // from the top of the picture down
	Zones       []Zone               `yaml:"zones"`        // from open to outside
	Traits      []Trait              `yaml:"traits"`       // what makes a system need a block
	Context     []Neighbour          `yaml:"context"`
	Sources     []ArchitectureSource `yaml:"sources"`

	Blocks   []Block   `yaml:"-"` // layer by layer
	Products []Product `yaml:"-"`
	// ProductsRead is the day the licences were read, YYYY-MM-DD.
	ProductsRead string    `yaml:"-"`
	Patterns     []Pattern `yaml:"-"`
	National     National  `yaml:"-"`
}

// Layer is a row of the architecture.
type Layer struct {
	ID      string `yaml:"id"`
	Name    Text   `yaml:"name"`
	Purpose Text   `yaml:"purpose"`
}

// Zone is a security zone by class of information.
type Zone struct {
	ID      string `yaml:"id"`
	Letter  string `yaml:"letter"` // one letter, for pictures that must not rest on colour
	Name    Text   `yaml:"name"`
	Meaning Text   `yaml:"meaning"`
}

// Trait is a FEEL condition over a system's record, with the sentence that
// tells its reader why a block is needed when the condition holds.
type Trait struct {
	ID   string `yaml:"id"`
	When string `yaml:"when"`
	Why  Text   `yaml:"why"`
}

// Neighbour is a person or a system around the platform.
type Neighbour struct {
	ID    string   `yaml:"id"`
	Kind  string   `yaml:"kind"` // person or system
	Name  Text     `yaml:"name"`
	To    *Text    `yaml:"to,omitempty"`   // what it gives the platform
	From  *Text    `yaml:"from,omitempty"` // what it gets
	Meets []string `yaml:"meets"`          // the blocks where it does
}

// ArchitectureSource is a publication that the architecture leans on.
type ArchitectureSource struct {
	ID        string `yaml:"id"`
	Title     string `yaml:"title"`
	Publisher Text   `yaml:"publisher"`
	URL       string `yaml:"url"`
	Read      string `yaml:"read"`     // YYYY-MM-DD
	Strength  string `yaml:"strength"` // primary or secondary
	UsedFor   Text   `yaml:"used_for"`
}

// Block is a building block (byggblock).
type Block struct {
	ID        string   `yaml:"id"`
	Layer     string   `yaml:"-"`
	Name      Text     `yaml:"name"`
	Purpose   Text     `yaml:"purpose"`
	Takes     Text     `yaml:"takes"` // what goes in
	Gives     Text     `yaml:"gives"` // what comes out
	Demands   []Text   `yaml:"demands"`
	Risks     []Text   `yaml:"risks"`
	Zones     []string `yaml:"zones"` // ids of zones it may stand in
	ZoneNote  *Text    `yaml:"zone_note,omitempty"`
	Tags      []string `yaml:"tags"`       // ethical, secure, reliable, transparent
	NeededFor []string `yaml:"needed_for"` // traits, any of which makes it needed
	Flows     []Flow   `yaml:"flows"`
	// Provisions are canonical targets.
	Provisions []string `yaml:"provisions,omitempty"`
	Guide      []string `yaml:"guide"` // steps of the guide
	Tillit     Filling  `yaml:"tillit"`
}

// Flow is what a block hands to another.
type Flow struct {
	To   string `yaml:"to"`
	What Text   `yaml:"what"`
}

// Filling tells how far Tillit itself fills a block: whole, part, planned or none.
type Filling struct {
	Fills string `yaml:"fills"`
	How   Text   `yaml:"how"`
}

// Product is an open product that can fill blocks: a candidate, not advice.
type Product struct {
	ID          string   `yaml:"id"`
	Name        string   `yaml:"name"`
	Repository  string   `yaml:"repository"`
	Licence     string   `yaml:"licence"` // SPDX id, or LicenseRef
	OpenSource  bool     `yaml:"open_source"`
	LicenceRead string   `yaml:"licence_read"` // file, or older_file: confirm before use
	LastCommit  string   `yaml:"last_commit,omitempty"`
	Language    string   `yaml:"language,omitempty"`
	Fills       []string `yaml:"fills"` // blocks
	PublicBody  *Text    `yaml:"public_body,omitempty"`
	Note        *Text    `yaml:"note,omitempty"`
}

// Pattern is a way to put blocks together.
type Pattern struct {
	ID         string     `yaml:"id"`
	Name       Text       `yaml:"name"`
	Summary    Text       `yaml:"summary"`
	UseWhen    []Text     `yaml:"use_when"`
	NotWhen    []Text     `yaml:"not_when"`
	Risks      []Text     `yaml:"risks"`
	Zones      []string   `yaml:"zones"`
	Blocks     []string   `yaml:"blocks"`
	Provisions []string   `yaml:"provisions"`
	Guide      []string   `yaml:"guide"`
	Evidence   []Evidence `yaml:"evidence,omitempty"`
}

// Evidence is something that happened, with where it stands.
type Evidence struct {
	Text     Text   `yaml:"text"`
	Title    string `yaml:"title"`
	URL      string `yaml:"url"`
	Read     string `yaml:"read"`
	Strength string `yaml:"strength"`
}

// National is the mapping to the national digital infrastructure.
type National struct {
	Read     string          `yaml:"read"`
	LeadYear int             `yaml:"lead_year"` // the year of the lead bodies
	Note     Text            `yaml:"note"`
	Blocks   []NationalBlock `yaml:"blocks"`
}

// NationalBlock is one of its building blocks. State is nil where none is known.
type NationalBlock struct {
	ID       string   `yaml:"id"`
	Name     Text     `yaml:"name"`
	Category Text     `yaml:"category"`
	Lead     string   `yaml:"lead"`
	Known    int      `yaml:"known,omitempty"` // year of the last known state
	State    *Text    `yaml:"state,omitempty"`
	Source   string   `yaml:"source,omitempty"`
	MapsTo   []string `yaml:"maps_to"`
}

// blockFile, productFile and patternFile are the files as they lie.
type (
	blockFile struct {
		Layer  string  `yaml:"layer"`
		Blocks []Block `yaml:"blocks"`
	}
	productFile struct {
		Read     string    `yaml:"read"`
		Products []Product `yaml:"products"`
	}
	patternFile struct {
		Patterns []Pattern `yaml:"patterns"`
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
