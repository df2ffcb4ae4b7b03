// Package pattern is the regular expressions of XPath and XQuery (Functions
// and Operators 3.1, section 5.6), which FEEL's matches, replace and split
// take. They are those of XML Schema part 2, appendix G, with anchors,
// reluctant quantifiers, groups that do not capture, and back-references.
//
// Patterns differ from those of Go: classes can be subtracted as in
// [A-Z-[OI]], \i and \c are the characters of XML names, \p{IsGreek} is a
// Unicode block, \d and \w reach all of Unicode, and (?...) is nothing but
// (?:...). A pattern without back-references is translated to package regexp,
// whose time is linear in the input. The others run on a small machine that
// goes back and tries again, and that asks before it goes on, so that a
// pattern which explodes is stopped.
//
// What may not live here: FEEL's values, limits and messages; those are in
// kit/feel.
package pattern
