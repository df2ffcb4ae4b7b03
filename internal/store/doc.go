// Package store keeps everything Tillit knows in SQL: on SQLite, in one file, or on PostgreSQL.
//
// Here live the connection pools, transactions, migrations, backup, and the SQL of every feature's port, one file per feature. No
// rule of the business lives here: a store method reads or writes rows and says what the database said.
//
// How a feature adds its part:
//
//   - a migration with a dated number in migrations/sqlite and migrations/postgres, under the same name; tables are STRICT on SQLite
//     and instants BIGINT microseconds (clock.Micros), booleans 0/1, JSON TEXT in both;
//   - a file feature.go with methods on *Store that all run their SQL through s.q(ctx), which is the transaction in ctx, or the
//     reading pool when there is none. One statement text with $1, $2 … for both databases; s.dialect tells them apart where it must;
//   - a sub-suite in storetest, run on both databases.
//
// What every closure given to Write must know: it may run twice, so it does nothing but SQL; after a statement has failed the
// transaction takes no more statements and cannot be committed (as PostgreSQL has it), so use ON CONFLICT where a conflict is
// expected; and it uses the context that it is given, not the one from outside.
package store
