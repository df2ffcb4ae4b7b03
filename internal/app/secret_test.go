package app

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestTheSecretIsMadeOnceAndMustBeLongEnough(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret")
	first, err := secret(path)
	if err != nil || len(first) != secretSize {
		t.Fatalf("%d bytes, %v", len(first), err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if again, err := secret(path); err != nil || !bytes.Equal(first, again) {
		t.Errorf("another secret the second time, %v", err)
	}
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := secret(path); err == nil {
		t.Error("a short secret is taken")
	}
	if none, err := secret(""); err != nil || none != nil {
		t.Errorf("without a file: %v, %v", none, err)
	}
}
