//go:build linux || darwin

// Command measure runs the command that its arguments name and prints what that
// and all processes that it started took, as JSON. It is a process of its own
// because the system counts the memory of the process that starts another as the
// other's: this one has little.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

func main() {
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stderr = os.Stderr
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	usage, ok := (*syscall.Rusage)(nil), false
	if cmd.ProcessState != nil {
		usage, ok = cmd.ProcessState.SysUsage().(*syscall.Rusage)
	}
	if !ok {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
	peak := int64(usage.Maxrss)
	if runtime.GOOS == "linux" { // which counts KiB
		peak <<= 10
	}
	err = json.NewEncoder(os.Stdout).Encode(map[string]int64{
		"Code": int64(cmd.ProcessState.ExitCode()),
		"CPU":  int64(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()),
		"Wall": int64(wall),
		"Peak": peak,
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}
