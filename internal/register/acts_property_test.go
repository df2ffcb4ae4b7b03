package register_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/register"
	"github.com/tillit-se/tillit/internal/store/storetest"
)

// life is a record as a test believes that it is, beside the record itself.
type life struct {
	*storetest.Register
	t    *rapid.T
	boss account.Actor
	id   string

	revision  int64
	draft     *register.System  // nil where there is none
	published []register.System // every version, in order
	hashes    []string
	retired   bool
	steps     int
}

// TestALifeOfARecordIsAsItsActsMakeIt does acts in any order, on old revisions too, and holds the record against what the acts say that it is.
func TestALifeOfARecordIsAsItsActsMakeIt(t *testing.T) {
	r := storetest.NewRegister(t, storetest.SQLite(t))
	boss := r.Member(r.One, account.Editor, account.DecisionMaker)
	rapid.Check(t, func(t *rapid.T) {
		first := someSystem(t)
		record, err := r.Create(t.Context(), boss, r.One.ID, first)
		if err != nil {
			t.Fatal(err)
		}
		l := &life{Register: r, t: t, boss: boss, id: record.ID, revision: record.Revision, draft: &first}
		for range rapid.IntRange(1, 8).Draw(t, "acts") {
			l.steps++
			r.Clock.Advance(time.Minute)
			act := rapid.SampledFrom([]string{"save", "save", "publish", "publish", "discard", "phase", "retire"}).Draw(t, "act")
			l.do(act, rapid.IntRange(0, 9).Draw(t, "old") == 0)
			l.check()
		}
		l.checkVersions()
	})
}

// someSystem is a system that can be published, different in a few places.
func someSystem(t *rapid.T) register.System {
	s := storetest.Complete(rapid.SampledFrom([]string{"Ett", "Två", "Tre", "å<b>", "😀"}).Draw(t, "name"))
	if rapid.Bool().Draw(t, "risk") {
		s.Risks = []register.Risk{{Risk: register.Text{SV: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "risks")}}}
	}
	if rapid.Bool().Draw(t, "ended") {
		s.Phases[0].Until = "2026-08"
	}
	s.AIAct.GeneralPurpose = rapid.Bool().Draw(t, "general")
	if rapid.IntRange(0, 4).Draw(t, "incomplete") == 0 {
		s.Purpose = register.Text{}
	}
	return s
}

// do does an act and notes what it makes of the record, or that it must be refused.
func (l *life) do(act string, old bool) {
	l.t.Helper()
	at := l.revision
	if old {
		at--
	}
	err, want := l.act(act, at)
	if old && want == 0 {
		want = fault.Conflict
	}
	got := fault.Kind(0)
	if err != nil {
		got = fault.As(err).Kind
	}
	if err != nil && want == 0 || err == nil && want != 0 || want != 0 && got != want && (!old || got != fault.Conflict) {
		l.t.Fatalf("step %d, %s at revision %d of %d: %v, want kind %v", l.steps, act, at, l.revision, err, want)
	}
	if err == nil {
		l.revision++
	}
}

// act does an act and gives, with its error, the kind of fault that it should have; where it should be done, it is noted as done.
func (l *life) act(act string, at int64) (error, fault.Kind) { //nolint:staticcheck // the error is the thing that is looked at
	ctx, done := l.t.Context(), at == l.revision
	switch act {
	case "save":
		s := someSystem(l.t)
		s.Phases = l.content().Phases // of a published record they change by an act
		_, err := l.SaveDraft(ctx, l.boss, l.id, at, s)
		if done {
			l.draft = &s
		}
		return err, 0
	case "discard":
		_, err := l.DiscardDraft(ctx, l.boss, l.id, at)
		if done {
			l.draft = nil
			if len(l.published) == 0 {
				l.draft = &register.System{}
			}
		}
		return err, 0
	case "phase":
		c := register.PhaseChange{Phase: rapid.SampledFrom(register.Phases()).Draw(l.t, "phase"), From: "2026-11-01", Grounds: register.Text{SV: "x"}}
		_, err := l.ChangePhase(ctx, l.boss, l.id, at, c)
		if done {
			s := l.entered(c)
			l.draft = &s
		}
		return err, 0
	case "publish":
		return l.publish(at, done)
	}
	return l.retire(at, done)
}

