package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// contractActs is who may do what with a record in which state, driven through the register's own use cases.
func contractActs(t *testing.T, fresh storetest.Database) {
	for name, test := range map[string]func(*testing.T, *storetest.Register){
		"every act in every state by every role":      everyAct,
		"a token does no more than its scopes":        tokenActs,
		"every act needs the revision it was read at": everyRevision,
		"what is wrong in a retirement is named":      badRetirements,
		"what is wrong in a change of phase is named": badPhaseChanges,
		"the phase stands as sure as time allows":     standingOverTime,
		"counts grow old with their sources":          countsOverTime,
		"a retired record comes back by publication":  comesBack,
		"lists hold what they are asked for":          pagesOfLists,
		"imports meet every kind of row at once":      manyRows,
		"an import keeps two formats apart":           twoFormats,
	} {
		t.Run(name, func(t *testing.T) { test(t, storetest.NewRegister(t, fresh(t))) })
	}
}

// states make a record in a state and give its id and revision.
func states(t *testing.T, r *storetest.Register) map[string]func() (string, int64) {
	t.Helper()
	ctx, boss := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	published := func() (string, int64) {
		id := r.Publish(t, r.One, storetest.Complete("A")).ID
		return id, must[register.View](t)(r.Own(ctx, boss, id)).Record.Revision
	}
	return map[string]func() (string, int64){
		"draft": func() (string, int64) {
			record := must[register.Record](t)(r.Create(ctx, boss, r.One.ID, storetest.Complete("A")))
			return record.ID, record.Revision
		},
		"empty draft": func() (string, int64) {
			record := must[register.Record](t)(r.Create(ctx, boss, r.One.ID, register.System{}))
			return record.ID, record.Revision
		},
		"published": published,
		"published with draft": func() (string, int64) {
			id, revision := published()
			record := must[register.Record](t)(r.SaveDraft(ctx, boss, id, revision, storetest.Complete("B")))
			return id, record.Revision
		},
		"retired": func() (string, int64) {
			id, revision := published()
			record := must[register.Record](t)(r.Retire(ctx, boss, id, revision, ended()))
			return id, record.Revision
		},
	}
}

func ended() register.Retirement {
	return register.Retirement{Kind: register.Withdrawn, Date: "2026-11-01", Reason: i18n.Text{SV: "x"}}
}

func toUse() register.PhaseChange {
	return register.PhaseChange{Phase: register.InUse, From: "2026", Grounds: i18n.Text{SV: "x"}}
}

// does runs an act on a record at a revision.
func does(ctx context.Context, r *storetest.Register, act string, a account.Actor, id string, revision int64) error {
	var err error
	switch act {
	case "own":
		_, err = r.Own(ctx, a, id)
	case "public":
		_, err = r.Public(ctx, id)
	case "save":
		_, err = r.SaveDraft(ctx, a, id, revision, storetest.Complete("C"))
	case "discard":
		_, err = r.DiscardDraft(ctx, a, id, revision)
	case "phase":
		_, err = r.ChangePhase(ctx, a, id, revision, toUse())
	case "publish":
		_, err = r.Service.Publish(ctx, a, id, revision, "")
	case "retire":
		_, err = r.Retire(ctx, a, id, revision, ended())
	default:
		err = errors.New("no act " + act)
	}
	return err
}

// outcome names what came of an act: "ok", or the kind of its fault.
func outcome(err error) string {
	switch {
	case err == nil:
		return "ok"
	case fault.Is(err, fault.NotFound):
		return "not found"
	case fault.Is(err, fault.Forbidden):
		return "forbidden"
	case fault.Is(err, fault.Conflict):
		return "conflict"
	case fault.Is(err, fault.Invalid):
		return "invalid"
	}
	return err.Error()
}

// needs says which roles an act needs; own is for every member, public for everybody.
var needs = map[string]account.Role{
	"save": account.Editor, "discard": account.Editor, "phase": account.Editor, "publish": account.DecisionMaker, "retire": account.DecisionMaker,
}

