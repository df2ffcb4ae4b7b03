package assess

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/i18n"
	"github.com/tillit-se/tillit/kit/instrument"
)

// Move takes an assessment to the version of its instrument that this Tillit ships. Answers move by question id; the report says
// which must be looked over and which were set aside.
func (s *Service) Move(ctx context.Context, actor account.Actor, id string, revision int64) (Sheet, instrument.Migration, error) {
	const op = "assess.Move"
	var moved Assessment
	var report instrument.Migration
	err := s.tx.Write(ctx, func(ctx context.Context) error {
		a, err := s.readFor(ctx, op, actor, account.Edit, id)
		if err != nil {
			return err
		}
		if a.Revision != revision {
			return fault.New(op, fault.Conflict, "assess.changed_meanwhile", nil)
		}
		from, err := s.pack(ctx, s.store, a.Instrument, a.PackHash)
		if err != nil {
			return err
		}
		to, err := s.offer(a.Instrument)
		if err != nil {
			return err
		}
		if err := s.store.KeepPack(ctx, to.file); err != nil {
			return err
		}
		a.Answers, report = instrument.Migrate(from, to.pack, a.Answers)
		a.Version, a.PackHash = to.pack.Version, to.file.Hash
		moved, err = s.put(ctx, actor, to.pack, a)
		return err
	})
	if err != nil {
		return Sheet{}, report, err
	}
	sheet, err := s.sheet(ctx, moved)
	return sheet, report, err
}

// textOf is what a problem says and what to do about it, in both languages.
func textOf(p instrument.Problem) i18n.Text {
	return i18n.Text{SV: join(p.What.SV, p.Do.SV), EN: join(p.What.EN, p.Do.EN)}
}

func join(what, do string) string {
	if do == "" {
		return what
	}
	return what + " " + do
}
