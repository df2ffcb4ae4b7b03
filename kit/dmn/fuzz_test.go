package dmn_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

func seeds(f *testing.F) {
	f.Helper()
	f.Add(feeTable(8))
	f.Add(tracedModel())
	f.Add(model(someTypes + decision("d", "tPerson", literal("x"), "x:tTree")))
	f.Add(model(knowledge("f", literal("f(n)"), "n") + plain("d", needs("knowledge", "#f-id"), literal("f(1)"))))
	f.Add(model(plain("d", "", `<for iteratorVariable="x">`+in("in", literal("[1..1000000000000]"))+in("return", literal("x"))+`</for>`)))
	f.Add([]byte(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`))
	if root := os.Getenv("TILLIT_CONFORMANCE"); root != "" {
		files, _ := filepath.Glob(filepath.Join(root, "dmn-tck", "compliance-level-2", "*", "*.dmn"))
		for _, file := range files {
			if source, err := os.ReadFile(file); err == nil && len(source) < 20_000 {
				f.Add(source)
			}
		}
	}
}

// FuzzRead wants a model or a positioned error, whatever the file is.
func FuzzRead(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, source []byte) {
		_, err := dmn.Read(source, dmn.FileLimits{Bytes: 1 << 20})
		var faulty *dmn.ModelError
		var limit *dmn.LimitError
		switch {
		case err == nil, errors.As(err, &limit):
		case !errors.As(err, &faulty):
			t.Fatalf("an error of another kind: %v", err)
		default:
			for _, p := range faulty.Problems {
				if p.Pos.Line < 1 || p.Pos.Column < 1 || p.Pos.Offset > len(source) || p.Message == "" {
					t.Fatalf("a problem without place: %+v", p)
				}
			}
		}
	})
}

// FuzzEvaluate wants every target of every model to give a value or an error in
// time, with and without trace.
func FuzzEvaluate(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, source []byte) {
		m, err := dmn.Load(source, dmn.Options{Limits: dmn.FileLimits{Bytes: 1 << 18}})
		if err != nil {
			return
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		for _, target := range m.Targets() {
			values := make([]feel.Value, len(target.Inputs()))
			for i := range values {
				values[i] = feel.Int(int64(i))
			}
			env := dmn.Env{Limits: feel.Limits{Steps: 50_000}}
			plain, errPlain := target.Evaluate(ctx, values, env)
			env.Trace, env.Limits.Steps = true, 500_000
			traced, errTraced := target.Evaluate(ctx, values, env)
			if errors.Is(errPlain, context.DeadlineExceeded) || errors.Is(errTraced, context.DeadlineExceeded) {
				t.Fatalf("%s did not end in time", target)
			}
			if errPlain == nil && errTraced == nil && plain.Value.String() != traced.Value.String() {
				t.Fatalf("%s is %s, and traced %s", target, plain.Value, traced.Value)
			}
		}
	})
}
