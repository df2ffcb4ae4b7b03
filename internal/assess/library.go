package assess

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/kit/instrument"
)

// Library holds the instruments that this version ships, and the packs of earlier versions as they are asked for. It is safe for
// concurrent use.
type Library struct {
	files   fs.FS
	resolve func(target string) error
	load    func() (map[string]offer, error)
	kept    sync.Map // hash → *instrument.Pack, of packs out of the store
}

type offer struct {
	pack *instrument.Pack
	file PackFile
}

// order is the order in which instruments are shown; those not named come after, by id.
var order = []string{"trust_questions", ScreeningID}

// ScreeningID is the instrument for protective security (säkerhetsskydd). It is read first and answered in the reader's own browser:
// its answers may never be kept, logged or sent, as the fact that somebody answered yes may itself be worth protecting.
const ScreeningID = "security_screening"

// MayBeKept tells whether answers to an instrument may leave the reader's browser.
func MayBeKept(pack *instrument.Pack) bool { return pack.ID != ScreeningID }

// NewLibrary makes a library of the packs in the folders of files: <folder>/<folder>.yaml. They are read on first use. resolve gives
// an error for a provision that is not known.
func NewLibrary(files fs.FS, resolve func(target string) error) *Library {
	l := &Library{files: files, resolve: resolve}
	l.load = sync.OnceValues(l.read)
	return l
}

func (l *Library) read() (map[string]offer, error) {
	folders, err := fs.ReadDir(l.files, ".")
	if err != nil {
		return nil, err
	}
	offers := map[string]offer{}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		name := path.Join(folder.Name(), folder.Name()+".yaml")
		source, err := fs.ReadFile(l.files, name)
		if err != nil {
			return nil, err
		}
		pack, err := instrument.Parse(name, source, instrument.WithResolve(l.resolve))
		if err != nil {
			return nil, fmt.Errorf("assess: %s: %w", name, err)
		}
		offers[pack.ID] = offer{pack, PackFile{Hash: pack.Hash(), ID: pack.ID, Version: pack.Version, Source: source}}
	}
	return offers, nil
}

// Instruments lists the instruments in the order in which they are shown.
func (l *Library) Instruments() ([]*instrument.Pack, error) {
	offers, err := l.load()
	if err != nil {
		return nil, err
	}
	var packs []*instrument.Pack
	for _, id := range order {
		if o, there := offers[id]; there {
			packs = append(packs, o.pack)
		}
	}
	for _, id := range sortedIDs(offers) {
		packs = append(packs, offers[id].pack)
	}
	return packs, nil
}

// Instrument gives the shipped version of an instrument, or a fault of kind not-found.
func (l *Library) Instrument(id string) (*instrument.Pack, error) {
	o, err := l.offer(id)
	return o.pack, err
}

func (l *Library) offer(id string) (offer, error) {
	offers, err := l.load()
	if err != nil {
		return offer{}, err
	}
	o, there := offers[id]
	if !there {
		return offer{}, fault.New("assess.Instrument", fault.NotFound, "assess.no_such_instrument", nil)
	}
	return o, nil
}

// pack gives the pack with a hash: the shipped one, or one that is kept in the store.
func (l *Library) pack(ctx context.Context, store Store, id, hash string) (*instrument.Pack, error) {
	if o, err := l.offer(id); err == nil && o.file.Hash == hash {
		return o.pack, nil
	}
	if pack, there := l.kept.Load(hash); there {
		return pack.(*instrument.Pack), nil
	}
	file, err := store.PackFile(ctx, hash)
	if err != nil {
		return nil, err
	}
	pack, err := instrument.Parse(file.ID, file.Source) // its provisions were checked when it was shipped
	if err != nil {
		return nil, fmt.Errorf("assess: the kept pack %s: %w", hash, err)
	}
	l.kept.Store(hash, pack)
	return pack, nil
}
