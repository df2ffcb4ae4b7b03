package mask_test

import (
	"fmt"

	"github.com/tillit-se/tillit/kit/mask"
)

func ExampleFinder_Find() {
	finder, err := mask.NewFinder(mask.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	text := []byte("Anna Svensson, 811218-9875, ringde från 070-174 06 05.")
	for _, s := range finder.Find(nil, text) {
		fmt.Println(s.Class, string(text[s.Start:s.End]), s.Evidence.Codes())
	}
	// Output:
	// person Anna Svensson [list tagger neighbour]
	// personnummer 811218-9875 [check_digit_wrong valid_date shape]
	// phone 070-174 06 05 [context_word shape]
}

func ExampleAppendOffsets() {
	finder, err := mask.NewFinder(mask.Options{Classes: []mask.Class{mask.Email}})
	if err != nil {
		fmt.Println(err)
		return
	}
	text := []byte("Åsa 🙂 asa@example.com")
	spans := finder.Find(nil, text)
	fmt.Printf("%+v\n", mask.AppendOffsets(nil, text, spans)[0])
	// Output:
	// {Start:10 End:25 RuneStart:6 RuneEnd:21 UTF16Start:7 UTF16End:22}
}

func ExamplePattern() {
	finder, err := mask.NewFinder(mask.Options{
		Classes:  []mask.Class{mask.Personnummer},
		Patterns: []mask.Pattern{{Class: "akt", Shape: "AA-9999[/99]"}, {Class: "projekt", Words: []string{"Blå räven"}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	text := []byte("Akt QX-1234/26 hör till blå räven.")
	for _, s := range finder.Find(nil, text) {
		fmt.Println(s.Class, string(text[s.Start:s.End]))
	}
	// Output:
	// akt QX-1234/26
	// projekt blå räven
}

func ExampleDecodeText() {
	_, err := mask.DecodeText([]byte("Sm\xe5land"))
	fmt.Println(err)
	// Output:
	// mask: at byte 2: is not UTF-8; convert the text (perhaps from Windows-1252) first
}
