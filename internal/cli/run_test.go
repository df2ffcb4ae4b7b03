package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/internal/account"
	"github.com/tillit-se/tillit/internal/app"
	"github.com/tillit-se/tillit/internal/cli"
	"github.com/tillit-se/tillit/internal/config"
)

// told is what a command said and how it ended.
type told struct {
	code     int
	out, err string
}

// desk is where commands are run: a folder with a database, a language, and what stands on standard input.
type desk struct {
	folder string
	env    map[string]string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	folder := t.TempDir()
	return &desk{folder: folder, env: map[string]string{"TILLIT_DB": filepath.Join(folder, "tillit.db"), "HOME": folder, "LANG": "en_GB.UTF-8"}}
}

// file writes a file into the folder and gives its path.
func (d *desk) file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(d.folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (d *desk) run(t *testing.T, stdin string, args ...string) told {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Run(t.Context(), args, cli.Env{
		Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs, Getenv: func(name string) string { return d.env[name] },
	})
	return told{code, out.String(), errs.String()}
}

// commands are the words of every command, such as "mask key new".
func commands(t *testing.T) [][]string {
	t.Helper()
	var all [][]string
	for line := range strings.Lines(newDesk(t).run(t, "", "--help").out) {
		if found := commandLine.FindString(line); found != "" {
			all = append(all, strings.Fields(found))
		}
	}
	if len(all) < 25 {
		t.Fatalf("only %d commands", len(all))
	}
	return all
}

// commandLine is how the help names a command: its words, before its arguments and flags.
var commandLine = regexp.MustCompile(`^  [a-z][a-z-]*( [a-z][a-z-]*)*`)

// unprinted is a message whose words are missing, or a value that Go printed.
var unprinted = regexp.MustCompile(`\[[a-z_]+\.[a-z_.]+\]|%!|<nil>|map\[`)

func TestEveryCommandTellsHowItIsUsed(t *testing.T) {
	d := newDesk(t)
	for _, words := range commands(t) {
		name := strings.Join(words, " ")
		got := d.run(t, "", append(slices.Clone(words), "--help")...)
		if got.code != 0 || got.err != "" || !strings.HasPrefix(got.out, "Usage: tillit "+words[0]) || unprinted.MatchString(got.out) {
			t.Errorf("%s --help: %d\n%s%s", name, got.code, got.out, got.err)
		}
		if _, err := os.Stat(d.env["TILLIT_DB"]); err == nil {
			t.Fatalf("%s --help made a database", name)
		}
	}
}

func TestWrongUsageEndsWithTwoAndSaysWhatIsWrong(t *testing.T) {
	d := newDesk(t)
	here := d.file(t, "here.txt", "x")
	cases := []struct {
		args []string
		says string // in English
	}{
		{nil, "serve"},
		{[]string{"nonsense"}, "nonsense"},
		{[]string{"serv"}, "serve"},
		{[]string{"--nonsense"}, "--nonsense"},
		{[]string{"version", "--nonsense"}, "--nonsense"},
		{[]string{"version", "more"}, "more"},
		{[]string{"import"}, "<format>"},
		{[]string{"import", "csv"}, "<file>"},
		{[]string{"import", "xml", here}, "xml"},
		{[]string{"import", "csv", here, "--as-of", "yesterday"}, "yesterday"},
		{[]string{"export"}, "<format>"},
		{[]string{"export", "us-2024"}, "can only be read"},
		{[]string{"export", "xml"}, "xml"},
		{[]string{"search", "--limit", "0"}, "limit"},
		{[]string{"search", "--limit", "101"}, "limit"},
		{[]string{"search", "--limit", "many"}, "limit"},
		{[]string{"search", "--page", "0"}, "page"},
		{[]string{"search", "--in", "moon"}, "moon"},
		{[]string{"instrument"}, "check"},
		{[]string{"instrument", "check"}, "<paths>"},
		{[]string{"instrument", "run", "trust_questions"}, "--answers"},
		{[]string{"instrument", "run", "trust_questions", "--answers", "-", "--today", "soon"}, "soon"},
		{[]string{"guide", "status"}, "<system>"},
		{[]string{"law", "parse"}, "<file>"},
		{[]string{"law", "parse", here, "--at", "soon"}, "soon"},
		{[]string{"law", "parse", here, "--format", "poem"}, "poem"},
		{[]string{"law", "cite", here, "--date", "soon"}, "soon"},
		{[]string{"law", "cite", here, "--encoding", "ebcdic"}, "ebcdic"},
		{[]string{"mask", "text", "--format", "poem"}, "poem"},
		{[]string{"mask", "text", "--labels", "de"}, "de"},
		{[]string{"mask", "restore"}, "--map"},
		{[]string{"mask", "key"}, "rotate"},
		{[]string{"mask", "eval", here}, "--format"},
		{[]string{"account", "disable"}, "<email>"},
		{[]string{"backup"}, "<file>"},
		{[]string{"restore"}, "<file>"},
		{[]string{"decide", "eval", here}, "--decision"},
		{[]string{"decide", "eval", here, "--decision", "x", "--timeout", "soon"}, "timeout"},
		{[]string{"feel"}, "<expression>"},
		{[]string{"feel", "1", "--timeout", "-1s"}, "timeout"},
		{[]string{"feel", "1 +"}, "a value is missing"},
		{[]string{"mask", "profiles", "none"}, "none"},
		{[]string{"mask", "eval", filepath.Join(d.folder, "none.jsonl"), "--format", "jsonl"}, "none.jsonl"},
		{[]string{"search", "--page", "501"}, "--page"},
		{[]string{"serve", "--addr", "8080"}, "host:port"},
		{[]string{"--config", filepath.Join(d.folder, "none.yaml"), "export", "csv"}, "none.yaml"},
		{[]string{"--log-level", "loud", "export", "csv"}, "loud"},
	}
	for i, c := range cases {
		for n, lang := range []string{"en", "sv_SE.UTF-8"} {
			if n > 0 && i%5 != 0 {
				continue // in Swedish some are enough
			}
			d.env["LANG"] = lang
			got := d.run(t, "", c.args...)
			if got.code != 2 || got.out != "" || got.err == "" || unprinted.MatchString(got.err) {
				t.Errorf("%v in %s: %d\nout: %s\nerr: %s", c.args, lang, got.code, got.out, got.err)
			}
			if lang == "en" && !strings.Contains(got.err, c.says) {
				t.Errorf("%v: does not say %q: %s", c.args, c.says, got.err)
			}
		}
	}
	if files, err := os.ReadDir(d.folder); err != nil || len(files) != 1 {
		t.Errorf("wrong usage left files: %v, %v", files, err)
	}
}

func TestWhatFailsEndsWithOneAndSaysWhy(t *testing.T) {
	d := newDesk(t)
	none, empty := filepath.Join(d.folder, "none"), d.file(t, "empty", "")
	text := d.file(t, "text", "not what it should be")
	cases := []struct {
		args []string
		says string
	}{
		{[]string{"import", "csv", none}, none},
		{[]string{"import", "csv", empty}, "empty"},
		{[]string{"import", "tillit", text}, "not"},
		{[]string{"import", "nl-1.0", text}, "nl-1.0"},
		{[]string{"import", "us-2025", text}, "us-2025"},
		{[]string{"import", "csv", d.folder}, d.folder},
		{[]string{"export", "csv", "--out", filepath.Join(none, "x")}, "none"},
		{[]string{"instrument", "check", none}, none},
		{[]string{"instrument", "check", text}, ""},
		{[]string{"instrument", "run", "none", "--answers", text}, ""},
		{[]string{"instrument", "run", "trust_questions", "--answers", none}, none},
		{[]string{"instrument", "run", "trust_questions", "--answers", text}, ""},
		{[]string{"guide", "status", "01930000-0000-7000-8000-000000000000"}, ""},
		{[]string{"guide", "status", "x"}, ""},
		{[]string{"law", "parse", none}, none},
		{[]string{"law", "cite", none}, none},
		{[]string{"mask", "text", none}, none},
		{[]string{"mask", "restore", none, "--map", text, "--key", text}, ""},
		{[]string{"mask", "key", "list", none}, none},
		{[]string{"mask", "key", "list", text}, ""},
		{[]string{"mask", "key", "new", text}, "text"},
		{[]string{"mask", "text", text, "--profile", none}, "none"},
		{[]string{"account", "disable", "nobody@test.example"}, ""},
		{[]string{"account", "reset-link", "nobody"}, ""},
		{[]string{"restore", none}, none},
		{[]string{"restore", text}, "text"},
		{[]string{"decide", "eval", none, "--decision", "x"}, none},
		{[]string{"decide", "eval", text, "--decision", "x"}, ""},
		{[]string{"decide", "check", text}, ""},
		{[]string{"feel", "a", "--context", none}, none},
		{[]string{"feel", "a", "--context", text}, text},
	}
	for i, c := range cases {
		for n, lang := range []string{"en", "sv"} {
			if n > 0 && i%5 != 0 {
				continue
			}
			got := d.run(t, "", append([]string{"--lang", lang}, c.args...)...)
			if got.code != 1 || got.err == "" && got.out == "" || unprinted.MatchString(got.err) || strings.Contains(got.err, "goroutine") {
				t.Errorf("%v in %s: %d\nout: %s\nerr: %s", c.args, lang, got.code, got.out, got.err)
			}
			if !strings.Contains(got.err+got.out, c.says) {
				t.Errorf("%v in %s: does not say %q: %s", c.args, lang, c.says, got.err)
			}
		}
	}
}

func TestTheLanguageIsTheOneAskedForElseThatOfTheTerminal(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		args []string
		want string
	}{
		{map[string]string{"LANG": ""}, nil, "Write"},
		{map[string]string{"LANG": "sv_SE.UTF-8"}, nil, "Skriv"},
		{map[string]string{"LANG": "C"}, nil, "Write"},
		{map[string]string{"LANG": "SV"}, nil, "Skriv"},
		{map[string]string{"LANG": "en", "LC_ALL": "sv"}, nil, "Skriv"},
		{map[string]string{"LANG": "sv", "LC_MESSAGES": "en"}, nil, "Write"},
		{map[string]string{"LC_MESSAGES": "sv", "LC_ALL": "en"}, nil, "Write"},
		{map[string]string{"LC_ALL": "sv"}, []string{"--lang", "en"}, "Write"},
	} {
		d := newDesk(t)
		for name, value := range c.env {
			d.env[name] = value
		}
		if got := d.run(t, "", append(c.args, "nonsense")...); !strings.Contains(got.err, c.want+" tillit --help") {
			t.Errorf("%v in %v: %s", c.args, c.env, got.err)
		}
	}
	d := newDesk(t)
	for _, args := range [][]string{{"--lang", "sv", "nonsense"}, {"nonsense", "--lang=sv"}} {
		if got := d.run(t, "", args...); !strings.Contains(got.err, "Skriv tillit --help") {
			t.Errorf("%v: %s", args, got.err)
		}
	}
	said := map[string]string{}
	for _, lang := range []string{"sv", "en"} {
		said[lang] = d.run(t, "", "--lang", lang, "account", "disable", "nobody@test.example").err
	}
	if said["sv"] == said["en"] || !strings.Contains(said["sv"], "Det finns inget konto") {
		t.Errorf("the same in both languages: %v", said)
	}
}

