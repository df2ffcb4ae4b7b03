package decide

import (
	"fmt"
	"path"
	"strings"

	"github.com/tillit-se/tillit/kit/dmn"
)

// File is a model file that others may import.
type File struct {
	Name   string // the last part of its path; may be empty
	Source []byte
}

// among finds imported models in a set of files: that which has the namespace, and of several the one that the import's location names.
func among(files []File, limits dmn.FileLimits) func(*dmn.Import) ([]byte, error) {
	spaces := make([]string, len(files))
	read := false
	return func(i *dmn.Import) ([]byte, error) {
		for k, f := range files {
			if read {
				break
			}
			d, err := dmn.Read(f.Source, limits)
			if err != nil {
				return nil, fmt.Errorf("the file %s cannot be read: %w", quoted(f.Name, k), err)
			}
			spaces[k] = d.Namespace
		}
		read = true
		var found []File
		for k, f := range files {
			if spaces[k] == i.Namespace {
				found = append(found, f)
			}
		}
		return pick(found, path.Base(strings.ReplaceAll(i.LocationURI, "\\", "/")))
	}
}

func quoted(name string, k int) string {
	if name == "" {
		return fmt.Sprintf("number %d", k+1)
	}
	return fmt.Sprintf("%q", name)
}

func pick(found []File, name string) ([]byte, error) {
	if len(found) == 0 {
		return nil, nil
	}
	if len(found) == 1 {
		return found[0].Source, nil
	}
	for _, f := range found {
		if f.Name == name {
			return f.Source, nil
		}
	}
	return nil, fmt.Errorf("%d files have that namespace; name one by locationURI", len(found))
}
