package legalref_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/legalref"
)

// example is a text and what is found in it, as "text → target".
type example struct {
	name, text string
	want       []string
}

func check(t *testing.T, options legalref.Options, examples []example) {
	t.Helper()
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			var got []string
			for _, r := range legalref.NewReader(options).Find(e.text) {
				got = append(got, r.Text+" → "+r.Target.String())
			}
			if diff := cmp.Diff(e.want, got); diff != "" {
				t.Errorf("%s\n-want +got:\n%s", e.text, diff)
			}
		})
	}
}

func inStatute() legalref.Options { return legalref.Options{Base: legalref.Current()} }

func TestProvisionsOfTheStatuteAtHand(t *testing.T) {
	check(t, inStatute(), []example{
		{"chapter and section", "enligt 2 kap. 3 a §", []string{"2 kap. 3 a § → sfs/9999:999#K2P3a"}},
		{"no blanks", "enligt 2 kap.3§", []string{"2 kap.3§ → sfs/9999:999#K2P3"}},
		{"enumeration", "2, 4–6 och 8 §§", []string{"2 → sfs/9999:999#P2", "4 → sfs/9999:999#P4", "6 → sfs/9999:999#P6", "8 §§ → sfs/9999:999#P8"}},
		{"letters carry the number", "6 a–c §§", []string{"6 a → sfs/9999:999#P6a", "c §§ → sfs/9999:999#P6c"}},
		{"chapters", "2 och 3 kap.", []string{"2 → sfs/9999:999#K2", "3 kap. → sfs/9999:999#K3"}},
		{"alternatives in a chapter", "9 kap. 15 eller 16 §", []string{"9 kap. → sfs/9999:999#K9", "15 → sfs/9999:999#K9P15", "16 § → sfs/9999:999#K9P16"}},
		{"a chapter alone is not that of the next section", "2 kap. och 5 §", []string{"2 kap. → sfs/9999:999#K2", "5 § → sfs/9999:999#P5"}},
		{"moment", "3 § 2 mom.", []string{"3 § 2 mom. → sfs/9999:999#P3O2"}},
		{"moments", "34 § 1 eller 2 mom.", []string{"34 § 1 → sfs/9999:999#P34O1", "2 mom. → sfs/9999:999#P34O2"}},
		{"paragraphs in short", "15 § 1 och 2 st.", []string{"15 § 1 → sfs/9999:999#P15S1", "2 st. → sfs/9999:999#P15S2"}},
		{"point in short", "3 § 1 st 2 p gäller", []string{"3 § 1 st 2 p → sfs/9999:999#P3S1N2"}},
		{"sentence in short is not read", "5 § 1 men.", []string{"5 § → sfs/9999:999#P5"}},
		{"sentence", "3 § första stycket andra meningen", []string{"3 § första stycket andra meningen → sfs/9999:999#P3S1M2"}},
		{"items of a paragraph", "14 § första stycket 2 eller 3", []string{"14 § första stycket 2 → sfs/9999:999#P14S1N2", "3 → sfs/9999:999#P14S1N3"}},
		{"interval of items", "3 § andra stycket 2-4", []string{"3 § andra stycket → sfs/9999:999#P3S2", "2 → sfs/9999:999#P3S2N2", "4 → sfs/9999:999#P3S2N4"}},
		{"item without paragraph is of the first", "3 § 2 a", []string{"3 § 2 a → sfs/9999:999#P3S1N2a"}},
		{"interval of letters", "3 § 7 c-g", []string{"3 § → sfs/9999:999#P3", "7 c → sfs/9999:999#P3S1N7c", "g → sfs/9999:999#P3S1N7g"}},
		{"items before a chapter", "5 kap. 16 § 3 och 4 samt 6 kap. 10 § 3", []string{
			"5 kap. 16 § → sfs/9999:999#K5P16", "3 → sfs/9999:999#K5P16S1N3", "4 → sfs/9999:999#K5P16S1N4", "6 kap. 10 § 3 → sfs/9999:999#K6P10S1N3",
		}},
		{"items before sections", "3 § 2 och 3, 15 och 16 §§", []string{
			"3 § → sfs/9999:999#P3", "2 → sfs/9999:999#P3S1N2", "3 → sfs/9999:999#P3S1N3", "15 → sfs/9999:999#P15", "16 §§ → sfs/9999:999#P16",
		}},
		{"an item, then sections", "3 § 1, 5 och 6 §§", []string{"3 § 1 → sfs/9999:999#P3S1N1", "5 → sfs/9999:999#P5", "6 §§ → sfs/9999:999#P6"}},
		{"interval of paragraphs", "2 § andra-fjärde styckena", []string{"2 § andra → sfs/9999:999#P2S2", "fjärde styckena → sfs/9999:999#P2S4"}},
		{"both paragraphs", "2 § andra och tredje styckena", []string{"2 § andra → sfs/9999:999#P2S2", "tredje styckena → sfs/9999:999#P2S3"}},
		{"paragraph of the section at hand", "som anges i andra stycket 1", []string{"andra stycket 1 → sfs/9999:999#S2N1"}},
		{"point in words", "4 § andra punkten och 5 § punkt 3", []string{"4 § andra punkten → sfs/9999:999#P4S1N2", "5 § punkt 3 → sfs/9999:999#P5S1N3"}},
		{"the full stop is not part of it", "enligt 2 § 5. Nästa", []string{"2 § 5 → sfs/9999:999#P2S1N5"}},
		{"the parenthesis is not part of it", "(se 2 § 5)", []string{"2 § 5 → sfs/9999:999#P2S1N5"}},
		{"change note", "Texten. Lag (2010:800).", []string{"Lag (2010:800). → sfs/9999:999#L2010:800"}},
		{"repeal", "3 § Har upphävts genom förordning (2010:800).", []string{"3 § → sfs/9999:999#P3", "förordning (2010:800). → sfs/9999:999#L2010:800"}},
		{"this act", "1 a kap. denna lag", []string{"1 a kap. → sfs/9999:999#K1a"}},
	})
}

