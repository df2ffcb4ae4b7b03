package mask_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// TestListsAreWeighedByTheTagger tells that words that are names in the lists alone are none where the tagger has read the sentence, not even
// where recall is asked for.
func TestListsAreWeighedByTheTagger(t *testing.T) {
	for _, point := range []mask.Point{mask.Balanced, mask.Recall} {
		f := finder(t, mask.Options{Point: point})
		for _, text := range []string{
			"De svenska kommunerna har ett stort ansvar.", "Hela tiden har vi bett om svar.", "Till dess gäller de gamla reglerna.", "Skala och grovriv morötterna.",
			"LARMET OM OLYCKAN KOM STRAX FÖRE KLOCKAN TVÅ.", "ORDFÖRANDE I NÄMNDEN BESLUTAR OM DETTA.", "DE FÅR SINA PENGAR NU OCH TILL SOMMAREN.",
		} {
			if got := persons(f, text); got != "" {
				t.Errorf("point %d, %q: %q", point, text, got)
			}
		}
	}
}

func TestSureNamesOfListsStay(t *testing.T) {
	for _, point := range []mask.Point{mask.Balanced, mask.Recall, mask.Precision} {
		f := finder(t, mask.Options{Point: point})
		for _, text := range []string{"Anna Svensson", "Ärendet gäller Anna Svensson.", "Kontakta Erik Lindström om detta."} {
			if got := persons(f, text); got == "" {
				t.Errorf("point %d, %q: nothing found", point, text)
			}
		}
	}
}

// TestTextWithoutCapitalsIsReadWhole tells that the balanced point does not ask for capitals to begin with.
func TestTextWithoutCapitalsIsReadWhole(t *testing.T) {
	f := finder(t, mask.Options{})
	for text, want := range map[string]string{
		"jag heter fatima al-rashid och bor i borås":    "fatima al-rashid",
		"handläggaren brullmark ringde mig igår":        "brullmark",
		"HANDLÄGGAREN EVA SVENSSON RINGDE MIG IGÅR.":    "EVA SVENSSON",
		"nämnden beslutade att ändra avgiften från maj": "",
	} {
		if got := persons(f, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestPointsAreOrdered tells that whoever asks for recall gets at least what the balanced point gives, and so on.
func TestPointsAreOrdered(t *testing.T) {
	text := strings.Repeat("Vår ringde Sten om Maj. Hon mötte Brullén i Dalen. SVT frågade OKG. Wrzesniak svarade.\n", 3)
	count := func(p mask.Point) int { return len(finder(t, mask.Options{Point: p}).Find(nil, []byte(text))) }
	recall, balanced, precision := count(mask.Recall), count(mask.Balanced), count(mask.Precision)
	if recall < balanced || balanced < precision || precision == 0 || recall == precision {
		t.Errorf("recall %d, balanced %d, precision %d", recall, balanced, precision)
	}
}

func TestPicturesAreNoNames(t *testing.T) {
	for _, o := range []mask.Options{{}, {NoTagger: true}, {Point: mask.Recall}} {
		f := finder(t, o)
		for _, text := range []string{"😀 811218-9876", "😀😀 🎉 811218-9876", "★ 811218-9876", "– 811218-9876"} {
			if got := persons(f, text); got != "" {
				t.Errorf("%q: %q", text, got)
			}
		}
	}
}
