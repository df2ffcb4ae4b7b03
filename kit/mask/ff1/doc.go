// Package ff1 is format-preserving encryption by FF1 of NIST SP 800-38G over AES: a string of numerals becomes another string of the same
// length over the same alphabet, and back with the same key and tweak.
//
// FF1 is the only mode of SP 800-38G that the draft of its first revision (second public draft, February 2025) keeps. From that draft comes
// the demand that radix^minlen is at least 1 000 000: smaller domains can be learnt by trying, so New refuses them. The code is proven with
// the nine samples that NIST has published; that what is encrypted can be decrypted proves nothing, for a wrong FF1 does that too.
//
// What lives here is arithmetic on numerals. Which identifiers may be encrypted, and how they become numerals, is kit/mask/hide's business.
package ff1
