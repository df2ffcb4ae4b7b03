package search

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	rootFile     = "root.bolt" // scorch's list of segments
	segmentEnd   = ".zap"
	snapshotWait = 2 * time.Second
	retryCopy    = 50 * time.Millisecond
)

// OpenSnapshot opens an index that another process is writing to, as it is now: segments never change, so they are
// linked into a folder of the reader's own, beside a copy of the short list of them. It takes no lock and disturbs
// nobody. The index cannot be written to. It gives up with ErrLocked when no whole copy could be had within two
// seconds, and with ErrNotBuilt when there is no index.
func OpenSnapshot(ctx context.Context, config Config) (*Index, error) {
	ctx, cancel := context.WithTimeout(ctx, snapshotWait)
	defer cancel()
	dir := &folder{path: config.Dir}
	for {
		x, err := copyAndOpen(dir, config)
		if err == nil || errors.Is(err, ErrNotBuilt) {
			return x, err
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("%w: %w", ErrLocked, err)
		case <-time.After(retryCopy):
		}
	}
}

func copyAndOpen(dir *folder, config Config) (*Index, error) {
	source, err := dir.current()
	if err != nil {
		return nil, err
	}
	target, err := os.MkdirTemp(dir.path, readPrefix+"*")
	if err != nil {
		return nil, fmt.Errorf("search: make a reader's copy: %w", err)
	}
	x := newIndex(config, dir)
	x.copied = target
	if err := copyGeneration(source, target); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	gen, err := openGeneration(target, true)
	if err != nil {
		return nil, errors.Join(err, x.Close())
	}
	if err := x.adopt(gen); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

// copyGeneration links the segments and copies the rest. A list that changed while the segments were linked may name
// others than those: then the copy is not whole and is tried again.
func copyGeneration(source, target string) error {
	store := filepath.Join(target, storeFolder)
	if err := os.Mkdir(store, 0o700); err != nil {
		return fmt.Errorf("search: copy index: %w", err)
	}
	if err := linkOrCopy(filepath.Join(source, lexiconFile), filepath.Join(target, lexiconFile)); err != nil {
		return err
	}
	list := filepath.Join(source, storeFolder, rootFile)
	before, err := os.ReadFile(list)
	if err != nil {
		return fmt.Errorf("search: copy index: %w", err)
	}
	if err := linkSegments(filepath.Join(source, storeFolder), store); err != nil {
		return err
	}
	after, err := os.ReadFile(list)
	if err != nil {
		return fmt.Errorf("search: copy index: %w", err)
	}
	if !bytes.Equal(before, after) {
		return errors.New("search: copy index: it changed meanwhile")
	}
	if err := os.WriteFile(filepath.Join(store, rootFile), after, 0o600); err != nil {
		return fmt.Errorf("search: copy index: %w", err)
	}
	return nil
}

func linkSegments(source, target string) error {
	entries, err := os.ReadDir(source)
	if err != nil {
		return fmt.Errorf("search: copy index: %w", err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), segmentEnd) {
			continue
		}
		if err := linkOrCopy(filepath.Join(source, e.Name()), filepath.Join(target, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// linkOrCopy makes a second name for a file that never changes, or a copy where the file system has no links.
func linkOrCopy(source, target string) error {
	if err := os.Link(source, target); err == nil || errors.Is(err, os.ErrNotExist) {
		return err
	}
	in, err := os.Open(source)
	if err != nil {
		return fmt.Errorf("search: copy index: %w", err)
	}
	defer in.Close() //nolint:errcheck // read only
	out, err := os.Create(target)
	if err != nil {
		return fmt.Errorf("search: copy index: %w", err)
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Close()); err != nil {
		return fmt.Errorf("search: copy index: %w", err)
	}
	return nil
}
