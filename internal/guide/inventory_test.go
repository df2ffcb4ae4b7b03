package guide_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
)

// whole is a data set in which nothing is unanswered and nothing is wrong.
func whole() guide.DataSet {
	met := guide.Measure{Result: "98 av 100, gränsen var 97", Met: "yes"}
	right := guide.Right{Use: "yes", Right: "yes", Ground: "6 kap. 37 § kommunallagen"}
	return guide.DataSet{
		Name: "Ärenden 2024", Description: "Avslutade ärenden", Owner: "Socialkontoret", Source: "Verksamhetssystemet", Collected: "2024-12",
		Purpose: "Handläggning", Format: "CSV enligt datablad", Version: "3", Hash: "sha256:" + strings.Repeat("ab", 32),
		Training: right, Testing: guide.Right{Use: "no"}, Operation: right, PersonalData: "no", Secrecy: "no", SecurityClass: "K2 R2 T1",
		Population: "Alla ärenden", Gaps: "Letat, inga funna", Labels: "Två handläggare",
		Quality: guide.Quality{
			Measured: "2025-02-01", Accuracy: met, Completeness: met, Consistency: met, Currency: met, Representativeness: met, Balance: met, Labels: met,
		},
		Access: "Gruppen", Retention: "Två år", Licence: "Egen", Reuse: "no",
	}
}

func testSet() guide.DataSet {
	d := whole()
	d.Name, d.Training, d.Testing = "Testärenden", guide.Right{Use: "no"}, d.Training
	return d
}

func keys(c guide.InventoryCheck) []string {
	var all []string
	for _, f := range c.Findings {
		all = append(all, f.Key)
	}
	return all
}

func TestAWholeInventoryHasNothingToFind(t *testing.T) {
	if c := guide.CheckInventory([]guide.DataSet{whole(), testSet()}); !c.NothingFound() {
		t.Errorf("found %v, %d unanswered", keys(c), c.Unanswered)
	}
}

