package register_test

import (
	"fmt"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

func TestDraftsAndReviewsThatAreDueNeedAttention(t *testing.T) {
	storetest.Each(t, func(t *testing.T, fresh storetest.Database) {
		r := storetest.NewRegister(t, fresh(t))
		member := r.Member(r.One, account.Reader)
		system := func(name, next string) register.System {
			s := storetest.Complete(name)
			s.Review.Next = next
			return s
		}
		for name, next := range map[string]string{
			"no date": "", "today": "2026-11-22", "tomorrow": "2026-11-23", "this month": "2026-11", "this year": "2026",
			"yesterday": "2026-11-21", "last month": "2026-10", "last year": "2025",
		} {
			r.Publish(t, r.One, system(name, next))
		}
		half := register.System{Slag: register.AISystem, Name: register.Text{SV: "half"}}
		if _, err := r.Create(t.Context(), r.Member(r.One, account.Editor), r.One.ID, half); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Create(t.Context(), r.Member(r.Two, account.Editor), r.Two.ID, system("of others", "2020")); err != nil {
			t.Fatal(err)
		}
		found, err := r.NeedsAttention(t.Context(), member, r.One.ID)
		if err != nil {
			t.Fatal(err)
		}
		due := map[string]string{}
		for _, a := range found {
			due[a.Name.SV] = a.ReviewDue
			if a.Draft && (a.Name.SV != "half" || a.Empty != 5 || a.Required != 5 || a.Recommended == 0) {
				t.Errorf("the draft: %+v", a)
			}
		}
		want := map[string]string{"yesterday": "2026-11-21", "last month": "2026-10", "last year": "2025", "half": ""}
		if fmt.Sprint(due) != fmt.Sprint(want) {
			t.Errorf("found %v, want %v", due, want)
		}
	})
}

func TestNoRecordIsOverlookedWhereThereAreMany(t *testing.T) {
	r := storetest.NewRegister(t, storetest.SQLite(t))
	editor := r.Member(r.One, account.Editor)
	const many = 130
	for i := range many {
		if _, err := r.Create(t.Context(), editor, r.One.ID, register.System{Name: register.Text{SV: fmt.Sprint(i)}}); err != nil {
			t.Fatal(err)
		}
	}
	found, err := r.NeedsAttention(t.Context(), editor, r.One.ID)
	if err != nil || len(found) != many {
		t.Errorf("%d of %d, %v", len(found), many, err)
	}
}

func TestOnlyMembersLearnWhatNeedsAttention(t *testing.T) {
	r := storetest.NewRegister(t, storetest.SQLite(t))
	for name, actor := range map[string]account.Actor{"public": {}, "another organisation": r.Member(r.Two, account.Administrator)} {
		if _, err := r.NeedsAttention(t.Context(), actor, r.One.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v, want not found", name, err)
		}
	}
}
