package mask_test

import (
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/mask"
)

// more are further ways of writing, class by class; the value stands between « and ».
func more() []marked {
	return []marked{
		{mask.Phone, "Telefon:«070-1740605»"},
		{mask.Phone, "«070-17 40 605»"},
		{mask.Phone, "«070 174 06 05»"},
		{mask.Phone, "«070/174 06 05»"},
		{mask.Phone, "«+46701740605»"},
		{mask.Phone, "«+46-70-174 06 05»"},
		{mask.Phone, "«+46 (70) 174 06 05»"},
		{mask.Phone, "«0046-70-1740605»"},
		{mask.Phone, "«08-465 000 04»"},
		{mask.Phone, "«08-46500004»"},
		{mask.Phone, "«031 390 06 00»"},
		{mask.Phone, "«0980-31 92 00»"},
		{mask.Phone, "«070\u2013174 06 05»"},
		{mask.Phone, "«070-174\u00a006\u00a005»"},
		{mask.Phone, "«070-174\u200b06 05»"},
		{mask.Phone, "«０７０－１７４０６０５»"},
		{mask.Phone, "«+47 22 12 34 56»"},
		{mask.Phone, "«+358 9 1234567»"},
		{mask.Phone, "Fax «040-628 04 00»"},
		{mask.Phone, "sms till «0701740605»"},
		{mask.Email, "«a@example.com»"},
		{mask.Email, "«ANNA.SVENSSON@EXAMPLE.COM»"},
		{mask.Email, "«anna-karin.o'neill@mail.example.org»!"},
		{mask.Email, "mailto:«anna@example.com»?subject=x"},
		{mask.Email, "(«anna@example.com»)"},
		{mask.Email, "«anna81@example.com», «"},
		{mask.Email, "\"«anna@sub.sub.example.net»\""},
		{mask.Email, "«örjan@åkeri.example»"},
		{mask.IBAN, "«SE45 5000 0000 0583 9825 7466»."},
		{mask.IBAN, "«se4550000000058398257466»"},
		{mask.IBAN, "«SE45\u00a05000\u00a00000\u00a00583\u00a09825\u00a07466»"},
		{mask.IBAN, "«SE45-5000-0000-0583-9825-7466»"},
		{mask.IBAN, "«DE89 3704 0044 0532 0130 00»"},
		{mask.IBAN, "«FI21 1234 5600 0007 85»"},
		{mask.IBAN, "«DK50 0040 0440 1162 43»"},
		{mask.Card, "«4111-1111-1111-1111»"},
		{mask.Card, "«4111\u00a01111\u00a01111\u00a01111»"},
		{mask.Card, "kort nr «4111111111111111»"},
		{mask.Card, "«5555 5555 5555 4444» giltigt 12/27"},
		{mask.Organisationsnummer, "Org-nr: «556036-0793»"},
		{mask.Organisationsnummer, "organisationsnumret «5560360793»"},
		{mask.Organisationsnummer, "«556036\u20130793»"},
		{mask.Organisationsnummer, "«55603\u200b6-0793»"},
		{mask.Organisationsnummer, "«202100-5489»"},
		{mask.Organisationsnummer, "«16 556036-0793»"},
		{mask.VATNumber, "«SE556036079301»,"},
		{mask.VATNumber, "momsnummer «se556036079301»"},
		{mask.VATNumber, "VAT-nr: «SE5560360793-01»"},
		{mask.Bankgiro, "Bg «5050-1055»"},
		{mask.Bankgiro, "till bankgirot «5050-1055» senast"},
		{mask.Bankgiro, "bankgironr: «50501055»"},
		{mask.Bankgiro, "«5050-1055» (bankgiro)"},
		{mask.Plusgiro, "PG «920100-5»"},
		{mask.Plusgiro, "postgiro «92 01 00 - 5»"},
		{mask.Plusgiro, "plusgironummer: «9201005»"},
		{mask.Address, "«Storgatan 12»"},
		{mask.Address, "«Storgatan 12B»"},
		{mask.Address, "«Storgatan 12 b»."},
		{mask.Address, "«Storgatan 12-14»"},
		{mask.Address, "«Storgatan 12 A lgh 1102»"},
		{mask.Address, "«Storgatan 12, uppg. C»"},
		{mask.Address, "«Storgatan 12, vån 3»"},
		{mask.Address, "«Lilla Nygatan 3»"},
		{mask.Address, "«S:t Larsgatan 9»"},
		{mask.Address, "«Karl Johans gata 31»"},
		{mask.Address, "«Torsgränd 4»"},
		{mask.Address, "«Åsgatan 7 nb»"},
		{mask.Address, "«Strandva\u0308gen 7»"},
		{mask.Address, "«Kungsgatan\u00a012»"},
		{mask.Address, "«Postbox 17»"},
		{mask.Address, "adress «Solhöjden 2»"},
		{mask.PostalPlace, "«123 45 Umeå»"},
		{mask.PostalPlace, "«S-123 45 Lund»"},
		{mask.PostalPlace, "«123\u00a045 Stockholm»"},
		{mask.PostalPlace, "«123 45 STOCKHOLM»"},
		{mask.PostalPlace, "Box 1, «103 33 Stockholm»."},
		{mask.Property, "fastighet «Uppsala Kåbo 34:7»"},
		{mask.Property, "på fastigheten «Berga 1:2» i"},
		{mask.Property, "kv «Uttern 5»"},
		{mask.Property, "«Västerås Kungsängen 10:41»"},
		{mask.Vehicle, "Reg.nr: «ABC 123»"},
		{mask.Vehicle, "fordonet «ABC12D» parkerades"},
		{mask.Vehicle, "registreringsnummer «abc 12d»"},
		{mask.Diarienummer, "Dnr «KS/2023:123»"},
		{mask.Diarienummer, "Vårt dnr: «2023-00123»"},
		{mask.Diarienummer, "Diarienr «Ju2023/01234»"},
		{mask.Diarienummer, "«BN 2023-000123»"},
		{mask.Diarienummer, "ärendenummer «A-2023/123»"},
		{mask.Diarienummer, "ärende «2023/1234»"},
		{mask.Malnummer, "mål nr «T 1234-23»"},
		{mask.Malnummer, "«Ö 234-22»"},
		{mask.Malnummer, "«PMT 12345-21»"},
		{mask.Malnummer, "i mål «123-22» vid tingsrätten"},
		{mask.IP, "«192.0.2.1»:443"},
		{mask.IP, "[«2001:db8::17»]"},
		{mask.IP, "ip «10.0.0.1»"},
		{mask.IP, "«2001:DB8:85A3::8A2E:370:7334»"},
		{mask.BirthDate, "född «19811218»"},
		{mask.BirthDate, "f.d. «81-12-18»"},
		{mask.BirthDate, "Födelsedatum «1981.12.18»"},
		{mask.BirthDate, "fött den «3:e mars 2019»"},
		{mask.BirthDate, "date of birth: «18 December 1981»"},
		{mask.BirthDate, "född «18 dec. 1981»"},
		{mask.Age, "den «7-årige» pojken"},
		{mask.Age, "«15-åringen»"},
		{mask.Age, "i åldern «42»"},
		{mask.Age, "sonen är «9 år gammal»"},
		{mask.Age, "«91-åriga» kvinnan"},
		{mask.URL, "https://x.example/, «https://example.com/~anna»"},
		{mask.URL, "«http://user:pw@example.com/»"},
		{mask.URL, "«https://www.ratsit.se/19811218-Anna»"},
		{mask.HSAID, "HSA «SE2321000016-1KB5»"},
		{mask.LMA, "LMA «12-345678»"},
		{mask.Passport, "passnr: «AB1234567»"},
		{mask.IDCard, "ID-kort nr «12345678»"},
	}
}

