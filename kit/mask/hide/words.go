package hide

import (
	"strings"
	"sync"

	"github.com/tillit-se/tillit/kit/mask"
)

// Languages of labels.
const (
	Swedish = "sv"
	English = "en"
)

// literalWord labels what stands in the text already and looks like a label.
const literalWord = "TEXT"

// literal is the class of such a text. It is no class that a finder gives.
const literal mask.Class = "text"

type words struct{ sv, en string }

// labelWords are the words of labels: letters only, so that they can be recognised after somebody has rewritten the text.
var labelWords = sync.OnceValue(func() map[mask.Class]words {
	return map[mask.Class]words{
		mask.Person:              {"PERSON", "PERSON"},
		mask.Place:               {"PLATS", "PLACE"},
		mask.Organisation:        {"ORGANISATION", "ORGANISATION"},
		mask.Personnummer:        {"PERSONNUMMER", "PERSONNUMMER"},
		mask.Samordningsnummer:   {"SAMORDNINGSNUMMER", "SAMORDNINGSNUMMER"},
		mask.InterimNumber:       {"INTERIMSNUMMER", "INTERIMNUMBER"},
		mask.ReserveNumber:       {"RESERVNUMMER", "RESERVENUMBER"},
		mask.Organisationsnummer: {"ORGANISATIONSNUMMER", "ORGANISATIONSNUMMER"},
		mask.VATNumber:           {"MOMSNUMMER", "VATNUMBER"},
		mask.Bankgiro:            {"BANKGIRO", "BANKGIRO"},
		mask.Plusgiro:            {"PLUSGIRO", "PLUSGIRO"},
		mask.BankAccount:         {"BANKKONTO", "BANKACCOUNT"},
		mask.IBAN:                {"IBAN", "IBAN"},
		mask.Card:                {"KORTNUMMER", "CARDNUMBER"},
		mask.Phone:               {"TELEFON", "PHONE"},
		mask.Email:               {"EPOST", "EMAIL"},
		mask.Address:             {"ADRESS", "ADDRESS"},
		mask.PostalPlace:         {"POSTADRESS", "POSTALPLACE"},
		mask.Property:            {"FASTIGHET", "PROPERTY"},
		mask.Vehicle:             {"FORDON", "VEHICLE"},
		mask.Passport:            {"PASSNUMMER", "PASSPORT"},
		mask.IDCard:              {"IDKORT", "IDCARD"},
		mask.LMA:                 {"LMANUMMER", "LMANUMBER"},
		mask.Diarienummer:        {"DIARIENUMMER", "CASENUMBER"},
		mask.Malnummer:           {"MÅLNUMMER", "COURTCASE"},
		mask.HSAID:               {"HSAID", "HSAID"},
		mask.IP:                  {"IPADRESS", "IPADDRESS"},
		mask.MAC:                 {"MACADRESS", "MACADDRESS"},
		mask.URL:                 {"WEBBADRESS", "URL"},
		mask.BirthDate:           {"FÖDELSEDATUM", "BIRTHDATE"},
		mask.Age:                 {"ÅLDER", "AGE"},
		mask.Custom:              {"UPPGIFT", "ITEM"},
		literal:                  {literalWord, literalWord},
	}
})

// labelWord is the word for a class. A class of an organisation's own is labelled by its name without anything but letters.
func labelWord(class mask.Class, lang string) string {
	known, ok := labelWords()[class]
	switch {
	case ok && lang == English:
		return known.en
	case ok:
		return known.sv
	}
	word := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r - 'a' + 'A'
		}
		if r >= '0' && r <= '9' { // a digit would run together with the number
			return 'A' + (r - '0')
		}
		return -1
	}, string(class))
	for _, both := range labelWords() {
		if word == both.sv || word == both.en {
			return "OWN" + word
		}
	}
	return word
}
