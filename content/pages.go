package content

import (
	"fmt"
	"io/fs"
	"strings"
)

// pagesFile lists the pages of the site that texts may lead to, one path a line. A test of the site sees to it that it has them.
const pagesFile = "guide/pages.txt"

// LinkedPages are the paths of the site, without language, that texts may lead to.
func (l Library) LinkedPages() ([]string, error) {
	data, err := fs.ReadFile(l.files, pagesFile)
	if err != nil {
		return nil, fmt.Errorf("content: read %s: %w", pagesFile, err)
	}
	return strings.Fields(string(data)), nil
}

func (g *guideChecker) readPages(l Library) {
	pages, err := l.LinkedPages()
	g.failed(err)
	g.pages = map[string]bool{}
	for _, page := range pages {
		g.pages[page] = true
	}
}