// inState says what becomes of an act in a state when the role allows it.
var inState = map[string]map[string]string{
	"draft":                {"own": "ok", "public": "not found", "save": "ok", "discard": "ok", "phase": "ok", "publish": "ok", "retire": "conflict"},
	"empty draft":          {"own": "ok", "public": "not found", "save": "ok", "discard": "ok", "phase": "ok", "publish": "invalid", "retire": "conflict"},
	"published":            {"own": "ok", "public": "ok", "save": "ok", "discard": "ok", "phase": "ok", "publish": "conflict", "retire": "ok"},
	"published with draft": {"own": "ok", "public": "ok", "save": "ok", "discard": "ok", "phase": "ok", "publish": "ok", "retire": "conflict"},
	"retired":              {"own": "ok", "public": "ok", "save": "ok", "discard": "ok", "phase": "ok", "publish": "conflict", "retire": "conflict"},
}

func everyAct(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	for state, begin := range states(t, r) {
		for act, allowed := range inState[state] {
			for _, role := range account.Roles() {
				id, revision := begin()
				want := allowed
				if need := needs[act]; need != "" && need != role {
					want = "forbidden"
				}
				if got := outcome(does(ctx, r, act, r.Member(r.One, role), id, revision)); got != want {
					t.Errorf("%s of a record that is %s by %s: %s, want %s", act, state, role, got, want)
				}
			}
			id, revision := begin()
			outsider := r.Member(r.Two, account.Roles()...)
			for name, a := range map[string]account.Actor{"an outsider": outsider, "nobody": {}} {
				want := "not found"
				if act == "public" {
					want = allowed
				}
				if got := outcome(does(ctx, r, act, a, id, revision)); got != want {
					t.Errorf("%s of a record that is %s by %s: %s, want %s", act, state, name, got, want)
				}
			}
			if got := outcome(does(ctx, r, act, account.Operator(), id, revision)); got != allowed {
				t.Errorf("%s of a record that is %s by the operator: %s, want %s", act, state, got, allowed)
			}
		}
	}
	for _, role := range account.Roles() {
		want := map[bool]string{true: "ok", false: "forbidden"}[role == account.Editor]
		if _, err := r.Create(ctx, r.Member(r.One, role), r.One.ID, register.System{}); outcome(err) != want {
			t.Errorf("create by %s: %v, want %s", role, err, want)
		}
		if _, err := r.Create(ctx, r.Member(r.Two, role), r.One.ID, register.System{}); outcome(err) != "forbidden" {
			t.Errorf("create elsewhere by %s: %v", role, err)
		}
	}
	_, err := r.Create(ctx, account.Operator(), r.IDs.New(), register.System{})
	wantKind(t, err, fault.NotFound)
}

func tokenActs(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	for scope, may := range map[account.Scope][]string{
		account.ScopeRead: {"own"}, account.ScopeWrite: nil, account.ScopePublish: nil, "": nil,
	} {
		for _, act := range []string{"own", "save", "publish"} {
			id, revision := states(t, r)["draft"]()
			a := r.Member(r.One, account.Roles()...)
			a.Token, a.Scopes = true, []account.Scope{scope}
			allowed := len(may) > 0 && may[0] == act
			want := map[bool]string{true: "ok", false: "not found"}[allowed]
			if scope == account.ScopeRead && !allowed {
				want = "forbidden"
			}
			if got := outcome(does(ctx, r, act, a, id, revision)); got != want {
				t.Errorf("%s by a token with the scope %q: %s, want %s", act, scope, got, want)
			}
		}
	}
	id, revision := states(t, r)["draft"]()
	a := r.Member(r.One, account.Editor, account.DecisionMaker)
	a.Token, a.Scopes = true, []account.Scope{account.ScopeRead, account.ScopeWrite}
	if got := outcome(does(ctx, r, "save", a, id, revision)); got != "ok" {
		t.Errorf("save by a token that may read and write: %s", got)
	}
	if got := outcome(does(ctx, r, "publish", a, id, revision+1)); got != "forbidden" {
		t.Errorf("publish by a token that may read and write: %s", got)
	}
}

func everyRevision(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	for state, begin := range states(t, r) {
		id, revision := begin()
		before := must[register.View](t)(r.Own(ctx, a, id))
		for _, act := range []string{"save", "discard", "phase", "publish", "retire"} {
			for _, stale := range []int64{revision - 1, revision + 1, 0, -1} {
				if got := outcome(does(ctx, r, act, a, id, stale)); got != "conflict" {
					t.Errorf("%s of a record that is %s at revision %d instead of %d: %s", act, state, stale, revision, got)
				}
			}
		}
		after := must[register.View](t)(r.Own(ctx, a, id))
		if after.Record.Revision != before.Record.Revision || after.Record.State != before.Record.State || after.Version.Hash != before.Version.Hash {
			t.Errorf("a record that is %s was changed by refused acts: %+v", state, after.Record)
		}
	}
	unknown := r.IDs.New()
	for _, act := range []string{"own", "public", "save", "discard", "phase", "publish", "retire"} {
		for _, id := range []string{unknown, "", "x", strings.Repeat("9", 500), "' OR 1=1 --"} {
			if got := outcome(does(ctx, r, act, account.Operator(), id, 1)); got != "not found" {
				t.Errorf("%s of a record %.20q that is not there: %s", act, id, got)
			}
		}
	}
}

