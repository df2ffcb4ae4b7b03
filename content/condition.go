package content

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
	"github.com/tillit-se/tillit/kit/instrument"
)

const (
	instrumentsDir   = "instruments"
	screeningID      = "security_screening" // its answers are never kept, so no condition can rest on them
	recordPrefix     = "record."
	assessmentPrefix = "assessment."
	answersPart      = ".answers."
)

// Conditions is what the conditions of the guide may ask about a system. Every name is a variable of its own, so that what nobody has
// answered can be told from what is answered no:
//
//	record.<field>                      every field of content/fields/system.yaml by its id: record.use.previous, record.risks
//	record.phase                        the present phase: idea, exploration, development, testing, in_use, retired
//	record.published                    whether anybody may read a version of the record
//	record.age                          days since the version in force was published
//	record.missing.required             how many fields publication still needs
//	record.missing.recommended          how many fields publication warns about
//	assessment.<instrument>.begun       whether the system has such an assessment
//	assessment.<instrument>.total       questions that count, and done: those dealt with
//	assessment.<instrument>.done
//	assessment.<instrument>.findings.<severity>
//	assessment.<instrument>.outcome     its id; null while undetermined
//	assessment.<instrument>.answers.<question>
//	organisation.small                  whether the organisation has said that one or two work with AI beside other work
//	inventory.sets                      data sets in the data inventory
//	inventory.unanswered                what its check needs and nobody has answered
//	inventory.open.<area>               findings of moderate severity or worse about right, quality or structure
//
// A text is the Swedish one, or the English where there is no other. A field without a value is null: x != null asks whether it is filled in.
type Conditions struct {
	Scope *feel.Scope
	Names []ConditionName // in the order of the scope's slots
	slots map[string]int
}

// ConditionName is a name that a condition may use, with what it is called in words.
type ConditionName struct {
	Name  string
	Label Text
	Type  feel.Type
	Field string // id of the record's field, where it is one
	// Instrument and Question say where an assessment's value is from.
	Instrument, Question string
}

// Conditions reads the fields and instruments that conditions may speak of. A tree without them has fewer names.
func (l Library) Conditions() (*Conditions, error) {
	c := &Conditions{slots: map[string]int{}}
	fields, err := l.SystemFields()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, group := range fields.Groups {
		for _, f := range group.Fields {
			c.add(ConditionName{Name: recordPrefix + f.ID, Label: f.Label, Type: typeOf(f), Field: f.ID})
		}
	}
	c.addDerived()
	packs, err := l.instruments()
	if err != nil {
		return nil, err
	}
	for _, pack := range packs {
		c.addInstrument(pack)
	}
	vars := make([]feel.Var, len(c.Names))
	for i, n := range c.Names {
		vars[i] = feel.Var{Name: n.Name, Type: n.Type}
	}
	if c.Scope, err = feel.NewScope(vars); err != nil {
		return nil, fmt.Errorf("content: names of conditions: %w", err)
	}
	return c, nil
}

func (c *Conditions) add(n ConditionName) {
	c.slots[n.Name] = len(c.Names)
	c.Names = append(c.Names, n)
}

// Slot is the place of a name in [feel.Env.Values].
func (c *Conditions) Slot(name string) (int, bool) {
	i, ok := c.slots[name]
	return i, ok
}

func (c *Conditions) addDerived() {
	inventory := Text{"Datainventering", "Data inventory"}
	for _, n := range []ConditionName{
		{Name: "record.phase", Label: Text{"Fas", "Phase"}, Type: feel.StringType, Field: "phases"},
		{Name: "record.published", Label: Text{"Publicerad i registret", "Published in the register"}, Type: feel.BooleanType},
		{Name: "record.age", Label: Text{"Dagar sedan publiceringen", "Days since publication"}, Type: feel.NumberType},
		{Name: "organisation.small", Label: Text{"Hur många som arbetar med AI hos er", "How many work with AI at your organisation"}, Type: feel.BooleanType},
		{Name: "inventory.sets", Label: inventory, Type: feel.NumberType},
		{Name: "inventory.unanswered", Label: inventory, Type: feel.NumberType},
		{Name: "inventory.open.right", Label: inventory, Type: feel.NumberType},
		{Name: "inventory.open.quality", Label: inventory, Type: feel.NumberType},
		{Name: "inventory.open.structure", Label: inventory, Type: feel.NumberType},
		{Name: "record.missing.required", Label: Text{"Uppgifter som krävs för publicering och saknas", "Missing information that publication requires"}, Type: feel.NumberType},
		{Name: "record.missing.recommended", Label: Text{"Rekommenderade uppgifter som saknas", "Missing information that is recommended"}, Type: feel.NumberType},
	} {
		c.add(n)
	}
}

