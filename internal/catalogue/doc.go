// Package catalogue is the reference architecture in use: its building blocks
// as files that other tools read.
//
// What lives here: the writers of the architecture as an ArchiMate model
// exchange file and as Markdown, both made from the content pack alone.
//
// What may not live here: the pack itself (package content), pages and
// pictures (package web), and the rules of the guide (package guide).
package catalogue
