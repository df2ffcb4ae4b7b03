//go:build unix

package feel_test

import (
	"syscall"
	"time"
)

// spent is the processor time that the tests have used so far. Unlike the time on the clock it does not grow when
// others load the machine.
func spent() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
