package cli_test

import (
	"bufio"
	"context"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tillit-se/tillit/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tillit": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			code := cli.Run(ctx, os.Args[1:], cli.System())
			stop()
			os.Exit(code)
		},
	})
}

func TestCommands(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("TILLIT_DB", filepath.Join(env.WorkDir, "tillit.db"))
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("LANG", "en_GB.UTF-8")
			for name, text := range map[string]string{"latin1.txt": "Bj\xf6rn\nErik Lind\n", "utf16.txt": "\xff\xfeA\x00"} { // an archive holds UTF-8 alone
				if err := os.WriteFile(filepath.Join(env.WorkDir, name), []byte(text), 0o600); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// exits runs a command and demands an exit code: exits 2 tillit nonsense.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	var failed *exec.ExitError
	got := 0
	if errors.As(err, &failed) {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// tillit starts the program as a process of its own. The test binary is the program when the name it is called by says so.
func tillit(t *testing.T, db string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "tillit")
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(link, args...)
	command.Env = append(os.Environ(), "TILLIT_DB="+db, "LANG=en")
	return command
}

// TestAKilledImportLeavesNothingHalfDone kills an import with signal 9 in the middle, as a machine that loses power would, and looks.
func TestAKilledImportLeavesNothingHalfDone(t *testing.T) {
	folder := t.TempDir()
	db, file := filepath.Join(folder, "tillit.db"), filepath.Join(folder, "rows.csv")
	var rows strings.Builder
	rows.WriteString("Agency,AI Use Case,Agency Use (Y/N)?,Name of Commercial Product or Service Used,Estimated # of Licenses/Users\n")
	for i := range 20_000 {
		rows.WriteString("Test Agency,Use case " + strconv.Itoa(i) + ",Y,Product,1\n")
	}
	if err := os.WriteFile(file, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	killed := tillit(t, db, "import", "us-2025", file)
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(700 * time.Millisecond)
	_ = killed.Process.Kill()
	if err := killed.Wait(); err == nil {
		t.Skip("the import was done before it could be killed")
	}
	out, err := tillit(t, db, "search", "--json", "--limit", "1").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), `"total": 0,`) {
		t.Errorf("half an import can be seen: %.200s", out)
	}
	time.Sleep(11 * time.Second) // a batch without a sign of life for ten seconds is taken for dead
	if out, err := tillit(t, db, "import", "us-2025", file).CombinedOutput(); err != nil || !strings.Contains(string(out), "20,000 new") {
		t.Errorf("the import after it: %v\n%s", err, out)
	}
}

// TestImportAndSearchWorkBesideARunningPlatform serves, imports and searches on one database file.
func TestImportAndSearchWorkBesideARunningPlatform(t *testing.T) {
	folder := t.TempDir()
	db := filepath.Join(folder, "tillit.db")
	server := tillit(t, db, "serve", "--addr", "127.0.0.1:0", "--log-level", "error")
	url := startServer(t, server)
	if out, err := tillit(t, db, "content", "load", "systems").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	deadline := time.Now().Add(20 * time.Second)
	for {
		out, err := tillit(t, db, "search", "--json", "--limit", "1").Output()
		if err == nil && strings.Contains(string(out), `"total": 70,`) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the running platform does not index what another process imports: %v\n%s", err, out)
		}
		time.Sleep(200 * time.Millisecond)
	}
	response, err := http.Get(url + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		t.Errorf("healthz: %s", response.Status)
	}
}

// startServer starts a server, waits until it listens, and stops it after the test.
func startServer(t *testing.T, server *exec.Cmd) string {
	t.Helper()
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	server.Stderr = os.Stderr
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		if err := server.Wait(); err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	lines := bufio.NewScanner(out)
	if !lines.Scan() {
		t.Fatal("the server says nothing")
	}
	url, ok := strings.CutPrefix(lines.Text(), "listening on ")
	if !ok {
		t.Fatalf("the first line is %q", lines.Text())
	}
	go func() {
		for lines.Scan() { // what it prints later must not fill the pipe
		}
	}()
	return url
}