func TestProvisionsOfOtherActs(t *testing.T) {
	check(t, inStatute(), []example{
		{"named", "12 § delgivningslagen (1970:428)", []string{"12 § delgivningslagen (1970:428) → sfs/1970:428#P12"}},
		{"anonymous", "2 § lagen (1960:729) om upphovsrätt", []string{"2 § → sfs/1960:729#P2", "1960:729 → sfs/1960:729"}},
		{"brackets", "1 § andra stycket förordningen [2007:975] med", []string{"1 § andra stycket → sfs/2007:975#P1S2", "2007:975 → sfs/2007:975"}},
		{"number after the title", "3 § lagen om upphovsrätt (1960:729)", []string{"3 § → sfs/1960:729#P3", "1960:729 → sfs/1960:729"}},
		{"words between", "5 § i den upphävda kommunallagen (1991:900)", []string{"5 § i den upphävda kommunallagen (1991:900) → sfs/1991:900#P5"}},
		{"adjective", "2 kap. 22 § kyrkliga indelningslagen (1988:185)", []string{"2 kap. 22 § kyrkliga indelningslagen (1988:185) → sfs/1988:185#K2P22"}},
		{"mark written twice", "18 kap. 10 § § femte stycket sjölagen (1994:1009)", []string{"18 kap. 10 § § femte stycket sjölagen (1994:1009) → sfs/1994:1009#K18P10S5"}},
		{"compound name", "3 kap. 2 § offentlighets- och sekretesslagen", []string{"3 kap. 2 § offentlighets- och sekretesslagen → sfs/2009:400#K3P2"}},
		{"number without noun", "11–14 §§ (1961:656) om", []string{"11 → sfs/1961:656#P11", "14 §§ → sfs/1961:656#P14", "1961:656 → sfs/1961:656"}},
		{"code", "4 kap. 9 c § och 10 § brottsbalken", []string{"4 kap. 9 c § → sfs/1962:700#K4P9c", "10 § → sfs/1962:700#K4P10", "brottsbalken → sfs/1962:700"}},
		{"genitive", "5 § plan- och bygglagens (2010:900) regler", []string{"5 § plan- och bygglagens (2010:900) → sfs/2010:900#P5"}},
		{"SFS", "enligt SFS 1960:729 och (SFS 2010:1)", []string{"SFS 1960:729 → sfs/1960:729", "SFS 2010:1 → sfs/2010:1"}},
		{"old number", "kungörelsen (1736:0123 2)", []string{"1736:0123 2 → sfs/1736:0123_s._2"}},
		{"torn apart", "3 § person-\nuppgiftslagen (1998:\n204)", []string{"3 § person-\nuppgiftslagen (1998:\n204) → sfs/1998:204#P3"}},
		{"soft hyphen", "3 § person\u00aduppgiftslagen (1998:204)", []string{"3 § person\u00aduppgiftslagen (1998:204) → sfs/1998:204#P3"}},
		{"no-break space", "3\u00a0§ brottsbalken", []string{"3\u00a0§ brottsbalken → sfs/1962:700#P3"}},
		{"decomposed name", "3 § a\u0308rvdabalken", []string{"3 § a\u0308rvdabalken → sfs/1958:637#P3"}},
		{"last paragraph has no number", "4 § sista stycket brottsbalken", []string{"4 § sista stycket brottsbalken → sfs/1962:700#P4"}},
	})
}

