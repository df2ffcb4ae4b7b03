//go:build !unix

package feel_test

import "time"

var began = time.Now()

// spent is the time since the tests began, where the system does not tell their processor time.
func spent() time.Duration { return time.Since(began) }
