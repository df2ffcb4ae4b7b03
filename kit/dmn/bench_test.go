package dmn_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// model wraps elements into a file of DMN 1.5.
func model(elements string) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="https://example.org/test" name="test">
` + elements + `
</definitions>`)
}

// feeTable is a table of so many rules: each kind of business in four bands of
// turnover, and two sizes.
func feeTable(rules int) []byte {
	var b strings.Builder
	b.WriteString(`<inputData id="i1" name="kind"><variable name="kind" typeRef="string"/></inputData>
<inputData id="i2" name="turnover"><variable name="turnover" typeRef="number"/></inputData>
<decision id="d" name="fee"><variable name="fee" typeRef="number"/>
<informationRequirement><requiredInput href="#i1"/></informationRequirement>
<informationRequirement><requiredInput href="#i2"/></informationRequirement>
<decisionTable hitPolicy="UNIQUE">
<input><inputExpression typeRef="string"><text>kind</text></inputExpression></input>
<input><inputExpression typeRef="number"><text>turnover</text></inputExpression></input>
<output/>`)
	for i := range rules {
		band := i % 4
		fmt.Fprintf(&b, `<rule><inputEntry><text>"kind %d"</text></inputEntry><inputEntry><text>[%d..%d)</text></inputEntry><outputEntry><text>%d</text></outputEntry></rule>`,
			i/4, band*1000, (band+1)*1000, 100+i)
	}
	b.WriteString(`</decisionTable></decision>`)
	return model(b.String())
}

func BenchmarkTable(b *testing.B) {
	for _, rules := range []int{20, 200, 2000, 10000} {
		b.Run(fmt.Sprint(rules), func(b *testing.B) {
			m, err := dmn.Load(feeTable(rules), dmn.Options{})
			if err != nil {
				b.Fatal(err)
			}
			target, err := m.Target("fee")
			if err != nil {
				b.Fatal(err)
			}
			inputs := []feel.Value{feel.String(fmt.Sprintf("kind %d", (rules-1)/4)), feel.Int(2500)}
			ctx := b.Context()
			b.ReportAllocs()
			for b.Loop() {
				r, err := target.Evaluate(ctx, inputs, dmn.Env{})
				if err != nil || r.Value.IsNull() {
					b.Fatal(r, err)
				}
			}
		})
	}
}

func BenchmarkLoadLargestModelOfTheTCK(b *testing.B) {
	source, err := os.ReadFile(filepath.Join(conformance(b), "compliance-level-3", "0100-arithmetic", "0100-arithmetic.dmn"))
	if err != nil {
		b.Fatal(err)
	}
	d, err := dmn.Read(source, dmn.FileLimits{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(source)))
		for b.Loop() {
			if _, err := dmn.Read(source, dmn.FileLimits{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("compile", func(b *testing.B) {
		for b.Loop() {
			if _, err := dmn.Compile(d, dmn.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkLoad10000Rules(b *testing.B) {
	source := feeTable(10000)
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := dmn.Load(source, dmn.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
