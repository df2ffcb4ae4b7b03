package guide_test

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

const testArchitecture = `updated: "2026-11-22"
title: {sv: Arkitekturen, en: The architecture}
lead: {sv: Block, en: Blocks}
own_proposal: {sv: Eget, en: Own}
layers:
  - {id: one, name: {sv: Ett, en: One}, purpose: {sv: Första, en: First}}
zones:
  - {id: open, letter: O, name: {sv: Öppen, en: Open}, meaning: {sv: Alla, en: All}}
traits:
  - {id: always, when: 'true', why: {sv: Alla behöver det., en: All need it.}}
  - {id: personal, when: 'record.data.personal_data = "yes"', why: {sv: Personuppgifter behandlas., en: Personal data are processed.}}
  - {id: decides, when: 'record.decision_role = "decides"', why: {sv: Lösningen beslutar., en: It decides.}}
context: []
sources: []
`

const testBlocks = `layer: one
blocks:
  - {id: base, name: {sv: Bas, en: Base}, purpose: {sv: P, en: P}, needed_for: [always], guide: [need], seen_when: {when: 'record.published', text: {sv: Posten är publicerad., en: The record is published.}}}
  - {id: safe, name: {sv: Skydd, en: Shield}, purpose: {sv: P, en: P}, needed_for: [personal], guide: [privacy, need]}
  - {id: both, name: {sv: Båda, en: Both}, purpose: {sv: P, en: P}, needed_for: [personal, decides], guide: []}
  - {id: none, name: {sv: Ingen, en: None}, purpose: {sv: P, en: P}, needed_for: [], guide: []}
`

// withArchitecture is the test guide with an architecture of four blocks.
func withArchitecture(t *testing.T) content.Library {
	t.Helper()
	files := fstest.MapFS{}
	tree := testTree(t)
	for name, file := range tree {
		files[name] = file
	}
	files["architecture/architecture.yaml"] = &fstest.MapFile{Data: []byte(testArchitecture)}
	files["architecture/blocks/one.yaml"] = &fstest.MapFile{Data: []byte(testBlocks)}
	files["architecture/patterns.yaml"] = &fstest.MapFile{Data: []byte("patterns: []\n")}
	files["architecture/products.yaml"] = &fstest.MapFile{Data: []byte("read: \"2026-11-22\"\nproducts: []\n")}
	files["architecture/national.yaml"] = &fstest.MapFile{Data: []byte("lead_year: 2024\nnote: {sv: N, en: N}\nblocks: []\n")}
	return content.Open(files)
}

func eachConforming(t *testing.T, test func(t *testing.T, r *room)) {
	storetest.Each(t, func(t *testing.T, fresh storetest.Database) { test(t, newRoom(t, fresh(t), withArchitecture(t))) })
}

