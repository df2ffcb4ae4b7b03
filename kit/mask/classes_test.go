package mask_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// marked is a text with one value between « and », and its class; without the marks nothing of the class may be found.
type marked struct {
	class mask.Class
	text  string
}

// cut takes the marks away and gives the value's bounds; start is -1 where there are no marks.
func (m marked) cut() (text string, start, end int) {
	start = strings.Index(m.text, "«")
	if start < 0 {
		return m.text, -1, -1
	}
	end = strings.Index(m.text, "»") - len("«")
	return strings.NewReplacer("«", "", "»", "").Replace(m.text), start, end
}

// The values are of the series that may be used in tests: Skatteverket's test persons and printed examples, PTS's numbers for films and
// books, example.com, 192.0.2.0/24, 2001:db8::/32, the banks' printed examples.
func positives() []marked {
	return []marked{
		{mask.Personnummer, "Personnummer «811218-9876» gäller."},
		{mask.Personnummer, "med «19811218-9876»."},
		{mask.Personnummer, "id «189001019802»"},
		{mask.Personnummer, "Namn;Personnummer;Ort\nx;«8112189875»;y"},
		{mask.Personnummer, "| Namn | Personnummer | Ort |\n|---|---|---|\n| x | «811218987» | y |"},
		{mask.Personnummer, "Personnummer\n«8112189875»"},
		{mask.Personnummer, "Personal identity number: «811218-9875»"},
		{mask.Personnummer, "hon, «811218-XXXX», sade"},
		{mask.Personnummer, "pnr«8112189876»"},
		{mask.Samordningsnummer, "Samordningsnummer «701063-2391»."},
		{mask.Samordningsnummer, "personen «19701063-2391» kom"},
		{mask.InterimNumber, "TF-nummer «811218-T123»"},
		{mask.InterimNumber, "patienten «19811218-T123» kom"},
		{mask.ReserveNumber, "reservnummer «991981123451»"},
		{mask.ReserveNumber, "Reservnr: «20121231K123»"},
		{mask.ReserveNumber, "NRID «22981231AB12»"},
		{mask.Organisationsnummer, "org.nr «556036-0793»"},
		{mask.Organisationsnummer, "Bolaget (5560360793) org.nr «5560360793»"},
		{mask.Organisationsnummer, "leverantören «556036-0793» har"},
		{mask.Organisationsnummer, "Organisationsnummer: «212000-0142»"},
		{mask.Organisationsnummer, "orgnr «16556036-0793»"},
		{mask.Organisationsnummer, "orgnr «5560360794»"},
		{mask.VATNumber, "VAT «SE556036079301»"},
		{mask.VATNumber, "Momsregnr: «SE 556036-0793 01»"},
		{mask.VATNumber, "moms «SE811218987601»"},
		{mask.Bankgiro, "Bankgiro «5050-1055»"},
		{mask.Bankgiro, "Betala till bg «991-2346» nu"},
		{mask.Bankgiro, "BG: «9912346»"},
		{mask.Bankgiro, "bankgironummer «5050-1056»"},
		{mask.Plusgiro, "Plusgiro «92 01 00-5»"},
		{mask.Plusgiro, "Pg «4 12 34-5»"},
		{mask.Plusgiro, "plusgirot «920100-5»"},
		{mask.Plusgiro, "insatt på «92 01 00-5» igår"},
		{mask.BankAccount, "Kontonummer: «8327-9, 123 456 789-0»"},
		{mask.BankAccount, "kontonr «6000 123 456 789»"},
		{mask.BankAccount, "clearingnr «3300» konto «8112189876»"},
		{mask.BankAccount, "på konto «3300-8112189876»"},
		{mask.IBAN, "IBAN: «SE45 5000 0000 0583 9825 7466»"},
		{mask.IBAN, "till «SE4550000000058398257466» idag"},
		{mask.IBAN, "till «SE4550000000058398257467» idag"},
		{mask.IBAN, "till «NO93 8601 1117 947» idag"},
		{mask.IBAN, "to «GB82 WEST 1234 5698 7654 32» today"},
		{mask.Card, "Kort «4111 1111 1111 1111»"},
		{mask.Card, "kortnummer «5555555555554444»"},
		{mask.Card, "kort «3782-822463-10005»"},
		{mask.Card, "Visa «4111 1111 1111 1112»"},
		{mask.Phone, "Ring «070-174 06 05» nu"},
		{mask.Phone, "«0701740605»"},
		{mask.Phone, "tel «08-465 00 04»"},
		{mask.Phone, "växel «031-390 06 00»,"},
		{mask.Phone, "nås på «+46 70 174 06 05»"},
		{mask.Phone, "nås på «+46 (0)70-174 06 05»"},
		{mask.Phone, "nås på «0046 701 74 06 05»"},
		{mask.Phone, "Phone: «(040) 628 04 00»"},
		{mask.Phone, "Tfn: «0980-319200»"},
		{mask.Phone, "mobil «070.174.06.05»"},
		{mask.Phone, "telefon «46 500 04» dagtid"},
		{mask.Phone, "«+44 20 7946 0000» är i London"},
		{mask.Phone, "0701740605; «070 1740605»"},
		{mask.Email, "skriv till «anna.svensson@example.com»."},
		{mask.Email, "<«a.b+c@mail.example.com»>"},
		{mask.Email, "«åsa.öberg@example.se»"},
		{mask.Email, "mejl:«anna_svensson@xn--exmple-cua.com»;"},
		{mask.Address, "bor på «Storgatan 12 B, lgh 1201»."},
		{mask.Address, "bor på «storgatan 5» i stan"},
		{mask.Address, "«Norra Vallvägen 7 A»"},
		{mask.Address, "«Per Albin Hanssons väg 12»"},
		{mask.Address, "«Sankt Eriksgatan 117, 3 tr»"},
		{mask.Address, "Adress: «Ekbacken 4»"},
		{mask.Address, "«Box 123», 751 05 Uppsala"},
		{mask.Address, "«STORGATAN 12»\n123 45 STOCKHOLM"},
		{mask.Address, "hos henne, «Björkstigen 3-5»,"},
		{mask.PostalPlace, "Storgatan 1\n«123 45 Stockholm»"},
		{mask.PostalPlace, "«SE-123 45 Uppsala»"},
		{mask.PostalPlace, "«12345 Göteborg»"},
		{mask.PostalPlace, "Postnummer: «123 45»"},
		{mask.PostalPlace, "«194 32 UPPLANDS VÄSBY»"},
		{mask.Property, "fastigheten «Skoby Berga 1:2»"},
		{mask.Property, "kvarteret «Uttern 5»"},
		{mask.Property, "bygglov på «Uppsala Kåbo 34:7» beviljas"},
		{mask.Property, "Fastighetsbeteckning: «Berga 1:2»"},
		{mask.Property, "fastigheten «Berga s:3» är samfälld"},
		{mask.Vehicle, "bilen «ABC 123»"},
		{mask.Vehicle, "registreringsnummer «ABC12D»"},
		{mask.Vehicle, "reg.nr «abc123»"},
		{mask.Passport, "pass nr «AA1234567»"},
		{mask.Passport, "Passnummer: «12345678»"},
		{mask.IDCard, "Nationellt id-kort «AB1234567»"},
		{mask.LMA, "LMA-nummer «12-345678»"},
		{mask.LMA, "LMA-kort «12-345678/1»"},
		{mask.LMA, "dossiernummer «12345678»"},
		{mask.Diarienummer, "Dnr «2023/1234»"},
		{mask.Diarienummer, "Dnr: «KS 2023/00123»"},
		{mask.Diarienummer, "diarienummer «2019-1.1.1-256/1»"},
		{mask.Diarienummer, "i «FK-2024/11833» står"},
		{mask.Diarienummer, "enligt «TSBADM 2016/104»"},
		{mask.Diarienummer, "Ärendenummer «12345-2023»"},
		{mask.Malnummer, "mål «T 1234-23»"},
		{mask.Malnummer, "i «FT 12345-22» dömde"},
		{mask.Malnummer, "målnr «1234-23»"},
		{mask.HSAID, "HSA-id «SE5560360793-A1B2»"},
		{mask.HSAID, "«SE2321000016-1003»"},
		{mask.IP, "från «192.0.2.17»."},
		{mask.IP, "IP-adress «198.51.100.4»:8080"},
		{mask.IP, "host «2001:db8::1»"},
		{mask.IP, "host «2001:db8:0:0:8:800:200c:417a» svarar"},
		{mask.MAC, "kortet «00:1A:2B:3C:4D:5E»"},
		{mask.MAC, "kortet «00-1A-2B-3C-4D-5E»"},
		{mask.URL, "se «https://www.facebook.com/anna.svensson»."},
		{mask.URL, "se «https://example.com/user/17?x=1» och"},
		{mask.URL, "«www.linkedin.com/in/anna-svensson»"},
		{mask.BirthDate, "född «1981-12-18»"},
		{mask.BirthDate, "född den «18 december 1981» i"},
		{mask.BirthDate, "(f. «811218»)"},
		{mask.BirthDate, "Födelsedatum: «18/12 1981»"},
		{mask.BirthDate, "born «18.12.1981»"},
		{mask.BirthDate, "hon är född «1981»."},
		{mask.Age, "en «38-årig» man"},
		{mask.Age, "en «38-åring» greps"},
		{mask.Age, "Ålder: «38»"},
		{mask.Age, "hon är «38 år gammal»"},
		{mask.Age, "a «38 years old» man"},
		{mask.Age, "patienten är «82 år»"},
	}
}

