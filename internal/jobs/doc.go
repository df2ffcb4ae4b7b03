// Package jobs is leased work: things to be done after a commit, once, by whichever node has time.
//
// Who changes something enqueues a Job in the same transaction. A Runner claims due jobs under a lease, runs the handler of their
// kind, prolongs the lease while it runs, and marks them done, to be tried again later, or dead with the error kept. A node that
// dies loses its leases, and another takes over: so a handler may run twice, and must bear it. Work that must have its effect
// exactly once finishes the job in the transaction of the effect (Run.Finish).
//
// No SQL here, and no handlers: those live with their features.
package jobs
