// Command tillit is the shared AI platform of Swedish public administration: a server, and commands for everything a script needs.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/tillit-se/tillit/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, os.Args[1:], cli.System())
	stop()
	os.Exit(code)
}
