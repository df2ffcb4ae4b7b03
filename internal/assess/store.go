package assess

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/register"
)

// Tx runs closures in a transaction that rides in ctx; see package store. The closure may run twice.
type Tx interface {
	Write(ctx context.Context, f func(ctx context.Context) error) error
	Read(ctx context.Context, f func(ctx context.Context) error) error
}

// Store keeps assessments and the packs they were answered with. What is not there is a fault of kind not-found.
type Store interface {
	InsertAssessment(ctx context.Context, a Assessment) error
	// UpdateAssessment writes answers, pack and standing where the stored revision is still was; otherwise a fault of kind conflict.
	UpdateAssessment(ctx context.Context, a Assessment, was int64) error
	Assessment(ctx context.Context, id string) (Assessment, error)
	AssessmentsOf(ctx context.Context, kind SubjectKind, subjectID string) ([]Listing, error)
	AssessmentsIn(ctx context.Context, organisationID string) ([]Listing, error)

	// KeepPack keeps the file of a pack by its hash; one that is kept already stays as it is.
	KeepPack(ctx context.Context, p PackFile) error
	PackFile(ctx context.Context, hash string) (PackFile, error)
}

// PackFile is the file of a pack as it was when it was first used.
type PackFile struct {
	Hash    string
	ID      string
	Version string
	Source  []byte
}

// Systems is the port to the register: who may see a system's draft may assess it.
type Systems interface {
	Own(ctx context.Context, actor account.Actor, id string) (register.View, error)
}