func (r *room) conformance(t *testing.T, id string) guide.Conformance {
	t.Helper()
	c, err := r.Conformance(t.Context(), r.Member(r.One, account.Reader), id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (r *room) wantBlock(t *testing.T, system, block string, state guide.BlockState) guide.BlockStanding {
	t.Helper()
	b, ok := r.conformance(t, system).Block(block)
	if !ok || b.State != state {
		t.Errorf("%s is %s, want %s", block, b.State, state)
	}
	return b
}

func TestBlocksAreNeededByWhatTheRecordSays(t *testing.T) {
	eachConforming(t, func(t *testing.T, r *room) {
		empty := r.system(t, nil)
		if b := r.wantBlock(t, empty, "base", guide.BlockGap); b.Need != guide.Needed || len(b.Why) != 1 || b.Why[0].EN != "All need it." {
			t.Errorf("%+v", b)
		}
		if b := r.wantBlock(t, empty, "safe", guide.BlockUnsure); b.Need != guide.NeedUnknown || b.Asks.SV != "”Behandlas personuppgifter”" {
			t.Errorf("%+v", b)
		}
		r.wantBlock(t, empty, "none", guide.BlockNotNeeded)

		personal := r.system(t, func(s *register.System) { s.Data.PersonalData = register.Yes })
		r.wantBlock(t, personal, "safe", guide.BlockGap)
		if b := r.wantBlock(t, personal, "both", guide.BlockGap); len(b.Why) != 1 {
			t.Errorf("one of two reasons is enough: %+v", b.Why)
		}
		plain := r.system(t, func(s *register.System) { s.Data.PersonalData = register.No; s.DecisionRole = "supports" })
		r.wantBlock(t, plain, "safe", guide.BlockNotNeeded)
		r.wantBlock(t, plain, "both", guide.BlockNotNeeded)
		half := r.system(t, func(s *register.System) { s.Data.PersonalData = register.No })
		if b := r.wantBlock(t, half, "both", guide.BlockUnsure); !strings.Contains(b.Asks.EN, "ole in decisions") {
			t.Errorf("asks %q", b.Asks.EN)
		}
		unsaid := r.system(t, func(s *register.System) {
			s.Stated = map[string]register.Statement{"data.personal_data": {State: "do_not_know"}}
		})
		r.wantBlock(t, unsaid, "safe", guide.BlockUnsure)
	})
}

func TestWhatThePlatformSeesIsInPlace(t *testing.T) {
	eachConforming(t, func(t *testing.T, r *room) {
		draft := r.system(t, nil)
		gap := r.wantBlock(t, draft, "base", guide.BlockGap)
		if gap.Seen != nil || gap.Lacks == nil || gap.Lacks.EN != "The record is published." || len(gap.Places) != 1 || !gap.Places[0].Publish {
			t.Errorf("the gap says %+v", gap)
		}
		record := r.Publish(t, r.One, storetest.Complete("Postsortering"))
		if b := r.wantBlock(t, record.ID, "base", guide.BlockInPlace); b.Seen == nil || b.Lacks != nil || b.Places != nil {
			t.Errorf("%+v", b)
		}
	})
}

func TestTheConformanceSaysWhatToDoNext(t *testing.T) {
	eachConforming(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		c := r.conformance(t, id)
		if asks := c.Asks(); len(asks) != 2 || asks[0].Group != "data" || asks[1].Group != "basics" {
			t.Errorf("asks %+v: the place that most hang on comes first", asks)
		}
		if gap, ok := c.NextGap(); !ok || gap.Block.ID != "base" {
			t.Errorf("next gap %+v", gap.Block.ID)
		}
		if got := c.Count(guide.BlockGap) + c.Count(guide.BlockUnsure) + c.Count(guide.BlockNotNeeded); got != len(c.Blocks) {
			t.Errorf("%d of %d blocks counted", got, len(c.Blocks))
		}
		if err := r.MarkBlock(t.Context(), r.editor, id, guide.BlockMark{Block: "base", State: guide.BlockInPlace}); err != nil {
			t.Fatal(err)
		}
		if gap, ok := r.conformance(t, id).NextGap(); ok {
			t.Errorf("a gap remains: %+v", gap.Block.ID)
		}
	})
}

func TestWhatAPersonSaysOfABlockGoesFirst(t *testing.T) {
	eachConforming(t, func(t *testing.T, r *room) {
		record := r.Publish(t, r.One, storetest.Complete("Postsortering"))
		mark := func(m guide.BlockMark) {
			t.Helper()
			if err := r.MarkBlock(t.Context(), r.editor, record.ID, m); err != nil {
				t.Fatal(err)
			}
		}
		mark(guide.BlockMark{Block: "base", State: guide.BlockPlanned, FilledBy: " Ny tjänst ", Note: " Efter årsskiftet ", Day: "2027-01-15"})
		b := r.wantBlock(t, record.ID, "base", guide.BlockPlanned)
		if b.Mark.FilledBy != "Ny tjänst" || b.Mark.Note != "Efter årsskiftet" || b.Mark.Day != "2027-01-15" || b.Mark.By != r.editor.AccountID {
			t.Errorf("%+v", b.Mark)
		}
		mark(guide.BlockMark{Block: "base", State: guide.BlockNotNeeded, Note: "Ersätts"})
		if b := r.wantBlock(t, record.ID, "base", guide.BlockNotNeeded); b.Mark.FilledBy != "" || b.Mark.Day != "2026-11-22" {
			t.Errorf("the second mark is %+v", b.Mark)
		}
		for range 2 { // taking back what is gone is well
			if err := r.UnmarkBlock(t.Context(), r.editor, record.ID, "base"); err != nil {
				t.Fatal(err)
			}
		}
		r.wantBlock(t, record.ID, "base", guide.BlockInPlace)
	})
}

func TestAMarkMustSayWhatItMeans(t *testing.T) {
	eachConforming(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		for name, c := range map[string]struct {
			mark  guide.BlockMark
			field string
		}{
			"no state":                 {guide.BlockMark{}, "state"},
			"a state that is found":    {guide.BlockMark{State: guide.BlockGap}, "state"},
			"not needed, no why":       {guide.BlockMark{State: guide.BlockNotNeeded, Note: "  "}, "note"},
			"a note without end":       {guide.BlockMark{State: guide.BlockInPlace, Note: strings.Repeat("å", 1001)}, "note"},
			"a product without end":    {guide.BlockMark{State: guide.BlockInPlace, FilledBy: strings.Repeat("å", 201)}, "filled_by"},
			"a day that is none":       {guide.BlockMark{State: guide.BlockPlanned, Day: "snart"}, "day"},
			"in place in the future":   {guide.BlockMark{State: guide.BlockInPlace, Day: "2026-11-23"}, "day"},
			"not needed in the future": {guide.BlockMark{State: guide.BlockNotNeeded, Note: "x", Day: "2030-01-01"}, "day"},
		} {
			c.mark.Block = "base"
			err := r.MarkBlock(t.Context(), r.editor, id, c.mark)
			if f := fault.As(err); !fault.Is(err, fault.Invalid) || len(f.Fields) != 1 || f.Fields[0].Path != c.field {
				t.Errorf("%s: %v", name, err)
			}
		}
		gone := guide.BlockMark{Block: "gone", State: guide.BlockInPlace}
		if err := r.MarkBlock(t.Context(), r.editor, id, gone); !fault.Is(err, fault.NotFound) {
			t.Errorf("a block that is none: %v", err)
		}
		r.wantBlock(t, id, "base", guide.BlockGap)
	})
}

