package ledger

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/tillit-se/tillit/internal/clock"
)

// Type is what happened, as room.past_tense.
type Type string

// The types of event. A type is never renamed or given another meaning.
const (
	SystemPublished Type = "system.published"
	SystemRetired   Type = "system.retired"
	AccountCreated  Type = "account.created"
	AccountChanged  Type = "account.changed"
	RoleGranted     Type = "role.granted"
	RoleRevoked     Type = "role.revoked"
)

// Subject is what an event is about.
type Subject struct {
	Kind string `json:"kind"` // "system", "account", "organisation" …
	ID   string `json:"id"`
}

// Event is an act to be logged. Subject, Actor and Data go into the payload, which the leaf only commits to.
type Event struct {
	Type     Type
	Subject  Subject
	Actor    string            // id of the account that acted; empty for the system itself and the operator's commands
	Versions map[string]string // see Leaf; open to everybody, so only hashes of what is public or hard to guess
	Data     any               // what else must be provable, as JSON; nil for nothing
}

// Opening is what opens a leaf's commitment. Both parts are empty when they have been erased.
type Opening struct {
	Salt    []byte
	Payload []byte // canonical JSON {"actor", "data", "subject"}
}

// Entry is a leaf on its way into the store, with what opens it.
type Entry struct {
	Leaf    Leaf
	Bytes   []byte   // the leaf's canonical form
	Hash    [32]byte // its RFC 6962 hash
	Opening Opening
	Subject Subject
}

// Store keeps leaves and, apart from them, what opens them.
type Store interface {
	// AppendLeaf adds a leaf that has no place in the tree yet, in the transaction of ctx, which must be a Write.
	AppendLeaf(ctx context.Context, e Entry) error
	// LeafBytes gives a leaf's canonical bytes. Fault: NotFound.
	LeafBytes(ctx context.Context, id string) ([]byte, error)
	// LeafOpening gives what opens a leaf; parts that are erased are empty.
	LeafOpening(ctx context.Context, id string) (Opening, error)
	// LeavesOf gives the ids of the leaves about a subject, oldest first, as far as their payload is not erased.
	LeavesOf(ctx context.Context, subject Subject) ([]string, error)
	// PendingLeaves counts the leaves without a place in the tree.
	PendingLeaves(ctx context.Context) (int64, error)
	// EraseOpening removes salt and payload of a leaf. The leaf stays.
	EraseOpening(ctx context.Context, id string) error
}

// Ledger appends events.
type Ledger struct {
	store  Store
	clock  clock.Clock
	random io.Reader
}

// New makes a ledger over a store. random gives salts and ids; nil means crypto/rand.
func New(store Store, now clock.Clock, random io.Reader) *Ledger {
	if random == nil {
		random = rand.Reader
	}
	return &Ledger{store: store, clock: now, random: random}
}

// Append logs an event in the transaction of ctx, so that act and leaf commit together or not at all. It gives the leaf's id.
func (l *Ledger) Append(ctx context.Context, e Event) (string, error) {
	entry, err := l.entry(e)
	if err != nil {
		return "", err
	}
	if err := l.store.AppendLeaf(ctx, entry); err != nil {
		return "", fmt.Errorf("ledger: appending %s: %w", e.Type, err)
	}
	return entry.Leaf.ID, nil
}

func (l *Ledger) entry(e Event) (Entry, error) {
	var id [16]byte
	salt := make([]byte, SaltSize)
	if _, err := io.ReadFull(l.random, id[:]); err != nil {
		return Entry{}, fmt.Errorf("ledger: no randomness: %w", err)
	}
	if _, err := io.ReadFull(l.random, salt); err != nil {
		return Entry{}, fmt.Errorf("ledger: no randomness: %w", err)
	}
	payload, err := Canonical(map[string]any{"actor": e.Actor, "data": e.Data, "subject": e.Subject})
	if err != nil {
		return Entry{}, err
	}
	commitment, err := Commit(salt, payload)
	if err != nil {
		return Entry{}, err
	}
	leaf := Leaf{ID: hex.EncodeToString(id[:]), Type: e.Type, Time: l.clock.Now(), Versions: e.Versions, Commitment: commitment}
	text, err := leaf.Bytes()
	if err != nil {
		return Entry{}, err
	}
	return Entry{Leaf: leaf, Bytes: text, Hash: Hash(text), Opening: Opening{salt, payload}, Subject: e.Subject}, nil
}

// Check verifies that what the store keeps beside a leaf opens it. Errors: ErrLeaf, ErrMismatch; a NotFound fault.
func (l *Ledger) Check(ctx context.Context, id string) error {
	text, err := l.store.LeafBytes(ctx, id)
	if err != nil {
		return err
	}
	opening, err := l.store.LeafOpening(ctx, id)
	if err != nil {
		return err
	}
	return Verify(text, opening.Salt, opening.Payload)
}
