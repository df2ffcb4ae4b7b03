package register

import (
	"github.com/tillit-se/tillit/internal/clock"
)

// Ports are what the register needs from the floors below. All are required.
type Ports struct {
	Tx            Tx
	Records       Records
	Imports       Imports
	Organisations Organisations
	Ledger        Ledger
	Outbox        Outbox
	Inbox         Inbox
	Clock         clock.Clock
	IDs           *clock.IDs
}

// Service is the register's use cases. Every one takes who asks and checks permission itself. It is safe for concurrent use.
type Service struct {
	Ports
}

// NewService makes the register on its ports.
func NewService(p Ports) *Service { return &Service{Ports: p} }
