package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"github.com/tillit-se/tillit/internal/fault"
)

// Length limits of passwords, in characters. Length is what protects; no demands on signs (NIST SP 800-63B 5.1.1.2).
const (
	MinPassword = 12
	MaxPassword = 256
)

// Work factors of argon2id: RFC 9106's second recommendation (64 MiB, 3 passes, 4 lanes) would let a handful of parallel
// logins fill a small server, so OWASP's 19 MiB with 2 passes is used.
const (
	argonTime    = 2
	argonMemory  = 19 * 1024 // KiB
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

// CheckPassword tells why a password is not acceptable, or nil. The field is at path "password".
func CheckPassword(password, email string) *fault.Field {
	switch n := utf8.RuneCountInString(password); {
	case n < MinPassword:
		return &fault.Field{Path: "password", Key: "account.password_short", Args: fault.Args{"min": MinPassword}}
	case n > MaxPassword:
		return &fault.Field{Path: "password", Key: "account.password_long", Args: fault.Args{"max": MaxPassword}}
	case email != "" && strings.EqualFold(password, email):
		return &fault.Field{Path: "password", Key: "account.password_is_email"}
	}
	return nil
}

// HashPassword makes the PHC string of a password with argon2id and a random salt. It takes tens of milliseconds and 19 MiB: never
// call it in a transaction.
func HashPassword(password string) string {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt) // never fails since Go 1.24
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key))
}

var errHash = errors.New("account: not an argon2id hash")

// passwordMatches compares in constant time, with the parameters that the hash was made with.
func passwordMatches(phc, password string) (bool, error) {
	var version, memory, time int
	var threads uint8
	parts := strings.Split(phc, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, errHash
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false, errHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &time, &threads); err != nil {
		return false, errHash
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, errHash
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, errHash
	}
	got := argon2.IDKey([]byte(password), salt, uint32(time), uint32(memory), threads, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}