// TestAnswersForMachinesAreJSONAndAlone: with --json nothing else stands on standard output, in either language.
func TestAnswersForMachinesAreJSONAndAlone(t *testing.T) {
	d := newDesk(t)
	rows := d.file(t, "rows.csv", "slag,name.sv,organisation.name.sv\nai_system,Ett,Testverket\nhittepå,Två,Testverket\n")
	answers := d.file(t, "answers.json", `{"purpose_problem":{"state":"do_not_know"}}`)
	act := d.file(t, "act.txt", "Lag (2026:1) om prov\n\n1 § Prov.\n")
	for _, c := range []struct {
		code int
		args []string
		want []string
	}{
		{0, []string{"import", "csv", rows, "--json"}, []string{`"taken": 1`, `"rejected": 1`, `"kind": "not_taken"`}},
		{0, []string{"search", "--json"}, []string{`"total": 1`}},
		{0, []string{"search", "ett", "--json"}, []string{`"Ett"`}},
		{0, []string{"search", "finnsinte", "--json"}, []string{`"total": 0`}},
		{0, []string{"export", "tillit"}, []string{`"Ett"`, `"Testverket"`}},
		{0, []string{"instrument", "run", "trust_questions", "--answers", answers, "--json"}, []string{`"trust_questions"`}},
		{0, []string{"law", "parse", act, "--json"}, []string{"Prov."}},
		{0, []string{"law", "parse", act, "--format", "json"}, []string{"Prov."}},
		{0, []string{"mask", "classes", "--json"}, []string{"personnummer"}},
		{0, []string{"mask", "report", act, "--json"}, nil},
		{0, []string{"feel", "1 + 1", "--json"}, []string{"2"}},
		{0, []string{"feel", `{a: "å", b: [1, null]}`, "--json"}, []string{"å"}},
	} {
		var first told
		for _, lang := range []string{"en", "sv"} {
			got := d.run(t, "", append([]string{"--lang", lang}, c.args...)...)
			if got.code != c.code || !json.Valid([]byte(got.out)) {
				t.Errorf("%v in %s: %d\nout: %.300s\nerr: %s", c.args, lang, got.code, got.out, got.err)
			}
			if lang == "en" {
				first = got
				for _, want := range c.want {
					if !strings.Contains(got.out, want) {
						t.Errorf("%v lacks %s: %.300s", c.args, want, got.out)
					}
				}
				continue
			}
			if got.out != first.out && c.args[0] != "import" && c.args[0] != "search" { // the second import changes nothing, and a search tells how long it took
				t.Errorf("%v says other things to machines in Swedish:\n%.300s\n%.300s", c.args, first.out, got.out)
			}
		}
	}
}