func TestTheCheckFinds(t *testing.T) {
	cases := map[string]struct {
		change   func(*guide.DataSet)
		severity guide.Severity
		area     guide.Area
	}{
		"no_right":            {func(d *guide.DataSet) { d.Training.Right = "no" }, guide.Critical, guide.AreaRight},
		"right_unclear":       {func(d *guide.DataSet) { d.Operation.Right = "unclear" }, guide.High, guide.AreaRight},
		"right_unanswered":    {func(d *guide.DataSet) { d.Operation.Right = "" }, guide.High, guide.AreaRight},
		"no_ground":           {func(d *guide.DataSet) { d.Training.Ground = "" }, guide.High, guide.AreaRight},
		"use_unanswered":      {func(d *guide.DataSet) { d.Testing.Use = "" }, guide.Moderate, guide.AreaRight},
		"no_purpose":          {func(d *guide.DataSet) { d.Purpose = "" }, guide.High, guide.AreaRight},
		"personal_unanswered": {func(d *guide.DataSet) { d.PersonalData = "" }, guide.Moderate, guide.AreaRight},
		"secrecy_unanswered":  {func(d *guide.DataSet) { d.Secrecy = "" }, guide.Moderate, guide.AreaRight},
		"no_class":            {func(d *guide.DataSet) { d.SecurityClass = "" }, guide.Moderate, guide.AreaRight},
		"no_retention":        {func(d *guide.DataSet) { d.Retention = "" }, guide.Moderate, guide.AreaRight},
		"no_access":           {func(d *guide.DataSet) { d.Access = "" }, guide.Moderate, guide.AreaRight},
		"no_licence":          {func(d *guide.DataSet) { d.Licence = "" }, guide.Low, guide.AreaRight},
		"reuse_unanswered":    {func(d *guide.DataSet) { d.Reuse = "" }, guide.Low, guide.AreaRight},
		"reuse_protected":     {func(d *guide.DataSet) { d.Reuse, d.Secrecy = "yes", "partly" }, guide.High, guide.AreaRight},
		"personal_training":   {func(d *guide.DataSet) { d.PersonalData = "partly" }, guide.Moderate, guide.AreaRight},
		"unused":              {func(d *guide.DataSet) { d.Training.Use, d.Operation.Use = "no", "no" }, guide.Low, guide.AreaRight},
		"no_owner":            {func(d *guide.DataSet) { d.Owner = "" }, guide.Moderate, guide.AreaStructure},
		"no_source":           {func(d *guide.DataSet) { d.Source = "" }, guide.Moderate, guide.AreaStructure},
		"no_date":             {func(d *guide.DataSet) { d.Collected = "" }, guide.Moderate, guide.AreaStructure},
		"no_format":           {func(d *guide.DataSet) { d.Format = "" }, guide.Low, guide.AreaStructure},
		"no_version":          {func(d *guide.DataSet) { d.Version = "" }, guide.Moderate, guide.AreaStructure},
		"no_hash":             {func(d *guide.DataSet) { d.Hash = "" }, guide.Low, guide.AreaStructure},
		"bad_hash":            {func(d *guide.DataSet) { d.Hash = "sha256:xyz" }, guide.Low, guide.AreaStructure},
		"same_name":           {func(d *guide.DataSet) { d.Name = "TESTÄRENDEN" }, guide.Moderate, guide.AreaStructure},
		"no_population":       {func(d *guide.DataSet) { d.Population = "" }, guide.Moderate, guide.AreaQuality},
		"no_gaps":             {func(d *guide.DataSet) { d.Gaps = "" }, guide.Moderate, guide.AreaQuality},
		"no_labels":           {func(d *guide.DataSet) { d.Labels = "" }, guide.Moderate, guide.AreaQuality},
		"not_met":             {func(d *guide.DataSet) { d.Quality.Balance.Met = "no" }, guide.High, guide.AreaQuality},
		"partly_met":          {func(d *guide.DataSet) { d.Quality.Accuracy.Met = "partly" }, guide.Moderate, guide.AreaQuality},
		"no_threshold":        {func(d *guide.DataSet) { d.Quality.Currency.Met = "" }, guide.Moderate, guide.AreaQuality},
		"no_result":           {func(d *guide.DataSet) { d.Quality.Consistency.Result = "" }, guide.Low, guide.AreaQuality},
		"unmeasured":          {func(d *guide.DataSet) { d.Quality = guide.Quality{} }, guide.High, guide.AreaQuality},
		"no_measuring_day":    {func(d *guide.DataSet) { d.Quality.Measured = "" }, guide.Low, guide.AreaQuality},
		"measured_before":     {func(d *guide.DataSet) { d.Collected = "2026" }, guide.Moderate, guide.AreaQuality},
		"trained_and_tested":  {func(d *guide.DataSet) { d.Testing = d.Training }, guide.High, guide.AreaQuality},
	}
	for key, c := range cases {
		t.Run(key, func(t *testing.T) {
			d := whole()
			d.ID = "set"
			c.change(&d)
			check := guide.CheckInventory([]guide.DataSet{testSet(), d})
			at := slices.IndexFunc(check.Findings, func(f guide.Finding) bool { return f.Key == key })
			if at < 0 {
				t.Fatalf("found only %v", keys(check))
			}
			if f := check.Findings[at]; f.Severity != c.severity || f.Area != c.area || f.Set == "" && key != "same_name" {
				t.Errorf("%+v", f)
			}
			if words := check.Findings[at].Words.In(swedish(t)); words == "" || strings.ContainsAny(words, "[{") {
				t.Errorf("words %q", words)
			}
		})
	}
}

func TestTheCheckLooksAcrossDataSets(t *testing.T) {
	if got := keys(guide.CheckInventory([]guide.DataSet{whole()})); !slices.Equal(got, []string{"untested"}) {
		t.Errorf("training without testing: %v", got)
	}
	if c := guide.CheckInventory(nil); c.NothingFound() || !slices.Equal(keys(c), []string{"empty"}) {
		t.Errorf("an empty inventory: %v", keys(c))
	}
}

// An empty data set is not taken for a sound one.
func TestWhatIsUnansweredIsCounted(t *testing.T) {
	c := guide.CheckInventory([]guide.DataSet{{Name: "Tom"}})
	if c.NothingFound() || c.Unanswered < 15 {
		t.Errorf("%d unanswered", c.Unanswered)
	}
	if first := c.Findings[0]; first.Severity != guide.High {
		t.Errorf("the most serious is not first: %+v", first)
	}
}

