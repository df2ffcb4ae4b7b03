// Package document edits a DMN file without disturbing it.
//
// A model that was made in another editor holds much that no engine needs:
// diagrams, the vendor's own extensions, comments, an order of attributes, a
// way to break lines. A [Document] keeps the bytes as they came, and knows
// where each element begins and ends. What is not changed is written back byte
// for byte; a change is a splice into the original bytes that touches only
// extension elements of the namespace it was made for:
//
//	doc, err := document.Parse(data)
//	rule := doc.Find(document.Local("rule"))[0]
//	doc, err = doc.Put(rule, "https://example.org/ns", "ex", document.Node{Name: "note", Text: "seen"})
//	os.WriteFile(name, doc.Bytes(), 0o644)
//
// A Document is immutable: every change gives a new one.
//
// Files in UTF-8, UTF-16 and ISO-8859-1 (with US-ASCII and Windows-1252) are
// read. A document type declaration is refused, since entities can be made to
// explode and to fetch; so is a file past the [Limits].
//
// What may not live here: what the elements mean. kit/dmn reads the model, and
// kit/dmn/law reads the law around its tables.
package document
