package web

import (
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/internal/decide"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/dmn"
)

// modelReader makes a model readable, or one that it imports.
type modelReader struct {
	r       *Request
	m       *decide.Model
	book    LawBook
	from    string                  // title of an imported model; empty for the model itself
	ids     map[string]string       // name of an input or decision → id on the page
	byID    map[string]string       // id in the file → name
	imports map[string]*modelReader // by the names that the model gives its imports
	count   *int                    // of tables on the page
}

// readModel gives the reader of a model, which knows those of the models that it imports.
func (f Deciding) readModel(r *Request, m *decide.Model) (own *modelReader, imported []*modelReader) {
	bySpace := map[string]*modelReader{}
	var all []*modelReader
	count := 0
	for i, one := range append([]*decide.Model{m}, m.Imported...) {
		x := &modelReader{r: r, m: one, book: f.Law, ids: map[string]string{}, byID: map[string]string{}, imports: map[string]*modelReader{}, count: &count}
		prefix := ""
		if i > 0 {
			x.from, prefix = r.law(one.Title()), "imported-"+strconv.Itoa(i)+"-"
		}
		for k, in := range one.Definitions.Inputs {
			x.ids[in.Name], x.byID[in.ID] = prefix+"input-"+strconv.Itoa(k+1), in.Name
		}
		for k, d := range one.Definitions.Decisions {
			x.ids[d.Name], x.byID[d.ID] = prefix+"decision-"+strconv.Itoa(k+1), d.Name
		}
		bySpace[one.Definitions.Namespace] = x
		all = append(all, x)
	}
	for _, x := range all {
		for _, i := range x.m.Definitions.Imports {
			if target := bySpace[i.Namespace]; target != nil {
				x.imports[i.Name] = target
			}
		}
	}
	return all[0], all[1:]
}

// home finds the model in which a name is declared, and what it is called there: "rates.age" is "age" of the model imported as "rates".
func (x *modelReader) home(name string) (*modelReader, string) {
	for at := range len(name) {
		if name[at] != '.' {
			continue
		}
		if target := x.imports[strings.TrimSpace(name[:at])]; target != nil {
			return target.home(strings.TrimSpace(name[at+1:]))
		}
	}
	return x, name
}

func (f Deciding) shown(r *Request, m *decide.Model) modelShown {
	own, imported := f.readModel(r, m)
	shown := modelShown{Sound: true}
	for _, x := range append([]*modelReader{own}, imported...) {
		decisions := map[string]*dmn.Decision{}
		for _, d := range x.m.Definitions.Decisions {
			decisions[d.Name] = d
		}
		for _, name := range x.m.Decisions() {
			d := decisions[name]
			shown.Rests = append(shown.Rests, x.rests(d))
			shown.Decisions = append(shown.Decisions, x.decision(d.Name, d.Logic))
		}
		for _, bkm := range x.m.Definitions.Knowledge {
			if bkm.Logic != nil {
				shown.Decisions = append(shown.Decisions, x.decision(bkm.Name, bkm.Logic))
			}
		}
		x.report(&shown)
	}
	shown.Picture = restsPicture(r, shown.Rests)
	return shown
}

// origin says which imported model a part stands in, and when that applies.
func (x *modelReader) origin() string {
	if x.from == "" {
		return ""
	}
	text := x.r.T("web_decisions.from", fault.Args{"model": x.from})
	if x.m.Law.Model.ID != "" {
		text += " " + x.r.versionName(x.m) + "."
	}
	return text
}

// restsOn finds what a requirement leads to.
func (x *modelReader) restsOn(href string) (*modelReader, string, bool) {
	space, id, _ := strings.Cut(href, "#")
	for _, target := range x.imports {
		if target.m.Definitions.Namespace == space {
			name, ok := target.byID[id]
			return target, name, ok
		}
	}
	name, ok := x.byID[id]
	return x, name, ok
}

func (x *modelReader) rests(d *dmn.Decision) restsShown {
	shown := restsShown{Link: components.Link{Href: "#" + x.ids[d.Name], Label: x.placed(d.Name)}}
	for _, need := range d.InformationRequirements {
		owner, name, ok := x.restsOn(need.Href)
		if !ok {
			continue
		}
		link := components.Link{Label: owner.placed(name)}
		if strings.Contains(owner.ids[name], "decision") {
			link.Href = "#" + owner.ids[name]
		}
		shown.On = append(shown.On, link)
	}
	return shown
}

// placed is a label that also tells the model, where that is an imported one: two models may call things the same.
func (x *modelReader) placed(name string) string {
	if x.from == "" {
		return x.label(name)
	}
	return x.label(name) + " (" + x.from + ")"
}
