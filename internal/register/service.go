package register

import (
	"fmt"

	"github.com/tillit-se/tillit/internal/clock"
	"github.com/tillit-se/tillit/internal/outbox"
)

// Ports are what the register needs from the floors below. All are required.
type Ports struct {
	Tx            Tx
	Records       Records
	Imports       Imports
	Organisations Organisations
	Ledger        Ledger
	Outbox        outbox.Appender
	Inbox         Inbox
	Clock         clock.Clock
	IDs           *clock.IDs
}

// Service is the register's use cases. Every one that is not open to everybody takes who asks and checks permission itself. It is
// safe for concurrent use.
type Service struct {
	port  Ports
	defs  *Definitions
	stats overviews
}

// NewService makes the register on its ports. It fails only where the embedded field definitions are broken.
func NewService(p Ports) (*Service, error) {
	defs, err := LoadDefinitions()
	if err != nil {
		return nil, fmt.Errorf("register: %w", err)
	}
	return &Service{port: p, defs: defs}, nil
}

// Definitions are the definitions of the fields, for forms and pages.
func (s *Service) Definitions() *Definitions { return s.defs }