// TestAHyphenIsStandardInput gives each command that reads a file the same text both ways.
func TestAHyphenIsStandardInput(t *testing.T) {
	const letter = "Anna Svensson, 811218-9876, har rätt till beslut enligt 28 § förvaltningslagen (2017:900).\n"
	for _, c := range []struct {
		text string
		args []string // FILE stands for the file
	}{
		{letter, []string{"law", "cite", "FILE", "--text"}},
		{letter, []string{"law", "cite", "FILE"}},
		{"Lag (2026:1) om prov\n\n1 § Prov.\n", []string{"law", "parse", "FILE"}},
		{letter, []string{"mask", "report", "FILE", "--json"}},
		{`{"purpose_problem":{"state":"do_not_know"}}`, []string{"instrument", "run", "trust_questions", "--answers", "FILE", "--json", "--today", "2026-11-22"}},
		{`{"a": 20}`, []string{"feel", "a + 1", "--context", "FILE"}},
	} {
		d := newDesk(t)
		file := d.file(t, "file", c.text)
		with := func(name string) []string {
			args := slices.Clone(c.args)
			args[slices.Index(args, "FILE")] = name
			return args
		}
		fromFile, fromInput := d.run(t, "", with(file)...), d.run(t, c.text, with("-")...)
		if fromFile.code != 0 || fromInput.code != 0 || fromFile.out == "" || fromFile.out != fromInput.out {
			t.Errorf("%v:\nfrom the file %+v\nfrom standard input %+v", c.args, fromFile, fromInput)
		}
	}
	d := newDesk(t)
	got := d.run(t, "slag,name.sv,organisation.name.sv\nai_system,Ett,Testverket\n", "import", "csv", "-")
	if got.code != 0 || !strings.Contains(got.out, "1 new") {
		t.Errorf("an import of standard input: %+v", got)
	}
	masked := d.run(t, letter, "mask", "--input", "plain", "--format", "text")
	if strings.Contains(masked.out, "Svensson") || strings.Contains(masked.out, "811218") || !strings.Contains(masked.out, "förvaltningslagen") {
		t.Errorf("masked to %+v", masked)
	}
}

