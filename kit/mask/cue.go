package mask

import "strings"

// cue is a set of what words near a number say about it.
type cue uint64

const (
	cuePersonal cue = 1 << iota
	cueCoordination
	cueReserve
	cueOrganisation
	cueVAT
	cueBankgiro
	cuePlusgiro
	cueAccount
	cueClearing
	cueIBAN
	cueCard
	cuePhone
	cueAddress
	cuePostal
	cueProperty
	cueVehicle
	cuePassport
	cueIDCard
	cueLMA
	cueCase
	cueCourt
	cueHSA
	cueIP
	cueBirth
	cueAge
	cueSubject // a person as subject: han, hon, sonen, patienten
	cueOther   // a number that is not about a person: order, OCR, ISBN, a sum
	cueVersion // a version or a number of a section
	cueLaw     // a statute, bill or reported case
	cueNumber  // "nummer" and its like: says nothing, and is stepped over
	cueFile    // ärendet, beslutet: a registry number may follow
	cueQuarter // kvarteret, fastigheten: a name and a number follow
	cueOwner   // äger, servitut: a property may follow
	cuePayment // autogiro, utbetalas: an account may follow
)

// specific are the cues that name a kind of identifier.
const specific = cuePersonal | cueCoordination | cueReserve | cueOrganisation | cueVAT | cueBankgiro | cuePlusgiro | cueAccount | cueIBAN | cueCard |
	cuePhone | cuePassport | cueIDCard | cueLMA | cueCase | cueCourt | cueHSA | cueIP | cueVehicle | cueOther

// cueStems are stems that stand alone or before "nummer", "numret", "nr" and "no".
func cueStems() map[cue]string {
	return map[cue]string{
		cuePersonal:     "pers identitets pnr persnr",
		cueCoordination: "samordnings samordn",
		cueReserve:      "reserv",
		cueOrganisation: "organisations org",
		cueVAT:          "moms momsregistrerings vat",
		cueBankgiro:     "bankgiro bankgirot bg",
		cuePlusgiro:     "plusgiro plusgirot postgiro postgirot pg",
		cueAccount:      "konto bankkonto lönekonto sparkonto kontot account personkonto",
		cueClearing:     "clearing",
		cueIBAN:         "iban",
		cueCard:         "kort kontokorts kreditkort kreditkorts bankkort betalkort card visa mastercard amex",
		cuePhone:        "telefon telefonen tel tfn mobil mobilen mobiltelefon fax växel växeln direkt journummer phone mobile cell sms whatsapp",
		cueVehicle:      "registrerings reg regn plåt",
		cuePassport:     "pass passport passet",
		cueIDCard:       "id-korts id-kort idkort idkorts legitimations legitimation körkorts körkort identitetskort",
		cueLMA:          "lma lma-korts lma-kort lma-kortet dossier",
		cueCase:         "diarie dnr diarienr ärende case",
		cueCourt:        "mål målet",
		cueHSA:          "hsa hsa-id hsaid",
		cueOther: "order beställnings faktura fakturan fakturanr artikel art serie serienr produkt kvitto kolli sändnings spårnings batch lot isbn issn ean " +
			"gtin ocr ocr-nummer ocr-nr sku inventarie anläggnings licens kund biljett boknings avtals kontrakts invoice tracking serial part model modell ",
	}
}