// faultPaths joins the paths and keys of the fields at fault.
func faultPaths(err error) string {
	if err == nil {
		return ""
	}
	var all []string
	for _, f := range fault.As(err).Fields {
		all = append(all, f.Path+" "+strings.TrimPrefix(f.Key, "register."))
	}
	return strings.Join(all, ", ")
}

func badRetirements(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	other := r.Publish(t, r.One, storetest.Complete("B")).ID
	hidden := must[register.Record](t)(r.Create(ctx, a, r.One.ID, storetest.Complete("C"))).ID
	why := i18n.Text{SV: "x"}
	for _, c := range []struct {
		r    register.Retirement
		want string
	}{
		{register.Retirement{}, "kind bad_code, date bad_date, reason grounds_missing"},
		{register.Retirement{Kind: "sold", Date: "2026-11-01", Reason: why}, "kind bad_code"},
		{register.Retirement{Kind: register.Ended, Date: "2026-11", Reason: why}, "date bad_date"},
		{register.Retirement{Kind: register.Ended, Date: "2026-02-30", Reason: why}, "date bad_date"},
		{register.Retirement{Kind: register.Ended, Date: "2026-11-23", Reason: why}, "date future_date"},
		{register.Retirement{Kind: register.Ended, Date: "2026-11-22", Reason: why}, ""},
		{register.Retirement{Kind: register.Ended, Date: "2026-11-01", Reason: i18n.Text{EN: "only English"}}, ""},
		{register.Retirement{Kind: register.Replaced, Date: "2026-11-01", Reason: why}, "replaced_by bad_replacement"},
		{register.Retirement{Kind: register.Replaced, Date: "2026-11-01", Reason: why, ReplacedBy: "x"}, "replaced_by bad_replacement"},
		{register.Retirement{Kind: register.Replaced, Date: "2026-11-01", Reason: why, ReplacedBy: "SELF"}, "replaced_by bad_replacement"},
		{register.Retirement{Kind: register.Replaced, Date: "2026-11-01", Reason: why, ReplacedBy: r.IDs.New()}, "replaced_by bad_replacement"},
		{register.Retirement{Kind: register.Replaced, Date: "2026-11-01", Reason: why, ReplacedBy: hidden}, "replaced_by bad_replacement"},
		{register.Retirement{Kind: register.Ended, Date: "2026-11-01", Reason: why, ReplacedBy: other}, "replaced_by bad_replacement"},
		{register.Retirement{Kind: register.Replaced, Date: "2026-11-01", Reason: why, ReplacedBy: other}, ""},
	} {
		id := r.Publish(t, r.One, storetest.Complete("A")).ID
		if c.r.ReplacedBy == "SELF" {
			c.r.ReplacedBy = id
		}
		_, err := r.Retire(ctx, a, id, 2, c.r)
		if got := faultPaths(err); got != c.want {
			t.Errorf("%+v: %q, want %q", c.r, got, c.want)
		}
		state := must[register.View](t)(r.Public(ctx, id)).Record.State
		if want := map[bool]register.State{true: register.RetiredNow, false: register.Published}[c.want == ""]; state != want {
			t.Errorf("%+v: the record is %s, want %s", c.r, state, want)
		}
	}
}

