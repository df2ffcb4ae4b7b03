package guide

import (
	"context"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/register"
)

// Tx runs closures in a transaction that rides in ctx; see package store. The closure may run twice.
type Tx interface {
	Write(ctx context.Context, f func(ctx context.Context) error) error
	Read(ctx context.Context, f func(ctx context.Context) error) error
}

// Store keeps ticks, marks, choices and inventories. What is not there is a fault of kind not-found. Every query is narrowed to the organisation.
type Store interface {
	// PutTick writes a tick, in place of one at the same demand.
	PutTick(ctx context.Context, t Tick) error
	// DeleteTick takes a tick away; where there is none nothing happens.
	DeleteTick(ctx context.Context, organisationID, systemID, step, demand string) error
	Ticks(ctx context.Context, organisationID, systemID string) ([]Tick, error)

	// PutBlockMark writes what is said of a block, in place of what was said.
	PutBlockMark(ctx context.Context, m BlockMark) error
	// DeleteBlockMark takes it away; where there is none nothing happens.
	DeleteBlockMark(ctx context.Context, organisationID, systemID, block string) error
	BlockMarks(ctx context.Context, organisationID, systemID string) ([]BlockMark, error)

	// PutPathChoice writes which way people have chosen for a system, in place of what they chose before.
	PutPathChoice(ctx context.Context, c PathChoice) error
	// DeletePathChoice takes it back; where there is none nothing happens.
	DeletePathChoice(ctx context.Context, organisationID, systemID string) error
	PathChoice(ctx context.Context, organisationID, systemID string) (PathChoice, error)

	// PutSize writes an organisation's answer on its size, in place of the one before.
	PutSize(ctx context.Context, a SizeAnswer) error
	SizeAnswer(ctx context.Context, organisationID string) (SizeAnswer, error)

	Inventory(ctx context.Context, organisationID, systemID string) (Inventory, error)
	// PutInventory writes the inventory where the stored revision is still was; 0 means that there is none yet. Otherwise it is a
	// fault of kind conflict.
	PutInventory(ctx context.Context, i Inventory, was int64) error
}

// Systems is the port to the register: a system as a member of its organisation reads it; not found for everybody else.
type Systems interface {
	Own(ctx context.Context, actor account.Actor, id string) (register.View, error)
	Definitions() *register.Definitions
}

// Assessments is the port to the assessments of a system.
type Assessments interface {
	OfSubject(ctx context.Context, actor account.Actor, subject assess.Subject) ([]assess.Listing, error)
	Get(ctx context.Context, actor account.Actor, id string) (assess.Sheet, error)
}

// Ports are what the room needs from the floors below and the rooms it stands on. All are required.
type Ports struct {
	Library     *Library
	Tx          Tx
	Store       Store
	Systems     Systems
	Assessments Assessments
	Clock       clock.Clock
	IDs         *clock.IDs
}

// Service is the use cases of the guide. It is safe for concurrent use.
type Service struct {
	*Library
	port Ports
}

// New makes the service.
func New(p Ports) *Service { return &Service{Library: p.Library, port: p} }
