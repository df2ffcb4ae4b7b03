package legalref_test

import (
	"fmt"

	"github.com/tillit-se/tillit/kit/legalref"
)

func ExampleFind() {
	text := "Enligt 2 kap. 3 a § första stycket 2 upphovsrättslagen (1960:729) och artikel 25.6 i rådets direktiv 95/46/EG (se prop. 1999/2000:100 s. 42)."
	for _, ref := range legalref.Find(text) {
		fmt.Printf("%-62s %s\n", ref.Text, ref.Target)
	}
	// Output:
	// 2 kap. 3 a § första stycket 2 upphovsrättslagen (1960:729)     sfs/1960:729#K2P3aS1N2
	// artikel 25.6 i rådets direktiv 95/46/EG                        celex/31995L0046#25.6
	// prop. 1999/2000:100 s. 42                                      prop/1999/2000:100#sid42
}

func ExampleParse() {
	target, err := legalref.Parse("28 § första stycket FL")
	fmt.Println(target, err)
	_, err = legalref.Parse("28 § okändlagen")
	fmt.Println(err)
	// Output:
	// sfs/2017:900#P28S1 <nil>
	// citation "28 § okändlagen": at byte 0: no citation that can be resolved begins here
}

// A reader remembers what has been named, and resolves bare provisions by the
// act that the text belongs to.
func ExampleReader() {
	base, err := legalref.ParseAct("2009:400")
	if err != nil {
		fmt.Println(err)
		return
	}
	reader := legalref.NewReader(legalref.Options{Base: base})
	for _, paragraph := range []string{
		"Av 3 § påhittadelagen (1960:729) följer ett undantag.",
		"Undantaget i 5 § samma lag gäller inte i fall som avses i 10 kap. 2 §.",
	} {
		for _, ref := range reader.Find(paragraph) {
			fmt.Println(ref.Target)
		}
	}
	// Output:
	// sfs/1960:729#P3
	// sfs/1960:729#P5
	// sfs/2009:400#K10P2
}

func ExampleTarget_Contains() {
	section, _ := legalref.ParseTarget("sfs/2017:900#P28")
	paragraph, _ := legalref.ParseTarget("sfs/2017:900#P28S1")
	fmt.Println(section.Contains(paragraph), paragraph.Contains(section))
	fmt.Println(paragraph.Display())
	// Output:
	// true false
	// 28 § första stycket SFS 2017:900
}

// Offsets are in the decoded text; Source leads back to the bytes read.
func ExampleDecode() {
	source := []byte("enligt 3 \xa7 brottsbalken") // Windows-1252
	text, err := legalref.Decode(source, legalref.Detect)
	if err != nil {
		fmt.Println(err)
		return
	}
	ref := legalref.Find(text.Text)[0]
	fmt.Println(ref.Start, ref.End, "in the text;", text.Source(ref.Start), text.Source(ref.End), "in the file")
	// Output:
	// 7 24 in the text; 7 23 in the file
}
