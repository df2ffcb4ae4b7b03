package account

import (
	"sync"

	"github.com/tillit-se/tillit/content"
)

// OrganisationTypes are the codes of the vocabulary organisation_type, read once.
var OrganisationTypes = sync.OnceValues(func() ([]content.Code, error) {
	vocabularies, err := content.Vocabularies()
	return vocabularies["organisation_type"].Codes, err
})
