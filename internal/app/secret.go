package app

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
)

// secretSize is the least length of the secret in bytes.
const secretSize = 32

// secret reads the file with the secret that signs what browsers keep, and makes it where it is missing. Without a file the secret lasts
// as long as the process, which does for one node.
func secret(path string) ([]byte, error) {
	if path == "" {
		return nil, nil
	}
	found, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		made := make([]byte, secretSize)
		_, _ = rand.Read(made) // never fails since Go 1.24
		return made, os.WriteFile(path, made, 0o600)
	}
	if err == nil && len(found) < secretSize {
		err = fmt.Errorf("app: the secret in %s has %d bytes, at least %d are needed", path, len(found), secretSize)
	}
	return found, err
}
