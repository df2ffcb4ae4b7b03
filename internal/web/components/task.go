package components

// TaskStatus is how far a task has come.
type TaskStatus string

// The statuses. Done is said in plain text; what remains stands out.
const (
	NotStarted  TaskStatus = "not_started"
	InProgress  TaskStatus = "in_progress"
	Done        TaskStatus = "done"
	CannotStart TaskStatus = "cannot_start"
)

// TaskList is long work cut in parts that may be done in any order.
type TaskList struct {
	Name  string // needed once there are two on a page; "task" when empty
	Label string // said of the list to screen readers
	Tasks []Task
}

// Task is one part of the work.
type Task struct {
	Title  string
	Href   string    // empty when it cannot start
	Way    Component // in place of title and Href: a button, where the work travels in a form
	Hint   string
	Status TaskStatus
	Detail string // beside the status: "5 av 8"
	Owner  string // to whom it is assigned
}

// Template names the component's template.
func (TaskList) Template() string { return "task-list" }

// ID begins the ids of the tasks' statuses.
func (l TaskList) ID() string {
	if l.Name == "" {
		return "task"
	}
	return l.Name
}

// Key is the message of the task's status.
func (t Task) Key() string {
	switch t.Status {
	case InProgress, Done, CannotStart:
		return "web.task." + string(t.Status)
	}
	return "web.task.not_started"
}

// Step tells where one is in a group of questions: "Fråga 4 av 8 · Rättslig grund".
type Step struct {
	Number, Total int
	Section       string
}

// Template names the component's template.
func (Step) Template() string { return "step" }

// Progress tells how much is done, in words and as a bar.
type Progress struct {
	Label string // "Besvarade frågor"
	Done  int
	Total int
}

// Template names the component's template.
func (Progress) Template() string { return "progress" }

// Percent is the share done, for the bar's width: "43%".
func (p Progress) Percent() string {
	if p.Total <= 0 {
		return "0%"
	}
	return itoa(min(100, max(0, p.Done*100/p.Total))) + "%"
}
