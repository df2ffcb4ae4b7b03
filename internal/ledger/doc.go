// Package ledger makes the entries of the tamper-evident log.
//
// An act that must not be changed unseen (a publication, a role given) appends a leaf in its own transaction. The leaf holds no
// personal data: a type, a random id, a time, the hashes of the versions concerned, and a salted commitment to the rest. Who has
// the salt and the payload can show that they belong to the leaf (Verify); when both are erased the leaf says nothing about
// anybody, and still has its place in the tree.
//
// The format of the leaf is described in docs/ledger.md and never changes; a new one gets a new name. Here live the format and the
// port that keeps leaves. Sequencing, checkpoints and proofs build on the leaf's bytes and RFC 6962 hash. No SQL here.
package ledger
