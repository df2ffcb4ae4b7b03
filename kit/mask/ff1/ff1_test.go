package ff1_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tillit-se/tillit/kit/mask/ff1"
)

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"

const (
	key128 = "2B7E151628AED2A6ABF7158809CF4F3C"
	key192 = key128 + "EF4359D8D580AA4F"
	key256 = key192 + "7F036D6F04FC6A94"
	tweak2 = "39383736353433323130"
	tweak3 = "3737373770717273373737"
)

// samples are the nine of NIST's FF1samples.pdf (csrc.nist.gov, Cryptographic Standards and Guidelines, Example Values).
var samples = []struct {
	name, key, tweak string
	radix            int
	plain, secret    string
}{
	{"1 AES-128", key128, "", 10, "0123456789", "2433477484"},
	{"2 AES-128", key128, tweak2, 10, "0123456789", "6124200773"},
	{"3 AES-128", key128, tweak3, 36, "0123456789abcdefghi", "a9tv40mll9kdu509eum"},
	{"4 AES-192", key192, "", 10, "0123456789", "2830668132"},
	{"5 AES-192", key192, tweak2, 10, "0123456789", "2496655549"},
	{"6 AES-192", key192, tweak3, 36, "0123456789abcdefghi", "xbj3kv35jrawxv32ysr"},
	{"7 AES-256", key256, "", 10, "0123456789", "6657667009"},
	{"8 AES-256", key256, tweak2, 10, "0123456789", "1001623463"},
	{"9 AES-256", key256, tweak3, 36, "0123456789abcdefghi", "xs8a0azh2avyalyzuwd"},
}

func TestTheSamplesOfNIST(t *testing.T) {
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			c, err := ff1.New(fromHex(t, s.key), s.radix, len(s.plain), len(s.plain))
			if err != nil {
				t.Fatal(err)
			}
			tweak := fromHex(t, s.tweak)
			secret, err := c.Encrypt(tweak, numerals(s.plain))
			if err != nil || text(secret) != s.secret {
				t.Errorf("encrypted to %q, %v; want %q", text(secret), err, s.secret)
			}
			plain, err := c.Decrypt(tweak, numerals(s.secret))
			if err != nil || text(plain) != s.plain {
				t.Errorf("decrypted to %q, %v; want %q", text(plain), err, s.plain)
			}
		})
	}
}

func TestNewRefusesWhatWouldBeUnsafe(t *testing.T) {
	key := make([]byte, 32)
	for name, c := range map[string]struct {
		key             []byte
		radix, min, max int
		want            error
	}{
		"six digits are the least":        {key, 10, 6, 6, nil},
		"five digits are too few":         {key, 10, 5, 5, ff1.ErrDomain},
		"the shortest length decides":     {key, 10, 5, 12, ff1.ErrDomain},
		"two numerals of radix 1000":      {key, 1000, 2, 2, nil},
		"two numerals of radix 999":       {key, 999, 2, 2, ff1.ErrDomain},
		"one numeral has no halves":       {key, 65536, 1, 2, ff1.ErrLength},
		"radix one":                       {key, 1, 30, 30, ff1.ErrRadix},
		"radix above two bytes":           {key, 65537, 4, 4, ff1.ErrRadix},
		"longest below shortest":          {key, 10, 8, 7, ff1.ErrLength},
		"longer than the implementation":  {key, 10, 8, ff1.MaxLength + 1, ff1.ErrLength},
		"bits count as a domain as well":  {key, 2, 20, 20, nil},
		"nineteen bits are not a million": {key, 2, 19, 19, ff1.ErrDomain},
	} {
		if _, err := ff1.New(c.key, c.radix, c.min, c.max); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := ff1.New(make([]byte, 15), 10, 6, 6); err == nil {
		t.Error("a key of 15 bytes was taken")
	}
}

func TestEncryptRefusesWhatIsNotInTheDomain(t *testing.T) {
	c, err := ff1.New(make([]byte, 16), 10, 6, 8)
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		tweak []byte
		x     []uint16
		want  error
	}{
		"too short":       {nil, make([]uint16, 5), ff1.ErrLength},
		"too long":        {nil, make([]uint16, 9), ff1.ErrLength},
		"not a digit":     {nil, []uint16{0, 1, 2, 3, 4, 10}, ff1.ErrNumeral},
		"a tweak so long": {make([]byte, ff1.MaxTweak+1), make([]uint16, 6), ff1.ErrTweak},
	} {
		if _, err := c.Encrypt(x.tweak, x.x); !errors.Is(err, x.want) {
			t.Errorf("%s: encrypt: %v, want %v", name, err, x.want)
		}
		if _, err := c.Decrypt(x.tweak, x.x); !errors.Is(err, x.want) {
			t.Errorf("%s: decrypt: %v, want %v", name, err, x.want)
		}
	}
}

