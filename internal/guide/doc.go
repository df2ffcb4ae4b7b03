// Package guide tells where a system stands in the guide of package content: which steps are done, why, and which is next.
//
// Steps tick themselves. A step's conditions (FEEL, in content/guide) are decided from the system's record and its assessments, and what
// nobody has answered is told from what is answered no. What the platform cannot see a person ticks, with a note and a date; ticks
// are the organisation's own and never public. Beside the chapter on data stands the data inventory: what a system is fed with, and a
// check of structure, quality and right to use.
//
// No SQL, HTTP or HTML here: what the room needs is named as ports in store.go. The guide's texts are not rendered here either.
package guide
