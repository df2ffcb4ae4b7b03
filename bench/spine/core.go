package main

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// pinToOneCore keeps all threads of this process to the last processor until the returned function is called, so that the client takes
// no more than its own core from the server.
func pinToOneCore() (release func()) {
	var all unix.CPUSet
	if err := unix.SchedGetaffinity(0, &all); err != nil {
		return func() {}
	}
	var one unix.CPUSet
	for cpu := len(all)*64 - 1; cpu >= 0; cpu-- {
		if all.IsSet(cpu) {
			one.Set(cpu)
			break
		}
	}
	setAll(&one)
	return func() { setAll(&all) }
}

// pinNowhere lets a child that is started meanwhile run on every processor.
func pinNowhere() (release func()) {
	var before, all unix.CPUSet
	if err := unix.SchedGetaffinity(0, &before); err != nil {
		return func() {}
	}
	for cpu := range len(all) * 64 {
		all.Set(cpu)
	}
	setAll(&all)
	return func() { setAll(&before) }
}

func setAll(set *unix.CPUSet) {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return
	}
	for _, thread := range threads {
		if id, err := strconv.Atoi(thread.Name()); err == nil {
			_ = unix.SchedSetaffinity(id, set) // a thread may have ended meanwhile
		}
	}
}