func TestEachClassIsFound(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	for _, m := range positives() {
		if strings.Count(m.text, "«") > 1 {
			continue
		}
		text, start, end := m.cut()
		spans := f.Find(nil, []byte(text))
		if !covers(spans, m.class, start, end) {
			t.Errorf("%s: %q not found in %q: %+v", m.class, text[start:end], text, spans)
			continue
		}
		for _, s := range spans {
			if s.Start <= start && s.End >= end && (s.Start != start || s.End != end) {
				t.Errorf("%s: found %q, want %q", m.class, text[s.Start:s.End], text[start:end])
			}
			if s.Start <= start && s.End >= end && s.Class != m.class {
				t.Errorf("%s: %q is taken for %s %.2f", m.class, text[start:end], s.Class, s.Score)
			}
		}
	}
}

func TestWhatOnlyLooksLikeItIsLeftAlone(t *testing.T) {
	f := identifiers(t)
	for _, text := range []string{
		"Enligt lagen (2017:900) och SFS 2018:218 gäller det.", "Se prop. 2017/18:105 s. 12 och SOU 2016:41.", "Kl. 12:30 den 3/4 slutade det 3–1.",
		"Version 1.2.3.4 av programmet.", "100 000 kronor och 5 031 875 744 kronor.", "ISBN 978-91-7000-150-5", "En 10-årig plan och ett 3-årigt avtal.",
		"Avtalstiden är 4 år.", "artikel 6.1 i förordning (EU) 2016/679", "perioden 2017-2018 och 2019–2020", "den 12 mars 1981 beslutade regeringen",
		"https://www.skatteverket.se/", "www.example.com", "NJA 2015 s. 899 och HFD 2018 ref. 4", "mål C-311/18", "kostade 123 45 kronor", "Tabell 2: 12 34 56 78 90",
		"5 § första stycket 2", "kap. 11:4", "ISO 27001:2022", "Volvo 240 kostar 25 000", "orderdatum 20170101", "a@b", "10:45:30", "C4/S3/EKS 96c",
		"Joh. 3:16", "kvartal 4", "klass 5 B", "E4:an vid avfart 12", "lag 1998:204 och 1949:105", "id 8c6976e5b5410415bde908bd4dee15dfb167a9c873fc4bb8a81f6f2ab448a918",
	} {
		for _, s := range f.Find(nil, []byte(text)) {
			t.Errorf("%s %.2f %q found in %q", s.Class, s.Score, text[s.Start:s.End], text)
		}
	}
}