func (l *life) content() register.System {
	if l.draft != nil {
		return *l.draft
	}
	return l.published[len(l.published)-1]
}

// entered is the content with a new phase first, which ends the one before.
func (l *life) entered(c register.PhaseChange) register.System {
	s := l.content()
	entry := register.PhaseEntry{Phase: c.Phase, From: c.From, AsOf: l.Clock.Now().Format(time.DateOnly), Confirmed: true, Note: c.Grounds}
	phases := []register.PhaseEntry{entry}
	for i, p := range s.Phases {
		if i == 0 && p.Until == "" {
			p.Until = c.From
		}
		phases = append(phases, p)
	}
	s.Phases = phases
	return s
}

func (l *life) publish(at int64, done bool) (error, fault.Kind) { //nolint:staticcheck // see act
	v, err := l.Service.Publish(l.t.Context(), l.boss, l.id, at, fmt.Sprint("step ", l.steps))
	switch {
	case l.draft == nil:
		return err, fault.Conflict
	case !done:
		return err, 0
	}
	for _, gap := range l.draft.Gaps(l.Definitions()) {
		if gap.Need == register.Required {
			return err, fault.Invalid
		}
	}
	if err == nil {
		l.publishedAs(*l.draft, v.Hash)
		l.draft, l.retired = nil, false
		if v.Number != len(l.published) || v.Note != fmt.Sprint("step ", l.steps) || !v.PublishedAt.Equal(l.Clock.Now()) {
			l.t.Fatalf("published as %+v", v)
		}
	}
	return err, 0
}

func (l *life) publishedAs(s register.System, hash string) {
	canonical, err := s.Canonical()
	if err != nil {
		l.t.Fatal(err)
	}
	if want := register.HashOf(canonical); hash != want {
		l.t.Fatalf("the hash is %s, of what was published %s", hash, want)
	}
	l.published, l.hashes = append(l.published, s), append(l.hashes, hash)
}

func (l *life) retire(at int64, done bool) (error, fault.Kind) { //nolint:staticcheck // see act
	why := register.Retirement{Kind: register.Withdrawn, Date: "2026-11-01", Reason: register.Text{SV: "x"}}
	_, err := l.Retire(l.t.Context(), l.boss, l.id, at, why)
	if len(l.published) == 0 || l.retired || l.draft != nil {
		return err, fault.Conflict
	}
	if done && err == nil {
		l.publishedAs(l.content(), l.hashes[len(l.hashes)-1]) // a record that is withdrawn says what it said
		l.retired = true
	}
	return err, 0
}

// check holds the record against what it should be: for its own, and for everybody.
func (l *life) check() {
	l.t.Helper()
	own, err := l.Own(l.t.Context(), l.boss, l.id)
	if err != nil {
		l.t.Fatal(err)
	}
	r := own.Record
	want := register.Draft
	switch {
	case l.retired:
		want = register.RetiredNow
	case len(l.published) > 0:
		want = register.Published
	}
	if r.State != want || r.Revision != l.revision || r.Current != len(l.published) || r.HasDraft() != (l.draft != nil) || (r.Retirement != nil) != l.retired {
		l.t.Fatalf("step %d: the record is %+v; want state %s, revision %d, version %d, draft %v", l.steps, r, want, l.revision, len(l.published), l.draft != nil)
	}
	if diff := cmp.Diff(l.content(), own.Content()); diff != "" {
		l.t.Fatalf("step %d: its content (-want +got):\n%s", l.steps, diff)
	}
	public, err := l.Public(l.t.Context(), l.id)
	if len(l.published) == 0 {
		if !fault.Is(err, fault.NotFound) {
			l.t.Fatalf("step %d: everybody reads what is not published: %v", l.steps, err)
		}
		return
	}
	if err != nil || public.Record.Draft != nil || public.Version.Hash != l.hashes[len(l.hashes)-1] {
		l.t.Fatalf("step %d: everybody reads %+v, %v", l.steps, public, err)
	}
}

