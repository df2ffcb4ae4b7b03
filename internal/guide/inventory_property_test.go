package guide_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// Two people work on one inventory from pages that may be old. Whatever they do in whatever order, an act is taken exactly when the data set
// is as the page showed it, and what is not acted on stays as it was.
func TestTheInventoryIsWhatEachRowsLatestActMadeIt(t *testing.T) {
	r := newRoom(t, storetest.SQLite(t), library(t))
	rapid.Check(t, func(rt *rapid.T) {
		id := r.system(t, nil)
		var model []guide.DataSet
		pages := map[string][]guide.DataSet{"one": nil, "two": nil} // what each sees
		for step := range rapid.IntRange(1, 12).Draw(rt, "acts") {
			who := rapid.SampledFrom([]string{"one", "two"}).Draw(rt, "who")
			act := rapid.SampledFrom([]string{"read", "add", "change", "remove"}).Draw(rt, "act")
			page := pages[who]
			if act == "read" || (act == "change" || act == "remove") && len(page) == 0 {
				pages[who] = slices.Clone(model)
				continue
			}
			name := rapid.StringMatching(`[A-ZÅÄÖ][a-zåäö]{1,6}`).Draw(rt, "name")
			if act == "add" {
				saved, err := r.SaveDataSet(t.Context(), r.editor, id, guide.DataSet{}.Mark(), guide.DataSet{Name: name})
				if err != nil {
					rt.Fatalf("act %d: adding: %v", step, err)
				}
				model = append(model, saved.Sets[len(saved.Sets)-1])
				continue
			}
			model = actOn(rt, r, t, id, act, name, rapid.SampledFrom(page).Draw(rt, "row"), model)
		}
		view, err := r.Inventory(t.Context(), r.editor, id)
		if err != nil || !slices.Equal(view.Inventory.Sets, model) {
			rt.Fatalf("%v: it holds %+v, want %+v", err, view.Inventory.Sets, model)
		}
	})
}

// actOn changes or removes a row as the page showed it, and gives what the inventory should hold then.
func actOn(rt *rapid.T, r *room, t *testing.T, id, act, name string, shown guide.DataSet, model []guide.DataSet) []guide.DataSet {
	at := slices.IndexFunc(model, func(d guide.DataSet) bool { return d.ID == shown.ID })
	fresh := at >= 0 && model[at] == shown
	changed := shown
	changed.Name = name
	var err error
	if act == "remove" {
		_, err = r.RemoveDataSet(t.Context(), r.editor, id, shown.Mark(), shown.ID)
	} else {
		_, err = r.SaveDataSet(t.Context(), r.editor, id, shown.Mark(), changed)
		fresh = fresh || at >= 0 && model[at] == changed // the same is no conflict
	}
	if (err == nil) != fresh {
		rt.Fatalf("%s of a row that is as shown (%v): %v", act, fresh, err)
	}
	switch {
	case err != nil:
		return model
	case act == "remove":
		return slices.Delete(slices.Clone(model), at, at+1)
	}
	model = slices.Clone(model)
	model[at] = changed
	return model
}

// A mark tells data sets apart by every field, and says nothing of anything else.
func TestAMarkTellsEveryFieldApart(t *testing.T) {
	base := whole()
	base.ID = "01930000-0000-7000-8000-000000000001"
	if again := base; again.Mark() != base.Mark() || base.Mark() == (guide.DataSet{}).Mark() {
		t.Error("the same data set has two marks, or the mark of none")
	}
	for _, field := range guide.DataFields() {
		other := base
		*field.Of(&other) += "x"
		if other.Mark() == base.Mark() {
			t.Errorf("the mark does not tell %s apart", field.ID)
		}
	}
	other := base
	other.ID = "01930000-0000-7000-8000-000000000002"
	if other.Mark() == base.Mark() {
		t.Error("two data sets have one mark")
	}
}

// The check never gets better from an answer that is taken away, and never panics on what is half filled in.
func TestTheCheckOfAHalfFilledSetCountsWhatIsMissing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		set := whole()
		for _, field := range guide.DataFields() {
			if field.ID != "name" && rapid.Bool().Draw(rt, field.ID) {
				*field.Of(&set) = ""
			}
		}
		full, half := guide.CheckInventory([]guide.DataSet{whole(), testSet()}), guide.CheckInventory([]guide.DataSet{set, testSet()})
		if half.Unanswered < full.Unanswered || set != whole() && half.NothingFound() && needsAnswer(set) {
			rt.Fatalf("%d unanswered, %d findings for %+v", half.Unanswered, len(half.Findings), set)
		}
		order := map[guide.Severity]int{guide.Low: 0, guide.Moderate: 1, guide.High: 2, guide.Critical: 3}
		for i := 1; i < len(half.Findings); i++ {
			if order[half.Findings[i-1].Severity] < order[half.Findings[i].Severity] {
				rt.Fatalf("%s comes before %s", half.Findings[i-1].Key, half.Findings[i].Key)
			}
		}
	})
}

// needsAnswer tells whether a field that every data set needs is empty.
func needsAnswer(d guide.DataSet) bool {
	return d.Owner == "" || d.Source == "" || d.Purpose == "" || d.PersonalData == "" || d.Secrecy == "" || d.Access == "" || d.Population == ""
}
