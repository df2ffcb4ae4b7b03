package document_test

import (
	"fmt"

	"github.com/tillit-se/tillit/kit/dmn/document"
)

func ExampleDocument_Put() {
	source := `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">
  <!-- kept -->
  <decision  id='d'/>
</definitions>`
	doc, err := document.Parse([]byte(source))
	if err != nil {
		fmt.Println(err)
		return
	}
	decision := doc.Find(document.Local("decision"))[0]
	doc, err = doc.Put(decision, "urn:mine", "my", document.Node{Name: "note", Text: "seen"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(doc.Bytes()))
	// Output:
	// <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">
	//   <!-- kept -->
	//   <decision  id='d'>
	//     <extensionElements>
	//       <my:note xmlns:my="urn:mine">seen</my:note>
	//     </extensionElements>
	//   </decision>
	// </definitions>
}
