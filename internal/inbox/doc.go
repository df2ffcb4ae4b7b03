// Package inbox is what an organisation has to attend to: errors that readers report, wishes to reuse a system, and later what
// other rooms raise.
//
// What the public writes may become a public document (allmän handling), so an item keeps the day it came, can be exported,
// and is handled, never deleted, here. No personnummer is asked for, and what looks like one is masked before it is kept.
// The room knows its subjects only as opaque references; which page shows them is the business of the pages.
package inbox