func TestShortForms(t *testing.T) {
	check(t, legalref.Options{}, []example{
		{"after", "28 § FL, 10 kap. 2 § OSL", []string{"28 § FL → sfs/2017:900#P28", "10 kap. 2 § OSL → sfs/2009:400#K10P2"}},
		{"before", "FL 28 § första stycket, 10 kap. 1 § ÄB", []string{"FL 28 § första stycket → sfs/2017:900#P28S1", "10 kap. 1 § ÄB → sfs/1958:637#K10P1"}},
		{"colon", "RB 22:2 och JB 22:2 st. 2", []string{"RB 22:2 → sfs/1942:740#K22P2", "JB 22:2 st. 2 → sfs/1970:994#K22P2S2"}},
		{"defined in the text", "påhittadelagen (1960:729), PhL, gäller enligt 5 § PhL", []string{"påhittadelagen (1960:729) → sfs/1960:729", "5 § PhL → sfs/1960:729#P5"}},
		{"unknown", "5 § XyzL och 3 § SPR", nil},
	})
	check(t, legalref.Options{Date: date.Must(2010, 1, 1)}, []example{
		{"of an earlier day", "28 § FL och 5 § förvaltningslagen", []string{"28 § FL → sfs/1986:223#P28", "5 § förvaltningslagen → sfs/1986:223#P5"}},
	})
}

func TestWhatTheTextHasSaidBefore(t *testing.T) {
	check(t, inStatute(), []example{
		{"same act", "3 § lagen (2004:575) om x. 4 § samma lag", []string{"3 § → sfs/2004:575#P3", "2004:575 → sfs/2004:575", "4 § samma lag → sfs/2004:575#P4"}},
		{"same act of another kind", "3 § lagen (2004:575) om x. 4 § samma förordning", []string{"3 § → sfs/2004:575#P3", "2004:575 → sfs/2004:575"}},
		{"same act as one not known", "lagen (2004:575) om x, 3 § okändlagen och 4 § samma lag", []string{"2004:575 → sfs/2004:575"}},
		{"name", "Kommunallagen (2017:725). 3 § kommunallagen", []string{"Kommunallagen (2017:725) → sfs/2017:725", "3 § kommunallagen → sfs/2017:725#P3"}},
		{
			"title", "lagen (2024:114) om clearing och avveckling. 7 kap. 1 § lagen om clearing och avveckling",
			[]string{"2024:114 → sfs/2024:114", "7 kap. 1 § → sfs/2024:114#K7P1"},
		},
		{
			"title that two acts begin with", "lagen (2001:1) om stöd till barn och lagen (2001:2) om stöd till barn i hem. 1 § lagen om stöd till barn",
			[]string{"2001:1 → sfs/2001:1", "2001:2 → sfs/2001:2"},
		},
		{"bill", "prop. 2002/03:12 och bet. 2002/03:KU1 (a. prop. s. 51)", []string{"prop. 2002/03:12 → prop/2002/03:12", "bet. 2002/03:KU1 → bet/2002/03:KU1", "a. prop. s. 51 → prop/2002/03:12#sid51"}},
		{"bill that was not named", "(a. prop. s. 51)", nil},
	})
}

