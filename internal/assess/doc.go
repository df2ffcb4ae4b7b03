// Package assess lets an organisation answer an instrument for a subject: the trust questions for one of its systems, say.
//
// The instruments are packs of package content, read by kit/instrument. At first use a whole pack is kept by its hash, and
// an assessment is evaluated and printed with that pack for ever; a newer version is moved to by choice. What the answers amount to is never stored
// but worked out from pack and answers. Answering without an account needs nothing of this room but the Library.
package assess