// TestAnExportComesBackTheSame exports, imports into another database and exports again.
func TestAnExportComesBackTheSame(t *testing.T) {
	one, two := newDesk(t), newDesk(t)
	rows := one.file(t, "rows.csv", "slag,name.sv,name.en,organisation.name.sv,summary.sv\nai_system,Ett,One,Testverket,\"Rad ett\nrad två; \"\"citat\"\"\"\ncomponent,=SUMMA(A1),,Andra verket,\n")
	if got := one.run(t, "", "import", "csv", rows); got.code != 0 {
		t.Fatal(got)
	}
	for _, format := range []string{"tillit", "csv"} {
		file := filepath.Join(one.folder, "out."+format)
		if got := one.run(t, "", "export", format, "--out", file); got.code != 0 || got.out != "" {
			t.Fatalf("%s: %+v", format, got)
		}
		wrote, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if plain := one.run(t, "", "export", format); plain.out != string(wrote) {
			t.Errorf("%s: another text on standard output than in the file", format)
		}
		if got := two.run(t, "", "import", format, file); got.code != 0 {
			t.Fatalf("%s: %+v", format, got)
		}
		if again := two.run(t, "", "export", format); again.out != string(wrote) {
			t.Errorf("%s changed on the way:\n%.600s\n%.600s", format, wrote, again.out)
		}
	}
}