func TestOnlyEditorsMarkAndOnlyMembersRead(t *testing.T) {
	eachConforming(t, func(t *testing.T, r *room) {
		id := r.system(t, nil)
		mark := guide.BlockMark{Block: "base", State: guide.BlockInPlace}
		gone, forbidden := fault.NotFound, fault.Forbidden
		for name, c := range map[string]struct {
			who         account.Actor
			read, write *fault.Kind
		}{
			"the public":       {account.Actor{}, &gone, &gone},
			"a stranger":       {r.Member(r.Two, account.Roles()...), &gone, &gone},
			"a reader":         {r.Member(r.One, account.Reader), nil, &forbidden},
			"an adviser":       {r.Member(r.One, account.Adviser), nil, &forbidden},
			"a decision maker": {r.Member(r.One, account.DecisionMaker), nil, &forbidden},
			"an administrator": {r.Member(r.One, account.Administrator), nil, &forbidden},
			"an editor":        {r.editor, nil, nil},
		} {
			_, err := r.Conformance(t.Context(), c.who, id)
			wantFault(t, name+" reads", err, c.read)
			wantFault(t, name+" marks", r.MarkBlock(t.Context(), c.who, id, mark), c.write)
			wantFault(t, name+" takes back", r.UnmarkBlock(t.Context(), c.who, id, "base"), c.write)
		}
	})
}

// wantFault wants a fault of a kind, or none.
func wantFault(t *testing.T, what string, err error, kind *fault.Kind) {
	t.Helper()
	if kind == nil && err != nil || kind != nil && !fault.Is(err, *kind) {
		t.Errorf("%s: %v, want %v", what, err, kind)
	}
}

func TestTheConformanceGoesOutAsJSONAndCSV(t *testing.T) {
	r := newRoom(t, storetest.SQLite(t), withArchitecture(t))
	id := r.system(t, nil)
	if err := r.MarkBlock(t.Context(), r.editor, id, guide.BlockMark{Block: "safe", State: guide.BlockInPlace, FilledBy: "=cmd()", Note: "Rad ett\n”två”"}); err != nil {
		t.Fatal(err)
	}
	sv, en := r.conformance(t, id).Export("sv"), r.conformance(t, id).Export("en")
	if sv.System != id || len(sv.Blocks) != 4 || sv.Counts["gap"] != 1 || sv.Counts["in_place"] != 1 || sv.Counts["unsure"] != 1 || sv.Counts["not_needed"] != 1 {
		t.Errorf("%+v", sv)
	}
	if sv.Blocks[0].Name != "Bas" || en.Blocks[0].Name != "Base" || en.Blocks[0].Why[0] != "All need it." || en.Blocks[0].Lacks == "" {
		t.Errorf("%+v", en.Blocks[0])
	}
	if !slices.Equal(sv.Blocks[1].Guide, []string{"privacy", "need"}) || sv.Blocks[3].Guide == nil || sv.Blocks[3].Why == nil {
		t.Errorf("%+v", sv.Blocks[1])
	}
	file, err := sv.WriteCSV()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(file))).ReadAll()
	if err != nil || len(rows) != 5 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	if safe := rows[2]; safe[column("filled_by")] != "'=cmd()" || safe[column("note")] != "Rad ett\n”två”" || safe[column("guide")] != "privacy need" || safe[column("state")] != "in_place" {
		t.Errorf("%q", safe)
	}
}

// The embedded architecture holds any record against itself: every block has a state, every unclear one says what would tell.
func TestTheEmbeddedArchitectureHoldsARecordAgainstItself(t *testing.T) {
	r := newRoom(t, storetest.SQLite(t), content.Embedded())
	for name, id := range map[string]string{
		"an empty draft": r.system(t, nil), "a complete record": r.Publish(t, r.One, storetest.Complete("Postsortering")).ID,
	} {
		c := r.conformance(t, id)
		total := 0
		for _, state := range guide.BlockStates() {
			total += c.Count(state)
		}
		if total != len(c.Blocks) || total == 0 {
			t.Errorf("%s: %d of %d blocks have a state", name, total, len(c.Blocks))
		}
		for _, b := range c.Blocks {
			if b.State == guide.BlockUnsure && (b.Asks.SV == "" || b.Asks.EN == "" || len(b.Places) == 0) {
				t.Errorf("%s: nothing tells whether %s is needed", name, b.Block.ID)
			}
			if b.State == guide.BlockGap && len(b.Block.Guide) == 0 {
				t.Errorf("%s: no step helps with the gap %s", name, b.Block.ID)
			}
		}
	}
}
