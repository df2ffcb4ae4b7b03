package web

import (
	"fmt"
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/register"
)

// OwnerRooms are what the pages for people with accounts need from the rest of the house.
type OwnerRooms struct {
	Accounts    *account.Service
	Register    *register.Service
	Inbox       *inbox.Service
	Assessments *assess.Service
	Guide       *guide.Service
	ClientIP    func(*http.Request) string // who tries to sign in, for slowing down guesses; nil takes the connection's address
}

// Owner gives the pages for people with accounts: signing in, the workbench, the form of a record and its acts, the inbox, people and
// roles, one's own account, and the reports of imports. Config.Session must be that of Session. The error is that the embedded
// content cannot be read.
func Owner(rooms OwnerRooms) ([]Feature, error) {
	labels, err := newLabels()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	provisions, err := newProvisions()
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	if rooms.ClientIP == nil {
		rooms.ClientIP = connectionAddress
	}
	return []Feature{
		SignIn{Accounts: rooms.Accounts, Source: rooms.ClientIP},
		Work{Register: rooms.Register, Inbox: rooms.Inbox, Assessments: rooms.Assessments},
		Drafting{
			Register: rooms.Register, Accounts: rooms.Accounts,
			record:      record{register: rooms.Register, labels: labels, provisions: provisions},
			assessments: Assessing{Service: rooms.Assessments}.SystemAssessments,
			nextStep:    Guide{Service: rooms.Guide}.NextStep,
		},
		People{Accounts: rooms.Accounts},
		Inbox{Inbox: rooms.Inbox},
		Profile{Accounts: rooms.Accounts, Source: rooms.ClientIP},
		Imports{Register: rooms.Register},
	}, nil
}
