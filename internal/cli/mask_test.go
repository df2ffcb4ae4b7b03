package cli_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// numbersOnly is a profile without names, so that tests of large texts are about streaming.
const numbersOnly = `id: numbers
version: 1
title: {sv: Nummer, en: Numbers}
description: {sv: Nummer, en: Numbers}
classes: {personnummer: blackout}
`

// mostMemory is what the command may hold, in kilobytes: the 100 MB.
const mostMemory = 100 << 10

func TestMaskHoldsNoMoreOfALongTextThanAWindow(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("reads the kernel's count of memory in kilobytes, as Linux gives it")
	}
	dir := t.TempDir()
	profile, text := filepath.Join(dir, "numbers.yaml"), filepath.Join(dir, "text.txt")
	if err := os.WriteFile(profile, []byte(numbersOnly), 0o600); err != nil {
		t.Fatal(err)
	}
	writeLong(t, text, 1500)
	command := tillit(t, filepath.Join(dir, "none.db"), "mask", "--profile", profile, text)
	var out counted
	command.Stdout = &out
	if err := command.Run(); err != nil {
		t.Fatal(err)
	}
	usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Fatal("no count of memory")
	}
	if info, _ := os.Stat(text); usage.Maxrss > mostMemory || out.bytes < info.Size()*9/10 {
		t.Errorf("%d kB of memory for a text of %d MB; %d bytes came out", usage.Maxrss, info.Size()>>20, out.bytes)
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); err == nil {
		t.Error("mask has made a database")
	}
}

// writeLong writes a text piece by piece: a command's count of memory begins at that of the process that starts it.
func writeLong(t *testing.T, path string, pieces int) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	piece := strings.Repeat("Ett stycke text utan särskilt innehåll, och ett nummer 811218-9876.\n", 1000)
	for range pieces {
		if _, err := file.WriteString(piece); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

type counted struct{ bytes int64 }

func (c *counted) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	return len(p), nil
}

// TestALineWithoutEndIsRefusedAndNothingOfItWritten sends 64 MB without a line end, as text and as JSON.
func TestALineWithoutEndIsRefusedAndNothingOfItWritten(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		command := tillit(t, filepath.Join(t.TempDir(), "none.db"), "mask", "--format", format)
		command.Stdin = io.MultiReader(strings.NewReader("a@b.se\n"), strings.NewReader(strings.Repeat("x", 64<<20)), strings.NewReader("\nc@d.se\n"))
		var out, complaint bytes.Buffer
		command.Stdout, command.Stderr = &out, &complaint
		err := command.Run()
		if code := command.ProcessState.ExitCode(); err == nil || code != 1 {
			t.Errorf("%s: exit %d, %v", format, code, err)
		}
		if out.Len() > 400 || strings.Contains(out.String(), "xx") || !strings.Contains(complaint.String(), "longer than 1 MB") {
			t.Errorf("%s: wrote %d bytes, said %q", format, out.Len(), complaint.String())
		}
		if others := strings.Count(out.String(), "@"); format == "json" && others != 2 {
			t.Errorf("of the other lines %d came out", others)
		}
	}
}

// TestAnInterruptEndsMaskWhileNobodyWrites: reading waits in the background.
func TestAnInterruptEndsMaskWhileNobodyWrites(t *testing.T) {
	command := tillit(t, filepath.Join(t.TempDir(), "none.db"), "mask")
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = writer.Close() }()
	defer func() { _ = reader.Close() }()
	command.Stdin = reader
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(500 * time.Millisecond) // until it listens for the signal
	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- command.Wait() }()
	select {
	case err := <-done:
		if err == nil {
			t.Error("an interrupted command says that it is done")
		}
	case <-time.After(20 * time.Second):
		_ = command.Process.Kill()
		t.Fatal("the interrupt was not heard")
	}
}