// save writes a data set as somebody who has read was.
func (r *room) save(t *testing.T, id string, was, set guide.DataSet) guide.Inventory {
	t.Helper()
	saved, err := r.SaveDataSet(t.Context(), r.editor, id, was.Mark(), set)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

var nothing guide.DataSet // what is read where no data set is yet

func TestADataSetIsSavedChangedAndRemoved(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		first := r.save(t, id, nothing, whole())
		if first.Revision != 1 || first.Sets[0].ID == "" {
			t.Fatalf("%+v", first)
		}
		changed := first.Sets[0]
		changed.Name = " Ärenden "
		second := r.save(t, id, first.Sets[0], changed)
		if len(second.Sets) != 1 || second.Sets[0].Name != "Ärenden" || second.Revision != 2 {
			t.Fatalf("%+v", second)
		}
		view, err := r.Inventory(t.Context(), r.Member(r.One, account.Reader), id)
		if err != nil || len(view.Inventory.Sets) != 1 || view.Check.NothingFound() {
			t.Errorf("%+v, %v", view.Inventory, err)
		}
		if _, err := r.RemoveDataSet(t.Context(), r.editor, id, nothing.Mark(), "gone"); !fault.Is(err, fault.NotFound) {
			t.Errorf("removing nothing: %v", err)
		}
		if _, err := r.RemoveDataSet(t.Context(), r.editor, id, first.Sets[0].Mark(), changed.ID); !fault.Is(err, fault.Conflict) {
			t.Errorf("removing what has been changed since it was read: %v", err)
		}
		third, err := r.RemoveDataSet(t.Context(), r.editor, id, second.Sets[0].Mark(), changed.ID)
		if err != nil || len(third.Sets) != 0 {
			t.Errorf("%+v, %v", third, err)
		}
	})
}

// Two people who have read the same inventory change a row each, and one adds a third: all three stand.
func TestDifferentDataSetsAreChangedAtOnce(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		r.save(t, id, nothing, whole())
		read := r.save(t, id, nothing, testSet()).Sets
		one, two := read[0], read[1]
		one.Owner, two.Owner = "Kontoret", "Nämnden"
		r.save(t, id, read[0], one)
		r.save(t, id, nothing, guide.DataSet{Name: "Loggar"})
		got := r.save(t, id, read[1], two)
		if len(got.Sets) != 3 || got.Sets[0].Owner != "Kontoret" || got.Sets[1].Owner != "Nämnden" || got.Sets[2].Name != "Loggar" || got.Revision != 5 {
			t.Errorf("%+v", got)
		}
	})
}

func TestTheSameDataSetIsChangedOnceAtATime(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		read := r.save(t, id, nothing, whole()).Sets[0]
		theirs, mine := read, read
		theirs.Owner, mine.Owner = "Nämnden", "Kontoret"
		r.save(t, id, read, theirs)
		_, err := r.SaveDataSet(t.Context(), r.editor, id, read.Mark(), mine)
		stands, conflict := guide.IsInventoryConflict(err)
		if !conflict || !fault.Is(err, fault.Conflict) || stands.Sets[0].Owner != "Nämnden" {
			t.Fatalf("%+v, %v", stands, err)
		}
		if got := r.save(t, id, stands.Sets[0], mine); got.Sets[0].Owner != "Kontoret" {
			t.Errorf("after seeing theirs: %+v", got)
		}
	})
}

// What somebody writes in a data set that another has removed meanwhile is shown to them, and can be put back.
func TestARemovedDataSetIsAConflictAndNotALoss(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		read := r.save(t, id, nothing, whole()).Sets[0]
		if _, err := r.RemoveDataSet(t.Context(), r.editor, id, read.Mark(), read.ID); err != nil {
			t.Fatal(err)
		}
		mine := read
		mine.Owner = "Kontoret"
		_, err := r.SaveDataSet(t.Context(), r.editor, id, read.Mark(), mine)
		stands, conflict := guide.IsInventoryConflict(err)
		if now, there := stands.Set(read.ID); !conflict || there || now != nothing {
			t.Fatalf("%+v, %v", stands, err)
		}
		if got := r.save(t, id, nothing, mine); len(got.Sets) != 1 || got.Sets[0] != mine {
			t.Errorf("put back: %+v", got)
		}
	})
}