func TestSoleTradersNumberIsBoth(t *testing.T) {
	f := identifiers(t)
	for _, text := range []string{"Org.nr 811218-9876", "Momsreg.nr SE811218987601"} {
		spans := f.Find(nil, []byte(text))
		if len(spans) != 1 || !spans[0].Is(mask.Personnummer) || !spans[0].Evidence.Has(mask.SoleTrader) {
			t.Errorf("%q: %+v", text, spans)
		}
	}
}

func TestWordsDecideWhatDigitsAre(t *testing.T) {
	f := identifiers(t)
	for text, want := range map[string]mask.Class{
		"Personnummer 8112189876": mask.Personnummer, "bankgiro 5050-1055": mask.Bankgiro, "LMA 12345678": mask.LMA, "passnummer 12345678": mask.Passport,
		"född 19811218": mask.BirthDate, "konto 6000123456789": mask.BankAccount, "orgnr 5560360793": mask.Organisationsnummer, "Tel 08-12345678": mask.Phone,
	} {
		spans := f.Find(nil, []byte(text))
		if len(spans) != 1 || spans[0].Class != want {
			t.Errorf("%q: %+v, want %s", text, spans, want)
		}
	}
}

func TestAPhoneNumberAfterAPersonnummerIsAPhoneNumber(t *testing.T) {
	finder, err := mask.NewFinder(mask.Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := []byte("Pnr 811218-9876, 070-174 06 05")
	got := map[mask.Class]string{}
	for _, s := range finder.Find(nil, text) {
		got[s.Class] = string(text[s.Start:s.End])
	}
	if got[mask.Personnummer] != "811218-9876" || got[mask.Phone] != "070-174 06 05" || len(got) != 2 {
		t.Errorf("found %v", got)
	}
}
