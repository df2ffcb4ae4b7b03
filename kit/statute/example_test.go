package statute_test

import (
	"fmt"
	"os"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/statute"
)

const exampleAct = `1 kap. Inledande bestämmelser

1 § Lagen gäller för

1. myndigheter, och

2. kommuner.

2 § /Upphör att gälla U:2027-01-01/
Avgiften är 100 kronor. Lag (2021:7).

2 § /Träder i kraft I:2027-01-01/
Avgiften är 120 kronor. Lag (2026:9).

Övergångsbestämmelser

2020:1

1. Denna lag träder i kraft den 1 juli 2020.

2. Genom lagen upphävs lagen (1990:5) om avgifter.
`

// Parse reads a statute; Find gives the units with a path, Target the address of one.
func ExampleParse() {
	s, err := statute.Parse(exampleAct, statute.Options{SFS: "2020:1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	point := s.Find("K1P1S1N2")[0]
	fmt.Println(s.Target(point), point.Label, point.Text)
	for _, wording := range s.Find("K1P2") {
		fmt.Println(wording.Label, wording.Note.Type, wording.Note.SFS)
	}
	// Output:
	// sfs/2020:1#K1P1S1N2 2. kommuner.
	// 2 § Lag 2021:7
	// 2 § Lag 2026:9
}

// At chooses between wordings by date.
func ExampleStatute_At() {
	s, err := statute.Parse(exampleAct, statute.Options{SFS: "2020:1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, day := range []date.Date{date.Must(2026, 12, 31), date.Must(2027, 1, 1)} {
		for u := range s.At(day).Root.All() {
			if u.Path == "K1P2S1" {
				fmt.Println(day, u.Text)
			}
		}
	}
	// Output:
	// 2026-12-31 Avgiften är 100 kronor. Lag (2021:7).
	// 2027-01-01 Avgiften är 120 kronor. Lag (2026:9).
}

// Repeals finds the acts that the transitional provisions put an end to.
func ExampleStatute_Repeals() {
	s, err := statute.Parse(exampleAct, statute.Options{SFS: "2020:1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range s.Repeals() {
		fmt.Printf("%s repeals %s from %s (line %d)\n", r.Act, r.Target, r.From, r.At.Line)
	}
	// Output: 2020:1 repeals 1990:5 from 2020-07-01 (line 21)
}

// A register knows when an act has been repealed by another.
func ExampleRegister_State() {
	s, err := statute.Parse(exampleAct, statute.Options{SFS: "2020:1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	register := statute.NewRegister(s)
	state, repeals, err := register.State("1990:5", date.Must(2020, 7, 1))
	fmt.Println(state, repeals[0].Act, err)
	// Output: ceased 2020:1 <nil>
}

// What does not add up is kept as text and reported.
func ExampleStatute_Strict() {
	s, err := statute.Parse("5 § Fem.\n\n3 § Tre.\n", statute.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Strict())
	// Output: 3:1: section 3 after section 5; kept as text of the section before [section-backwards]
}

// Decode reads the bytes of a file: UTF-8, else Windows-1252.
func ExampleDecode() {
	text, err := statute.Decode([]byte("1 \xa7 F\xf6rsta"))
	fmt.Println(text, err)
	_, err = statute.Decode([]byte("å\n\xe5"))
	fmt.Println(err)
	// Output:
	// 1 § Första <nil>
	// statute: 2:1: two encodings in one file: byte 0xE5 here is not UTF-8, but line 1 is; save the file as UTF-8
}

// WriteTree writes XML for comparing with other parsers.
func ExampleStatute_WriteTree() {
	s, err := statute.Parse("1 § Ett:\n\n1. a\n", statute.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := s.WriteTree(os.Stdout, statute.TreeOptions{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <Forfattning>
	//   <Paragraf id="P1" ordinal="1">
	//     <Stycke id="P1S1">
	//       <str>Ett:</str>
	//       <NumreradLista>
	//         <Listelement id="P1S1N1" ordinal="1">
	//           <str>a</str>
	//         </Listelement>
	//       </NumreradLista>
	//     </Stycke>
	//   </Paragraf>
	// </Forfattning>
}