func TestWithoutBase(t *testing.T) {
	check(t, legalref.Options{}, []example{
		{"only act of the block", "Se lagen (2010:1) om x. Enligt 4 § gäller", []string{"2010:1 → sfs/2010:1", "4 § → sfs/2010:1#P4"}},
		{"two acts", "Lagen (2010:1) och lagen (2010:2). Enligt 4 §", []string{"2010:1 → sfs/2010:1", "2010:2 → sfs/2010:2"}},
		{"next block", "Lagen (2010:1).\n\nEnligt 4 §", []string{"2010:1 → sfs/2010:1"}},
		{"act with chapters", "4 kap. 6 § brottsbalken. Av 5 § och 2 kap. 1 §", []string{"4 kap. 6 § brottsbalken → sfs/1962:700#K4P6", "2 kap. 1 § → sfs/1962:700#K2P1"}},
		{"nothing named", "enligt 4 § och första stycket", nil},
	})
}

func TestWhatDoesNotAddUpIsLeftAlone(t *testing.T) {
	check(t, inStatute(), []example{
		{"backwards", "8–5 §§", nil},
		{"appropriation", "anslaget 2:7 Digital förvaltning, utgiftsområde 22", nil},
		{"unknown act", "3 § okändlagen, 4 § lagen om anställningsskydd", nil},
		{"regulations", "2 kap. 3 § Vägverkets föreskrifter VVFS 1996:200, 2 § SKOLFS 2010:1, 3 § stadgarna", nil},
		{"foreign act", "5 § den norska aktiebolagslagen (1997:44)", nil},
		{"impossible number", "lagen (1998:9204), lagen (998:204), lagen (1998:0)", nil},
		{"impossible session", "prop. 2011/13:1, bet. 2011/12:1, SOU 2011/12:3", nil},
		{"article of an act not known", "artikel 5 i avtalet, artikel 6", nil},
		{"decisions and directives without noun", "(EU) 2016/680, 95/46/EG", nil},
		{"year that cannot be", "direktiv 45/46/EG", nil},
		{"section without chapter before one with", "22 a § samt 7 kap. 1 § försäkringsrörelselagen (1982:713)", []string{"7 kap. 1 § → sfs/1982:713#K7P1", "försäkringsrörelselagen (1982:713) → sfs/1982:713"}},
		{"number of something else", "punkt 2, 22 §, kl. 10, 3 §", []string{"22 § → sfs/9999:999#P22", "3 § → sfs/9999:999#P3"}},
		{"amounts", "3 § 20 000 kronor, 4 § 2 månader", []string{"3 § → sfs/9999:999#P3", "4 § → sfs/9999:999#P4"}},
		{"words that end like acts", "förslagen (2010:1) och bolagen (2010:2)", nil},
		{"report of no authority", "Rapport 2021:1 och rapport (2015:3)", nil},
		{"another chapter than the one named", "8 kap. 6 § samt 30 § detta kapitel", nil},
		{"chapter that is lost", "enligt kap. 3 § 2", nil},
		{"class", "2 kap. 3 a § första stycket klasserna 1 och 2 försäkringsrörelselagen (1982:713)", []string{"försäkringsrörelselagen (1982:713) → sfs/1982:713"}},
		{"paragraph of no section", "första stycket lagen (1990:1) om x", []string{"1990:1 → sfs/1990:1"}},
		{"dates", "den 2002-12-02 och 2021/22:203", nil},
		{"word that runs over the block", "enligt 2 kap.\n\n3 § andra", []string{"2 kap. → sfs/9999:999#K2", "3 § → sfs/9999:999#P3"}},
	})
}

