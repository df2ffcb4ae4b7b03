// Package statute reads the structure of a Swedish statute out of its consolidated text: parts, chapters, headings, sections,
// paragraphs (stycken), lists, tables, transitional provisions and appendices, and when each of them is in force.
//
//	s, err := statute.Parse("1 § Lagen gäller alla.\n\n2 § Lagen gäller från i dag. Lag (2024:1).\n", statute.Options{SFS: "2023:5"})
//	s.Find("P2")[0].Note.SFS // "2024:1"
//
// The input is the text as the Government Offices publish it (SFS full text: wrapped lines, a blank line between blocks), or a record of
// their programming interface ([ParseRecord]). [Decode] turns the bytes of a file into such a text.
//
// # Shape
//
// A [Statute] is one [Work] (the act, by its number in Svensk författningssamling) and a tree of [Unit]s. Every word of the input lies in
// exactly one unit; [Unit.Spans] says where. A unit has a path as in K2P3aS1N2: chapter 2, section 3 a, first paragraph, point 2. Together
// with the number of the act it is the place a citation points at: sfs/1960:729#K2P3aS1N2.
//
// # Time
//
// The published text holds the wording in force and wordings decided but not yet in force, side by side and marked. [Statute.At] chooses
// by date; [Statute.Expressions] lists the periods. A wording that waits for "den dag regeringen bestämmer" is never taken as in force, and
// a repeal with a future date is not a repeal. What an act repeals in its transitional provisions is found by [Statute.Repeals], and
// [NewRegister] puts the repeals of many acts together.
//
// # Doubt
//
// What does not add up is not guessed at. Bytes that are no text are an error ([Error]) with its position. Text that cannot be placed, as a
// section whose number goes backwards, stays as words in the unit before, and a [Problem] with its position says so.
//
// # What may not live here
//
// The grammar of citations (kit/legalref), fetching, storing and showing. The package imports kit/date and the standard library only.
package statute
