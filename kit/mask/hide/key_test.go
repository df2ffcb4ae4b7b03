package hide_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

// keyFile is a key file as tillit mask key writes it, and its secret.
func keyFile(t *testing.T) (file, secret string) {
	t.Helper()
	path := t.TempDir() + "/key.json"
	if err := ring(t).Create(path); err != nil {
		t.Fatal(err)
	}
	file = read(t, path)
	_, rest, _ := strings.Cut(file, `"secret": "`)
	secret, _, _ = strings.Cut(rest, `"`)
	return file, secret
}

func TestASecretThatIsNotTheOneOfItsIDIsRefused(t *testing.T) {
	file, secret := keyFile(t)
	if _, err := hide.ParseKeyRing([]byte(file)); err != nil {
		t.Fatal(err)
	}
	bytes, err := base64.StdEncoding.DecodeString(secret)
	if err != nil || len(bytes) != 32 {
		t.Fatalf("%d bytes, %v", len(bytes), err)
	}
	for name, change := range map[string]func([]byte) []byte{
		"one bit":       func(b []byte) []byte { b[31] ^= 1; return b },
		"a byte short":  func(b []byte) []byte { return b[:31] },
		"a byte long":   func(b []byte) []byte { return append(b, 0) },
		"empty":         func([]byte) []byte { return nil },
		"sixteen bytes": func(b []byte) []byte { return b[:16] },
	} {
		harmed := base64.StdEncoding.EncodeToString(change([]byte(string(bytes))))
		_, err := hide.ParseKeyRing([]byte(strings.Replace(file, secret, harmed, 1)))
		if !errors.Is(err, hide.ErrKeyDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), secret[:8]) {
			t.Errorf("%s: the error holds the secret", name)
		}
	}
}

func TestTokensOfAKeyThatIsRotatedAreOthersAndStillRestored(t *testing.T) {
	keys := ring(t)
	p := profile(t, "restorable: true\ndefault: label\nclasses: {person: token}")
	c := hide.Config{Profile: p, Finder: known{"Anna Svensson": mask.Person}, Keys: keys, Domain: "d"}
	before, mapping := tracked(t, c, "Anna Svensson")
	again, _ := tracked(t, c, "Anna Svensson")
	keys.Rotate(time.Unix(1, 0))
	after, _ := tracked(t, c, "Anna Svensson")
	c.Domain = "e"
	elsewhere, _ := tracked(t, c, "Anna Svensson")
	if before != again || before == after || after == elsewhere {
		t.Errorf("%s, %s, %s, %s", before, again, after, elsewhere)
	}
	if strings.Split(before, ":")[1] == strings.Split(after, ":")[1] {
		t.Errorf("%s and %s name the same key", before, after)
	}
	if back, err := mapping.Restore([]byte("Till "+before+":s"), hide.RestoreOptions{}); err != nil || string(back.Text) != "Till Anna Svenssons" {
		t.Errorf("%+v, %v", back, err)
	}
	if _, err := mapping.Restore([]byte("Till "+after), hide.RestoreOptions{AllowMissing: true}); err == nil {
		t.Error("a token of another key was let through")
	}
}