func TestTheOperatorHelpsPeopleWhoAreLockedOut(t *testing.T) {
	d := newDesk(t)
	a, err := app.Open(t.Context(), config.Config{DB: d.env["TILLIT_DB"]}, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Accounts.LoadDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	person := account.DemoPeople()[0]
	signsIn := func(password string) error {
		_, _, err := a.Accounts.SignIn(t.Context(), person.Email, password, "192.0.2.1")
		return err
	}
	defer func() { _ = a.Close() }()
	if got := d.run(t, "", "account", "disable", strings.ToUpper(person.Email)); got.code != 0 || signsIn(person.Password) == nil {
		t.Errorf("a closed account: %+v", got)
	}
	if got := d.run(t, "", "account", "enable", person.Email); got.code != 0 || signsIn(person.Password) != nil {
		t.Errorf("an account opened again: %+v, %v", got, signsIn(person.Password))
	}
	d.env["TILLIT_BASE_URL"] = "https://tillit.example"
	got := d.run(t, "", "account", "reset-link", person.Email)
	link := regexp.MustCompile(`https://tillit\.example/password/(\S+)`).FindStringSubmatch(got.out)
	if got.code != 0 || link == nil {
		t.Fatalf("no link: %+v", got)
	}
	if _, err := a.Accounts.SetPasswordByLink(t.Context(), link[1], "en helt ny mening"); err != nil || signsIn("en helt ny mening") != nil {
		t.Errorf("the link does not work: %v", err)
	}
}

func TestTheDemoTouchesNoOtherDatabase(t *testing.T) {
	d := newDesk(t)
	if got := d.run(t, "slag,name.sv,organisation.name.sv\nai_system,Ett,Testverket\n", "import", "csv", "-"); got.code != 0 {
		t.Fatal(got)
	}
	got := d.run(t, "", "serve", "--demo", "--addr", "127.0.0.1:0")
	if got.code == 0 || strings.Contains(got.out, "listening") {
		t.Errorf("the demo ran on a database that is not its own: %+v", got)
	}
}
