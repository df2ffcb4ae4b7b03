package identifier_test

import (
	"fmt"
	"testing"

	"github.com/tillit-se/tillit/kit/mask/identifier"
	"pgregory.net/rapid"
)

const (
	valid      = identifier.Valid
	wrong      = identifier.WrongCheck
	impossible = identifier.Impossible
	unchecked  = identifier.Unchecked
)

func TestPersonalNumbers(t *testing.T) {
	for value, want := range map[string]struct {
		kind    identifier.Kind
		verdict identifier.Verdict
	}{
		"8112189876":    {identifier.Personnummer, valid},
		"198112189876":  {identifier.Personnummer, valid},
		"6408233234":    {identifier.Personnummer, valid},
		"189001019802":  {identifier.Personnummer, valid},
		"8112189875":    {identifier.Personnummer, wrong},
		"8112180000":    {identifier.Personnummer, wrong},
		"7010632391":    {identifier.Samordningsnummer, valid},
		"197010632391":  {identifier.Samordningsnummer, valid},
		"8113189876":    {identifier.NoKind, impossible},
		"8112329876":    {identifier.NoKind, impossible},
		"8112929876":    {identifier.NoKind, impossible},
		"8102309876":    {identifier.NoKind, impossible},
		"178112189876":  {identifier.NoKind, impossible},
		"190002299876":  {identifier.NoKind, impossible},
		"5560360793":    {identifier.NoKind, impossible},
		"811218987":     {identifier.NoKind, impossible},
		"81121x9876":    {identifier.NoKind, impossible},
		"":              {identifier.NoKind, impossible},
		"8112009876":    {identifier.NoKind, impossible},
		"1981121898760": {identifier.NoKind, impossible},
	} {
		kind, verdict := identifier.Personal([]byte(value))
		if kind != want.kind || verdict != want.verdict {
			t.Errorf("%s: %v %v, want %v %v", value, kind, verdict, want.kind, want.verdict)
		}
	}
}

func TestOneValueRules(t *testing.T) {
	rules := map[string]func([]byte) identifier.Verdict{
		"organisation": identifier.Organisation, "bankgiro": identifier.BankgiroNumber, "plusgiro": identifier.PlusgiroNumber, "card": identifier.CardNumber,
		"iban": identifier.IBANNumber, "account": identifier.BankAccount, "hsa": identifier.HSAID, "plate": identifier.Plate, "interim": identifier.InterimNumber,
		"reserve": identifier.ReserveNumber, "national": identifier.NationalPhone, "international": identifier.InternationalPhone,
	}
	for _, c := range []struct {
		rule, value string
		want        identifier.Verdict
	}{
		{"organisation", "5560360793", valid},
		{"organisation", "165560360793", valid},
		{"organisation", "5560360794", wrong},
		{"organisation", "8112189876", impossible},
		{"organisation", "0560360793", impossible},
		{"bankgiro", "50501055", valid},
		{"bankgiro", "9912346", valid},
		{"bankgiro", "50501056", wrong},
		{"bankgiro", "505010", impossible},
		{"plusgiro", "9201005", valid},
		{"plusgiro", "9201006", wrong},
		{"plusgiro", "1", impossible},
		{"card", "4111111111111111", valid},
		{"card", "378282246310005", valid},
		{"card", "4111111111111112", wrong},
		{"card", "9111111111111111", impossible},
		{"iban", "SE4550000000058398257466", valid},
		{"iban", "se4550000000058398257466", valid},
		{"iban", "GB82WEST12345698765432", valid},
		{"iban", "SE4550000000058398257467", wrong},
		{"iban", "SE455000000005839825746", impossible},
		{"iban", "XX4550000000058398257466", impossible},
		{"account", "33008112189876", valid},
		{"account", "33008112189875", wrong},
		{"account", "832791234567890", unchecked},
		{"account", "10998112189876", impossible},
		{"account", "123", impossible},
		{"hsa", "SE5560360793-A1B2", valid},
		{"hsa", "SE5560360794-A1B2", wrong},
		{"hsa", "SE5560360793-Å", impossible},
		{"hsa", "SE5560360793-123456789012345678", unchecked + 9},
		{"plate", "ABC123", unchecked},
		{"plate", "ABC12D", unchecked},
		{"plate", "ABC12O", impossible},
		{"plate", "IBC123", impossible},
		{"plate", "abc123", impossible},
		{"interim", "811218T123", wrong},
		{"interim", "811218A123", impossible},
		{"interim", "811318T123", impossible},
		{"interim", "8112181123", impossible},
		{"reserve", "221812310123", impossible},
		{"reserve", "20121231K123", unchecked},
		{"reserve", "22981231AB12", unchecked},
		{"reserve", "991981123451", wrong},
		{"reserve", "201212311234", impossible},
		{"reserve", "2012123!K123", impossible},
		{"national", "0701740605", unchecked},
		{"national", "084650004", unchecked},
		{"national", "0980319200", unchecked},
		{"national", "070174060", impossible},
		{"national", "0001234567", impossible},
		{"national", "1701740605", impossible},
		{"international", "46701740605", unchecked},
		{"international", "460701740605", unchecked},
		{"international", "442079460000", unchecked},
		{"international", "4600", impossible},
		{"international", "0123456789", impossible},
	} {
		if got := rules[c.rule]([]byte(c.value)); got != c.want && c.want <= valid {
			t.Errorf("%s %s: %v, want %v", c.rule, c.value, got, c.want)
		}
	}
}

