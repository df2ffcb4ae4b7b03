package dmn

import (
	"bytes"
	"os"
	"path/filepath"
)

// maxFolderFiles bounds the files that are looked into for one import.
const maxFolderFiles = 1000

// ImportFrom returns an [Options.Import] that finds models in a folder: the
// file that the import's location names when it lies there, else the file with
// the namespace that is wanted. It reads only files of that folder itself.
func ImportFrom(folder string) func(*Import) ([]byte, error) {
	return func(i *Import) ([]byte, error) {
		if name := filepath.Base(filepath.FromSlash(i.LocationURI)); i.LocationURI != "" && filepath.Ext(name) == ".dmn" {
			source, err := os.ReadFile(filepath.Join(folder, name))
			if err == nil && bytes.Contains(source, []byte(i.Namespace)) {
				return source, nil
			}
		}
		return byNamespace(folder, i.Namespace)
	}
}

func byNamespace(folder, namespace string) ([]byte, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	looked := 0
	for _, entry := range entries {
		if filepath.Ext(entry.Name()) != ".dmn" || !entry.Type().IsRegular() {
			continue
		}
		if looked++; looked > maxFolderFiles {
			break
		}
		source, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil || !bytes.Contains(source, []byte(namespace)) {
			continue
		}
		if d, err := Read(source, FileLimits{}); err == nil && d.Namespace == namespace {
			return source, nil
		}
	}
	return nil, nil
}
