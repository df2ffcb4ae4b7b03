package mask_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// said are numbers and addresses as they are spoken, and other ways of writing that machines often miss. Values stand between « and ».
func said() []marked {
	return []marked{
		{mask.Phone, "jag nås på «noll sjuttio ett sju fyra noll sex noll fem» efter fem"},
		{mask.Phone, "ring «noll åtta fyra sex fem noll noll fyra tolv»"},
		{mask.Phone, "«noll sjuttio sjutton fyrtio sex tjugofem» är numret"},
		{mask.Personnummer, "personnummer «åttiotvå noll tre fjorton nittioåtta tolv» tack"},
		{mask.Personnummer, "mitt personnummer är «nitton åttiotvå noll tre fjorton nittioåtta tolv»"},
		{mask.BirthDate, "han är född «fyrtiosju» och bor kvar"},
		{mask.Address, "hon bor på «tallvägen fjorton» med sin son"},
		{mask.Age, "en «sextiotreårig» kvinna med diabetes"},
		{mask.Age, "sökanden är en «fyrtioåring»"},
		{mask.Email, "mejla «kim.ek (at) example.com»"},
		{mask.Email, "mejla «kim.ek[at]example[dot]com» i dag"},
		{mask.Email, "skriv till «kim punkt ek snabel-a example punkt se»"},
		{mask.Email, "skriv till «kim snabela example.se»."},
		{mask.Email, "«kim.ek @ example.com»"},
		{mask.Email, "«kim_ek(snabel-a)example.org»"},
		{mask.URL, "se «linkedin.com/in/kim-ek»"},
		{mask.Phone, "«0046701740605»"},
		{mask.Phone, "Tel. «174 06 05»"},
		{mask.Phone, "tfn «O31-39O O6 O2»"},
		{mask.BankAccount, "utbetalas till «8327-9 123 456 789-0»"},
		{mask.BankAccount, "Clearingnr/kontonr: «8327-9 / 123 456 789-0»"},
		{mask.BankAccount, "autogiro från «9150-1234567»?"},
		{mask.ReserveNumber, "reservnummer «199402325544»"},
		{mask.Malnummer, "utslag i mål «01-443210-26»"},
		{mask.VATNumber, "VAT: «SE-556036079301»"},
		{mask.Personnummer, "Pers0nnr: «19811218-987 6»"},
		{mask.Address, "«Box 22049», 104 22 Stockholm"},
		{mask.Address, "«Karl XI:s gata 14»"},
		{mask.Address, "«Norra Esplanaden 8, 3 tr ö.g», Malmö"},
		{mask.Address, "«Byn 28», 880 51 Rossön"},
		{mask.Address, "«Norrgården 4 B»\n590 10 Boxholm"},
		{mask.Address, "Folkbokföringsadress: «Vall 210»"},
		{mask.PostalPlace, "Storgatan 4, «12345 STORSTAD»"},
		{mask.Property, "«Gotland Visby Ga:3»"},
		{mask.BirthDate, "född «-81», bosatt i Ale"},
		{mask.Age, "Anna Ek, «34», nekar till brott"},
		{mask.Vehicle, "Bot: Vilket registreringsnummer gäller det?\nAnvändare: «abc 12d»"},
	}
}

func TestSpokenAndOddWaysOfWritingAreFound(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	for _, m := range said() {
		text, start, end := m.cut()
		if spans := f.Find(nil, []byte(text)); !covers(spans, m.class, start, end) {
			t.Errorf("%s: %q not found in %q: %+v", m.class, text[start:end], text, spans)
		}
	}
}

// TestWordsForNumbersAreMostlyNoIdentifiers holds counting, sums and plain prose apart from numbers that are dictated.
func TestWordsForNumbersAreMostlyNoIdentifiers(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	for _, text := range []string{
		"det var en av två, tre, fyra eller fem saker och sex hus",
		"ett två tre på det fjärde ska det ske",
		"tolv miljoner eller tolv komma fyra",
		"sju av nio ledamöter var på plats klockan tretton och femton",
		"han är bra på att räkna till tio (a) och (at) skriva",
		"uppgift (a) och uppgift (b) i avsnitt två",
		"kom at the office dot com-bubblan sprack",
		"konto 3912 49 402,01 kr och konto 4010 debiteras 18 450,00",
		"Rum 17, 12 345 kronor och Kapitel 4, 123 sidor",
		"betalas senast 2010-04-21",
		"paketet 00370 7301 0002 3344 556 väger 4 kg",
		"Fakturan på 2 318 kr har OCR-nummer 4401238816 och betalas i tid",
		"se t.ex. 3.a/b och s.k. kr/st",
	} {
		for _, s := range f.Find(nil, []byte(text)) {
			if identifierClass(s.Class) {
				t.Errorf("%q: %s %.2f %q", text, s.Class, s.Score, text[s.Start:s.End])
			}
		}
	}
}

func TestWhatStandsAroundANameIsWeighed(t *testing.T) {
	f := finder(t, mask.Options{})
	for text, want := range map[string]string{
		"Avtalet tecknades med Kullen AB i fjol.":                    "",
		"Fastighets AB Ekudden äger huset.":                          "",
		"Hunden Bamse sprang bort.":                                  "",
		"Enligt ISO och EMA gäller nya krav.":                        "",
		"En vit Skoda och en röd Volvo stod kvar.":                   "",
		"Åter om en vecka. Sign AÖ":                                  "AÖ",
		"Lovat återkomma i dag. /Jkn":                                "Jkn",
		"Tack för hjälpen!\n/lottis\n":                               "lottis",
		"Priset är 40 kr/st och 12 mg/dag.\n":                        "",
		"Namnteckning: B Wall":                                       "B Wall",
		"Efternamn\tHedby\nTilltalsnamn\tYohana\n":                   "Hedby|Yohana",
		"Namn: Marianne Fa1k":                                        "Marianne Fa1k",
		"Anna Lind-\ngren kom.":                                      "Anna Lind-\ngren",
		"Själv heter jag Frid och är sjuk.":                          "Frid",
		"Närvarande: Backa-Lasse och Anna Ek.":                       "Backa-Lasse|Anna Ek",
		"Nguyễn Thị Hương har sökt bidrag med Trần Văn Đức.":         "Nguyễn Thị Hương|Trần Văn Đức",
		"1001,Elin,Forsgren,Backgatan 2":                             "Elin|Forsgren",
		"Inkomster fr KB:s syster":                                   "KB",
		"Talare var Elena Fernández de Castro.":                      "Elena Fernández de Castro",
		"Per-Ánte Utsi och Rojda Barzani träffade Hodan Cabdullahi.": "Per-Ánte Utsi|Rojda Barzani|Hodan Cabdullahi",
	} {
		if got := persons(f, text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestLongRowsOfNumbersLoseNone writes so many numbers after each other that they fill more than one run.
func TestLongRowsOfNumbersLoseNone(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	for n := 1; n < 14; n++ {
		text := "Ring " + strings.Repeat("+46(0)701740605, ", n) + "+46701740606."
		found := 0
		for _, s := range f.Find(nil, []byte(text)) {
			if s.Class == mask.Phone {
				found++
			}
		}
		if found != n+1 {
			t.Errorf("%d of %d numbers found in %q", found, n+1, text)
		}
	}
}
