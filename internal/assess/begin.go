package assess

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/instrument"
)

const maxName = 300

// Begin starts an assessment of a subject with the shipped version of an instrument. Of a system the organisation and the name are
// those of its record, of an organisation the name is that
// of the membership; of anything else they are given. answers may hold what was answered without an account.
func (s *Service) Begin(ctx context.Context, actor account.Actor, organisationID string, subject Subject, instrumentID string, answers *instrument.Answers) (Assessment, error) {
	const op = "assess.Begin"
	o, err := s.offer(instrumentID)
	if err != nil {
		return Assessment{}, err
	}
	if !MayBeKept(o.pack) {
		return Assessment{}, fault.New(op, fault.Invalid, "", nil).With(fault.Field{Path: "instrument", Key: "assess.never_kept"})
	}
	if organisationID, err = s.settle(ctx, op, actor, organisationID, &subject); err != nil {
		return Assessment{}, err
	}
	if !actor.May(account.Edit, organisationID) {
		return Assessment{}, fault.New(op, fault.Forbidden, "", nil)
	}
	if err := checkSubject(op, o.pack, &subject); err != nil {
		return Assessment{}, err
	}
	now := s.clock.Now()
	a := Assessment{
		ID: s.ids.New(), OrganisationID: organisationID, Subject: subject, Instrument: instrumentID, Version: o.pack.Version,
		PackHash: o.file.Hash, Answers: instrument.NewAnswers(o.pack), Revision: 1, CreatedAt: now, UpdatedAt: now, UpdatedBy: actor.AccountID,
	}
	if answers != nil {
		a.Answers.Items = answers.Items
	}
	a.Standing = standingOf(s.Evaluate(o.pack, a.Answers))
	err = s.tx.Write(ctx, func(ctx context.Context) error {
		if err := s.store.KeepPack(ctx, o.file); err != nil {
			return err
		}
		return s.store.InsertAssessment(ctx, a)
	})
	return a, err
}

// settle fills in what a system's record says of the subject, and gives the organisation.
func (s *Service) settle(ctx context.Context, op string, actor account.Actor, organisationID string, subject *Subject) (string, error) {
	switch subject.Kind {
	case OfSystem:
		view, err := s.systems.Own(ctx, actor, subject.ID)
		if err != nil {
			return "", err
		}
		subject.Name = view.Content().Name
		return view.Record.OrganisationID, nil
	case OfOrganisation:
		subject.ID = organisationID
		for _, m := range actor.Memberships {
			if m.OrganisationID == organisationID {
				subject.Name = m.OrganisationName
			}
		}
	default:
		subject.ID = ""
	}
	if !actor.May(account.ReadDrafts, organisationID) {
		return "", fault.New(op, fault.Forbidden, "", nil)
	}
	return organisationID, nil
}

// checkSubject tidies the name and tells why the instrument cannot be answered for the subject.
func checkSubject(op string, pack *instrument.Pack, subject *Subject) error {
	subject.Name.SV, subject.Name.EN = strings.TrimSpace(subject.Name.SV), strings.TrimSpace(subject.Name.EN)
	name := subject.Name.In("sv")
	switch {
	case !slices.Contains(pack.Subjects, string(subject.Kind)):
		return fault.New(op, fault.Invalid, "", nil).With(fault.Field{Path: "subject", Key: "assess.subject_unfit"})
	case name == "":
		return fault.New(op, fault.Invalid, "", nil).With(fault.Field{Path: "name", Key: "assess.name_missing"})
	case utf8.RuneCountInString(name) > maxName:
		return fault.New(op, fault.Invalid, "", nil).
			With(fault.Field{Path: "name", Key: "assess.name_long", Args: fault.Args{"max": maxName}})
	}
	return nil
}
