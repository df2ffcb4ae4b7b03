package web

import (
	"strings"
	"time"

	"github.com/tillit-se/tillit/internal/fault"
	"github.com/tillit-se/tillit/internal/web/components"
	"github.com/tillit-se/tillit/kit/instrument"
)

// tasksView is what templates/assess/tasks.html shows: the sections with how far each has come.
type tasksView struct {
	Page
	Frame    assessFrame
	Progress components.Progress
	Counts   []string // findings by severity, and what is unanswered
	Saved    time.Time
	Newer    string // version that the assessment can be moved to
	MoveHref string
	Problems string // answers that do not count
	Resume   components.Component
	Parts    []partTasks
	Ways     []components.Component
	Files    []components.Link
	MayEdit  bool
}

type partTasks struct {
	Title string
	Tasks components.TaskList
}

// tasksPage shows the sections.
func (p paper) tasksPage() tasksView {
	view := tasksView{Page: p.r.Page(p.r.words(p.pack.Title)), MayEdit: p.mayEdit}
	view.NoIndex = true
	view.Progress = p.progress()
	view.Counts = p.countWords()
	view.Problems = p.problemWords()
	if id := p.resume(); id != "" && p.mayEdit {
		key := "web_assess.resume"
		if len(p.answers.Items) == 0 {
			key = "web_assess.begin_answering"
		}
		view.Resume = p.mainWay(p.trail.way(p.r.T(key), "", toQuestion(id)))
	}
	for _, part := range partsOf(p.pack) {
		if tasks := p.partTasks(part); len(tasks.Tasks.Tasks) > 0 {
			view.Parts = append(view.Parts, tasks)
		}
	}
	view.Ways = []components.Component{
		p.trail.way(p.r.T("web_assess.to_check"), "", "check"), p.trail.way(p.r.T("web_assess.to_result"), "", "result"),
		p.trail.way(p.r.T("web_assess.print"), "", "print"),
	}
	return view
}

// mainWay makes a way the page's main button.
func (p paper) mainWay(way components.Component) components.Component {
	switch way := way.(type) {
	case components.Link:
		return components.Button{Label: way.Label, Href: way.Href}
	case components.Button:
		way.Kind = components.Primary
		return way
	}
	return way
}

func (p paper) progress() components.Progress {
	progress := components.Progress{Label: p.r.T("web_assess.answered")}
	for _, s := range p.result.Progress {
		progress.Total += s.Total
		progress.Done += s.Answered + s.DoNotKnow + s.NotApplicable
	}
	return progress
}

// countWords says what the answers have raised and what is missing, in a row.
func (p paper) countWords() []string {
	var words []string
	if raised := severityCounts(p.r, p.counted()); len(raised) > 0 {
		n := len(p.result.Findings)
		words = append(words, p.r.Printer.N("web_assess.count.findings", n, fault.Args{"by": strings.Join(raised, ", ")}))
	}
	if n := len(p.lacking()); n > 0 {
		words = append(words, p.r.Printer.N("web_assess.count.unanswered", n, nil))
	}
	if n := len(p.result.Undetermined); n > 0 {
		words = append(words, p.r.Printer.N("web_assess.count.undetermined", n, nil))
	}
	return words
}

// problemWords says how many answers do not count because they do not fit.
func (p paper) problemWords() string {
	n := len(p.result.Problems.Errors()) + len(p.result.Ignored)
	if n == 0 {
		return ""
	}
	return p.r.Printer.N("web_assess.problems", n, nil)
}

func (p paper) partTasks(part instrument.Part) partTasks {
	tasks := partTasks{Title: p.r.words(part.Title), Tasks: components.TaskList{Name: "part-" + part.ID, Label: p.r.words(part.Title)}}
	for _, section := range p.pack.Sections {
		if section.Part != part.ID {
			continue
		}
		for _, progress := range p.result.Progress {
			if progress.Section == section.ID && progress.State != instrument.SectionHidden {
				tasks.Tasks.Tasks = append(tasks.Tasks.Tasks, p.task(section, progress))
			}
		}
	}
	return tasks
}

var taskStatuses = map[instrument.SectionState]components.TaskStatus{
	instrument.SectionUndetermined: components.CannotStart,
	instrument.SectionNotStarted:   components.NotStarted,
	instrument.SectionStarted:      components.InProgress,
	instrument.SectionDone:         components.Done,
}

func (p paper) task(section instrument.Section, progress instrument.Progress) components.Task {
	task := components.Task{Title: p.r.words(section.Title), Status: taskStatuses[progress.State], Hint: p.findingsIn(section.ID)}
	if progress.Total > 0 {
		done := progress.Answered + progress.DoNotKnow + progress.NotApplicable
		task.Detail = p.r.T("web.progress", fault.Args{"done": done, "total": progress.Total})
	}
	first := p.firstOf(section.ID)
	if progress.State == instrument.SectionUndetermined || first == "" {
		task.Status = components.CannotStart
		task.Detail, task.Hint = "", p.r.T("web_assess.section_waits")
		return task
	}
	task.Way = p.trail.way(task.Title, "", toQuestion(first))
	return task
}

// findingsIn counts what the answers of a section have raised.
func (p paper) findingsIn(section string) string {
	counts := map[instrument.Severity]int{}
	for _, finding := range p.result.Findings {
		if finding.Question != "" && p.question(finding.Question).Section == section {
			counts[finding.Severity]++
		}
	}
	return strings.Join(severityCounts(p.r, counts), " · ")
}
