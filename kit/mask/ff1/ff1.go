package ff1

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"math/big"
)

// Limits of FF1 and of this implementation.
const (
	MinDomain = 1_000_000 // least radix^length: SP 800-38G Rev. 1, second draft, section 5.1
	MinRadix  = 2
	MaxRadix  = 1 << 16
	MaxLength = 4096    // numerals; the standard permits 2^32, nothing here needs it and the cost grows with the square
	MaxTweak  = 1 << 16 // bytes
	rounds    = 10
)

// Errors that callers tell apart with errors.Is.
var (
	ErrDomain  = errors.New("ff1: the domain is too small: radix^length must be at least 1000000")
	ErrRadix   = errors.New("ff1: the radix must be from 2 to 65536")
	ErrLength  = errors.New("ff1: the length lies outside what the cipher was made for")
	ErrNumeral = errors.New("ff1: a numeral is not below the radix")
	ErrTweak   = errors.New("ff1: the tweak is too long")
)

// Cipher encrypts strings of numerals. It may be used by many goroutines at once.
type Cipher struct {
	block    cipher.Block
	radix    int
	min, max int
}

// New makes a cipher for strings of minLength to maxLength numerals, each from 0 to radix-1. The key is 16, 24 or 32 bytes. It fails with
// ErrRadix, ErrLength, or ErrDomain where radix^minLength is below MinDomain.
func New(key []byte, radix, minLength, maxLength int) (*Cipher, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("ff1: %w", err)
	}
	if radix < MinRadix || radix > MaxRadix {
		return nil, fmt.Errorf("%w, not %d", ErrRadix, radix)
	}
	if minLength < 2 || maxLength < minLength || maxLength > MaxLength {
		return nil, fmt.Errorf("%w: %d to %d numerals", ErrLength, minLength, maxLength)
	}
	if power(radix, minLength).Cmp(big.NewInt(MinDomain)) < 0 {
		return nil, fmt.Errorf("%w, not %d^%d", ErrDomain, radix, minLength)
	}
	return &Cipher{block: block, radix: radix, min: minLength, max: maxLength}, nil
}

// Encrypt gives the encrypted numerals of x, which is left as it is. The same tweak must be given to Decrypt.
func (c *Cipher) Encrypt(tweak []byte, x []uint16) ([]uint16, error) {
	return c.run(tweak, x, true)
}

// Decrypt undoes Encrypt.
func (c *Cipher) Decrypt(tweak []byte, x []uint16) ([]uint16, error) {
	return c.run(tweak, x, false)
}

func (c *Cipher) check(tweak []byte, x []uint16) error {
	if len(x) < c.min || len(x) > c.max {
		return fmt.Errorf("%w: %d numerals, not %d to %d", ErrLength, len(x), c.min, c.max)
	}
	if len(tweak) > MaxTweak {
		return ErrTweak
	}
	for _, numeral := range x {
		if int(numeral) >= c.radix {
			return ErrNumeral
		}
	}
	return nil
}

// run is algorithms 7 and 8 of SP 800-38G. The letters are those of the standard.
func (c *Cipher) run(tweak []byte, x []uint16, encrypt bool) ([]uint16, error) {
	if err := c.check(tweak, x); err != nil {
		return nil, err
	}
	n := len(x)
	u := n / 2
	v := n - u
	r := c.newRound(tweak, n, u, v)
	a, b := c.number(x[:u]), c.number(x[u:])
	modU, modV := power(c.radix, u), power(c.radix, v)
	for i := range rounds {
		step, modulus := i, modU
		if !encrypt {
			step = rounds - 1 - i
		}
		if step%2 == 1 {
			modulus = modV
		}
		if encrypt {
			sum := new(big.Int).Add(a, r.value(step, b))
			a, b = b, sum.Mod(sum, modulus)
			continue
		}
		difference := new(big.Int).Sub(b, r.value(step, a))
		a, b = difference.Mod(difference, modulus), a
	}
	out := make([]uint16, n)
	c.numerals(out[:u], a)
	c.numerals(out[u:], b)
	return out, nil
}

// round makes the pseudo-random number y of each round.
type round struct {
	block cipher.Block
	q     []byte // P || T || padding || round || number
	bytes int    // b: bytes of a half
	taken int    // d: bytes of the pseudo-random number
}

func (c *Cipher) newRound(tweak []byte, n, u, v int) *round {
	most := power(c.radix, v)
	most.Sub(most, big.NewInt(1))
	b := (most.BitLen() + 7) / 8
	t := len(tweak)
	padding := ((-t-b-1)%aes.BlockSize + aes.BlockSize) % aes.BlockSize
	q := make([]byte, aes.BlockSize+t+padding+1+b)
	q[0], q[1], q[2] = 1, 2, 1
	q[3], q[4], q[5] = byte(c.radix>>16), byte(c.radix>>8), byte(c.radix)
	q[6], q[7] = rounds, byte(u)
	binary.BigEndian.PutUint32(q[8:], uint32(n))
	binary.BigEndian.PutUint32(q[12:], uint32(t))
	copy(q[aes.BlockSize:], tweak)
	return &round{block: c.block, q: q, bytes: b, taken: 4*((b+3)/4) + 4}
}

// value is y of round i over a half of the string.
func (r *round) value(i int, half *big.Int) *big.Int {
	r.q[len(r.q)-r.bytes-1] = byte(i)
	half.FillBytes(r.q[len(r.q)-r.bytes:])
	var mac [aes.BlockSize]byte // PRF: the last block of CBC with a zero vector
	for at := 0; at < len(r.q); at += aes.BlockSize {
		for k := range mac {
			mac[k] ^= r.q[at+k]
		}
		r.block.Encrypt(mac[:], mac[:])
	}
	s := append([]byte{}, mac[:]...)
	for j := uint64(1); len(s) < r.taken; j++ {
		next := mac
		low := binary.BigEndian.Uint64(next[8:]) ^ j
		binary.BigEndian.PutUint64(next[8:], low)
		r.block.Encrypt(next[:], next[:])
		s = append(s, next[:]...)
	}
	return new(big.Int).SetBytes(s[:r.taken])
}

// number is NUM_radix of a string, the first numeral weighing most.
func (c *Cipher) number(x []uint16) *big.Int {
	sum, radix, numeral := new(big.Int), big.NewInt(int64(c.radix)), new(big.Int)
	for _, value := range x {
		sum.Mul(sum, radix)
		sum.Add(sum, numeral.SetUint64(uint64(value)))
	}
	return sum
}

// numerals writes a number as STR_radix into all of out.
func (c *Cipher) numerals(out []uint16, number *big.Int) {
	rest, radix, numeral := new(big.Int).Set(number), big.NewInt(int64(c.radix)), new(big.Int)
	for i := len(out) - 1; i >= 0; i-- {
		rest.QuoRem(rest, radix, numeral)
		out[i] = uint16(numeral.Uint64())
	}
}

func power(radix, exponent int) *big.Int {
	return new(big.Int).Exp(big.NewInt(int64(radix)), big.NewInt(int64(exponent)), nil)
}