func badPhaseChanges(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor)
	why := i18n.Text{SV: "x"}
	for _, c := range []struct {
		p    register.PhaseChange
		want string
	}{
		{register.PhaseChange{}, "phases.phase bad_code, phases.from bad_date, phases.note grounds_missing"},
		{register.PhaseChange{Phase: "sold", From: "2026", Grounds: why}, "phases.phase bad_code"},
		{register.PhaseChange{Phase: register.InUse, From: "i fjol", Grounds: why}, "phases.from bad_date"},
		{register.PhaseChange{Phase: register.InUse, From: "2026-11-23", Grounds: why}, "phases.from future_date"},
		{register.PhaseChange{Phase: register.InUse, From: "2026-12", Grounds: why}, "phases.from future_date"},
		{register.PhaseChange{Phase: register.InUse, From: "2027", Grounds: why}, "phases.from future_date"},
		{register.PhaseChange{Phase: register.InUse, From: "2026-11-22", Grounds: why}, ""},
		{register.PhaseChange{Phase: register.InUse, From: "2026-11", Grounds: why}, ""},
		{register.PhaseChange{Phase: register.InUse, From: "2026", Grounds: i18n.Text{EN: "x"}}, ""},
		{register.PhaseChange{Phase: register.InUse, From: "2026"}, "phases.note grounds_missing"},
	} {
		record := must[register.Record](t)(r.Create(ctx, a, r.One.ID, storetest.Complete("A")))
		_, err := r.ChangePhase(ctx, a, record.ID, 1, c.p)
		if got := faultPaths(err); got != c.want {
			t.Errorf("%+v: %q, want %q", c.p, got, c.want)
		}
	}
	record := must[register.Record](t)(r.Create(ctx, a, r.One.ID, register.System{}))
	for i, phase := range register.Phases() { // every phase may follow every other, also backwards
		for j, next := range []register.Phase{register.InUse, phase} {
			change := toUse()
			change.Phase = next
			record = must[register.Record](t)(r.ChangePhase(ctx, a, record.ID, record.Revision, change))
			if got := record.Draft.CurrentPhase(); got.Phase != next || !got.Confirmed || got.AsOf != "2026-11-22" || len(record.Draft.Phases) != 2*i+j+1 {
				t.Errorf("after %s: %+v", next, record.Draft.Phases[:1])
			}
		}
	}
}

func standingOverTime(t *testing.T, r *storetest.Register) {
	for _, step := range []struct {
		days int
		want register.Standing
	}{{0, register.FromSource}, {365, register.FromSource}, {731, register.FromSource}, {732, register.Outdated}, {4000, register.Outdated}} {
		now := r.Clock.Now().AddDate(0, 0, step.days)
		entry := register.PhaseEntry{Phase: register.InUse, AsOf: "2026-11-22"}
		if got := entry.Standing(now); got != step.want {
			t.Errorf("after %d days: %s, want %s", step.days, got, step.want)
		}
		entry.Confirmed = true
		if got := entry.Standing(now); got != register.Confirmed {
			t.Errorf("confirmed, after %d days: %s", step.days, got)
		}
	}
}

func countsOverTime(t *testing.T, r *storetest.Register) {
	ctx := t.Context()
	for _, e := range []register.PhaseEntry{
		{Phase: register.InUse, AsOf: "2026-11-22"},
		{Phase: register.InUse, AsOf: "2025-06"},
		{Phase: register.InUse, AsOf: "2019"},
		{Phase: register.InUse},
		{Phase: register.InUse, AsOf: "2010", Confirmed: true},
		{Phase: register.Retired, AsOf: "2010"},
	} {
		s := storetest.Complete("A")
		s.Phases, s.Responsibility.Contact = []register.PhaseEntry{e}, "it@example.org"
		r.Publish(t, r.One, s)
	}
	for _, step := range []struct {
		years int
		want  register.PhaseCount
	}{
		{0, register.PhaseCount{Confirmed: 1, Source: 2, Outdated: 2}},
		{1, register.PhaseCount{Confirmed: 1, Source: 1, Outdated: 3}},
		{1, register.PhaseCount{Confirmed: 1, Source: 1, Outdated: 3}},
		{1, register.PhaseCount{Confirmed: 1, Outdated: 4}},
	} {
		r.Clock.Advance(time.Duration(step.years) * 365 * 24 * time.Hour)
		o := must[register.Overview](t)(r.Overview(ctx, ""))
		if got := o.Phases[register.InUse]; got != step.want || o.InUse() != step.want.Confirmed+step.want.Source || o.Total != 6 {
			t.Errorf("at %v: %+v, in use %d of %d; want %+v", r.Clock.Now(), got, o.InUse(), o.Total, step.want)
		}
	}
}

