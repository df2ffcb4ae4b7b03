// Command dmn compares how fast decision models are compiled and evaluated by kit/dmn, by Apache KIE Drools and by the
// engine of Camunda, on the same models and the same inputs, and prints one table.
//
//	go run ./bench/dmn [-time 1s] [-tck DIR] [-engines tillit,drools,camunda] [-json FILE]
//
// Every engine runs in a process of its own, on one core (taskset, where there is one), after a warm-up of five times the
// measuring time; the figure is the median of five runs. Inputs are values already, and no trace is asked for. What the
// engines answer is compared: a row whose answers differ says so. Drools and Camunda need Java 17 and Maven, and are left
// out with a word where those are missing.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench/dmn: ")
	var o options
	flag.DurationVar(&o.wait, "time", time.Second, "how long one run takes")
	flag.StringVar(&o.tck, "tck", os.Getenv("TILLIT_CONFORMANCE"), "folder that holds dmn-tck, for the compilation of its largest model")
	engines := flag.String("engines", "tillit,drools,camunda", "engines to measure, the first being the one compared with")
	flag.StringVar(&o.json, "json", "", "write the figures to this file too")
	flag.StringVar(&o.measure, "measure", "", "measure kit/dmn by this manifest and print JSON lines (the command calls itself so)")
	flag.StringVar(&o.profile, "profile", "", "with -measure: write a profile of the processor to this file")
	flag.StringVar(&o.only, "only", "", "only cases whose name holds this")
	flag.Parse()
	o.engines = strings.Split(*engines, ",")
	if err := run(o); err != nil {
		log.Fatal(err)
	}
}

type options struct {
	wait                              time.Duration
	tck, json, measure, profile, only string
	engines                           []string
}

// figure is what was measured of one case with one engine.
type figure struct {
	Name    string   `json:"name"`
	Compile float64  `json:"compile_ns"`
	Nanos   float64  `json:"ns"`
	Bytes   float64  `json:"bytes"`
	Allocs  *float64 `json:"allocs,omitempty"` // known of Go only
	Results []any    `json:"results"`
	Error   string   `json:"error,omitempty"`
}

func run(o options) error {
	if o.measure != "" {
		return measureOurs(o)
	}
	folder, err := os.MkdirTemp("", "bench-dmn")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	cases, err := writeCases(folder, o)
	if err != nil {
		return err
	}
	figures := map[string][]figure{}
	var measured []string
	for _, engine := range o.engines {
		found, err := measureEngine(engine, folder, o)
		if errors.Is(err, errMissing) {
			log.Printf("%s is left out: %v", engine, err)
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", engine, err)
		}
		measured, figures[engine] = append(measured, engine), found
	}
	printTable(os.Stdout, cases, measured, figures)
	if o.json == "" {
		return nil
	}
	text, err := json.MarshalIndent(figures, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(o.json, append(text, '\n'), 0o600)
}

// writeCases makes the models and the manifest.
func writeCases(folder string, o options) ([]benchCase, error) {
	cases, err := makeCases(o.tck)
	if err != nil {
		return nil, err
	}
	cases = slices.DeleteFunc(cases, func(c benchCase) bool { return !strings.Contains(c.Name, o.only) })
	for i := range cases {
		cases[i].File = filepath.Join(folder, fmt.Sprintf("%02d.dmn", i))
		if err := os.WriteFile(cases[i].File, cases[i].source, 0o600); err != nil {
			return nil, err
		}
	}
	text, err := json.Marshal(cases)
	if err != nil {
		return nil, err
	}
	return cases, os.WriteFile(manifest(folder), text, 0o600)
}

func manifest(folder string) string { return filepath.Join(folder, "manifest.json") }

// errMissing says that an engine cannot run on this machine.
var errMissing = errors.New("not on this machine")

// measureEngine runs an engine in its own process and reads its figures.
func measureEngine(engine, folder string, o options) ([]figure, error) {
	command, err := engineCommand(engine, folder, o)
	if err != nil {
		return nil, err
	}
	if taskset, err := exec.LookPath("taskset"); err == nil {
		command = append([]string{taskset, "-c", "1"}, command...)
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stderr = os.Stderr
	text, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var figures []figure
	for line := range strings.Lines(string(text)) {
		var f figure
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			return nil, fmt.Errorf("it printed %.80q: %w", line, err)
		}
		figures = append(figures, f)
	}
	return figures, nil
}

func engineCommand(engine, folder string, o options) ([]string, error) {
	seconds := fmt.Sprintf("%g", o.wait.Seconds())
	switch engine {
	case "tillit":
		self, err := os.Executable()
		return []string{self, "-measure", manifest(folder), "-time", o.wait.String()}, err
	case "drools", "camunda":
		classpath, err := buildJava()
		return []string{
			"java", "-Xms2g", "-Xmx2g", "-XX:+UseSerialGC", "-cp", classpath, "se.tillit.bench.Bench", engine, manifest(folder), seconds,
		}, err
	}
	return nil, fmt.Errorf("there is no engine %q", engine)
}

// buildJava builds the Maven project beside this file and gives its class path.
func buildJava() (string, error) {
	for _, tool := range []string{"java", "mvn"} {
		if _, err := exec.LookPath(tool); err != nil {
			return "", fmt.Errorf("%s: %w", tool, errMissing)
		}
	}
	project := filepath.Join("bench", "dmn", "java")
	if _, err := os.Stat(project); err != nil {
		return "", fmt.Errorf("run it from the root of the repository: %w", err)
	}
	if out, err := exec.Command("mvn", "-q", "-B", "-f", project, "package").CombinedOutput(); err != nil {
		return "", fmt.Errorf("mvn package: %w\n%s", err, out)
	}
	classpath, err := os.ReadFile(filepath.Join(project, "target", "classpath"))
	return filepath.Join(project, "target", "classes") + ":" + string(classpath), err
}