// checkVersions looks at every version ever published, and compares each with each.
func (l *life) checkVersions() {
	l.t.Helper()
	ctx := l.t.Context()
	infos, err := l.Versions(ctx, l.id)
	if len(l.published) == 0 {
		if !fault.Is(err, fault.NotFound) {
			l.t.Fatalf("versions of a draft: %v, %v", infos, err)
		}
		return
	}
	if err != nil || len(infos) != len(l.published) {
		l.t.Fatalf("%d versions, want %d: %v", len(infos), len(l.published), err)
	}
	for i, want := range l.published {
		v, err := l.VersionOf(ctx, l.id, i+1)
		if err != nil {
			l.t.Fatal(err)
		}
		if diff := cmp.Diff(want, v.Version.System); diff != "" || v.Version.Hash != l.hashes[i] || infos[len(infos)-1-i].Hash != l.hashes[i] {
			l.t.Fatalf("version %d has changed since it was published (-was +is):\n%s", i+1, diff)
		}
		for j := range l.published {
			l.compare(i+1, j+1)
		}
	}
	var missing *fault.Error
	if _, err := l.VersionOf(ctx, l.id, len(l.published)+1); !errors.As(err, &missing) || missing.Kind != fault.NotFound {
		l.t.Fatalf("a version that is to come: %v", err)
	}
}

// compare sees to that a comparison names what differs, the same both ways.
func (l *life) compare(a, b int) {
	l.t.Helper()
	there, err := l.Compare(l.t.Context(), l.id, a, b)
	back, err2 := l.Compare(l.t.Context(), l.id, b, a)
	if err != nil || err2 != nil {
		l.t.Fatal(err, err2)
	}
	if same := l.hashes[a-1] == l.hashes[b-1]; same != (len(there.Changes) == 0) || len(there.Changes) != len(back.Changes) {
		l.t.Fatalf("%d and %d are the same: %v; differ in %+v", a, b, same, there.Changes)
	}
	for i, c := range there.Changes {
		if r := back.Changes[i]; r.Path != c.Path || r.Old != c.New || r.New != c.Old || c.Old == c.New || !strings.HasPrefix(c.Path, strings.Split(c.Field, ".")[0]) {
			l.t.Fatalf("%d to %d changes %+v, and back %+v", a, b, c, r)
		}
	}
}

// TestOfManyWhoPublishAtOnceOneDoes: no version is lost or made twice.
func TestOfManyWhoPublishAtOnceOneDoes(t *testing.T) {
	r := storetest.NewRegister(t, storetest.SQLite(t))
	boss := r.Member(r.One, account.Editor, account.DecisionMaker)
	record, err := r.Create(t.Context(), boss, r.One.ID, storetest.Complete("Ett"))
	if err != nil {
		t.Fatal(err)
	}
	const many = 8
	outcomes := make(chan error, many)
	for range many {
		go func() {
			_, err := r.Service.Publish(t.Context(), boss, record.ID, record.Revision, "")
			outcomes <- err
		}()
	}
	done := 0
	for range many {
		err := <-outcomes
		if err == nil {
			done++
			continue
		}
		if !fault.Is(err, fault.Conflict) {
			t.Error(err)
		}
	}
	if infos, err := r.Versions(t.Context(), record.ID); done != 1 || len(infos) != 1 || err != nil {
		t.Errorf("%d published, %d versions: %v", done, len(infos), err)
	}
}
