// Package account knows people, organisations, roles, sessions and API tokens.
//
// An Actor is who asks for something; every use case in Tillit takes one and checks permission itself with Actor.May. Secrets
// (passwords, session and API tokens, one-time links) are stored only as hashes. Nothing here knows cookies or SQL.
package account
