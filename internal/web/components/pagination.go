package components

// Pagination leads through the pages of a list. NewPagination fills it.
type Pagination struct {
	Page, Pages  int
	PreviousHref string
	NextHref     string
	Items        []PageItem
}

// PageItem is a page's number, or a gap where numbers are left out.
type PageItem struct {
	Number  int
	Href    string
	Current bool
	Gap     bool
}

// Template names the component's template.
func (Pagination) Template() string { return "pagination" }

// NewPagination shows the first and the last page, the present one and those beside it. href gives a page's address.
func NewPagination(page, pages int, href func(int) string) Pagination {
	p := Pagination{Page: page, Pages: pages}
	if pages < 2 {
		return p
	}
	if page > 1 {
		p.PreviousHref = href(page - 1)
	}
	if page < pages {
		p.NextHref = href(page + 1)
	}
	last := 0
	for _, number := range []int{1, page - 1, page, page + 1, pages} {
		if number <= last || number > pages {
			continue
		}
		if number > last+1 {
			p.Items = append(p.Items, PageItem{Gap: true})
		}
		p.Items = append(p.Items, PageItem{Number: number, Href: href(number), Current: number == page})
		last = number
	}
	return p
}
