package tagger

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// few are examples enough to learn that Anna and Per are persons and Lund is a place.
func few() []Example {
	var list []Example
	for _, verb := range []string{"bor", "sover", "vilar", "jobbar", "skriver"} {
		text := "Anna " + verb + " i Lund hos Per ."
		at := strings.Index(text, "Lund")
		per := strings.Index(text, "Per")
		list = append(list, Example{text, []Entity{{Start: 0, End: 4, Kind: Person}, {Start: at, End: at + 4, Kind: Place}, {Start: per, End: per + 3, Kind: Person}}})
	}
	return list
}

func smallModel(t *testing.T) []byte {
	t.Helper()
	data, err := Train(few(), Options{Seed: 1, Bits: 12, Epochs: 20})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTrainLearnsItsExamples(t *testing.T) {
	m, err := Decode(smallModel(t))
	if err != nil {
		t.Fatal(err)
	}
	text := "Anna städar i Lund hos Per ."
	found := m.FindAbove(nil, []byte(text), 0.5)
	var got []string
	for _, e := range found {
		got = append(got, e.Kind.String()+":"+text[e.Start:e.End])
	}
	if strings.Join(got, " ") != "person:Anna place:Lund person:Per" {
		t.Errorf("%v", got)
	}
}

func TestSameSeedMakesTheSameModel(t *testing.T) {
	if !bytes.Equal(smallModel(t), smallModel(t)) {
		t.Error("two models of the same seed differ")
	}
	other, err := Train(few(), Options{Seed: 2, Bits: 12, Epochs: 20})
	if err != nil || bytes.Equal(smallModel(t), other) {
		t.Errorf("another seed made the same model, or none: %v", err)
	}
}

func TestTrainTellsItsProgress(t *testing.T) {
	var losses []float64
	if _, err := Train(few(), Options{Bits: 10, Epochs: 4, Progress: func(_ int, loss float64) { losses = append(losses, loss) }}); err != nil {
		t.Fatal(err)
	}
	if len(losses) != 4 || losses[3] >= losses[0] {
		t.Errorf("losses %v: want four that fall", losses)
	}
}

func TestTrainRefusesWhatCannotBeLearnt(t *testing.T) {
	if _, err := Train(nil, Options{}); err == nil {
		t.Error("no examples")
	}
	if _, err := Train(few(), Options{Bits: 40}); err == nil {
		t.Error("2^40 buckets")
	}
}

func TestDamagedModelIsAnError(t *testing.T) {
	good := smallModel(t)
	damage := func(at int, b byte) []byte {
		bad := bytes.Clone(good)
		bad[at] ^= b
		return bad
	}
	infinite := bytes.Clone(good)
	binary.LittleEndian.PutUint32(infinite[8:], math.Float32bits(float32(math.NaN())))
	for name, data := range map[string][]byte{
		"empty": nil, "cut": good[:len(good)-1], "longer": append(bytes.Clone(good), 0), "header alone": good[:modelHeader],
		"magic": damage(0, 1), "features": damage(4, 9), "buckets": damage(5, 1), "labels": damage(6, 1), "not a number": infinite,
		"a weight": damage(len(good)-1, 1), "checksum": damage(modelHeader-1, 1),
	} {
		if _, err := Decode(data); !errors.Is(err, ErrModel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	data, err := Train(few(), Options{Seed: 1, Bits: minBucketBits, Epochs: 1})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:20])
	f.Fuzz(func(_ *testing.T, data []byte) {
		if m, err := Decode(data); err == nil {
			m.Find(nil, []byte("Anna Ek bor i Lund."))
		}
	})
}

// TestMarginalsAreThoseOfAllPaths compares the probabilities with the sum over every path through a short sentence.
func TestMarginalsAreThoseOfAllPaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Float32Range(-3, 3)
		var c chain
		for from := range labels {
			c.start[from] = number.Draw(t, "start")
			for to := range labels {
				c.trans[from][to] = number.Draw(t, "trans")
			}
		}
		c.prepare()
		var l lattice
		l.resize(3)
		for i := range l.emit {
			for j := range l.emit[i] {
				l.emit[i][j] = number.Draw(t, "emit")
			}
		}
		l.marginals(&c)
		want := byPaths(&c, l.emit)
		for i := range want {
			for j := range want[i] {
				if math.Abs(want[i][j]-float64(l.prob[i][j])) > 1e-4 {
					t.Fatalf("token %d label %d: %v, want %v", i, j, l.prob[i][j], want[i][j])
				}
			}
		}
	})
}

func byPaths(c *chain, emit []scores) [3][labels]float64 {
	var sums [3][labels]float64
	var total float64
	for a := range labels {
		for b := range labels {
			for d := range labels {
				if !mayFollow(outside, a) || !mayFollow(a, b) || !mayFollow(b, d) {
					continue
				}
				p := math.Exp(float64(c.start[a] + emit[0][a] + c.trans[a][b] + emit[1][b] + c.trans[b][d] + emit[2][d]))
				total += p
				sums[0][a] += p
				sums[1][b] += p
				sums[2][d] += p
			}
		}
	}
	for i := range sums {
		for j := range sums[i] {
			sums[i][j] /= total
		}
	}
	return sums
}

func TestSummedWeightsAreTheSum(t *testing.T) {
	m, err := Decode(smallModel(t))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		features := rapid.SliceOfN(rapid.Uint32(), 0, 200).Draw(t, "features")
		var got tally
		var want sums
		m.count(&got, features)
		for _, f := range features {
			for l := range want {
				want[l] += int32(int8(m.weights[int(f&m.mask)*int(labels)+l]))
			}
		}
		if got.sums() != want {
			t.Fatalf("%v, want %v", got.sums(), want)
		}
		if lead := want[outside] - slices.Max(want[1:]); len(features) <= 128 {
			steps := rapid.Int32Range(-1, 300).Draw(t, "steps")
			for _, steps := range []int32{steps, max(0, lead-1), max(0, lead)} {
				if got.leads(steps) != (lead > steps) {
					t.Fatalf("lead %d: more than %d is %v", lead, steps, got.leads(steps))
				}
			}
		}
	})
}

func TestGoldLabels(t *testing.T) {
	text := "Anna Ek bor i Lund, Per Nobel"
	tokens := tokenize(nil, []byte(text), 0)
	got := goldLabels(tokens, []Entity{{Start: 0, End: 7, Kind: Person}, {Start: 14, End: 18, Kind: Place}, {Start: 20, End: 23, Kind: Person}, {Start: 24, End: 29}})
	want := []label{beginPerson, insidePerson, outside, outside, beginPlace, outside, beginPerson, other}
	if string(asBytes(got)) != string(asBytes(want)) {
		t.Errorf("%v, want %v", got, want)
	}
}

func asBytes(l []label) []byte {
	b := make([]byte, len(l))
	for i, v := range l {
		b[i] = byte(v)
	}
	return b
}
