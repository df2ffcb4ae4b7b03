package ledger

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"

	"github.com/gowebpki/jcs"
)

// SaltSize is the length of every salt in bytes. It is fixed because HMAC pads a shorter key with zeros, so that keys of different
// lengths could mean the same.
const SaltSize = 32

// ErrMismatch says that salt and payload do not belong to the leaf.
var ErrMismatch = errors.New("ledger: salt and payload do not open the leaf's commitment")

// maxInteger is the largest integer that every JSON reader keeps exact (RFC 8259, section 6).
var maxInteger = big.NewInt(1<<53 - 1)

// Canonical gives the JSON of v in the form of RFC 8785. Integers beyond 2^53 − 1 are refused, because that form cannot tell them
// apart: write them as text.
func Canonical(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("ledger: payload: %w", err)
	}
	if err := exactNumbers(text); err != nil {
		return nil, err
	}
	canonical, err := jcs.Transform(text)
	if err != nil {
		return nil, fmt.Errorf("ledger: payload: %w", err)
	}
	return canonical, nil
}

func exactNumbers(text []byte) error {
	tokens := json.NewDecoder(bytes.NewReader(text))
	tokens.UseNumber()
	for {
		token, err := tokens.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("ledger: payload: %w", err)
		}
		number, ok := token.(json.Number)
		if !ok {
			continue
		}
		if n, whole := new(big.Int).SetString(number.String(), 10); whole && n.CmpAbs(maxInteger) > 0 {
			return fmt.Errorf("ledger: payload: the number %s is too large to be exact", number)
		}
	}
}

// Commit binds to a canonical payload without showing it.
func Commit(salt, payload []byte) ([32]byte, error) {
	var sum [32]byte
	if len(salt) != SaltSize {
		return sum, fmt.Errorf("ledger: a salt of %d bytes, want %d", len(salt), SaltSize)
	}
	mac := hmac.New(sha256.New, salt)
	mac.Write(payload)
	mac.Sum(sum[:0])
	return sum, nil
}

// Verify tells whether salt and payload are those that the leaf, in its canonical bytes, was made from. Errors: ErrLeaf, ErrMismatch.
func Verify(leaf, salt, payload []byte) error {
	l, err := ParseLeaf(leaf)
	if err != nil {
		return err
	}
	sum, err := Commit(salt, payload)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMismatch, err)
	}
	if !hmac.Equal(sum[:], l.Commitment[:]) {
		return ErrMismatch
	}
	return nil
}