func comesBack(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Editor, account.DecisionMaker)
	id, revision := states(t, r)["retired"]()
	record := must[register.Record](t)(r.SaveDraft(ctx, a, id, revision, storetest.Complete("Igen")))
	if record.State != register.RetiredNow || record.Retirement == nil {
		t.Errorf("a draft alone brought it back: %+v", record)
	}
	must[register.Version](t)(r.Service.Publish(ctx, a, id, record.Revision, ""))
	v := must[register.View](t)(r.Public(ctx, id))
	if v.Record.State != register.Published || v.Record.Retirement != nil || v.Version.Number != 3 || v.Version.System.Name.SV != "Igen" {
		t.Errorf("record: %+v, version %d", v.Record, v.Version.Number)
	}
	for number, want := range map[int]string{1: "A", 2: "A", 3: "Igen"} {
		if got := must[register.View](t)(r.VersionOf(ctx, id, number)).Version.System.Name.SV; got != want {
			t.Errorf("version %d is %q, want %q", number, got, want)
		}
	}
	for _, number := range []int{0, -1, 4} {
		if _, err := r.VersionOf(ctx, id, number); outcome(err) != "not found" {
			t.Errorf("version %d: %v", number, err)
		}
		if _, err := r.Compare(ctx, id, 1, number); outcome(err) != "not found" {
			t.Errorf("compared with version %d: %v", number, err)
		}
	}
	c := must[register.Comparison](t)(r.Compare(ctx, id, 3, 1))
	if len(c.Changes) != 2 || c.Changes[0].Old != "Igen" || c.Changes[0].New != "A" || c.Old.Number != 3 {
		t.Errorf("backwards: %+v", c)
	}
	if same := must[register.Comparison](t)(r.Compare(ctx, id, 2, 2)); len(same.Changes) != 0 {
		t.Errorf("a version differs from itself: %+v", same.Changes)
	}
}

func pagesOfLists(t *testing.T, r *storetest.Register) {
	ctx, a := t.Context(), r.Member(r.One, account.Reader)
	const n = 7
	for i := range n {
		r.Clock.Advance(time.Minute)
		r.Publish(t, r.One, storetest.Complete(fmt.Sprintf("System %d", i)))
	}
	for limit := 1; limit <= n+1; limit++ {
		seen := map[string]bool{}
		for offset := 0; offset < n; offset += limit {
			page := register.Page{Limit: limit, Offset: offset}
			_, list, total, err := r.OfOrganisation(ctx, r.One.ID, page)
			if err != nil || total != n || len(list) != min(limit, n-offset) {
				t.Fatalf("%+v: %d of %d, %v", page, len(list), total, err)
			}
			for _, l := range list {
				seen[l.ID] = true
			}
			mine, total, err := r.ListMine(ctx, a, r.One.ID, register.MineFilter{Page: page})
			if err != nil || total != n || len(mine) != len(list) {
				t.Fatalf("mine %+v: %d of %d, %v", page, len(mine), total, err)
			}
		}
		if len(seen) != n {
			t.Errorf("pages of %d show %d of %d records", limit, len(seen), n)
		}
	}
	for _, page := range []register.Page{{Offset: n}, {Offset: 1000, Limit: 3}} {
		if _, list, total, err := r.OfOrganisation(ctx, r.One.ID, page); err != nil || total != n || len(list) != 0 {
			t.Errorf("behind the end: %d of %d, %v", len(list), total, err)
		}
	}
	for _, page := range []register.Page{{Offset: -5}, {Limit: -1}, {Limit: 1 << 30}} {
		if _, list, _, err := r.OfOrganisation(ctx, r.One.ID, page); err != nil || len(list) != n {
			t.Errorf("%+v: %d records, %v", page, len(list), err)
		}
	}
	if _, _, _, err := r.OfOrganisation(ctx, r.IDs.New(), register.Page{}); outcome(err) != "not found" {
		t.Errorf("an organisation that is not there: %v", err)
	}
	latest := must[[]register.Listing](t)(r.Latest(ctx, n))
	var ids []string
	for _, l := range latest {
		ids = append([]string{l.ID}, ids...)
	}
	again := must[[]register.Listing](t)(r.PublicListings(ctx, append([]string{r.IDs.New(), "x"}, ids...)))
	if len(again) != n || again[0].ID != ids[0] || again[n-1].ID != ids[n-1] {
		t.Errorf("the listings do not follow the order of the ids: %v", names(again))
	}
	for _, count := range []int{-1, 0} {
		if l := must[[]register.Listing](t)(r.Latest(ctx, count)); len(l) != 1 {
			t.Errorf("the latest %d are %d", count, len(l))
		}
	}
	places := map[string]bool{}
	for skip := 0; skip < n; skip += 3 {
		for _, p := range must[[]register.Place](t)(r.PublicPlaces(ctx, skip, 3)) {
			places[fmt.Sprint(p)] = true
		}
	}
	if len(places) != n {
		t.Errorf("%d places of %d", len(places), n)
	}
}