// cueWords are words that stand alone.
func cueWords() map[cue]string {
	return map[cue]string{
		cuePersonal:     "interimsnummer tf-nummer interimspersonnummer personnummer personnumret personnumrets personnumren personnumrens personalnummer personnr pers.nr pers.nr. pnr. p-nr p.nr pnummer ssn identitetsbeteckning personbeteckning ident personnummret",
		cueCoordination: "samordningsnumret samordningsnr samordnr samnr coordination",
		cueReserve:      "reservnumret reservnr nrid",
		cueOrganisation: "organisationsnumret orgnr orgnr. org.nr org.nr. org-nr organisation corporate orgnummer firma bolaget enskild",
		cueVAT:          "momsregnr momsreg.nr vat-nr vat-nummer momsnr vatnr",
		cueBankgiro:     "bg-nr bankgironr",
		cuePlusgiro:     "pg-nr plusgironr",
		cueAccount:      "kontonr kto bankkontonummer bankkontot lönekontot bank",
		cueClearing:     "clearingnr cl.nr clnr",
		cuePayment:      "autogiro utbetalas utbetalning utbetalningen utbetala utbetalades insättning insättningen överföring överföringen överförs överfördes överfört betalas betalats",
		cuePhone:        "tel. tfn. mob mob. telefonnr mobilnr tlf tlf. nås ring ringa ringde ringer call sök swish swisha hemtelefon arbetstelefon t: tel:",
		cueAddress:      "folkbokföringsadress utdelningsadress leveransadress fakturaadress faktureringsadress kontaktadress skadeplats adress adressen bor bostad bosatt boende address gatuadress besöksadress postadress folkbokförd lives hemadress bostadsadress c/o",
		cuePostal:       "ort orten postnummer postnr postort postadress postal zip",
		cueProperty:     "fastighet fastigheten fastighetens fastigheter fastighetsbeteckning fastighetsbeteckningen tomten tomt property",
		cueFile:         "ärende ärendet ärenden beslut beslutet beteckning case registry reference akt akten anmälan skrivelse yttrande remiss ansökan",
		cueQuarter:      "kvarteret kv kv. fastigheten fastighetens stadsägan",
		cueOwner:        "äger ägare ägaren ägarna ägarens ägde servitut servitutet lagfart tomträtt stamfastighet stamfastigheten grannfastighet grannfastigheten avstyckning belastar",
		cueVehicle: "regnr reg.nr reg.nr. reg-nr registreringsnumret registreringsskylt bil bilen fordon fordonet personbil personbilen lastbil lastbilen " +
			"bilar bilarna bilens skåpbil skåpbilen husbil husbilen husvagn husvagnen moped mopeden taxi taxin traktor traktorn kör körde bmw audi toyota ford skoda kia " +
			"mercedes tesla peugeot renault opel mazda nissan hyundai honda " +
			"släp släpvagn släpvagnen motorcykel motorcykeln mc skylt registration plate vehicle parkerad parkerat volvo saab",
		cuePassport: "passnr pass-nr",
		cueIDCard:   "id-kortsnr id-handling identitetskortet id-kortet",
		cueLMA:      "migrationsverket dossiernr dossiernumret lma-nr asylsökande",
		cueCase:     "dnr. diarienumret diarienr. d.nr ärende-id handlingsnummer doss.nr arende arendenr arendenummer diarienummer",
		cueCourt:    "målnr mål.nr målnumret tingsrätten hovrätten förvaltningsrätten kammarrätten tingsrätt hovrätt förvaltningsrätt kammarrätt domen dom",
		cueIP:       "ip ip-adress ip-adressen ip-nummer ipadress host server klient",
		cueBirth:    "född födda fött f. f.d. födelsedatum födelsedag födelsedagen födelsetid född: born dob birth birthdate födelsedata född.",
		cueAge:      "ålder åldern age aged fyller fyllde",
		cueSubject: "han hon hen jag patienten patient sonen dottern barnet klienten mannen kvinnan pojken flickan sökanden klaganden brukaren eleven modern " +
			"fadern mamman pappan man kvinna pojke flicka son dotter person he she tilltalade målsäganden den åtalade vårdtagaren maken hustrun sambon " +
			"mamma pappa mor far mormor morfar farmor farfar syster bror systern brodern syskon make maka fru hustru sambo barn barnbarn änka änkan änkling änklingen " +
			"kille killen tjej tjejen dam damen herre herren pensionär passageraren föraren anhörig klient elev brukare",
		cueOther: "ordernr order-id fakturanummer artikelnr art.nr serienumret kr kronor kronor. sek eur euro usd mkr tkr öre procent % belopp belopet summa " +
			"paket paketet kollit pall pallen pallnr fraktsedel medlemsnummer medlemsnr medlem kundnummer lösenummer summan total totalt omsättning kolli-id referensnummer ref-nr referensnr sändning id-nummer ocr: volym antal st styck kwh kg meter " +
			"kollinr kundnr avtalsnr bokningsnr biljettnr mätarställning doi sid sida sidan s. rad tabell isbn-13 isbn-10 orcid ordernumret fakturans plusgiroavgift " +
			"miljoner miljarder tusen streckkod transaktions-id transaktion transaktionsid checksumma hash",
		cueVersion: "version versionen v v. ver ver. avsnitt avsnittet kapitel punkt punkten punkterna build release bilaga section chapter utgåva standard",
		cueLaw: "sfs prop prop. sou ds bet bet. skr skr. nja hfd rå ad jo möd mig rh lag lagen förordning förordningen direktiv direktiv förordningar eu eg " +
			"celex kap kap. § §§ artikel art. ref. dir dir. balken rskr rskr. lr fs sosfs afs iso en sis",
		cueNumber: "nummer numret nr nr. no no. number är : # num id var blir lyder har på under till med",
	}
}

// cueTable makes the map from lower-case words to cues.
func cueTable() map[string]cue {
	table := make(map[string]cue, 1024)
	for c, words := range cueWords() {
		for _, w := range strings.Fields(words) {
			table[w] |= c
		}
	}
	for c, stems := range cueStems() {
		for _, stem := range strings.Fields(stems) {
			table[stem] |= c
			for _, end := range []string{"nummer", "numret", "numrets", "numren", "nr", "nr.", ".nr", "-nr", "-nummer", "no", "number"} {
				table[stem+end] |= c
			}
		}
	}
	for _, w := range []string{"ärende", "case", "konto", "kund", "org", "reg", "art", "part", "model", "kort"} {
		table[w] = stemsOnlyBeforeNumber(w) | table[w]&cueSubject
	}
	return table
}

// stemsOnlyBeforeNumber are words too common to say anything unless "nr" follows; the reader of context joins them with it.
func stemsOnlyBeforeNumber(w string) cue {
	switch w {
	case "konto", "kort":
		return map[string]cue{"konto": cueAccount, "kort": cueCard}[w]
	case "ärende", "case":
		return cueFile
	case "org":
		return cueOrganisation
	case "reg":
		return cueVehicle
	}
	return 0
}
