package cli

import (
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/tillit-se/tillit/kit/mask"
	"github.com/tillit-se/tillit/kit/mask/hide"
)

type maskReportCmd struct {
	Files []string `arg:"" optional:"" name:"file" help:"Text files in UTF-8; none, or -, is standard input."`
	JSON  bool     `name:"json" help:"Print the report as JSON."`
	maskFlags
}

// Run masks to nowhere and prints what was counted.
func (c maskReportCmd) Run(s *session) error {
	masker, _, err := c.masker(false)
	if err != nil {
		return err
	}
	inputs, err := s.maskInputs(c.Files)
	if err != nil {
		return err
	}
	document := masker.Begin()
	if err := inputs.each(func(in io.Reader, _ string) error { return document.Copy(io.Discard, in) }); err != nil {
		return maskError(err)
	}
	report := document.Report()
	if c.JSON {
		return s.printJSON(report)
	}
	return s.printReport(report)
}

func (s *session) printReport(r hide.Report) error {
	w := tabwriter.NewWriter(s.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, s.p.T("mask.report_head", nil))
	for _, c := range r.Classes {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\n", c.Class, c.Operator, c.Hits, c.Entities, c.Sure, c.Likely, c.Possible)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, s.p.N("mask.report_total", r.Hits, map[string]any{"profile": r.Profile, "bytes": r.Bytes}))
	for _, a := range r.Ambiguous {
		fmt.Fprintln(s.Stdout, s.p.T("mask.report_ambiguous", map[string]any{"label": a.Label, "candidates": fmt.Sprint(a.MayBe)}))
		if a.Earlier != "" {
			fmt.Fprintln(s.Stdout, s.p.T("mask.report_earlier", map[string]any{"earlier": a.Earlier}))
		}
	}
	return nil
}

type maskClassesCmd struct {
	JSON bool `name:"json" help:"Print JSON."`
}

// Run lists the classes.
func (c maskClassesCmd) Run(s *session) error {
	type class struct {
		Class mask.Class `json:"class"`
		SV    string     `json:"sv"`
		EN    string     `json:"en"`
	}
	var list []class
	for _, one := range mask.Classes() {
		list = append(list, class{one, one.Describe(hide.Swedish), one.Describe(hide.English)})
	}
	if c.JSON {
		return s.printJSON(list)
	}
	w := tabwriter.NewWriter(s.Stdout, 0, 0, 2, ' ', 0)
	for _, one := range list {
		fmt.Fprintf(w, "%s\t%s\n", one.Class, one.Class.Describe(string(s.p.Lang())))
	}
	return w.Flush()
}

type maskProfilesCmd struct {
	Profile string `arg:"" optional:"" help:"A profile, or a YAML file of your own, to tell about."`
}

// Run lists the profiles with their titles, or what one does to each class.
func (c maskProfilesCmd) Run(s *session) error {
	lang := string(s.p.Lang())
	w := tabwriter.NewWriter(s.Stdout, 0, 0, 2, ' ', 0)
	if c.Profile == "" {
		for _, id := range hide.ProfileIDs() {
			profile, err := hide.Embedded(id)
			if err != nil {
				return err
			}
			fmt.Fprintf(w, "%s\t%s\n", id, profile.Title.In(lang))
		}
		return w.Flush()
	}
	profile, err := maskFlags{Profile: c.Profile}.profile()
	if err != nil {
		return err
	}
	fmt.Fprintf(s.Stdout, "%s\n%s\n", profile.Title.In(lang), profile.Description.In(lang))
	for _, class := range profile.Classes() {
		fmt.Fprintf(w, "%s\t%s\n", class, profile.Rule(class).Operator)
	}
	return w.Flush()
}

type maskKeyCmd struct {
	New    maskKeyNewCmd    `cmd:"" help:"Make a key file with one key."`
	Rotate maskKeyRotateCmd `cmd:"" help:"Add a key and use it from now on."`
	List   maskKeyListCmd   `cmd:"" help:"List the ids of the keys, the one in use last."`
}

type maskKeyNewCmd struct {
	File string `arg:"" help:"The file to make. One that exists is left as it is."`
}

// Run makes a key file that its owner alone may read.
func (c maskKeyNewCmd) Run(s *session) error {
	keys := hide.NewKeyRing(time.Now())
	if err := keys.Create(c.File); err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, s.p.T("mask.key_new", map[string]any{"id": keys.Current().ID, "path": c.File}))
	return nil
}

type maskKeyRotateCmd struct {
	File string `arg:"" help:"The key file."`
}

// Run adds a key.
func (c maskKeyRotateCmd) Run(s *session) error {
	keys, err := hide.LoadKeyRing(c.File)
	if err != nil {
		return maskError(err)
	}
	keys.Rotate(time.Now())
	if err := keys.Replace(c.File); err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, s.p.T("mask.key_rotated", map[string]any{"id": keys.Current().ID, "path": c.File}))
	return nil
}

type maskKeyListCmd struct {
	File string `arg:"" help:"The key file."`
}

// Run lists ids, never secrets.
func (c maskKeyListCmd) Run(s *session) error {
	keys, err := hide.LoadKeyRing(c.File)
	if err != nil {
		return maskError(err)
	}
	for _, id := range keys.IDs() {
		fmt.Fprintln(s.Stdout, id)
	}
	return nil
}
