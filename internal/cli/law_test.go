package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tillit runs the command line with a file that holds text, in an empty home, and gives what it printed. FILE in args is that file.
func tillit(t *testing.T, text string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	home := t.TempDir()
	file := filepath.Join(home, "text.txt")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range args {
		if args[i] == "FILE" {
			args[i] = file
		}
	}
	var out, problems bytes.Buffer
	env := Env{Stdin: strings.NewReader(text), Stdout: &out, Stderr: &problems, Getenv: func(key string) string {
		return map[string]string{"HOME": home, "XDG_DATA_HOME": home}[key]
	}}
	code = Run(context.Background(), args, env)
	left, err := os.ReadDir(home)
	if err != nil || len(left) != 1 {
		t.Errorf("the command made files: %v, %v", left, err)
	}
	return code, out.String(), problems.String()
}

// cited are the lines of tillit law cite, as "start–end text → target".
func cited(t *testing.T, source, stdout string) []string {
	t.Helper()
	var list []string
	for line := range strings.Lines(stdout) {
		var c citation
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		list = append(list, source[c.Start:c.End]+" → "+c.Target.String())
	}
	return list
}

func TestCitePrintsJSONLines(t *testing.T) {
	code, stdout, stderr := tillit(t, "𝄞 Enligt 3 § brottsbalken", "law", "cite", "FILE")
	want := `{"start":12,"end":29,"text":"3 § brottsbalken","target":"sfs/1962:700#P3","kind":"statute","display":"3 § SFS 1962:700",` +
		`"runes":{"start":9,"end":25},"utf16":{"start":10,"end":26}}` + "\n"
	if code != 0 || stdout != want || stderr != "" {
		t.Errorf("code %d, %s%s", code, stdout, stderr)
	}
}

func TestCiteResolvesByTheBaseThatIsNamed(t *testing.T) {
	const text = "Se 3 §, avsnitt 5.2 och avsnitt 6 i kommitténs betänkande."
	for _, c := range []struct {
		args []string
		want []string
	}{
		{nil, []string{"3 § → sfs/9999:999#P3"}},
		{[]string{"--base", "1904:48 s.1"}, []string{"3 § → sfs/1904:48_s._1#P3"}},
		{[]string{"--base", "sfs/2009:400#K10"}, []string{"3 § → sfs/2009:400#K10P3"}},
		{[]string{"--no-base"}, nil},
		{[]string{"--base", "prop/1996/97:44"}, []string{"avsnitt 5.2 → prop/1996/97:44#S5-2"}},
		{
			[]string{"--base", "prop/1996/97:44", "--report", "sou/1997:39"},
			[]string{"avsnitt 5.2 → prop/1996/97:44#S5-2", "avsnitt 6 i kommitténs betänkande → sou/1997:39#S6"},
		},
	} {
		code, stdout, stderr := tillit(t, text, append([]string{"law", "cite", "FILE"}, c.args...)...)
		if diff := cmp.Diff(c.want, cited(t, text, stdout)); code != 0 || diff != "" {
			t.Errorf("%v: code %d %s\n-want +got:\n%s", c.args, code, stderr, diff)
		}
	}
}

func TestCiteTellsActsApartByDay(t *testing.T) {
	_, stdout, _ := tillit(t, "28 § FL", "law", "cite", "--date", "2010-01-01", "FILE")
	if !strings.Contains(stdout, `"target":"sfs/1986:223#P28"`) {
		t.Error(stdout)
	}
}

func TestCiteOffsetsAreOfTheBytesRead(t *testing.T) {
	for name, source := range map[string]string{
		"utf-8":        "åäö 3 § brottsbalken\r\n---\r\n4 § samma balk",
		"windows-1252": "\xe5\xe4\xf6 3 \xa7 brottsbalken\r\n---\r\n4 \xa7 samma balk",
		"mixed":        "åäö 3 \xa7 brottsbalken\r\n---\r\n4 § samma balk",
	} {
		code, stdout, stderr := tillit(t, source, "law", "cite", "--sections", "FILE")
		got := cited(t, source, stdout)
		if code != 0 || len(got) != 2 || !strings.HasPrefix(got[0], "3 ") || !strings.HasPrefix(got[1], "4 ") || !strings.HasSuffix(got[1], "samma balk → sfs/1962:700#P4") {
			t.Errorf("%s: code %d, %q %s", name, code, got, stderr)
		}
	}
}

func TestCiteSectionsShareWhatIsNamedUntilReset(t *testing.T) {
	const text = "påhittadelagen (1960:729)\n---\npåhittadelagen\n---\nRESET: påhittadelagen\n"
	_, stdout, _ := tillit(t, text, "law", "cite", "--sections", "FILE")
	want := []string{"påhittadelagen (1960:729) → sfs/1960:729", "påhittadelagen → sfs/1960:729"}
	if diff := cmp.Diff(want, cited(t, text, stdout)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if !strings.Contains(stdout, `"section":2`) {
		t.Error(stdout)
	}
}

func TestCiteReadsStandardInputAndPrintsATable(t *testing.T) {
	code, stdout, _ := tillit(t, "bet.\n\n2011/12:TU1", "law", "cite", "--text", "-")
	if code != 0 || !strings.Contains(stdout, "bet. 2011/12:TU1") || !strings.Contains(stdout, "bet/2011/12:TU1") {
		t.Errorf("code %d, %s", code, stdout)
	}
}

func TestCiteSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name, text string
		args       []string
		code       int
		say        string
	}{
		{"base", "", []string{"--base", "lagen"}, 2, "--base"},
		{"report", "", []string{"--report", "sou/97"}, 2, "--report"},
		{"date", "", []string{"--date", "igår"}, 2, "--date"},
		{"encoding", "", []string{"--encoding", "ebcdic"}, 2, "ebcdic"},
		{"two bases", "", []string{"--base", "1960:729", "--no-base"}, 2, "base"},
		{"not UTF-8", "3 \xa7", []string{"--encoding", "utf-8"}, 1, "byte 2"},
		{"UTF-16", "\xff\xfe3\x00", nil, 1, "UTF-16"},
		{"no file", "", []string{"/does/not/exist"}, 2, "no command or argument"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, stdout, stderr := tillit(t, c.text, append([]string{"law", "cite", "FILE"}, c.args...)...)
			if code != c.code || !strings.Contains(stderr, c.say) || stdout != "" {
				t.Errorf("code %d, %q, %q", code, stdout, stderr)
			}
		})
	}
}
