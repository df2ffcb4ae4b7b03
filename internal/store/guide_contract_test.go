package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// contractGuide is the contract of guide.Store.
func contractGuide(t *testing.T, fresh storetest.Database) {
	for name, test := range map[string]func(*testing.T, *storetest.Register, register.Record){
		"a tick takes the place of the one before": tickReplaced,
		"ticks are their organisation's own":       ticksOwn,
		"a tick is taken back":                     tickTakenBack,
		"an inventory is kept whole":               inventoryKept,
		"an old revision is a conflict":            inventoryConflict,
		"a chosen way is replaced and taken back":  pathChosen,
		"an answer on size is the organisation's":  sizeAnswered,
		"what fails leaves nothing":                guideRolledBack,
	} {
		t.Run(name, func(t *testing.T) {
			r := storetest.NewRegister(t, fresh(t))
			record, err := r.Create(t.Context(), r.Member(r.One, account.Editor), r.One.ID, storetest.Complete("A"))
			if err != nil {
				t.Fatal(err)
			}
			test(t, r, record)
		})
	}
}

func TestContractGuide(t *testing.T) { storetest.Each(t, contractGuide) }

func written(t *testing.T, r *storetest.Register, f func(context.Context) error) {
	t.Helper()
	if err := r.Store.Write(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func someTick(r *storetest.Register, record register.Record) guide.Tick {
	return guide.Tick{
		OrganisationID: r.One.ID, SystemID: record.ID, Step: "need", Demand: "problem", State: guide.TickDone, Note: "Dnr 12, ”två meningar”",
		Day: "2026-11-20", By: r.IDs.New(), At: r.Clock.Now(),
	}
}

func tickReplaced(t *testing.T, r *storetest.Register, record register.Record) {
	one := someTick(r, record)
	two := one
	two.State, two.Note, two.Day = guide.TickNotApplicable, "Gäller inte oss", "2026-11-21"
	other := one
	other.Demand = "today"
	for _, tick := range []guide.Tick{one, other, two} {
		written(t, r, func(ctx context.Context) error { return r.Store.PutTick(ctx, tick) })
	}
	got := must[[]guide.Tick](t)(r.Store.Ticks(t.Context(), r.One.ID, record.ID))
	if diff := cmp.Diff([]guide.Tick{two, other}, got); diff != "" {
		t.Error(diff)
	}
}

func ticksOwn(t *testing.T, r *storetest.Register, record register.Record) {
	written(t, r, func(ctx context.Context) error { return r.Store.PutTick(ctx, someTick(r, record)) })
	if got := must[[]guide.Tick](t)(r.Store.Ticks(t.Context(), r.Two.ID, record.ID)); len(got) != 0 {
		t.Errorf("another organisation reads %v", got)
	}
	written(t, r, func(ctx context.Context) error {
		return r.Store.DeleteTick(ctx, r.Two.ID, record.ID, "need", "problem")
	})
	if got := must[[]guide.Tick](t)(r.Store.Ticks(t.Context(), r.One.ID, record.ID)); len(got) != 1 {
		t.Errorf("another organisation has deleted it: %v", got)
	}
}

func tickTakenBack(t *testing.T, r *storetest.Register, record register.Record) {
	written(t, r, func(ctx context.Context) error { return r.Store.PutTick(ctx, someTick(r, record)) })
	for range 2 { // taking back what is gone is well
		written(t, r, func(ctx context.Context) error {
			return r.Store.DeleteTick(ctx, r.One.ID, record.ID, "need", "problem")
		})
	}
	if got := must[[]guide.Tick](t)(r.Store.Ticks(t.Context(), r.One.ID, record.ID)); len(got) != 0 {
		t.Errorf("still %v", got)
	}
}

func someInventory(r *storetest.Register, record register.Record) guide.Inventory {
	set := guide.DataSet{ID: r.IDs.New(), Name: "Ärenden ’24", Training: guide.Right{Use: "yes", Right: "unclear"}}
	set.Quality.Balance = guide.Measure{Result: "52/48", Met: "yes"}
	return guide.Inventory{
		OrganisationID: r.One.ID, SystemID: record.ID, Revision: 1, Sets: []guide.DataSet{set, {ID: r.IDs.New(), Name: "Loggar"}},
		UpdatedAt: r.Clock.Now(), UpdatedBy: r.IDs.New(),
	}
}

func inventoryKept(t *testing.T, r *storetest.Register, record register.Record) {
	_, err := r.Store.Inventory(t.Context(), r.One.ID, record.ID)
	wantKind(t, err, fault.NotFound)
	first := someInventory(r, record)
	written(t, r, func(ctx context.Context) error { return r.Store.PutInventory(ctx, first, 0) })
	if diff := cmp.Diff(first, must[guide.Inventory](t)(r.Store.Inventory(t.Context(), r.One.ID, record.ID))); diff != "" {
		t.Error(diff)
	}
	second := first
	second.Revision, second.Sets = 2, nil
	written(t, r, func(ctx context.Context) error { return r.Store.PutInventory(ctx, second, 1) })
	if diff := cmp.Diff(second, must[guide.Inventory](t)(r.Store.Inventory(t.Context(), r.One.ID, record.ID))); diff != "" {
		t.Error(diff)
	}
	_, err = r.Store.Inventory(t.Context(), r.Two.ID, record.ID)
	wantKind(t, err, fault.NotFound)
}

func inventoryConflict(t *testing.T, r *storetest.Register, record register.Record) {
	first := someInventory(r, record)
	written(t, r, func(ctx context.Context) error { return r.Store.PutInventory(ctx, first, 0) })
	put := func(i guide.Inventory, was int64) error {
		return r.Store.Write(t.Context(), func(ctx context.Context) error { return r.Store.PutInventory(ctx, i, was) })
	}
	second := first
	second.Revision = 2
	wantKind(t, put(second, 7), fault.Conflict)
	wantKind(t, put(second, 0), fault.Conflict) // there is one already
	second.OrganisationID = r.Two.ID
	wantKind(t, put(second, 1), fault.Conflict) // not theirs
}

func guideRolledBack(t *testing.T, r *storetest.Register, record register.Record) {
	stop := errors.New("stop")
	err := r.Store.Write(t.Context(), func(ctx context.Context) error {
		return errors.Join(r.Store.PutTick(ctx, someTick(r, record)), r.Store.PutInventory(ctx, someInventory(r, record), 0), stop)
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	if got := must[[]guide.Tick](t)(r.Store.Ticks(t.Context(), r.One.ID, record.ID)); len(got) != 0 {
		t.Errorf("a tick remains: %v", got)
	}
	_, err = r.Store.Inventory(t.Context(), r.One.ID, record.ID)
	wantKind(t, err, fault.NotFound)
}

func pathChosen(t *testing.T, r *storetest.Register, record register.Record) {
	_, err := r.Store.PathChoice(t.Context(), r.One.ID, record.ID)
	wantKind(t, err, fault.NotFound)
	choice := guide.PathChoice{OrganisationID: r.One.ID, SystemID: record.ID, Path: "whole", By: r.IDs.New(), At: r.Clock.Now()}
	for _, choice.Path = range []string{"whole", "small-organisation"} {
		written(t, r, func(ctx context.Context) error { return r.Store.PutPathChoice(ctx, choice) })
	}
	if diff := cmp.Diff(choice, must[guide.PathChoice](t)(r.Store.PathChoice(t.Context(), r.One.ID, record.ID))); diff != "" {
		t.Error(diff)
	}
	written(t, r, func(ctx context.Context) error { return r.Store.DeletePathChoice(ctx, r.Two.ID, record.ID) }) // not theirs
	_, err = r.Store.PathChoice(t.Context(), r.Two.ID, record.ID)
	wantKind(t, err, fault.NotFound)
	must[guide.PathChoice](t)(r.Store.PathChoice(t.Context(), r.One.ID, record.ID))
	for range 2 {
		written(t, r, func(ctx context.Context) error { return r.Store.DeletePathChoice(ctx, r.One.ID, record.ID) })
	}
	_, err = r.Store.PathChoice(t.Context(), r.One.ID, record.ID)
	wantKind(t, err, fault.NotFound)
}

func sizeAnswered(t *testing.T, r *storetest.Register, _ register.Record) {
	_, err := r.Store.SizeAnswer(t.Context(), r.One.ID)
	wantKind(t, err, fault.NotFound)
	answer := guide.SizeAnswer{OrganisationID: r.One.ID, By: r.IDs.New(), At: r.Clock.Now()}
	for _, answer.Size = range []guide.Size{guide.SmallSize, guide.LargeSize} {
		written(t, r, func(ctx context.Context) error { return r.Store.PutSize(ctx, answer) })
	}
	if diff := cmp.Diff(answer, must[guide.SizeAnswer](t)(r.Store.SizeAnswer(t.Context(), r.One.ID))); diff != "" {
		t.Error(diff)
	}
	_, err = r.Store.SizeAnswer(t.Context(), r.Two.ID)
	wantKind(t, err, fault.NotFound)
}