func TestPreparatoryWorks(t *testing.T) {
	check(t, legalref.Options{Base: legalref.Target{Series: "prop", Number: "1996/97:44"}, Report: legalref.Target{Series: "sou", Number: "1997:39"}}, []example{
		{"pages", "prop. 1999/2000:100 s. 42–44, 51 och 60 f.", []string{
			"prop. 1999/2000:100 s. 42 → prop/1999/2000:100#sid42", "44 → prop/1999/2000:100#sid44",
			"51 → prop/1999/2000:100#sid51", "60 → prop/1999/2000:100#sid60",
		}},
		{"torn apart", "(prop. 2011/12:1, utg. omr. 22, bet.\n\n2011/12:TU1, rskr. 2011/12:87)", []string{
			"prop. 2011/12:1 → prop/2011/12:1", "bet.\n\n2011/12:TU1 → bet/2011/12:TU1", "rskr. 2011/12:87 → rskr/2011/12:87",
		}},
		{"without dot", "(dir 2021:110)", []string{"dir 2021:110 → dir/2021:110"}},
		{"in words", "Regeringens skrivelse 2021/22:203, riksdagens skrivelse 2021/22:9", []string{"skrivelse 2021/22:203 → skr/2021/22:203", "skrivelse 2021/22:9 → rskr/2021/22:9"}},
		{"several", "SOU 2000:2 och 2001:5", []string{"SOU 2000:2 → sou/2000:2", "2001:5 → sou/2001:5"}},
		{"section of this bill", "i avsnitt 6.1.", []string{"avsnitt 6.1 → prop/1996/97:44#S6-1"}},
		{"section of the report", "avsnitt 7.2.1 och 8 i kommitténs betänkande", []string{"avsnitt 7.2.1 → sou/1997:39#S7-2-1", "8 i kommitténs betänkande → sou/1997:39#S8"}},
		{"section of another", "avsnitt 5.2 i prop. 2007/08:1", []string{"avsnitt 5.2 i prop. 2007/08:1 → prop/2007/08:1#S5-2"}},
		{"section of what is not known", "avsnitt 5.2 i promemorian", nil},
		{"sections of bills are not provisions", "enligt 3 § gäller", nil},
	})
}

func TestEuropeanActs(t *testing.T) {
	check(t, legalref.Options{}, []example{
		{"article", "artikel 25.6 i rådets direktiv 95/46/EG", []string{"artikel 25.6 i rådets direktiv 95/46/EG → celex/31995L0046#25.6"}},
		{"point", "artikel 6.1 första stycket e i förordning (EU) 2016/679", []string{"artikel 6.1 första stycket e i förordning (EU) 2016/679 → celex/32016R0679#6.1.e"}},
		{"article said twice", "artikel 6.1 första stycket e och artikel 9.2 g i förordning (EU) 2016/679", []string{
			"artikel 6.1 första stycket e → celex/32016R0679#6.1.e", "artikel 9.2 g → celex/32016R0679#9.2.g", "(EU) 2016/679 → celex/32016R0679",
		}},
		{"articles of a known name", "artiklarna 13 och 14 i EU:s dataskyddsförordning", []string{"artiklarna 13 → celex/32016R0679#13", "14 → celex/32016R0679#14"}},
		{"same act", "förordning (EU) 2016/679 och artikel 5.1 a och c i samma förordning", []string{"(EU) 2016/679 → celex/32016R0679", "artikel 5.1 a → celex/32016R0679#5.1.a", "c → celex/32016R0679#5.1.c"}},
		{
			"name from the title", "förordning (EU) 2023/1 om stål (stålförordning). Se artikel 3 i stålförordningen",
			[]string{"(EU) 2023/1 → celex/32023R0001", "artikel 3 i stålförordningen → celex/32023R0001#3"},
		},
		{"number first", "förordning (EU) nr 1025/2012, förordning (EG) 1907/2006", []string{"(EU) nr 1025/2012 → celex/32012R1025", "(EG) 1907/2006 → celex/32006R1907"}},
		{"decisions", "rådets rambeslut 2002/584/RIF, kommissionens beslut 2000/520/EG", []string{"rådets rambeslut 2002/584/RIF → celex/32002F0584", "kommissionens beslut 2000/520/EG → celex/32000D0520"}},
		{"annex", "bilaga III punkt 5 till förordning (EU) 2024/1689", []string{"bilaga III punkt 5 till förordning (EU) 2024/1689 → celex/32024R1689#ann-III.5"}},
		{"CELEX", "Celex 32016R0679, 395L0046, mål C-362/14", []string{"32016R0679 → celex/32016R0679", "395L0046 → celex/31995L0046", "C-362/14 → celex/62014CJ0362"}},
		{"convention", "artikel 8 i Europakonventionen", []string{"artikel 8 i Europakonventionen → sfs/1994:1219#A8"}},
	})
	check(t, legalref.Options{Base: legalref.Target{Series: "celex", Number: "32016R0679"}}, []example{
		{"of the act at hand", "enligt artikel 6.1 f", []string{"artikel 6.1 f → celex/32016R0679#6.1.f"}},
	})
}

