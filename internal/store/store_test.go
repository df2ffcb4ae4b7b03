package store_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/tillit-se/tillit/internal/store"
)

func open(t *testing.T) *store.Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "tillit.db"))
}

func openAt(t *testing.T, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestAMigratedDatabaseOpensQuickly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tillit.db")
	openAt(t, path)
	began := time.Now()
	openAt(t, path)
	if took := time.Since(began); took > time.Second {
		t.Errorf("opening took %v", took)
	} else {
		t.Logf("opening took %v", took)
	}
}
