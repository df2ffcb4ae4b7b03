package search

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// The folder of the index:
//
//	lock                held by the process that writes
//	CURRENT             the name of the generation that answers
//	gen-*/              a generation: lexicon.txt and store/
//	read-*/             a reader's copy beside a writer, removed when it is done
//	rebuild             its presence asks the writer to rebuild
const (
	lockFile     = "lock"
	currentFile  = "CURRENT"
	genPrefix    = "gen-"
	readPrefix   = "read-"
	rebuildFile  = "rebuild"
	oldReadAfter = time.Hour
)

type folder struct {
	path string
	lock *bbolt.DB
}

// lockFolder makes the folder if need be and takes its lock, waiting at most so long. ErrLocked when another has it.
func lockFolder(path string, wait time.Duration) (*folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("search: make index folder: %w", err)
	}
	file := filepath.Join(path, lockFile)
	lock, err := bbolt.Open(file, 0o600, &bbolt.Options{Timeout: wait})
	if damagedLock(err) {
		// It holds nothing. Emptied, not removed: another process that has come in between has its lock on this very file.
		if err = os.Truncate(file, 0); err == nil {
			lock, err = bbolt.Open(file, 0o600, &bbolt.Options{Timeout: wait})
		}
	}
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, ErrLocked
	}
	if err != nil {
		return nil, fmt.Errorf("search: lock index folder: %w", err)
	}
	return &folder{path: path, lock: lock}, nil
}

// damagedLock tells that the lock's file is none, as after a disk that was full or broken.
func damagedLock(err error) bool {
	return errors.Is(err, bolterrors.ErrInvalid) || errors.Is(err, bolterrors.ErrChecksum) || errors.Is(err, bolterrors.ErrVersionMismatch)
}

func (f *folder) unlock() error {
	if f.lock == nil {
		return nil
	}
	return f.lock.Close()
}

// current gives the path of the generation that answers; ErrNotBuilt when there is none.
func (f *folder) current() (string, error) {
	name, err := os.ReadFile(filepath.Join(f.path, currentFile))
	if errors.Is(err, os.ErrNotExist) {
		return "", ErrNotBuilt
	}
	if err != nil {
		return "", fmt.Errorf("search: read %s: %w", currentFile, err)
	}
	base := strings.TrimSpace(string(name))
	if !strings.HasPrefix(base, genPrefix) || base != filepath.Base(base) {
		return "", fmt.Errorf("%w: %s names %q", ErrNotBuilt, currentFile, base)
	}
	return filepath.Join(f.path, base), nil
}

// newGeneration makes an empty folder to build in.
func (f *folder) newGeneration() (string, error) {
	path, err := os.MkdirTemp(f.path, genPrefix+"*")
	if err != nil {
		return "", fmt.Errorf("search: make generation: %w", err)
	}
	return path, nil
}

// setCurrent makes a generation the one that answers, in one step.
func (f *folder) setCurrent(path string) error {
	temp := filepath.Join(f.path, currentFile+".new")
	out, err := os.Create(temp)
	if err != nil {
		return fmt.Errorf("search: switch generation: %w", err)
	}
	_, err = out.WriteString(filepath.Base(path) + "\n")
	err = errors.Join(err, out.Sync(), out.Close())
	if err == nil {
		syncFolder(filepath.Join(path, storeFolder))
		syncFolder(path)
		err = os.Rename(temp, filepath.Join(f.path, currentFile))
	}
	if err != nil {
		return fmt.Errorf("search: switch generation: %w", err)
	}
	syncFolder(f.path)
	return nil
}

// sweep removes generations other than keep, and copies that readers have left behind.
func (f *folder) sweep(keep string) error {
	entries, err := os.ReadDir(f.path)
	if err != nil {
		return fmt.Errorf("search: clean index folder: %w", err)
	}
	var errs []error
	for _, e := range entries {
		path := filepath.Join(f.path, e.Name())
		if strings.HasPrefix(e.Name(), genPrefix) && path != keep || strings.HasPrefix(e.Name(), readPrefix) && isOld(e) {
			errs = append(errs, os.RemoveAll(path))
		}
	}
	return errors.Join(errs...)
}

func isOld(e os.DirEntry) bool {
	info, err := e.Info()
	return err == nil && time.Since(info.ModTime()) > oldReadAfter
}

// RequestRebuild asks the process that has the index in dir open to rebuild it; it does so within seconds.
func RequestRebuild(dir string) error {
	if err := os.WriteFile(filepath.Join(dir, rebuildFile), nil, 0o600); err != nil {
		return fmt.Errorf("search: ask for a rebuild: %w", err)
	}
	return nil
}

func (f *folder) rebuildRequested() bool {
	_, err := os.Stat(filepath.Join(f.path, rebuildFile))
	return err == nil
}

func (f *folder) clearRebuild() error {
	err := os.Remove(filepath.Join(f.path, rebuildFile))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("search: clear the request to rebuild: %w", err)
	}
	return nil
}
