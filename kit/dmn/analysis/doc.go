// Package analysis finds what is wrong with a decision table before anybody
// relies on it: values that no rule answers (gaps), values that several rules
// answer where the hit policy allows one (overlaps), rules that can never
// decide anything, and conditions outside the values that an input may have.
//
//	report := analysis.Analyse(definitions, analysis.Options{})
//	for _, table := range report.Tables {
//		for _, f := range table.Findings {
//			fmt.Println(f.Kind, f.Rules, f.In("en")) // gap [] income ≥ 250000, region = "north"
//		}
//	}
//
// Each finding shows a region that it is about, as one test for each input. Of
// rules that overlap in several regions the first is shown, and that there are
// others. The analysis reads conditions that compare with constants: numbers,
// strings, booleans, dates, times, durations and null. A cell that holds other
// FEEL is named as unread, and what is found beside it is said to be uncertain.
// The work is bounded: a table past a limit is reported as far as the analysis
// came, with the limit's name, and then nothing is said of rules that were not
// seen to decide.
//
// # Where to look
//
// cells.go reads conditions; axis.go cuts the values of an input into regions
// within which every condition says the same; explore.go walks through the
// combinations of regions; types.go finds what values an input may have.
package analysis
