package store

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
)

// A group is committed when nobody waits, or when it has this many closures or has run this long.
const (
	groupSize = 128
	groupTime = 25 * time.Millisecond
)

// patience is how long a write waits for its turn. It also ends the wait of a closure that, by mistake, writes with a context from
// outside its transaction, and so waits for itself.
const patience = 30 * time.Second

// writer is the one goroutine that writes to an SQLite file. Callers queue up; it opens a transaction, gives each caller its turn to
// run its closure in a savepoint, commits once for all of them and answers. A commit syncs the disk, which costs far more than the
// statements do, so under load the group is what makes writing fast.
//
// The closure runs in the caller's goroutine while the writer waits: so a closure that ends its goroutine harms only itself.
type writer struct {
	store *Store
	conn  *sql.Conn
	on    executor
	stmts *statements
	queue chan *ticket
	stop  chan struct{}
	ended chan struct{}
	once  sync.Once

	patience time.Duration

	writes, commits, retries atomic.Int64
}

func startWriter(ctx context.Context, db *sql.DB, s *Store) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	w := &writer{
		store: s, conn: conn, stmts: newStatements(conn.PrepareContext),
		queue: make(chan *ticket, groupSize), stop: make(chan struct{}), ended: make(chan struct{}), patience: patience,
	}
	w.on = preparedConn{conn, w.stmts}
	go w.loop()
	return w, nil
}

func (w *writer) stats() Stats {
	return Stats{Writes: w.writes.Load(), Commits: w.commits.Load(), Retries: w.retries.Load()}
}

func (w *writer) close() error {
	w.once.Do(func() { close(w.stop) })
	<-w.ended
	_ = w.exec("PRAGMA optimize") // what is known about the tables' sizes, for the next start's query plans; cheap when little changed
	w.stmts.close()
	return w.conn.Close()
}

func (w *writer) loop() {
	defer close(w.ended)
	for {
		select {
		case <-w.stop:
			return
		case t := <-w.queue:
			w.group(t)
		}
	}
}

// group runs first and those who wait after it in one transaction, and answers them.
func (w *writer) group(first *ticket) {
	if err := w.exec("BEGIN IMMEDIATE"); err != nil {
		if first.start() {
			first.answer(err)
		}
		return
	}
	kept, whole := w.fill(first)
	if len(kept) == 0 {
		_ = w.exec("ROLLBACK")
		return
	}
	if !whole {
		_ = w.exec("ROLLBACK") // SQLite has most likely done it already
		w.again(kept)
		return
	}
	w.commit(kept)
}

// fill runs closures until nobody waits or the group is full. It gives those to be committed, and whether their work still stands:
// some errors (full disk, failing reads) make SQLite roll back the whole transaction.
func (w *writer) fill(first *ticket) (kept []*ticket, whole bool) {
	if !first.start() {
		return nil, true
	}
	if err := w.turn(first); err != nil {
		first.answer(err)
		return nil, true
	}
	kept = append(kept, first)
	for began := time.Now(); len(kept) < groupSize && time.Since(began) < groupTime; {
		t := w.next()
		if t == nil {
			break
		}
		ok, whole := w.join(t)
		if !whole {
			return kept, false
		}
		if ok {
			kept = append(kept, t)
		}
	}
	return kept, true
}

// next is somebody who waits right now, or nil.
func (w *writer) next() *ticket {
	for {
		select {
		case t := <-w.queue:
			if t.start() {
				return t
			}
		default:
			return nil
		}
	}
}

// join runs a closure in a savepoint of the open transaction, and answers it when it failed.
func (w *writer) join(t *ticket) (ok, whole bool) {
	if err := w.exec("SAVEPOINT closure"); err != nil {
		t.answer(err)
		return false, false
	}
	if err := w.turn(t); err != nil {
		whole = w.exec("ROLLBACK TO closure") == nil && w.exec("RELEASE closure") == nil
		t.answer(err)
		return false, whole
	}
	if err := w.exec("RELEASE closure"); err != nil {
		t.answer(err)
		return false, false
	}
	return true, true
}

// turn lets the caller run its closure, and waits for it.
func (w *writer) turn(t *ticket) error {
	t.tx = &txn{on: w.on, detach: true}
	t.turn <- t.tx
	return <-t.ran
}

// again runs closures one by one, each in its own transaction, after the group they were in was lost through no fault of theirs.
func (w *writer) again(lost []*ticket) {
	for _, t := range lost {
		w.retries.Add(1)
		if err := w.exec("BEGIN IMMEDIATE"); err != nil {
			t.answer(err)
			continue
		}
		if err := w.turn(t); err != nil {
			_ = w.exec("ROLLBACK")
			t.answer(err)
			continue
		}
		w.commit([]*ticket{t})
	}
}

func (w *writer) commit(kept []*ticket) {
	err := w.exec("COMMIT")
	if err != nil {
		_ = w.exec("ROLLBACK")
	} else {
		w.commits.Add(1)
		w.writes.Add(int64(len(kept)))
	}
	for _, t := range kept {
		if err == nil {
			w.store.announce(t.tx)
		}
		t.answer(err)
	}
}

// exec runs a statement of the transaction itself, never cancelled: an interrupted statement would roll back everybody's work.
func (w *writer) exec(query string) error {
	_, err := w.on.ExecContext(context.Background(), query)
	return err
}

// do queues fn and returns when it is committed or has failed.
func (w *writer) do(ctx context.Context, fn func(context.Context) error) error {
	t := &ticket{turn: make(chan *txn, 1), ran: make(chan error, 1), done: make(chan error, 1)}
	select {
	case w.queue <- t:
	case <-ctx.Done():
		return ctx.Err()
	case <-w.ended:
		return closedFault()
	}
	given, tooLong := ctx.Done(), time.NewTimer(w.patience)
	defer tooLong.Stop()
	for {
		select {
		case tx := <-t.turn:
			t.runIn(ctx, w.store, tx, fn)
		case err := <-t.done:
			return err
		case <-given:
			if t.giveUp() {
				return ctx.Err()
			}
			given = nil // it has begun; how it ends is known soon
		case <-tooLong.C:
			if t.giveUp() {
				return fault.New("store.Write", fault.Unavailable, "store.busy", nil)
			}
		case <-w.ended:
			return t.left()
		}
	}
}

// ticket is a caller's place in the queue.
type ticket struct {
	state atomic.Int32
	tx    *txn
	turn  chan *txn  // writer to caller: run now
	ran   chan error // caller to writer: this is how it went
	done  chan error // writer to caller: committed, or why not
}

const (
	waiting int32 = iota
	begun
	givenUp
)

func (t *ticket) start() bool      { return t.state.CompareAndSwap(waiting, begun) }
func (t *ticket) giveUp() bool     { return t.state.CompareAndSwap(waiting, givenUp) }
func (t *ticket) answer(err error) { t.done <- err }

// left is the answer when the writer has ended: its own if it gave one, else that the store is closed.
func (t *ticket) left() error {
	select {
	case err := <-t.done:
		return err
	default:
		return closedFault()
	}
}

// runIn runs fn and reports, also when fn ends the goroutine (as testing's Fatal does).
func (t *ticket) runIn(ctx context.Context, s *Store, tx *txn, fn func(context.Context) error) {
	err := errGoexit
	defer func() { t.ran <- err }()
	err = tx.run(ctx, s, fn)
}
