package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

// newSecret makes a secret with 256 random bits. A prefix makes API tokens recognisable to scanners for leaked secrets.
func newSecret(prefix string) string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails since Go 1.24
	return prefix + base64.RawURLEncoding.EncodeToString(raw)
}

// hashSecret is the form in which a secret is stored. The secret has 256 random bits, so a plain hash suffices.
func hashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
