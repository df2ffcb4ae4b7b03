// Package components holds the parts that every page of Tillit is built from, each once.
//
// A component is a Go struct (its view) and a template file with the same name in kebab case: Field and field.html. A page
// puts one anywhere with {{component .Name}}; the type decides the template, so lists may mix types. The texts in a view are
// already in the reader's language; the few words that belong to the component itself come from the catalogue web.json.
//
// No component carries inline style, script or event attributes: the content security policy forbids them. What is variable
// is said with classes and with SVG attributes. Every text field is escaped by html/template.
//
// What may not live here: anything that knows a feature, a request or a store. Pages stand in package web.
package components
