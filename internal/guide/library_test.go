package guide_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// broken is the test tree with a text of one file changed.
func broken(t *testing.T, file, from, to string) content.Library {
	t.Helper()
	tree := testTree(t)
	text := string(tree[file].Data)
	if !strings.Contains(text, from) {
		t.Fatalf("%s does not hold %q", file, from)
	}
	tree[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, from, to, 1))}
	return content.Open(tree)
}

// What the content says wrong is said by every use case, with the condition or file that is wrong, and nothing panics.
func TestContentThatIsWrongIsAnErrorThatNamesIt(t *testing.T) {
	for name, c := range map[string]struct{ file, from, to, want string }{
		"a step's condition":     {"guide/need.yaml", "record.purpose != null", "record.purpos != null", "purpos"},
		"a demand's condition":   {"guide/need.yaml", "record.use.previous != null", "record.use.previous +", "record.use.previous +"},
		"when a step applies":    {"guide/privacy.yaml", `record.data.personal_data != "no"`, "1 +", "1 +"},
		"when a path is chosen":  {"guide/guide.yaml", "organisation.small = true", "organisation.tiny = true", "tiny"},
		"when a path is left":    {"guide/guide.yaml", `record.impact.level = "high"`, `record.impact.levl = "high"`, "levl"},
		"a condition of no kind": {"guide/privacy.yaml", "record.law.basis != null", "1 + 1", "1 + 1"},
	} {
		library := guide.NewLibrary(broken(t, c.file, c.from, c.to))
		for use, err := range map[string]error{
			"guide": second(library.Guide()), "index": second(library.Index()), "architecture": second(library.Architecture()),
			"step": second(library.Step("need")), "export": second(library.Export()),
		} {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %s gives %v", name, use, err)
			}
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestWrongContentIsNeverTakenForAnAnswer(t *testing.T) {
	r := newRoom(t, storetest.SQLite(t), broken(t, "guide/need.yaml", "record.purpose != null", "record.purpos != null"))
	id := r.system(t, nil)
	for name, err := range map[string]error{
		"status":      second(r.Status(t.Context(), r.editor, id)),
		"conformance": second(r.Conformance(t.Context(), r.editor, id)),
		"tick":        r.Tick(t.Context(), r.editor, id, guide.Tick{Step: "buy", Demand: "one", State: guide.TickDone}),
		"mark":        r.MarkBlock(t.Context(), r.editor, id, guide.BlockMark{Block: "base", State: guide.BlockInPlace}),
		"path":        r.ChoosePath(t.Context(), r.editor, id, guide.WholeWay),
	} {
		if err == nil || fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestATreeWithoutArchitectureIsAGuideAllTheSame(t *testing.T) {
	library := guide.NewLibrary(library(t))
	if a, err := library.Architecture(); err != nil || len(a.Blocks) != 0 {
		t.Errorf("%d blocks, %v", len(a.Blocks), err)
	}
	if step, err := library.Step("buy"); err != nil || len(step.Demands) != 2 {
		t.Errorf("%+v, %v", step, err)
	}
	if _, err := library.Step("../buy"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a step that is none: %v", err)
	}
}

func TestTheExportOfAStepHasListsAndNeverNothing(t *testing.T) {
	e, err := guide.NewLibrary(library(t)).Export()
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Paths) != 3 || e.Paths[0].Unless == "" || e.Paths[0].Because == nil || e.Roles == nil || e.Terms == nil || e.References == nil {
		t.Errorf("%+v", e.Paths)
	}
	for _, step := range e.Steps {
		if step.Demands == nil || step.Mistakes == nil || step.Provisions == nil || step.Sources == nil || step.Roles == nil || step.Phases == nil {
			t.Errorf("%s has a list that is nothing: %+v", step.ID, step)
		}
		if step.Body.SV != "## Varför\n\nText om kontroll." {
			t.Errorf("%s says %q", step.ID, step.Body.SV)
		}
	}
}

func TestWordsAreSaidWithinWords(t *testing.T) {
	p := swedish(t)
	inner := guide.Words{Key: "guide.filled", Args: map[string]any{"names": i18n.Text{SV: "”Syfte”", EN: "“Purpose”"}}}
	both := guide.Words{Key: "guide.either", Args: map[string]any{"one": inner, "other": inner}}
	if got := both.In(p); got != "”Syfte” är ifyllt eller ”Syfte” är ifyllt" {
		t.Errorf("said %q", got)
	}
	row := guide.Words{Key: "guide.why.done", Args: map[string]any{"what": []guide.Words{inner, both}}}
	if got := row.In(p); strings.Count(got, "; ") != 1 || strings.Count(got, "ifyllt") != 3 {
		t.Errorf("a row is %q", got)
	}
	if got := (guide.Words{}).In(p); got != "" {
		t.Errorf("no words are %q", got)
	}
	one, two := guide.Words{Key: "guide.why.all_checked", N: 1}, guide.Words{Key: "guide.why.all_checked", N: 2}
	if one.In(p) == two.In(p) || !strings.Contains(two.In(p), "2") {
		t.Errorf("one is %q, two are %q", one.In(p), two.In(p))
	}
}

func TestStatesHaveWordsInBothLanguages(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Languages() {
		p, seen := catalogue.Printer(lang), map[string]bool{}
		for _, state := range guide.States() {
			key := "guide.state." + string(state)
			if word := p.T(key, nil); !p.Has(key) || seen[word] {
				t.Errorf("%s in %s is %q", state, lang, word)
			} else {
				seen[word] = true
			}
		}
		for _, field := range guide.DataFields() {
			if !p.Has("inventory.field." + field.ID) {
				t.Errorf("%s has no label in %s", field.ID, lang)
			}
			for _, code := range field.Codes {
				if !p.Has("inventory.code." + code) {
					t.Errorf("%s has no word in %s", code, lang)
				}
			}
		}
		for _, group := range guide.DataGroups() {
			if !p.Has("inventory.group."+group) || !p.Has("inventory.group_help."+group) {
				t.Errorf("the group %s has no words in %s", group, lang)
			}
		}
	}
}

// Every field stands in a group, once, and leads to a place of its own in the data set.
func TestFieldsOfADataSetAreItsOwn(t *testing.T) {
	groups := map[string]bool{}
	for _, group := range guide.DataGroups() {
		groups[group] = true
	}
	var set guide.DataSet
	seen := map[string]bool{}
	for _, field := range guide.DataFields() {
		if seen[field.ID] || !groups[field.Group] {
			t.Errorf("%s is given twice, or in the group %q", field.ID, field.Group)
		}
		seen[field.ID] = true
		*field.Of(&set) = field.ID
	}
	for _, field := range guide.DataFields() {
		if got := *field.Of(&set); got != field.ID {
			t.Errorf("%s shares its place with %s", field.ID, got)
		}
	}
}

func TestTheOperatorSeesEverySystem(t *testing.T) {
	each(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		if s, err := r.Status(t.Context(), account.Operator(), id); err != nil || s.System.Record.ID != id {
			t.Errorf("%v", err)
		}
		if _, err := r.Status(t.Context(), account.Operator(), "nonsense"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a system that is none: %v", err)
		}
		if err := r.Tick(t.Context(), account.Operator(), id, guide.Tick{Step: "buy", Demand: "one", State: guide.TickDone}); err != nil {
			t.Errorf("the operator ticks: %v", err)
		}
		step, _ := r.standing(t, id).Step("buy")
		if tick := step.Demands[0].Tick; tick == nil || tick.By != "" {
			t.Errorf("%+v", tick)
		}
	})
}
