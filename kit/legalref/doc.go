// Package legalref recognises citations of Swedish and EU law in running text
// and resolves each to a canonical [Target].
//
//	refs := legalref.Find("enligt 2 kap. 3 a § första stycket 2 upphovsrättslagen (1960:729)")
//	refs[0].Text            // the words cited, as they stand
//	refs[0].Target.String() // sfs/1960:729#K2P3aS1N2
//
// It reads by a grammar. What does not add up is left alone rather than guessed:
// a provision of an act that is named but not known, an interval that runs
// backwards, a session 2011/13 that never was. Bare words such as "samma lag",
// or "kommunallagen" after its number has been given once, are resolved from
// what the text has said before; a [Reader] keeps that memory from one
// paragraph to the next.
//
// # Targets
//
// A target is a document and, after #, a place in it, in the form that lagen.nu
// uses in its addresses. Documents:
//
//	sfs/1960:729          acts in Svensk författningssamling; old ones sfs/1736:0123_s._2
//	prop/1999/2000:100    bills; also skr, bet, rskr, sou, ds, dir
//	celex/31995L0046      EU acts and judgments, by CELEX number
//	dom/nja/1998s14       reported cases; also ra, hfd, ad, rh, mod, mig, md
//	avg/jo/3577-2011      decisions of JO, JK and ARN by registration number
//	dnr/I2021/01825       registration numbers of the Government Offices
//	rapport/imy/2021:1    reports of authorities
//
// Places in an act: K chapter, P section (§), O moment, S stycke (paragraph of
// a section), M sentence, N item, always in that order; A is the article of a
// convention that stands in an act, L an amending act. In other documents
// sid42 is page 42 and S6-1 section 6.1; in EU acts 25.6 is article 25.6,
// 6.1.e its point e, and ann-III.5 point 5 of annex III.
//
// # Where to look
//
// lexer.go turns text into tokens; scan.go walks them and hands each to the
// grammar that may start there: provision.go with its parts in part.go, act.go
// for the names of acts, resolve.go where the two meet; preparatory.go,
// european.go, article.go, cases.go and registry.go for the rest. acts.tsv holds
// the names that need no number. What may not live here: fetching or reading
// documents, and the structure of a statute (kit/statute).
package legalref
