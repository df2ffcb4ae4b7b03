package mask

// Class says what kind of personal data a span holds. The names are a contract: they stand in JSON and in profiles.
type Class string

// The classes that a [Finder] knows. An organisation's own patterns may name more, see [Pattern].
const (
	Person            Class = "person"
	Place             Class = "place"
	Organisation      Class = "organisation"
	Personnummer      Class = "personnummer"
	Samordningsnummer Class = "samordningsnummer"
	InterimNumber     Class = "interim_number"
	ReserveNumber     Class = "reserve_number"
	// Organisationsnummer of a sole trader is the owner's personnummer: such a span has [Personnummer] among its
	// alternatives, or the other way round, and the evidence [SoleTrader].
	Organisationsnummer Class = "organisationsnummer"
	VATNumber           Class = "vat_number"
	Bankgiro            Class = "bankgiro"
	Plusgiro            Class = "plusgiro"
	BankAccount         Class = "bank_account"
	IBAN                Class = "iban"
	Card                Class = "card"
	Phone               Class = "phone"
	Email               Class = "email"
	Address             Class = "address"
	PostalPlace         Class = "postal_place"
	Property            Class = "property"
	Vehicle             Class = "vehicle"
	Passport            Class = "passport"
	IDCard              Class = "id_card"
	LMA                 Class = "lma"
	Diarienummer        Class = "diarienummer"
	Malnummer           Class = "malnummer"
	HSAID               Class = "hsa_id"
	IP                  Class = "ip"
	MAC                 Class = "mac"
	URL                 Class = "url"
	BirthDate           Class = "birth_date"
	Age                 Class = "age"
	Custom              Class = "custom"
)

// classInfo describes a class in both languages. Order is the order of [Classes].
type classInfo struct {
	class  Class
	sv, en string
}

func classTable() []classInfo {
	return []classInfo{
		{Person, "namn på en person", "name of a person"},
		{Place, "ort eller annan plats", "place"},
		{Organisation, "namn på en organisation", "name of an organisation"},
		{Personnummer, "personnummer", "Swedish personal identity number"},
		{Samordningsnummer, "samordningsnummer", "Swedish coordination number"},
		{InterimNumber, "interimspersonnummer (TF-nummer)", "interim personal number (TF number)"},
		{ReserveNumber, "reservnummer i vården", "reserve number in health care"},
		{Organisationsnummer, "organisationsnummer", "Swedish organisation number"},
		{VATNumber, "momsregistreringsnummer", "Swedish VAT number"},
		{Bankgiro, "bankgironummer", "bankgiro number"},
		{Plusgiro, "plusgironummer", "plusgiro number"},
		{BankAccount, "bankkontonummer", "Swedish bank account number"},
		{IBAN, "internationellt kontonummer (IBAN)", "international bank account number (IBAN)"},
		{Card, "betalkortsnummer", "payment card number"},
		{Phone, "telefonnummer", "phone number"},
		{Email, "e-postadress", "e-mail address"},
		{Address, "gatuadress eller box", "street address or box"},
		{PostalPlace, "postnummer och postort", "postal code and town"},
		{Property, "fastighetsbeteckning", "designation of real property"},
		{Vehicle, "registreringsnummer för fordon", "vehicle registration number"},
		{Passport, "passnummer", "passport number"},
		{IDCard, "nummer på nationellt id-kort", "number of a national identity card"},
		{LMA, "LMA- eller dossiernummer", "LMA card or Migration Agency file number"},
		{Diarienummer, "diarienummer", "registry number of a case"},
		{Malnummer, "målnummer", "court case number"},
		{HSAID, "HSA-id", "HSA id in health care"},
		{IP, "IP-adress", "IP address"},
		{MAC, "MAC-adress", "MAC address"},
		{URL, "webbadress som pekar ut någon", "web address that points someone out"},
		{BirthDate, "födelsedatum", "date of birth"},
		{Age, "ålder", "age"},
		{Custom, "egen beteckning", "an organisation's own pattern"},
	}
}

// Classes lists the built-in classes, in the order of the documentation.
func Classes() []Class {
	table := classTable()
	list := make([]Class, len(table))
	for i, info := range table {
		list[i] = info.class
	}
	return list
}

// Describe gives the class in words: Swedish for "sv", else English. A class of an organisation's own is described by its name.
func (c Class) Describe(lang string) string {
	for _, info := range classTable() {
		if info.class != c {
			continue
		}
		if lang == "sv" {
			return info.sv
		}
		return info.en
	}
	return string(c)
}

// Valid tells whether c may be used as the name of a class: lower-case letters a–z, digits and "_", beginning with a letter, at most 40.
func (c Class) Valid() bool {
	if len(c) == 0 || len(c) > 40 || c[0] < 'a' || c[0] > 'z' {
		return false
	}
	for i := range len(c) {
		b := c[i]
		if (b < 'a' || b > 'z') && (b < '0' || b > '9') && b != '_' {
			return false
		}
	}
	return true
}
