package web

import (
	"net/http"

	"github.com/tillit-se/tillit/content"
	"github.com/tillit-se/tillit/internal/guide"
	"github.com/tillit-se/tillit/internal/web/components"
)

// Addresses of the guide, without the language.
const (
	guidePath           = "/guide"
	guideReferencesPath = guidePath + "/references"
	guideQualitiesPath  = guidePath + "/qualities"
	guideTermsPath      = guidePath + "/terms"
	guidePrintPath      = guidePath + "/print"
	guideMarkdownPath   = "/guide.md"
	guideExportPath     = guidePath + "/export.html"
)

// Guide is the pages of the guide: its steps for everybody, and where a system stands for the organisation that it belongs to.
type Guide struct {
	Service *guide.Service
	Law     LawBook
}

// NewGuide makes the feature. sources are the legal sources that the guide cites, as content.Provisions gives them.
func NewGuide(service *guide.Service, sources []content.Source) Guide {
	return Guide{Service: service, Law: NewLawBook(sources)}
}

// Views names the pages.
func (Guide) Views() Views {
	return Views{
		"guide/overview": guideOverviewView{}, "guide/step": guideStepView{}, "guide/references": guideReferencesView{},
		"guide/qualities": guideQualitiesView{}, "guide/terms": guideTermsView{}, "guide/print": guidePrintView{},
		"guide/status": guideStatusView{}, "guide/tick": guideTickView{}, "guide/system_qualities": systemQualitiesView{},
		"guide/inventory": inventoryView{}, "guide/set": dataSetView{}, "guide/inventory_import": inventoryImportView{},
	}
}

// Routes registers the handlers.
func (f Guide) Routes(rs *Routes) {
	rs.Get(guidePath, f.overview)
	rs.Get("/guide.json", f.overviewJSON)
	rs.Get("/guide.md", f.markdown)
	rs.Get(guideExportPath, f.export)
	rs.Get(guidePrintPath, f.print)
	rs.Get(guideReferencesPath, f.references)
	rs.Get(guideQualitiesPath, f.qualities)
	rs.Get(guideTermsPath, f.terms)
	rs.Get("/guide/{id}", f.step)

	rs.Get("/work/systems/{id}/guide", f.status)
	rs.Get("/work/systems/{id}/guide.json", f.statusJSON)
	rs.Get("/work/systems/{id}/guide/way", f.askWay)
	rs.Post("/work/systems/{id}/guide/way", f.chooseWay)
	rs.Get("/work/systems/{id}/guide/{step}/{demand}", f.askTick)
	rs.Post("/work/systems/{id}/guide/{step}/{demand}", f.tick)
	rs.Post("/work/systems/{id}/guide/{step}/{demand}/undo", f.untick)
	rs.Get("/work/systems/{id}/qualities", f.systemQualities)

	rs.Get("/work/systems/{id}/data", f.inventory)
	rs.Get("/work/systems/{id}/data.json", f.inventoryJSON)
	rs.Get("/work/systems/{id}/data.csv", f.inventoryCSV)
	rs.Get("/work/systems/{id}/data/import", f.askImport)
	rs.Post("/work/systems/{id}/data/import", f.importInventory)
	rs.Get("/work/systems/{id}/data/sets/{set}", f.editSet)
	rs.Post("/work/systems/{id}/data/sets/{set}", f.saveSet)
	rs.Get("/work/systems/{id}/data/sets/{set}/remove", f.askRemoveSet)
	rs.Post("/work/systems/{id}/data/sets/{set}/remove", f.removeSet)
}

// stepPath is the address of a step.
func stepPath(id string) string { return guidePath + "/" + id }

// words is a text of content in the reader's language.
func (r *Request) said(t content.Text) string { return t.In(string(r.Lang)) }

// tags are qualities as marks.
func (f Guide) tags(r *Request, g content.Guide, ids []string) []components.Tag {
	var tags []components.Tag
	for _, id := range ids {
		if q, ok := g.Quality(id); ok {
			tags = append(tags, components.Tag{Text: r.said(q.Word)})
		}
	}
	return tags
}

// guidePage begins a page of the guide under its overview.
func (r *Request) guidePage(title string) Page {
	page := r.Page(title)
	if title != r.T("web_guide.title") {
		page = page.Under(r.T("web_guide.title"), guidePath)
	}
	page.Public = true
	return page
}

// overviewJSON writes the whole guide's frame and steps.
func (f Guide) overviewJSON(w http.ResponseWriter, r *Request) error {
	all, err := f.Service.Export()
	if err != nil {
		return err
	}
	return r.JSON(w, all)
}