// A form that is sent twice gives one data set, and the second time changes nothing.
func TestAFormSentTwiceGivesOneDataSet(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		set := whole()
		set.ID = r.NewDataSetID()
		r.save(t, id, nothing, set)
		if got := r.save(t, id, nothing, set); len(got.Sets) != 1 || got.Revision != 1 {
			t.Errorf("%d sets at revision %d", len(got.Sets), got.Revision)
		}
		set.ID = "../../x"
		if _, err := r.SaveDataSet(t.Context(), r.editor, id, nothing.Mark(), set); !fault.Is(err, fault.NotFound) {
			t.Errorf("an id that is none: %v", err)
		}
	})
}

// Whoever comes first, nothing is lost: not even when the inventory does not exist yet.
func TestManyWriteInOneInventoryAtOnce(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		const writers = 8
		var wait sync.WaitGroup
		failed := make([]error, writers)
		for n := range writers {
			wait.Go(func() {
				_, failed[n] = r.SaveDataSet(t.Context(), r.editor, id, nothing.Mark(), guide.DataSet{Name: fmt.Sprint("Rad ", n)})
			})
		}
		wait.Wait()
		if err := errors.Join(failed...); err != nil {
			t.Fatal(err)
		}
		view, err := r.Inventory(t.Context(), r.editor, id)
		if err != nil || len(view.Inventory.Sets) != writers || view.Inventory.Revision != writers {
			t.Errorf("%d data sets at revision %d, %v", len(view.Inventory.Sets), view.Inventory.Revision, err)
		}
	})
}

func TestADataSetThatDoesNotFitIsRefused(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		for field, change := range map[string]func(*guide.DataSet){
			"name":                 func(d *guide.DataSet) { d.Name = " " },
			"collected":            func(d *guide.DataSet) { d.Collected = "förra året" },
			"quality.measured":     func(d *guide.DataSet) { d.Quality.Measured = "2026-13-01" },
			"training.use":         func(d *guide.DataSet) { d.Training.Use = "kanske" },
			"quality.accuracy.met": func(d *guide.DataSet) { d.Quality.Accuracy.Met = "1" },
			"gaps":                 func(d *guide.DataSet) { d.Gaps = strings.Repeat("x", 2001) },
		} {
			d := whole()
			change(&d)
			_, err := r.SaveDataSet(t.Context(), r.editor, id, nothing.Mark(), d)
			if f := fault.As(err); !fault.Is(err, fault.Invalid) || f.Fields[0].Path != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		if _, err := r.SaveDataSet(t.Context(), r.Member(r.One, account.DecisionMaker), id, nothing.Mark(), whole()); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a decision maker writes: %v", err)
		}
	})
}

func TestAFileReplacesTheInventory(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		saved := r.save(t, id, nothing, whole())
		for name, write := range map[string]func(guide.Inventory) ([]byte, error){"JSON": guide.WriteInventoryJSON, "CSV": guide.WriteInventoryCSV} {
			file, err := write(saved)
			if err != nil {
				t.Fatal(err)
			}
			sets, err := guide.ReadInventory(file)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			saved, err = r.ReplaceInventory(t.Context(), r.editor, id, saved.Revision, sets)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			want := whole()
			want.ID = saved.Sets[0].ID
			if diff := cmp.Diff([]guide.DataSet{want}, saved.Sets); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
		twice := append(slices.Clone(saved.Sets), saved.Sets[0], guide.DataSet{ID: "x", Name: "Ny"})
		replaced, err := r.ReplaceInventory(t.Context(), r.editor, id, saved.Revision, twice)
		if err != nil || replaced.Sets[0].ID == replaced.Sets[1].ID || replaced.Sets[2].ID == "x" {
			t.Errorf("ids %+v, %v", replaced.Sets, err)
		}
		_, err = r.ReplaceInventory(t.Context(), r.editor, id, saved.Revision, []guide.DataSet{whole()})
		if theirs, conflict := guide.IsInventoryConflict(err); !conflict || theirs.Revision != replaced.Revision {
			t.Errorf("a file over what somebody else has changed: %v", err)
		}
		_, err = r.ReplaceInventory(t.Context(), r.editor, id, replaced.Revision, []guide.DataSet{whole(), {}})
		if f := fault.As(err); !fault.Is(err, fault.Invalid) || f.Fields[0].Path != "[2].name" {
			t.Errorf("a row without a name: %v", err)
		}
	})
}

