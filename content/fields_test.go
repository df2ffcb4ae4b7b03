package content_test

import (
	"testing"

	"github.com/tillit-se/tillit/content"
)

func TestFieldDefinitionsAreSoundAndUseVocabulariesThatExist(t *testing.T) {
	set, err := content.SystemFields()
	if err != nil {
		t.Fatal(err)
	}
	vocabularies, err := content.Vocabularies()
	if err != nil {
		t.Fatal(err)
	}
	standards := map[string]bool{}
	for _, s := range set.Standards {
		standards[s.ID] = true
	}
	set.Walk(func(id string, f content.Field) {
		if _, ok := vocabularies[f.Vocabulary]; f.Vocabulary != "" && !ok {
			t.Errorf("%s: no vocabulary %q", id, f.Vocabulary)
		}
		for standard := range f.Maps {
			if !standards[standard] {
				t.Errorf("%s: unknown standard %q", id, standard)
			}
		}
	})
}
