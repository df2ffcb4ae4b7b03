package web

import (
	"net/http"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/assess"
	"github.com/tillit-se/tillit/internal/inbox"
	"github.com/tillit-se/tillit/internal/register"
)

// ownerFeatures are the pages for people with accounts, as the wiring makes them.
func ownerFeatures(
	accounts *account.Service, records *register.Service, items *inbox.Service, assessments *assess.Service,
	source func(*http.Request) string,
) []Feature {
	return []Feature{
		SignIn{Accounts: accounts, Source: source},
		Work{Register: records, Inbox: items, Assessments: assessments},
		People{Accounts: accounts},
	}
}
