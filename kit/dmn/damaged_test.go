package dmn_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// damage changes a file at a few places, by bytes and by words that mean much.
func damage(random *rand.Rand, source []byte) []byte {
	words := []string{
		"d", "x", "#", "<", ">", "&lt;", "null", "function(x) x", "[", "1..100000", "for x in ", "item", "-", `"`, "decision",
		"true", "UNIQUE", "PRIORITY", "COLLECT", "SUM", "number", "tPerson", "tTree",
	}
	s := append([]byte(nil), source...)
	for range 1 + random.IntN(3) {
		i := random.IntN(len(s))
		switch random.IntN(4) {
		case 0:
			s[i] = byte(random.IntN(256))
		case 1:
			s = append(s[:i:i], append([]byte(words[random.IntN(len(words))]), s[i:]...)...)
		case 2:
			s = append(s[:i:i], s[min(len(s), i+random.IntN(60)):]...)
		default:
			k := random.IntN(len(s))
			again := append([]byte(nil), s[k:min(len(s), k+random.IntN(300))]...)
			s = append(s[:i:i], append(again, s[i:]...)...)
		}
		if len(s) == 0 {
			return []byte("<")
		}
	}
	return s
}

// TestDamagedModels loads and evaluates files with damage: whatever it is, the
// outcome is an error of a known kind or a value, the same with and without
// trace.
func TestDamagedModels(t *testing.T) {
	random := rand.New(rand.NewPCG(20261122, 5))
	whole := [][]byte{
		feeTable(8), tracedModel(),
		model(someTypes + decision("d", "tPerson", literal(`{name: "x", born: x, grade: "A"}`), "x:tTree")),
		model(someTypes + decision("d", "tGrades", `<for iteratorVariable="i">`+in("in", literal("[1..5]"))+in("return", literal("string(i)"))+`</for>`)),
		model(`<inputData id="i" name="x"/>` + plain("o", needs("input", "#i"), literal("x")) + service("s", points("outputDecision", "#o-id"), points("inputData", "#i")) +
			plain("d", needs("knowledge", "#s-id"), literal("s(1)"))),
	}
	loaded := 0
	for range 8000 {
		source := damage(random, whole[random.IntN(len(whole))])
		m, err := dmn.Load(source, dmn.Options{})
		var faulty *dmn.ModelError
		var limit *dmn.LimitError
		if err != nil {
			if !errors.As(err, &faulty) && !errors.As(err, &limit) {
				t.Fatalf("%v for\n%s", err, source)
			}
			continue
		}
		loaded++
		for _, target := range m.Targets() {
			evaluateDamaged(t, target, source)
		}
	}
	if loaded < 200 {
		t.Errorf("only %d files could still be loaded: the damage is too great to test evaluation", loaded)
	}
}

func evaluateDamaged(t *testing.T, target *dmn.Target, source []byte) {
	t.Helper()
	values := make([]feel.Value, len(target.Inputs()))
	for i := range values {
		values[i] = feel.Int(int64(i))
	}
	plain, errPlain := target.Evaluate(t.Context(), values, dmn.Env{Limits: feel.Limits{Steps: 50_000}})
	traced, errTraced := target.Evaluate(t.Context(), values, dmn.Env{Trace: true, Limits: feel.Limits{Steps: 500_000}})
	var limit *dmn.LimitError
	if errPlain != nil && !errors.As(errPlain, &limit) {
		t.Fatalf("%v for\n%s", errPlain, source)
	}
	if errPlain == nil && errTraced == nil && plain.Value.String() != traced.Value.String() {
		t.Fatalf("%s is %s, and traced %s, in\n%s", target, plain.Value, traced.Value, source)
	}
}
