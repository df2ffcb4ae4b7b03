package store

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tillit-se/tillit/internal/fault"
)

// verdict is what an error of the database means to the user.
type verdict struct {
	kind fault.Kind
	key  string
}

// sqliteVerdict reads a result code (https://www.sqlite.org/rescode.html): the extended code first, then the primary one.
func sqliteVerdict(code int) (verdict, bool) {
	switch code {
	case 1555, 2067: // CONSTRAINT_PRIMARYKEY, CONSTRAINT_UNIQUE
		return verdict{fault.Conflict, "store.exists"}, true
	case 787: // CONSTRAINT_FOREIGNKEY
		return verdict{fault.Conflict, "store.referenced"}, true
	}
	switch code & 0xff {
	case codeBusy, 6: // and LOCKED
		return verdict{fault.Unavailable, "store.busy"}, true
	case 8: // READONLY
		return verdict{fault.Unavailable, "store.read_only"}, true
	case 10: // IOERR
		return verdict{fault.Unavailable, "store.io"}, true
	case 11, 26: // CORRUPT, NOTADB
		return verdict{fault.Unavailable, "store.corrupt"}, true
	case 13: // FULL
		return verdict{fault.Unavailable, "store.disk_full"}, true
	case 14: // CANTOPEN
		return verdict{fault.Unavailable, "store.unreachable"}, true
	}
	return verdict{}, false
}

// postgresVerdict reads an SQLSTATE (PostgreSQL documentation, appendix A).
func postgresVerdict(code string) (verdict, bool) {
	switch code {
	case "23505":
		return verdict{fault.Conflict, "store.exists"}, true
	case "23503":
		return verdict{fault.Conflict, "store.referenced"}, true
	case "40001", "40P01":
		return verdict{fault.Unavailable, "store.contention"}, true
	case "53100":
		return verdict{fault.Unavailable, "store.disk_full"}, true
	case "25006":
		return verdict{fault.Unavailable, "store.read_only"}, true
	case "22021", "22P05": // a zero byte or broken UTF-8 in text
		return verdict{fault.Invalid, "store.bad_text"}, true
	case "55P03":
		return verdict{fault.Unavailable, "store.busy"}, true
	}
	if len(code) == 5 && (code[:2] == "08" || code[:2] == "28" || code[:2] == "53" || code[:2] == "57" || code[:2] == "3D") {
		return verdict{fault.Unavailable, "store.unreachable"}, true
	}
	return verdict{}, false
}

// classify turns an error of the database into a fault. Faults and other errors pass unchanged.
func classify(op string, err error) error {
	var known *fault.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	v, ok := sqliteVerdict(sqliteCode(err))
	if !ok {
		v, ok = postgresVerdict(postgresCode(err))
	}
	var connecting *pgconn.ConnectError
	if !ok && errors.As(err, &connecting) {
		v, ok = verdict{fault.Unavailable, "store.unreachable"}, true
	}
	if !ok {
		return err
	}
	return fault.New(op, v.kind, v.key, nil).Because(err)
}
