package mask_test

import (
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// The names are made up, and in no list of names.
func TestNamesAreFoundByWhereTheyStand(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	for text, want := range map[string]string{
		"Zibrov, Qvarnella, 811218-9876, folkbokförd i Umeå": "Zibrov|Qvarnella",
		"zibrov qvarnella\n811218-9876":                      "zibrov qvarnella",
		"Utredare: j. zibrov":                                "j. zibrov",
		"Handläggare: Zibrov Qvarnella, enheten":             "Zibrov Qvarnella",
		"Personnummer 811218-9876":                           "",
		"hon lämnade 811218-9876 till oss":                   "",
		"Beslut: avslag på ansökan":                          "",
		"Hälsning: den som inte vill":                        "",
	} {
		if got := persons(f, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestHeadsOfColumnsDecide(t *testing.T) {
	f := identifiers(t)
	for _, text := range []string{
		"Id;Bankgiro;Summa\n1;5050-1055;100\n2;991-2346;200\n", "Id\tBankgiro\tSumma\n1\t5050-1055\t100\n", "| Id | Bankgiro |\n|---|---|\n| 1 | 5050-1055 |\n",
	} {
		spans := f.Find(nil, []byte(text))
		if len(spans) == 0 || spans[0].Class != mask.Bankgiro || text[spans[0].Start:spans[0].End] != "5050-1055" {
			t.Errorf("%q: %+v", text, spans)
		}
	}
	if spans := f.Find(nil, []byte("Id;Order;Summa\n1;5050-1055;100\n")); len(spans) != 0 {
		t.Errorf("an order number is found: %+v", spans)
	}
}
