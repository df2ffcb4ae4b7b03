package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"time"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// measureOurs measures kit/dmn by a manifest, as the Java program does the others.
func measureOurs(o options) error {
	runtime.GOMAXPROCS(1)
	text, err := os.ReadFile(o.measure)
	if err != nil {
		return err
	}
	var cases []struct {
		benchCase
		Inputs []json.RawMessage `json:"inputs"`
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		return err
	}
	if o.profile != "" {
		f, err := os.Create(o.profile)
		if err != nil {
			return err
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	out := json.NewEncoder(os.Stdout)
	for _, c := range cases {
		f := figure{Name: c.Name}
		if err := f.measure(c.benchCase, c.Inputs, o.wait); err != nil {
			f.Error = err.Error()
		}
		if err := out.Encode(f); err != nil {
			return err
		}
	}
	return nil
}

func (f *figure) measure(c benchCase, inputs []json.RawMessage, wait time.Duration) error {
	source, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	if f.Compile, err = compileTime(source, wait); err != nil || len(inputs) == 0 {
		return err
	}
	loaded, err := dmn.Load(source, dmn.Options{})
	if err != nil {
		return err
	}
	target, err := loaded.Target(c.Decision)
	if err != nil {
		return err
	}
	bound := make([][]feel.Value, len(inputs))
	for i, text := range inputs {
		v, err := feel.FromJSON(text)
		if err != nil {
			return err
		}
		if bound[i], _, err = target.Bind(v); err != nil {
			return err
		}
		result, err := target.Evaluate(context.Background(), bound[i], dmn.Env{})
		if err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		if result.Failed() {
			return fmt.Errorf("%s gives %v", text, result.Diagnostics)
		}
		f.Results = append(f.Results, plain(result.Value))
	}
	return f.evaluate(target, bound, wait)
}

// plain is a result as the other engines' text has it.
func plain(v feel.Value) any {
	if text, ok := v.AsString(); ok {
		return text
	}
	return v.String()
}

// evaluate warms up, and takes the median of five runs.
func (f *figure) evaluate(target *dmn.Target, bound [][]feel.Value, wait time.Duration) error {
	if _, _, err := evaluations(target, bound, 5*wait); err != nil {
		return err
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var nanos []float64
	total := 0
	for range 5 {
		n, took, err := evaluations(target, bound, wait)
		if err != nil {
			return err
		}
		nanos, total = append(nanos, float64(took.Nanoseconds())/float64(n)), total+n
	}
	runtime.ReadMemStats(&after)
	slices.Sort(nanos)
	allocs := float64(after.Mallocs-before.Mallocs) / float64(total)
	f.Nanos, f.Allocs, f.Bytes = nanos[len(nanos)/2], &allocs, float64(after.TotalAlloc-before.TotalAlloc)/float64(total)
	return nil
}

func evaluations(target *dmn.Target, bound [][]feel.Value, wait time.Duration) (n int, took time.Duration, err error) {
	ctx := context.Background()
	for start := time.Now(); took < wait; took = time.Since(start) {
		for range 16 { // the clock is not read between each
			for _, inputs := range bound {
				if _, err := target.Evaluate(ctx, inputs, dmn.Env{}); err != nil {
					return n, took, err
				}
			}
			n += len(bound)
		}
	}
	return n, took, nil
}

// compileTime is the median time of reading and compiling, of the later half of what three times wait holds.
func compileTime(source []byte, wait time.Duration) (float64, error) {
	var times []time.Duration
	for end := time.Now().Add(3 * wait); len(times) < 3 || time.Now().Before(end) && len(times) < 1000; {
		start := time.Now()
		if _, err := dmn.Load(source, dmn.Options{}); err != nil {
			return 0, err
		}
		times = append(times, time.Since(start))
	}
	warm := times[len(times)/2:]
	slices.Sort(warm)
	return float64(warm[len(warm)/2].Nanoseconds()), nil
}
