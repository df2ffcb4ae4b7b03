// Package masking is the use case of hiding personal data in a text that somebody sends: for pages and API alike. It chooses profile and
// finder, bounds size and number of requests, and turns the errors of kit/mask into faults that can be read.
//
// Nothing is stored, and nothing of a text or of what was found in it is ever logged, not even within an error: faults made here hold
// counts, places and labels. What fails gives no text.
//
// How data is found and hidden is kit/mask's and kit/mask/hide's business. Keys have no place here: profiles that need one are for the command
// line, where the key lies with whoever owns the text.
package masking
