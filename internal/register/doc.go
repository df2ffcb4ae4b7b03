// Package register is the register of AI systems: what a record holds, how it is drafted, published, compared and retired,
// and how records come in and go out.
//
// System is the content of a record, the same in a draft and in a published version. Record is its envelope: whose it is, in
// which state, at which revision. A published Version never changes. The fields' labels, help, limits and their place in the
// standards of others are data (content/fields); a test holds them and System together.
//
// No SQL, HTTP or HTML here: what the room needs from below it names as ports in store.go.
package register