func TestVATOfASoleTrader(t *testing.T) {
	for value, want := range map[string]struct {
		person  bool
		verdict identifier.Verdict
	}{
		"556036079301": {false, valid}, "811218987601": {true, valid}, "811218987501": {true, wrong}, "556036079300": {false, impossible}, "5560360793": {false, impossible},
	} {
		if person, v := identifier.VAT([]byte(value)); person != want.person || v != want.verdict {
			t.Errorf("%s: %v %v", value, person, v)
		}
	}
}

func TestAreaCodes(t *testing.T) {
	for value, want := range map[string]int{"0812345": 2, "0311234": 3, "0701234": 3, "0980123": 4, "0123456": 4, "00": 0, "1": 0, "": 0} {
		if got := identifier.AreaCode([]byte(value)); got != want {
			t.Errorf("%s: %d, want %d", value, got, want)
		}
	}
}

func TestLuhnFindsEveryWrongDigit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringMatching(`[0-9]{1,20}`).Draw(t, "body")
		number := []byte(body + string(identifier.LuhnDigit([]byte(body))))
		if !identifier.Luhn(number) {
			t.Fatalf("%s is wrong", number)
		}
		at := rapid.IntRange(0, len(number)-1).Draw(t, "at")
		number[at] = '0' + (number[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if identifier.Luhn(number) {
			t.Fatalf("%s is right", number)
		}
	})
	if identifier.Luhn([]byte("0")) || identifier.Luhn([]byte("1a")) || !identifier.Luhn([]byte("00")) {
		t.Error("short numbers")
	}
}

func TestVerdictsHaveWords(t *testing.T) {
	if fmt.Sprint(impossible, wrong, unchecked, valid) != "impossible wrong check digit unchecked valid" {
		t.Error(fmt.Sprint(impossible, wrong, unchecked, valid))
	}
}

func TestCommonOrganisations(t *testing.T) {
	for value, want := range map[string]bool{"5560360793": true, "2120000142": true, "8020000000": true, "1234567890": false, "556": false} {
		if identifier.CommonOrganisation([]byte(value)) != want {
			t.Error(value)
		}
	}
}

func FuzzRules(f *testing.F) {
	for _, s := range []string{"198112189876", "811218T123", "SE4550000000058398257466", "SE5560360793-A1", "ABC12D", "33008112189876"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(_ *testing.T, s []byte) {
		identifier.Personal(s)
		identifier.VAT(s)
		identifier.AreaCode(s)
		identifier.IBANLength(s)
		for _, rule := range []func([]byte) identifier.Verdict{
			identifier.Organisation, identifier.BankgiroNumber, identifier.PlusgiroNumber, identifier.CardNumber, identifier.IBANNumber, identifier.BankAccount,
			identifier.HSAID, identifier.Plate, identifier.InterimNumber, identifier.ReserveNumber, identifier.NationalPhone, identifier.InternationalPhone,
		} {
			rule(s)
		}
	})
}
