package hide

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Errors about keys.
var (
	ErrNoKey      = errors.New("hide: this needs a key, and none was given")
	ErrKeyDamaged = errors.New("hide: the key file is damaged")
	ErrKeyOpen    = errors.New("hide: the key file can be read by others")
	ErrKeyUnknown = errors.New("hide: the key is not in the key file")
)

const (
	keyVersion = 1
	keyBytes   = 32
	keyIDChars = 6
	maxKeyFile = 1 << 20
)

// Key is a secret and the id that tokens and mappings name it by. The id is a part of the secret's SHA-256, so a damaged secret shows.
type Key struct {
	ID      string
	Created time.Time
	secret  [keyBytes]byte
}

// KeyRing holds the key in use and those before it, which are still needed to restore what was made with them.
type KeyRing struct {
	keys    []Key
	current int
}

type keyFile struct {
	Version int            `json:"version"`
	Current string         `json:"current"`
	Keys    []keyFileEntry `json:"keys"`
}

type keyFileEntry struct {
	ID      string    `json:"id"`
	Created time.Time `json:"created"`
	Secret  string    `json:"secret"`
}

// NewKeyRing makes a ring with one random key.
func NewKeyRing(now time.Time) *KeyRing {
	r := &KeyRing{}
	r.Rotate(now)
	return r
}

// Rotate adds a random key and makes it the one in use. The older ones stay.
func (r *KeyRing) Rotate(now time.Time) {
	k := Key{Created: now.UTC().Truncate(time.Second)}
	_, _ = rand.Read(k.secret[:]) // never fails: crypto/rand ends the program where there is no randomness
	k.ID = keyID(k.secret[:])
	r.keys = append(r.keys, k)
	r.current = len(r.keys) - 1
}

// keyID names a secret. It begins with a letter, so that a token is not taken for a label with a number.
func keyID(secret []byte) string {
	sum := sha256.Sum256(append([]byte("tillit mask key id\x00"), secret...))
	return "k" + strings.ToLower(base32.StdEncoding.EncodeToString(sum[:])[:keyIDChars])
}

// Current is the key in use.
func (r *KeyRing) Current() Key { return r.keys[r.current] }

// IDs lists the ids, oldest first.
func (r *KeyRing) IDs() []string {
	ids := make([]string, len(r.keys))
	for i, k := range r.keys {
		ids[i] = k.ID
	}
	return ids
}

// key finds a key by id.
func (r *KeyRing) key(id string) (Key, error) {
	if r == nil {
		return Key{}, ErrNoKey
	}
	for _, k := range r.keys {
		if k.ID == id {
			return k, nil
		}
	}
	return Key{}, fmt.Errorf("%w: %q", ErrKeyUnknown, id)
}

// derive makes a key for one purpose, so that no two uses share bytes: HKDF-SHA-256 (RFC 5869) with one block of output.
func (k Key) derive(purpose string, parts ...string) []byte {
	extract := hmac.New(sha256.New, make([]byte, sha256.Size))
	extract.Write(k.secret[:])
	expand := hmac.New(sha256.New, extract.Sum(nil))
	fmt.Fprintf(expand, "tillit/mask/v1/%s", purpose)
	for _, part := range parts {
		fmt.Fprintf(expand, "\x00%d:%s", len(part), part)
	}
	expand.Write([]byte{1})
	return expand.Sum(nil)
}

// marshal writes the ring as a key file.
func (r *KeyRing) marshal() ([]byte, error) {
	f := keyFile{Version: keyVersion, Current: r.Current().ID}
	for _, k := range r.keys {
		f.Keys = append(f.Keys, keyFileEntry{k.ID, k.Created, base64.StdEncoding.EncodeToString(k.secret[:])})
	}
	data, err := json.MarshalIndent(f, "", "  ")
	return append(data, '\n'), err
}

// ParseKeyRing reads a key file. It fails with ErrKeyDamaged when anything in it does not hold. No error holds a part of a secret.
func ParseKeyRing(data []byte) (*KeyRing, error) {
	var f keyFile
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil || decoder.More() {
		return nil, fmt.Errorf("%w: it is not the JSON that tillit mask key writes", ErrKeyDamaged)
	}
	if f.Version != keyVersion {
		return nil, fmt.Errorf("%w: version %d is not known here", ErrKeyDamaged, f.Version)
	}
	r := &KeyRing{current: -1}
	for i, entry := range f.Keys {
		secret, err := base64.StdEncoding.DecodeString(entry.Secret)
		if err != nil || len(secret) != keyBytes || keyID(secret) != entry.ID {
			return nil, fmt.Errorf("%w: key %d does not match its id", ErrKeyDamaged, i+1)
		}
		k := Key{ID: entry.ID, Created: entry.Created}
		copy(k.secret[:], secret)
		r.keys = append(r.keys, k)
		if entry.ID == f.Current {
			r.current = i
		}
	}
	if r.current < 0 {
		return nil, fmt.Errorf("%w: it has no key in use", ErrKeyDamaged)
	}
	return r, nil
}

// LoadKeyRing reads a key file. On systems with file modes, one that others may read is refused with ErrKeyOpen.
func LoadKeyRing(path string) (*KeyRing, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("hide: the key file: %w", err)
	}
	if err := private(info); err != nil {
		return nil, fmt.Errorf("%w: %s; run chmod 600 on it", err, path)
	}
	if info.Size() > maxKeyFile {
		return nil, fmt.Errorf("%w: it is larger than any key file", ErrKeyDamaged)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("hide: the key file: %w", err)
	}
	r, err := ParseKeyRing(data)
	if err != nil {
		return nil, fmt.Errorf("%w (%s)", err, path)
	}
	return r, nil
}

func private(info fs.FileInfo) error {
	if os.PathSeparator == '/' && info.Mode().Perm()&0o077 != 0 {
		return ErrKeyOpen
	}
	return nil
}

// Create writes the ring to a new file that its owner alone may read. A file that exists is left as it is, and an error.
func (r *KeyRing) Create(path string) error {
	data, err := r.marshal()
	if err != nil {
		return fmt.Errorf("hide: %w", err)
	}
	return createPrivate(path, data)
}

// Replace writes the ring in the place of a key file, wholly or not at all.
func (r *KeyRing) Replace(path string) error {
	data, err := r.marshal()
	if err != nil {
		return fmt.Errorf("hide: %w", err)
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".key-*") // made with mode 0600
	if err != nil {
		return fmt.Errorf("hide: the key file: %w", err)
	}
	_, err = temporary.Write(data)
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temporary.Name())
		return fmt.Errorf("hide: the key file: %w", err)
	}
	return nil
}

func createPrivate(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("hide: %w", err)
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		_ = os.Remove(path)
		return fmt.Errorf("hide: %w", err)
	}
	return nil
}