func TestCasesDecisionsAndFiles(t *testing.T) {
	check(t, legalref.Options{}, []example{
		{"cases", "NJA 1998 s. 14, RÅ 1986 ref. 116, HFD 2011 not. 5, AD 1993 nr 100, MÖD 2001:9", []string{
			"NJA 1998 s. 14 → dom/nja/1998s14", "RÅ 1986 ref. 116 → dom/ra/1986:116", "HFD 2011 not. 5 → dom/hfd/2011/not/5",
			"AD 1993 nr 100 → dom/ad/1993:100", "MÖD 2001:9 → dom/mod/2001:9",
		}},
		{"decisions", "JO:s beslut den 30 november 2012, dnr 3577-2011. ARN:s änr 1999-1495, 1999-4143", []string{
			"3577-2011 → avg/jo/3577-2011", "1999-1495 → avg/arn/1999-1495", "1999-4143 → avg/arn/1999-4143",
		}},
		{"number of nobody", "beslutet, dnr 3577-2011", nil},
		{"files", "(I2019/01416 och I2019/01020/DF), Ju2015/01234/L5", []string{
			"I2019/01416 → dnr/I2019/01416", "I2019/01020/DF → dnr/I2019/01020", "Ju2015/01234/L5 → dnr/Ju2015/01234",
		}},
		{"reports", "IMY Rapport 2021:1, RiR 2019:13", []string{"IMY Rapport 2021:1 → rapport/imy/2021:1", "RiR 2019:13 → rapport/rir/2019:13"}},
	})
}

func TestOffsetsAreCountedInThreeWays(t *testing.T) {
	text := "𝄞 åäö 3 § brottsbalken"
	refs := legalref.Find(text)
	if len(refs) != 1 {
		t.Fatalf("found %d references, want 1", len(refs))
	}
	r := refs[0]
	if got := text[r.Start:r.End]; got != r.Text {
		t.Errorf("bytes give %q", got)
	}
	if want := (legalref.Span{Start: 6, End: 22}); r.Runes != want {
		t.Errorf("runes %v, want %v", r.Runes, want)
	}
	if want := (legalref.Span{Start: 7, End: 23}); r.UTF16 != want {
		t.Errorf("UTF-16 %v, want %v", r.UTF16, want)
	}
}

func TestResetForgetsWhatWasNamed(t *testing.T) {
	r := legalref.NewReader(legalref.Options{Acts: map[string]string{"Alltidlagen": "2001:1"}})
	r.Find("påhittadelagen (1960:729)")
	if got := len(r.Find("påhittadelagen och alltidlagen")); got != 2 {
		t.Errorf("before: %d references, want 2", got)
	}
	r.Reset()
	if got := pairs(r.Find("påhittadelagen och alltidlagen")); len(got) != 1 || got[0].Target != "sfs/2001:1" {
		t.Errorf("after: %v", got)
	}
}

func TestLongTextIsReadInSegmentsWithoutLoss(t *testing.T) {
	block := "Enligt 3 § påhittadelagen (1960:729) gäller detta.\n\n"
	const blocks = 5000
	refs := legalref.Find(strings.Repeat(block, blocks))
	if len(refs) != blocks {
		t.Fatalf("%d references, want %d", len(refs), blocks)
	}
	for i, r := range refs {
		if r.Start != i*len(block)+len("Enligt ") {
			t.Fatalf("reference %d starts at %d", i, r.Start)
		}
	}
}

func TestTextMadeToBeSlowIsReadInTime(t *testing.T) {
	for _, piece := range []string{"första, ", "1, ", "1 och ", "2 kap. ", "artikel 1.", "(", "a-\n", "avsnitt 1.1.", "3 § 1, ", "1–", "lagen om "} {
		start := time.Now()
		legalref.NewReader(inStatute()).Find(strings.Repeat(piece, 400_000/len(piece)))
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q, 400 kB of it, took %s", piece, took)
		}
	}
}
