package cli

type lawCmd struct {
	Parse lawParseCmd `cmd:"" help:"Read the structure of a statute: chapters, sections, points, and when they are in force."`
}
