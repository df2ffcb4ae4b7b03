package store_test

import (
	"context"
	"testing"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// unassessed are the assessments of systems that nobody has assessed.
type unassessed struct{}

func (unassessed) OfSubject(context.Context, account.Actor, assess.Subject) ([]assess.Listing, error) {
	return nil, nil
}

func (unassessed) Get(context.Context, account.Actor, string) (assess.Sheet, error) {
	return assess.Sheet{}, fault.New("test", fault.NotFound, "", nil)
}

func guideOn(r *storetest.Register) *guide.Service {
	return guide.New(guide.Ports{
		Library: guide.NewLibrary(content.Embedded()), Tx: r.Store, Store: r.Store, Systems: r.Service, Assessments: unassessed{}, Clock: r.Clock, IDs: r.IDs,
	})
}

// contractBlocks is the contract of marks at building blocks, driven through the use cases of guide.
func contractBlocks(t *testing.T, fresh storetest.Database) {
	for name, test := range map[string]func(*testing.T, *storetest.Register){
		"what the record says decides which blocks are needed": neededBlocks,
		"a mark is put, changed and taken back":                markedBlock,
		"a bad mark is refused whole":                          badMarks,
		"marks are their organisation's own":                   ownMarks,
	} {
		t.Run(name, func(t *testing.T) { test(t, storetest.NewRegister(t, fresh(t))) })
	}
}

func TestBlockContract(t *testing.T) { storetest.Each(t, contractBlocks) }

// retrieving is a published system that answers from documents with a model in a foreign cloud.
func retrieving(t *testing.T, r *storetest.Register) register.Record {
	t.Helper()
	system := storetest.Complete("Svar ur dokument")
	system.Technologies = []string{"rag", "large_language_model"}
	system.Technique.Hosting = "third_country_cloud"
	return r.Publish(t, r.One, system)
}

func blockStanding(t *testing.T, s *guide.Service, actor account.Actor, system, block string) guide.BlockStanding {
	t.Helper()
	c := must[guide.Conformance](t)(s.Conformance(t.Context(), actor, system))
	b, ok := c.Block(block)
	if !ok {
		t.Fatalf("no block %s among %d", block, len(c.Blocks))
	}
	return b
}

func neededBlocks(t *testing.T, r *storetest.Register) {
	s, reader := guideOn(r), r.Member(r.One, account.Reader)
	id := retrieving(t, r).ID
	for block, want := range map[string]struct {
		need  guide.Need
		state guide.BlockState
	}{
		"ret-rag":      {guide.Needed, guide.BlockGap},
		"gw-mask":      {guide.Needed, guide.BlockGap},
		"gov-register": {guide.Needed, guide.BlockInPlace}, // it is published
		"dev-fed":      {guide.NotNeeded, guide.BlockNotNeeded},
		"inf-compute":  {guide.NotNeeded, guide.BlockNotNeeded},
	} {
		got := blockStanding(t, s, reader, id, block)
		if got.Need != want.need || got.State != want.state {
			t.Errorf("%s is %s and %s, want %s and %s", block, got.Need, got.State, want.need, want.state)
		}
		if got.Need == guide.Needed && len(got.Why) == 0 {
			t.Errorf("%s is needed without a reason", block)
		}
	}
	bare := must[register.Record](t)(r.Create(t.Context(), r.Member(r.One, account.Editor), r.One.ID, register.System{Name: storetest.Complete("x").Name}))
	unsure := blockStanding(t, s, reader, bare.ID, "inf-compute")
	if unsure.Need != guide.NeedUnknown || unsure.State != guide.BlockUnsure || unsure.Asks.SV == "" {
		t.Errorf("of a bare draft the need should be unknown: %+v", unsure)
	}
}

func markedBlock(t *testing.T, r *storetest.Register) {
	ctx, s, editor := t.Context(), guideOn(r), r.Member(r.One, account.Editor)
	id := retrieving(t, r).ID
	done(t, s.MarkBlock(ctx, editor, id, guide.BlockMark{Block: "gw-mask", State: guide.BlockPlanned, FilledBy: "Tillit", Day: "2027-01-31"}))
	got := blockStanding(t, s, editor, id, "gw-mask")
	if got.State != guide.BlockPlanned || got.Mark.FilledBy != "Tillit" || got.Mark.Day != "2027-01-31" || got.Mark.By != editor.AccountID || got.Mark.At != r.Clock.Now() {
		t.Errorf("%+v %+v", got, got.Mark)
	}
	done(t, s.MarkBlock(ctx, editor, id, guide.BlockMark{Block: "gw-mask", State: guide.BlockNotNeeded, Note: " Ingen text lämnar oss. "}))
	got = blockStanding(t, s, editor, id, "gw-mask")
	if got.State != guide.BlockNotNeeded || got.Mark.Note != "Ingen text lämnar oss." || got.Mark.Day != "2026-11-22" || got.Mark.FilledBy != "" {
		t.Errorf("%+v %+v", got, got.Mark)
	}
	done(t, s.UnmarkBlock(ctx, editor, id, "gw-mask"))
	done(t, s.UnmarkBlock(ctx, editor, id, "gw-mask")) // again is no fault
	if got = blockStanding(t, s, editor, id, "gw-mask"); got.State != guide.BlockGap || got.Mark != nil {
		t.Errorf("taken back: %+v", got)
	}
}

func badMarks(t *testing.T, r *storetest.Register) {
	ctx, s, editor := t.Context(), guideOn(r), r.Member(r.One, account.Editor)
	id := retrieving(t, r).ID
	for name, bad := range map[string]guide.BlockMark{
		"an unknown state":           {Block: "gw-mask", State: "gap"},
		"not needed without a note":  {Block: "gw-mask", State: guide.BlockNotNeeded},
		"in place in the future":     {Block: "gw-mask", State: guide.BlockInPlace, Day: "2026-11-23"},
		"a day that does not exist":  {Block: "gw-mask", State: guide.BlockInPlace, Day: "2026-02-30"},
		"a note of a thousand words": {Block: "gw-mask", State: guide.BlockInPlace, Note: string(make([]byte, 1001))},
	} {
		t.Run(name, func(t *testing.T) { wantKind(t, s.MarkBlock(ctx, editor, id, bad), fault.Invalid) })
	}
	wantKind(t, s.MarkBlock(ctx, editor, id, guide.BlockMark{Block: "none", State: guide.BlockInPlace}), fault.NotFound)
	if got := blockStanding(t, s, editor, id, "gw-mask"); got.Mark != nil {
		t.Errorf("something was kept: %+v", got.Mark)
	}
}

func ownMarks(t *testing.T, r *storetest.Register) {
	ctx, s := t.Context(), guideOn(r)
	id := retrieving(t, r).ID
	mark := guide.BlockMark{Block: "gw-mask", State: guide.BlockInPlace}
	wantKind(t, s.MarkBlock(ctx, r.Member(r.One, account.Reader), id, mark), fault.Forbidden)
	wantKind(t, s.MarkBlock(ctx, r.Member(r.Two, account.Editor), id, mark), fault.NotFound)
	wantKind(t, s.UnmarkBlock(ctx, r.Member(r.Two, account.Editor), id, "gw-mask"), fault.NotFound)
	_, err := s.Conformance(ctx, r.Member(r.Two, account.Reader), id)
	wantKind(t, err, fault.NotFound)
	_, err = s.Conformance(ctx, account.Actor{}, id)
	if err == nil {
		t.Error("the public may not read it")
	}
}
