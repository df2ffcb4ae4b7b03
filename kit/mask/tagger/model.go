package tagger

import (
	_ "embed" // the model
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"sync"
)

// A model file, little endian:
//
//	"TMM1", format of features (1 byte), log2 of the number of buckets (1 byte), labels (1 byte), 0
//	scale      float32: what one step of a weight is worth
//	start      8 float32; transitions 64 float32, row by row
//	checksum   CRC-32C of all that follows
//	weights    one int8 per bucket and label
//
// The weights are read where they lie: nothing is decoded.
const (
	modelMagic    = "TMM1"
	featureFormat = 1
	modelHeader   = 8 + 4 + 4*int(labels) + 4*int(labels)*int(labels) + 4
	minBucketBits = 4
	maxBucketBits = 20
	minScale      = 1e-4
)

//go:embed data/model.bin
var embedded []byte

// ErrModel says that a file is no model, or a damaged one, or one for another version of the features.
var ErrModel = errors.New("tagger: not a usable model")

// Model tags names. It is never changed, and may be used from any number of goroutines.
type Model struct {
	chain chain
	scale float32
	// sureLead and the other leads in steps of scale.
	sure, far, near, remote, slight int32

	exps    []float32 // exponentials of 0, -1, -2, … steps of scale
	mask    uint32
	weights []byte
	scratch sync.Pool
}

var standard = sync.OnceValues(func() (*Model, error) { return Decode(embedded) })

// Default gives the model that is built in. It is made ready at the first call.
func Default() (*Model, error) { return standard() }

// Decode reads a model. The model keeps data and reads the weights from it. A damaged model gives an error that wraps ErrModel.
func Decode(data []byte) (*Model, error) {
	if len(data) < modelHeader || string(data[:4]) != modelMagic {
		return nil, fmt.Errorf("%w: it does not begin as one", ErrModel)
	}
	if data[4] != featureFormat || data[6] != byte(labels) {
		return nil, fmt.Errorf("%w: made for features of version %d with %d labels, this is version %d with %d", ErrModel, data[4], data[6], featureFormat, labels)
	}
	bits := int(data[5])
	if bits < minBucketBits || bits > maxBucketBits || len(data) != modelHeader+int(labels)<<bits {
		return nil, fmt.Errorf("%w: %d bytes do not hold 2^%d buckets", ErrModel, len(data), bits)
	}
	m := &Model{mask: 1<<bits - 1, weights: data[modelHeader:]}
	if sum := binary.LittleEndian.Uint32(data[modelHeader-4:]); sum != checksum(m.weights) {
		return nil, fmt.Errorf("%w: its checksum is wrong", ErrModel)
	}
	if err := m.readChain(data[8 : modelHeader-4]); err != nil {
		return nil, err
	}
	return m, nil
}

func checksum(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

// readChain reads scale, start and transitions.
func (m *Model) readChain(data []byte) error {
	numbers := make([]float32, len(data)/4)
	for i := range numbers {
		v := math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
		if !(v > -100 && v < 100) {
			return fmt.Errorf("%w: weight %d is %v", ErrModel, i, v)
		}
		numbers[i] = v
	}
	m.scale = numbers[0]
	if m.scale < minScale {
		return fmt.Errorf("%w: a step of a weight is worth %v", ErrModel, m.scale)
	}
	m.prepare()
	copy(m.chain.start[:], numbers[1:])
	for from := range labels {
		copy(m.chain.trans[from][:], numbers[1+int(labels)*(1+int(from)):])
	}
	m.chain.prepare()
	return nil
}

// encode makes the bytes of a model.
func encode(c *chain, scale float32, bits int, weights []int8) []byte {
	out := append(make([]byte, 0, modelHeader+len(weights)), modelMagic...)
	out = append(out, featureFormat, byte(bits), byte(labels), 0)
	put := func(v float32) { out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v)) }
	put(scale)
	for _, v := range c.start {
		put(v)
	}
	for _, row := range c.trans {
		for _, v := range row {
			put(v)
		}
	}
	body := make([]byte, len(weights))
	for i, w := range weights {
		body[i] = byte(w)
	}
	out = binary.LittleEndian.AppendUint32(out, checksum(body))
	return append(out, body...)
}