func manyRows(t *testing.T, r *storetest.Register) {
	first := "A;1;one;s\nA;2;two;s\nA;3;three;s\nA;;free;s\nB;1;other;s"
	wantRows(t, must[register.Report](t)(importLines(t, r, first)), register.RowCounts{Read: 5, Taken: 5})
	for _, c := range []struct {
		name, file string
		want       register.RowCounts
		notes      string
	}{
		{"the same", first, register.RowCounts{Read: 5, Unchanged: 5}, ""},
		{"other order", "B;1;other;s\nA;;free;s\nA;3;three;s\nA;2;two;s\nA;1;one;s", register.RowCounts{Read: 5, Unchanged: 5}, ""},
		{"one changed", strings.Replace(first, "two;s", "two;new", 1), register.RowCounts{Read: 5, Changed: 1, Unchanged: 4}, ""},
		{"changed again", strings.Replace(first, "two;s", "two;newer", 1), register.RowCounts{Read: 5, Changed: 1, Unchanged: 4}, ""},
		{"changed back", first, register.RowCounts{Read: 5, Changed: 1, Unchanged: 4}, ""},
		{"one gone", "A;1;one;s\nA;2;two;s\nA;;free;s\nB;1;other;s", register.RowCounts{Read: 4, Unchanged: 4, Missing: 1}, "missing"},
		{"back again", first, register.RowCounts{Read: 5, Unchanged: 5}, ""},
		{"a publisher left out", "A;1;one;s\nA;2;two;s\nA;3;three;s\nA;;free;s", register.RowCounts{Read: 4, Unchanged: 4}, ""},
		{"one bad", first + "\nBAD", register.RowCounts{Read: 6, Unchanged: 5, Rejected: 1}, "not_taken"},
		{"one new", first + "\nA;4;four;s", register.RowCounts{Read: 6, Taken: 1, Unchanged: 5}, ""},
	} {
		report, err := importLines(t, r, c.file)
		if err != nil || report.Rows != c.want {
			t.Errorf("%s: %+v %v, want %+v; notes %+v", c.name, report.Rows, err, c.want, report.Notes)
		}
		var kinds []string
		for _, n := range report.Notes {
			kinds = append(kinds, string(n.Kind))
		}
		if got := strings.Join(kinds, ", "); got != c.notes {
			t.Errorf("%s: notes %q, want %q", c.name, got, c.notes)
		}
	}
	if o := must[register.Overview](t)(r.Overview(t.Context(), "")); o.Total != 6 {
		t.Errorf("%d records, want 6", o.Total)
	}
	for _, l := range must[[]register.Listing](t)(r.Latest(t.Context(), 10)) {
		if want := map[string]int{"two": 4}[l.Name.EN]; l.Current != max(want, 1) {
			t.Errorf("%s is at version %d", l.Name.EN, l.Current)
		}
	}
}

func twoFormats(t *testing.T, r *storetest.Register) {
	other := lines()
	other.Code = "other"
	for range 2 {
		must[register.Report](t)(importLines(t, r, "A;1;x;s"))
		_, err := r.Import(t.Context(), account.Operator(), strings.NewReader("A;1;y;s"), register.ImportRequest{Format: other, Source: "prov"})
		if err != nil {
			t.Fatal(err)
		}
	}
	found := names2(must[[]register.Listing](t)(r.Latest(t.Context(), 10)))
	if o := must[register.Overview](t)(r.Overview(t.Context(), "")); o.Total != 2 || o.Organisations != 1 || !strings.Contains(found, "x1") || !strings.Contains(found, "y1") {
		t.Errorf("%d records of %d organisations: %s", o.Total, o.Organisations, found)
	}
}

func names2(list []register.Listing) string {
	var all []string
	for _, l := range list {
		all = append(all, fmt.Sprintf("%s%d", l.Name.EN, l.Current))
	}
	return strings.Join(all, " ")
}

func TestRegisterActsContract(t *testing.T) { storetest.Each(t, contractActs) }
