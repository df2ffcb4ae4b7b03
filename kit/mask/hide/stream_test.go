package hide_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

func copied(t testing.TB, c hide.Config, r io.Reader) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := masker(t, c).Begin().Copy(&out, r)
	return out.String(), err
}

// TestAStreamGivesWhatTheWholeTextGives puts hits across the borders of windows.
func TestAStreamGivesWhatTheWholeTextGives(t *testing.T) {
	find := known{"Anna Svensson": mask.Person, "Anna\nSvensson": mask.Person, "811218-9876": mask.Personnummer, "Å": mask.Place}
	pieces := []string{"Anna Svensson", "Anna\nSvensson", "811218-9876", "Å", "\n", "\U0001F600\n"}
	fillers := []int{10, 1000, 100_000, 500_000}
	for seed := range uint64(16) {
		random := rand.New(rand.NewPCG(seed, 0))
		c := hide.Config{Profile: embedded(t, []string{"all", "disclosure"}[seed%2]), Finder: find}
		var text strings.Builder
		for text.Len() < 2*hide.Window+hide.Window/2 {
			filler := fillers[random.IntN(len(fillers))]
			text.WriteString(strings.Repeat("ö", random.IntN(filler)/2))
			text.WriteString(pieces[random.IntN(len(pieces))])
			if filler >= 100_000 {
				text.WriteString("\n")
			}
		}
		if longest(text.String()) > hide.Window {
			continue
		}
		streamed, err := copied(t, c, iotest.HalfReader(strings.NewReader(text.String())))
		if err != nil {
			t.Fatal(err)
		}
		if whole := masked(t, c, text.String()); streamed != whole {
			t.Fatalf("seed %d: %d bytes streamed, %d at once", seed, len(streamed), len(whole))
		}
	}
}

func longest(text string) int {
	most := 0
	for line := range strings.Lines(text) {
		most = max(most, len(strings.TrimSuffix(line, "\n")))
	}
	return most
}

func TestOffsetsOfAStreamAreThoseOfTheWholeText(t *testing.T) {
	find := known{"Anna": mask.Person}
	text := strings.Repeat(strings.Repeat("å\U0001F600x ", 1000)+"Anna\n", 400)
	d := masker(t, hide.Config{Profile: embedded(t, "all"), Finder: find}).Begin()
	want := mask.AppendOffsets(nil, []byte(text), find.FindIn(nil, nil, []byte(text)))
	i := 0
	err := d.Spans(strings.NewReader(text), func(s mask.Span, o mask.Offsets) error {
		if o != want[i] || s.Start != o.Start || text[s.Start:s.End] != "Anna" {
			return fmt.Errorf("span %d is %+v, not %+v", i, o, want[i])
		}
		i++
		return nil
	})
	if err != nil || i != len(want) {
		t.Errorf("%d of %d spans: %v", i, len(want), err)
	}
}

func TestAStreamThatCannotBeReadFailsAndNothingOfTheLineIsWritten(t *testing.T) {
	c := hide.Config{Profile: embedded(t, "all"), Finder: persons("Anna")}
	long := strings.Repeat("x", hide.Window+1)
	broken := errors.New("the cable")
	for name, s := range map[string]struct {
		in   io.Reader
		out  string
		want error
	}{
		"a line that is too long":     {strings.NewReader(long), "", hide.ErrLineTooLong},
		"with a line end":             {strings.NewReader(long + "\n"), "", hide.ErrLineTooLong},
		"after one that is not":       {strings.NewReader("Anna\n" + long), "[PERSON 1]\n", hide.ErrLineTooLong},
		"much too long":               {strings.NewReader("Anna\n" + strings.Repeat(long, 9)), "[PERSON 1]\n", hide.ErrLineTooLong},
		"not UTF-8":                   {strings.NewReader("Anna \xe5\n"), "", hide.ErrNotUTF8},
		"a rune cut by the end":       {strings.NewReader("Anna \xc3"), "", hide.ErrNotUTF8},
		"UTF-16 with a mark":          {strings.NewReader("\xff\xfeA\x00"), "", hide.ErrUTF16},
		"UTF-16, the other way round": {strings.NewReader("\xfe\xff\x00A"), "", hide.ErrUTF16},
		"UTF-16 without a mark":       {strings.NewReader("A\x00n\x00n\x00a\x00"), "", hide.ErrUTF16},
		"big-endian without a mark":   {strings.NewReader("\x00A\x00n\x00n\x00a"), "", hide.ErrUTF16},
		"a NUL further on":            {strings.NewReader("Anna 8\x001\x001\x00\n"), "", hide.ErrNotUTF8},
		"a reader that breaks off":    {io.MultiReader(strings.NewReader("Anna\nAnna"), iotest.ErrReader(broken)), "", broken},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := copied(t, c, s.in)
			if !errors.Is(err, s.want) || out != s.out {
				t.Errorf("%v, wrote %d bytes (%.20q)", err, len(out), out)
			}
			if strings.Contains(fmt.Sprint(err), "Anna") {
				t.Errorf("the error holds text: %v", err)
			}
		})
	}
	if out, err := copied(t, c, strings.NewReader(long[1:]+"\nAnna")); err != nil || !strings.HasSuffix(out, "\n[PERSON 1]") {
		t.Errorf("a line of exactly the window: %v", err)
	}
	if out, err := copied(t, c, strings.NewReader("")); err != nil || out != "" {
		t.Errorf("nothing at all: %q, %v", out, err)
	}
}

func TestAPlaceSaysLineAndByte(t *testing.T) {
	_, err := copied(t, hide.Config{Profile: embedded(t, "all"), Finder: known{}}, strings.NewReader("å\nb\nc\xff\n"))
	var place *hide.Place
	if !errors.As(err, &place) || place.Line != 3 || place.Byte != 6 {
		t.Errorf("%+v", err)
	}
}

func TestAStreamThatWasTrackedIsRestored(t *testing.T) {
	keys := ring(t)
	text := strings.Repeat("Anna ringde.\n", 200_000)
	d := masker(t, hide.Config{Profile: embedded(t, "all"), Finder: persons("Anna"), Keys: keys, Track: true}).Begin()
	var out bytes.Buffer
	if err := d.Copy(&out, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	mapping, err := d.Mapping()
	if err != nil {
		t.Fatal(err)
	}
	back, err := mapping.Restore(out.Bytes(), hide.RestoreOptions{})
	if err != nil || !back.Unaltered || string(back.Text) != text {
		t.Errorf("%v, %v", back.Unaltered, err)
	}
	if r := d.Report(); r.Hits != 200_000 || r.Classes[0].Entities != 1 || r.Classes[0].Sure != 200_000 {
		t.Errorf("%+v", r)
	}
}
