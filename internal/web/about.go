package web

import "net/http"

// about is what is said about the site: what it is, how accessible it is, what it keeps of its readers.
type about struct{}

// aboutView is what the templates of about show.
type aboutView struct{ Page }

func (f about) Routes(routes *Routes) {
	for path, name := range map[string]string{"/about": "about", "/accessibility": "accessibility", "/privacy": "privacy"} {
		routes.Get(path, func(w http.ResponseWriter, r *Request) error {
			view := aboutView{Page: r.Page(r.T("about." + name + ".title"))}
			view.Public, view.Description = true, r.T("about."+name+".description")
			if name != "about" {
				view.Page = view.Under(r.T("web.nav.about"), "/about")
			}
			return r.Render(w, http.StatusOK, "about/"+name, view)
		})
	}
}

func (about) Views() Views {
	return Views{"about/about": aboutView{}, "about/accessibility": aboutView{}, "about/privacy": aboutView{}}
}
