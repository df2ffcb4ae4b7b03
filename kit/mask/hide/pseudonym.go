package hide

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/mask"
)

// tokenBytes is how much of the MAC a token holds: 80 bits, above the 64 below which values could begin to share tokens by chance.
const tokenBytes = 10

// pseudonyms makes keyed tokens and numbers for one key and one domain. Equal values have equal pseudonyms within the domain, and none that
// can be linked to those of another.
type pseudonyms struct {
	id     string
	domain string
	mac    []byte
	ff1    *numbers
	shift  []byte
}

func newPseudonyms(k Key, domain string) (*pseudonyms, error) {
	ff, err := newNumbers(k.derive("ff1"), domain)
	if err != nil {
		return nil, err
	}
	return &pseudonyms{id: k.ID, domain: domain, mac: k.derive("token", domain), ff1: ff, shift: k.derive("shift", domain)}, nil
}

// token is the code of a value: [PERSON:K7Q2AB:ABCDEFGHIJKLMNOP], with the id of the key.
func (p *pseudonyms) token(word string, class mask.Class, key string) string {
	return fmt.Sprintf("[%s:%s:%s]", word, strings.ToUpper(p.id), p.code(class, key))
}

func (p *pseudonyms) code(class mask.Class, key string) string {
	sum := keyedSum(p.mac, fmt.Sprintf("%d:%s\x00%s", len(class), class, key))
	return base32.StdEncoding.EncodeToString(sum[:tokenBytes])
}

// keyedSum is HMAC-SHA-256.
func keyedSum(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