func (c *Conditions) addInstrument(pack *instrument.Pack) {
	title := Text{pack.Title.SV, pack.Title.EN}
	prefix := assessmentPrefix + pack.ID
	own := func(name string, t feel.Type) {
		c.add(ConditionName{Name: prefix + name, Label: title, Type: t, Instrument: pack.ID})
	}
	own(".begun", feel.BooleanType)
	own(".total", feel.NumberType)
	own(".done", feel.NumberType)
	own(".outcome", feel.StringType)
	for _, severity := range []instrument.Severity{instrument.SeverityLow, instrument.SeverityModerate, instrument.SeverityHigh, instrument.SeverityCritical} {
		own(".findings."+string(severity), feel.NumberType)
	}
	for _, q := range pack.Questions {
		c.add(ConditionName{
			Name: prefix + answersPart + q.ID, Label: Text{q.Label.SV, q.Label.EN}, Type: feel.Any, Instrument: pack.ID, Question: q.ID,
		})
	}
}

// typeOf is the FEEL type of a field.
func typeOf(f Field) feel.Type {
	switch f.Type {
	case FieldBool:
		return feel.BooleanType
	case FieldStrings, FieldChoices:
		return feel.ListOf(feel.StringType)
	case FieldList:
		if len(f.Fields) == 0 {
			return feel.ListOf(feel.StringType)
		}
		var parts []feel.Field
		for _, sub := range f.Fields {
			parts = append(parts, feel.Field{Name: sub.ID, Type: typeOf(sub)})
		}
		return feel.ListOf(feel.ContextOf(parts...))
	case FieldMap:
		return feel.Any
	}
	return feel.StringType
}

// instruments are the packs of the tree, by id.
func (l Library) instruments() ([]*instrument.Pack, error) {
	packs, err := l.packs()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(packs, func(p *instrument.Pack) bool { return p.ID == screeningID }), nil
}

// packs are all instruments, by id.
func (l Library) packs() ([]*instrument.Pack, error) {
	files, err := l.packFiles()
	packs := make([]*instrument.Pack, 0, len(files))
	for _, file := range slices.Sorted(maps.Keys(files)) {
		packs = append(packs, files[file])
	}
	slices.SortFunc(packs, func(a, b *instrument.Pack) int { return strings.Compare(a.ID, b.ID) })
	return packs, err
}

// packFiles are all instruments, by the path of their file.
func (l Library) packFiles() (map[string]*instrument.Pack, error) {
	folders, err := fs.ReadDir(l.files, instrumentsDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("content: list %s: %w", instrumentsDir, err)
	}
	packs := map[string]*instrument.Pack{}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		file := path.Join(instrumentsDir, folder.Name(), folder.Name()+".yaml")
		if packs[file], err = instrument.Load(l.files, file); err != nil {
			return nil, fmt.Errorf("content: %w", err)
		}
	}
	return packs, nil
}

// Compile compiles a condition. The error says what is wrong with it.
func (c *Conditions) Compile(when string) (*feel.Program, error) {
	program, err := feel.Compile(when, c.Scope)
	if err != nil {
		return nil, err
	}
	if t := program.Type().String(); t != feel.BooleanType.String() && t != feel.Any.String() {
		return nil, fmt.Errorf("the condition gives %s, not true or false", t)
	}
	return program, nil
}
