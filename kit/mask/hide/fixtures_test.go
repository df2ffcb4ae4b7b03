package hide_test

import (
	"bytes"
	"cmp"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

// known is a finder that finds the strings it is told of: these tests are about hiding.
type known map[string]mask.Class

func (k known) FindIn(_ *mask.Document, dst []mask.Span, text []byte) []mask.Span {
	var all []mask.Span
	for value, class := range k {
		for at := 0; ; {
			i := bytes.Index(text[at:], []byte(value))
			if i < 0 {
				break
			}
			all = append(all, mask.Span{Start: at + i, End: at + i + len(value), Class: class, Score: 0.95})
			at += i + len(value)
		}
	}
	slices.SortFunc(all, func(a, b mask.Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	end := 0
	for _, s := range all {
		if s.Start >= end {
			dst = append(dst, s)
			end = s.End
		}
	}
	return dst
}

func persons(names ...string) known {
	k := known{}
	for _, name := range names {
		k[name] = mask.Person
	}
	return k
}

func profile(t testing.TB, yaml string) *hide.Profile {
	t.Helper()
	p, err := hide.ParseProfile("test.yaml", []byte("id: test\nversion: 1\ntitle: {sv: t, en: t}\ndescription: {sv: t, en: t}\n"+yaml))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func embedded(t testing.TB, id string) *hide.Profile {
	t.Helper()
	p, err := hide.Embedded(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func masker(t testing.TB, c hide.Config) *hide.Masker {
	t.Helper()
	if c.Year == 0 {
		c.Year = 2026
	}
	m, err := hide.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// labels masks with labels what the finder knows.
func labels(t testing.TB, find known, text string) string {
	t.Helper()
	return masked(t, hide.Config{Profile: embedded(t, "all"), Finder: find}, text)
}

func masked(t testing.TB, c hide.Config, text string) string {
	t.Helper()
	result, err := masker(t, c).Begin().Mask([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return string(result.Text)
}

func ring(t testing.TB) *hide.KeyRing {
	t.Helper()
	return hide.NewKeyRing(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC))
}

func read(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
