package guide

import (
	"slices"
	"strings"

	"github.com/tillit-se/tillit/content"
)

// places are where names get their values: parts of the form, assessments, the inventory; each once.
func (w weighing) places(names []content.ConditionName) []Place {
	var places []Place
	for _, name := range names {
		place, ok := w.place(name)
		if ok && !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	return places
}

// place is where a name gets its value; a name that no form sets, such as the age of the record, has none.
func (w weighing) place(name content.ConditionName) (Place, bool) {
	switch {
	case name.Instrument != "":
		return Place{Instrument: name.Instrument, Assessment: w.assessments[name.Instrument], Title: textOf(w.instruments[name.Instrument])}, true
	case strings.HasPrefix(name.Name, "inventory."):
		return Place{Inventory: true}, true
	case name.Name == "record.published":
		return Place{Publish: true}, true
	case strings.HasPrefix(name.Name, "organisation."):
		return Place{Size: true}, true
	case name.Field == "":
		return Place{}, false
	}
	def, ok := w.definitions.Field(name.Field)
	if !ok {
		return Place{}, false
	}
	for _, group := range w.definitions.Groups() {
		if group.ID == def.Group {
			return Place{Group: group.ID, Title: textOf(group.Title)}, true
		}
	}
	return Place{}, false
}