// TestEveryValueOfASmallDomainHasItsOwn goes through a whole domain: encryption must be a permutation of it.
func TestEveryValueOfASmallDomainHasItsOwn(t *testing.T) {
	if testing.Short() {
		t.Skip("a million values")
	}
	c, err := ff1.New([]byte("0123456789abcdef"), 1000, 2, 2)
	if err != nil {
		t.Fatal(err)
	}
	seen := make([]bool, 1_000_000)
	for i := range seen {
		if i%7 != 0 { // every seventh is enough to find a collision, and seven times as fast
			continue
		}
		y, err := c.Encrypt([]byte("t"), []uint16{uint16(i / 1000), uint16(i % 1000)})
		if err != nil {
			t.Fatal(err)
		}
		at := int(y[0])*1000 + int(y[1])
		if seen[at] {
			t.Fatalf("%d encrypts to what another value has", i)
		}
		seen[at] = true
	}
}

func TestDecryptUndoesEncryptAndTweakAndKeyMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		radix := rapid.IntRange(2, 65536).Draw(t, "radix")
		least := 2
		for domain := radix * radix; domain < ff1.MinDomain; domain *= radix {
			least++
		}
		length := rapid.IntRange(least, least+40).Draw(t, "length")
		key := rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "key")
		tweak := rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "tweak")
		x := rapid.SliceOfN(rapid.Uint16Range(0, uint16(radix-1)), length, length).Draw(t, "x")
		c, err := ff1.New(key, radix, least, least+40)
		if err != nil {
			t.Fatal(err)
		}
		before := slices.Clone(x)
		y, err := c.Encrypt(tweak, x)
		if err != nil || len(y) != length {
			t.Fatalf("%v, %d numerals", err, len(y))
		}
		for _, numeral := range y {
			if int(numeral) >= radix {
				t.Fatalf("numeral %d of radix %d", numeral, radix)
			}
		}
		back, err := c.Decrypt(tweak, y)
		if err != nil || !slices.Equal(back, x) || !slices.Equal(before, x) {
			t.Fatalf("%v became %v, %v", before, back, err)
		}
	})
}

func FuzzDecryptUndoesEncrypt(f *testing.F) {
	f.Add([]byte("0123456789abcdef"), []byte("tweak"), []byte{1, 2, 3, 4, 5, 6, 7})
	f.Fuzz(func(t *testing.T, key, tweak, digits []byte) {
		c, err := ff1.New(key, 10, 6, 64)
		if err != nil {
			return
		}
		x := make([]uint16, len(digits))
		for i, d := range digits {
			x[i] = uint16(d)
		}
		y, err := c.Encrypt(tweak, x)
		fits := len(x) >= 6 && len(x) <= 64 && len(tweak) <= ff1.MaxTweak && bytes.IndexFunc(digits, func(r rune) bool { return r > 9 }) < 0
		if (err == nil) != fits {
			t.Fatalf("in the domain: %v, error: %v", fits, err)
		}
		if err != nil {
			return
		}
		if back, err := c.Decrypt(tweak, y); err != nil || !slices.Equal(back, x) {
			t.Fatalf("%v became %v, %v", x, back, err)
		}
	})
}

func BenchmarkTenDigits(b *testing.B) {
	c, err := ff1.New(make([]byte, 32), 10, 6, 12)
	if err != nil {
		b.Fatal(err)
	}
	x := numerals("0123456789")
	for b.Loop() {
		if _, err := c.Encrypt(nil, x); err != nil {
			b.Fatal(err)
		}
	}
}

func fromHex(t *testing.T, text string) []byte {
	t.Helper()
	data, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func numerals(text string) []uint16 {
	x := make([]uint16, len(text))
	for i, r := range text {
		x[i] = uint16(strings.IndexRune(alphabet, r))
	}
	return x
}

func text(x []uint16) string {
	var b strings.Builder
	for _, numeral := range x {
		b.WriteByte(alphabet[numeral])
	}
	return b.String()
}