func TestFurtherWaysOfWriting(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	for _, m := range more() {
		m.text = strings.TrimSuffix(m.text, ", «")
		text, start, end := m.cut()
		if spans := f.Find(nil, []byte(text)); !covers(spans, m.class, start, end) {
			t.Errorf("%s: %q not found in %q: %+v", m.class, text[start:end], text, spans)
		}
	}
}

func TestAddressBlocksAreFoundLineByLine(t *testing.T) {
	f := finder(t, mask.Options{NoTagger: true})
	for _, text := range []string{"Anna Svensson\nStorgatan 5\n123 45 Stockholm\n", "Anna Svensson\r\nStorgatan 5\r\n123 45 Stockholm", "Anna Svensson, Storgatan 5, 123 45 Stockholm"} {
		var got []string
		for _, s := range f.Find(nil, []byte(text)) {
			got = append(got, string(s.Class)+" "+text[s.Start:s.End])
		}
		if want := "person Anna Svensson|address Storgatan 5|postal_place 123 45 Stockholm"; strings.Join(got, "|") != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestClassesNobodyAskedForShadowNothing(t *testing.T) {
	f := finder(t, mask.Options{Classes: []mask.Class{mask.Samordningsnummer}})
	if spans := f.Find(nil, []byte("Telefon 0701740605 och 701063-2391")); len(spans) != 1 || spans[0].Class != mask.Samordningsnummer {
		t.Errorf("%+v", spans)
	}
}