// Every export can be imported again without loss.
func TestFilesAreReadBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zåäö"',;=+@\-0-9<>|]{1,3}( ?[a-zåäö"',;=+@\n\-0-9<>|]{1,8}[a-z])?`)
		var i guide.Inventory
		for range rapid.IntRange(0, 3).Draw(t, "sets") {
			d := guide.DataSet{ID: rapid.StringMatching(`[a-f0-9-]{1,8}`).Draw(t, "id")}
			for _, f := range guide.DataFields() {
				if len(f.Codes) > 0 {
					*f.Of(&d) = rapid.SampledFrom(f.Codes).Draw(t, f.ID)
				} else if rapid.Bool().Draw(t, "there") {
					*f.Of(&d) = text.Draw(t, f.ID)
				}
			}
			i.Sets = append(i.Sets, d)
		}
		for _, write := range []func(guide.Inventory) ([]byte, error){guide.WriteInventoryJSON, guide.WriteInventoryCSV} {
			file, err := write(i)
			if err != nil {
				t.Fatal(err)
			}
			back, err := guide.ReadInventory(file)
			if err != nil || len(back) != len(i.Sets) {
				t.Fatalf("%d sets of %d, %v\n%s", len(back), len(i.Sets), err, file)
			}
			for n := range back {
				if diff := cmp.Diff(i.Sets[n], back[n]); diff != "" {
					t.Fatalf("%s\n%s", diff, file)
				}
			}
		}
	})
}

func TestAFileThatIsNoneIsRefusedInWords(t *testing.T) {
	for name, file := range map[string]string{
		"nothing":            "",
		"an unknown column":  "id,name,colour\n1,A,red\n",
		"a column twice":     "name,name\nA,B\n",
		"a row too long":     "name\nA,B\n",
		"an open quote":      "name\n\"A\n",
		"another format":     `{"format":"x","data_sets":[]}`,
		"an unknown key":     `{"format":"tillit-data-inventory-1","data_sets":[{"colour":"red"}]}`,
		"more after the end": `{"format":"tillit-data-inventory-1","data_sets":[]} {}`,
		"broken JSON":        `{"format":`,
	} {
		_, err := guide.ReadInventory([]byte(file))
		if !fault.Is(err, fault.Invalid) || fault.As(err).Key == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSpreadsheetsMayUseSemicolonsAndAByteOrderMark(t *testing.T) {
	sets, err := guide.ReadInventory([]byte("\xef\xbb\xbfname;owner\r\nÄrenden;Kontoret\r\n"))
	if err != nil || len(sets) != 1 || sets[0].Owner != "Kontoret" {
		t.Errorf("%+v, %v", sets, err)
	}
}

func TestNoCellOfTheExportIsAFormula(t *testing.T) {
	file, err := guide.WriteInventoryCSV(guide.Inventory{Sets: []guide.DataSet{{ID: "1", Name: "=1+1", Owner: "@x", Source: "'a", Gaps: "-b"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, cell := range strings.Split(string(bytes.Split(file, []byte("\n"))[1]), ",") {
		if cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) {
			t.Errorf("the cell %q is run", cell)
		}
	}
}

func FuzzReadInventory(f *testing.F) {
	json, _ := guide.WriteInventoryJSON(guide.Inventory{Sets: []guide.DataSet{whole()}})
	csv, _ := guide.WriteInventoryCSV(guide.Inventory{Sets: []guide.DataSet{whole()}})
	f.Add(json)
	f.Add(csv)
	f.Add([]byte("name;owner\n=1;2\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sets, err := guide.ReadInventory(data)
		if err != nil && !fault.Is(err, fault.Invalid) {
			t.Fatalf("%v", err)
		}
		guide.CheckInventory(sets)
	})
}
