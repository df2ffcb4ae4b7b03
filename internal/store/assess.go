package store

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/kit/instrument"
)

var _ assess.Store = (*Store)(nil)

// InsertAssessment implements assess.Store.
func (s *Store) InsertAssessment(ctx context.Context, a assess.Assessment) error {
	const op = "store.InsertAssessment"
	text, err := assessmentTexts(a)
	if err != nil {
		return err
	}
	_, err = s.q(ctx).Exec(ctx, `INSERT INTO assessment (id, organisation_id, subject_kind, subject_id, subject_name, instrument, version,
		pack_hash, answers, standing, revision, created_at, updated_at, updated_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		a.ID, a.OrganisationID, string(a.Subject.Kind), a.Subject.ID, text.name, a.Instrument, a.Version, a.PackHash, text.answers,
		text.standing, a.Revision, clock.Micros(a.CreatedAt), clock.Micros(a.UpdatedAt), a.UpdatedBy)
	return classify(op, err)
}

// UpdateAssessment implements assess.Store.
func (s *Store) UpdateAssessment(ctx context.Context, a assess.Assessment, was int64) error {
	const op = "store.UpdateAssessment"
	text, err := assessmentTexts(a)
	if err != nil {
		return err
	}
	res, err := s.q(ctx).Exec(ctx, `UPDATE assessment SET version = $1, pack_hash = $2, answers = $3, standing = $4, revision = $5,
		updated_at = $6, updated_by = $7 WHERE id = $8 AND revision = $9`,
		a.Version, a.PackHash, text.answers, text.standing, a.Revision, clock.Micros(a.UpdatedAt), a.UpdatedBy, a.ID, was)
	return s.changedOne(op, res, err)
}

type assessmentText struct{ name, answers, standing string }

func assessmentTexts(a assess.Assessment) (assessmentText, error) {
	name, errName := jsonText(a.Subject.Name)
	answers, errAnswers := jsonText(a.Answers)
	standing, errStanding := jsonText(a.Standing)
	return assessmentText{name, answers, standing}, errors.Join(errName, errAnswers, errStanding)
}

// Assessment implements assess.Store.
func (s *Store) Assessment(ctx context.Context, id string) (assess.Assessment, error) {
	scan := func(row scanner) (assess.Assessment, error) {
		var a assess.Assessment
		var text assessmentText
		var created, updated int64
		err := row.Scan(&a.ID, &a.OrganisationID, &a.Subject.Kind, &a.Subject.ID, &text.name, &a.Instrument, &a.Version, &a.PackHash,
			&text.answers, &text.standing, &a.Revision, &created, &updated, &a.UpdatedBy)
		if err != nil {
			return a, err
		}
		a.CreatedAt, a.UpdatedAt = clock.FromMicros(created), clock.FromMicros(updated)
		answers, err := instrument.ParseAnswers(a.ID, []byte(text.answers))
		a.Answers = answers
		return a, errors.Join(err, json.Unmarshal([]byte(text.name), &a.Subject.Name), json.Unmarshal([]byte(text.standing), &a.Standing))
	}
	return single(ctx, s, "store.Assessment", scan, `SELECT id, organisation_id, subject_kind, subject_id, subject_name, instrument,
		version, pack_hash, answers, standing, revision, created_at, updated_at, updated_by FROM assessment WHERE id = $1`, id)
}

const assessmentListing = `SELECT id, subject_kind, subject_id, subject_name, instrument, version, standing, updated_at FROM assessment `

// AssessmentsOf implements assess.Store.
func (s *Store) AssessmentsOf(ctx context.Context, kind assess.SubjectKind, subjectID string) ([]assess.Listing, error) {
	return collect(ctx, s, "store.AssessmentsOf", scanAssessmentListing,
		assessmentListing+`WHERE subject_kind = $1 AND subject_id = $2 ORDER BY updated_at DESC, id`, string(kind), subjectID)
}

// AssessmentsIn implements assess.Store.
func (s *Store) AssessmentsIn(ctx context.Context, organisationID string) ([]assess.Listing, error) {
	return collect(ctx, s, "store.AssessmentsIn", scanAssessmentListing,
		assessmentListing+`WHERE organisation_id = $1 ORDER BY updated_at DESC, id`, organisationID)
}

func scanAssessmentListing(row scanner) (assess.Listing, error) {
	var l assess.Listing
	var name, standing string
	var updated int64
	if err := row.Scan(&l.ID, &l.Subject.Kind, &l.Subject.ID, &name, &l.Instrument, &l.Version, &standing, &updated); err != nil {
		return l, err
	}
	l.UpdatedAt = clock.FromMicros(updated)
	return l, errors.Join(json.Unmarshal([]byte(name), &l.Subject.Name), json.Unmarshal([]byte(standing), &l.Standing))
}

// KeepPack implements assess.Store.
func (s *Store) KeepPack(ctx context.Context, p assess.PackFile) error {
	_, err := s.q(ctx).Exec(ctx, `INSERT INTO pack (hash, id, version, source, kept_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (hash) DO NOTHING`, p.Hash, p.ID, p.Version, string(p.Source), clock.Micros(s.clock.Now()))
	return classify("store.KeepPack", err)
}

// PackFile implements assess.Store.
func (s *Store) PackFile(ctx context.Context, hash string) (assess.PackFile, error) {
	scan := func(row scanner) (assess.PackFile, error) {
		var p assess.PackFile
		var source string
		err := row.Scan(&p.Hash, &p.ID, &p.Version, &source)
		p.Source = []byte(source)
		return p, err
	}
	return single(ctx, s, "store.PackFile", scan, `SELECT hash, id, version, source FROM pack WHERE hash = $1`, hash)
}
