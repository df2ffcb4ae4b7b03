// Package score measures how well personal data is found: by characters, as it matters to the person (was the whole name covered, did a
// part of it leak, was it missed?), and by spans, as it is usual to compare systems.
//
// It reads gold in two formats: IOB2, a token and a tag per line, and JSON lines, a text and its spans per line. It knows nothing of how
// spans are found: give it what you found, or a [Finder].
package score
