package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is a tillit that runs as a process of its own, as it does in earnest.
type server struct {
	command *exec.Cmd
	url     string
	ready   time.Duration // from start to the line that says it listens
}

// start runs tillit serve and waits until it listens.
func start(ctx context.Context, binary, db, dataDir string) (*server, error) {
	command := exec.CommandContext(ctx, binary, "--db", db, "--data-dir", dataDir, "--log-level", "error", "serve", "--addr", "127.0.0.1:0")
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := command.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			s := &server{command: command, url: url, ready: time.Since(began)}
			go func() {
				for lines.Scan() { // what it prints later must not fill the pipe
				}
			}()
			return s, nil
		}
	}
	return nil, fmt.Errorf("tillit serve ended before it listened: %w", command.Wait())
}

// stop ends the server and waits for it.
func (s *server) stop() {
	_ = s.command.Process.Signal(syscall.SIGTERM)
	_ = s.command.Wait()
}

// memory is what the server holds, in MB: anonymous memory, which is its own, and all resident memory, which counts the
// pages of mapped files that the kernel may take back.
func (s *server) memory() (anon, resident float64, err error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.command.Process.Pid))
	if err != nil {
		return 0, 0, err
	}
	return statusMB(status, "RssAnon:"), statusMB(status, "VmRSS:"), nil
}

func statusMB(status []byte, key string) float64 {
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, key); ok {
			kb, _ := strconv.ParseFloat(strings.Fields(value)[0], 64)
			return kb / 1024
		}
	}
	return 0
}

// timed runs a command to its end and gives how long it took.
func timed(ctx context.Context, binary, dataDir string, args ...string) (time.Duration, error) {
	command := exec.CommandContext(ctx, binary, append([]string{"--data-dir", dataDir}, args...)...)
	began := time.Now()
	out, err := command.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return time.Since(began), nil
}
