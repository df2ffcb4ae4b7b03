package law

import (
	"strings"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// file is a model of those that took part in an evaluation: the one that was asked, or one that it imports.
type file struct {
	law     Law
	origin  *Origin               // nil for the model that was asked
	imports map[string]string     // namespaces, by the names that the model gives its imports
	places  map[int]RuleKey       // tables by their offsets in the file
	values  map[string]feel.Value // by the names that placeholders may use
	inputs  map[string]bool       // names of the inputs that the model declares
	used    bool                  // the answer rests on it
}

func filesOf(m *dmn.Model, law Law) map[string]*file {
	files := map[string]*file{}
	for _, d := range m.Imported() {
		f := newFile(d, law.Imported[d.Namespace])
		about := f.law.Model
		f.origin = &Origin{d.Namespace, about.ID, about.Version, about.Title, about.AppliesFrom, about.AppliesTo}
		if about.Title.IsZero() {
			f.origin.Title = Text{d.Name, d.Name}
		}
		files[d.Namespace] = f
	}
	files[m.Definitions().Namespace] = newFile(m.Definitions(), law)
	return files
}

func newFile(d *dmn.Definitions, law Law) *file {
	f := &file{law: law, imports: map[string]string{}, places: placesOf(d), values: map[string]feel.Value{}, inputs: map[string]bool{}}
	for _, in := range d.Inputs {
		f.inputs[in.Name] = true
	}
	for _, i := range d.Imports {
		f.imports[i.Name] = i.Namespace
	}
	return f
}

// note keeps the first value of a name.
func (f *file) note(name string, v feel.Value) {
	if _, known := f.values[name]; !known && name != "" {
		f.values[name] = v
	}
}

// keyOf finds which rule of the file a traced rule is. Tables of a decision are told apart by their place.
func (f *file) keyOf(decision string, t *dmn.Trace, number int) RuleKey {
	if t.Pos != nil {
		if key, known := f.places[t.Pos.Offset]; known {
			key.Rule = number - 1
			return key
		}
	}
	return RuleKey{decision, 0, number - 1}
}

// placesOf finds the tables of a model by their offsets in the file.
func placesOf(d *dmn.Definitions) map[int]RuleKey {
	places := map[int]RuleKey{}
	for owner, logic := range logicOf(d) {
		for i, table := range dmn.Tables(logic) {
			places[table.Pos.Offset] = RuleKey{Element: owner, Table: i}
		}
	}
	return places
}

func logicOf(d *dmn.Definitions) map[string]dmn.Expression {
	logic := map[string]dmn.Expression{}
	for _, decision := range d.Decisions {
		logic[decision.Name] = decision.Logic
	}
	for _, bkm := range d.Knowledge {
		if bkm.Logic != nil {
			logic[bkm.Name] = bkm.Logic
		}
	}
	return logic
}

// home finds the model in which a name that f uses is declared, and what it is called there: "rates.age" is "age" of the model imported as "rates".
func (e *explainer) home(f *file, name string) (*file, string) {
	for at := range len(name) {
		if name[at] != '.' {
			continue
		}
		if target := e.files[f.imports[strings.TrimSpace(name[:at])]]; target != nil {
			return e.home(target, strings.TrimSpace(name[at+1:]))
		}
	}
	return f, name
}

func (e *explainer) label(f *file, name string) Text {
	f, local := e.home(f, name)
	if in, ok := f.law.Inputs[local]; ok {
		return in.Label
	}
	if d, ok := f.law.Decisions[local]; ok {
		return d.Label
	}
	return Text{name, name}
}

func (e *explainer) options(f *file, name string) []Option {
	f, local := e.home(f, name)
	if in, ok := f.law.Inputs[local]; ok {
		return in.Options
	}
	return f.law.Decisions[local].Options
}

func words(v feel.Value, options []Option) Text {
	return Text{Words(v, "sv", options), Words(v, "en", options)}
}

// fill puts the values into a reason.
func (e *explainer) fill(f *file, t Text) Text {
	value := func(name string) (feel.Value, []Option) { return e.value(f, name), e.options(f, name) }
	return Text{fill(t.SV, "sv", value), fill(t.EN, "en", value)}
}

// value finds the value of a placeholder: a name, or a path into a context or an imported model. Inputs that no decision looked at are taken from what
// was asked with.
func (e *explainer) value(f *file, name string) feel.Value {
	f, name = e.home(f, name)
	if v, ok := e.known(f, name); ok {
		return v
	}
	for at := strings.LastIndexByte(name, '.'); at > 0; at = strings.LastIndexByte(name[:at], '.') {
		if v, ok := e.known(f, name[:at]); ok {
			return path(v, name[at+1:])
		}
	}
	return feel.Null
}

func (e *explainer) known(f *file, name string) (feel.Value, bool) {
	if v, ok := f.values[name]; ok {
		return v, true
	}
	given, ok := e.given.AsContext()
	if !ok {
		return feel.Null, false
	}
	if f.origin != nil {
		if v, ok := given.Get(f.origin.Namespace + "#" + name); ok {
			return v, true
		}
		if e.files[e.main].inputs[name] { // then the bare name is that of the model itself
			return feel.Null, false
		}
	}
	return given.Get(name)
}

func path(v feel.Value, rest string) feel.Value {
	for step := range strings.SplitSeq(rest, ".") {
		c, ok := v.AsContext()
		if !ok {
			return feel.Null
		}
		v, _ = c.Get(step)
	}
	return v
}
