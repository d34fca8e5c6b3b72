package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// cost is what a command and all processes that it started took.
type cost struct {
	CPU, Wall time.Duration // of all processes together; from start to end
	Peak      int64         // bytes, of the largest process
}

// limit is the time that any one command may take.
const limit = 30 * time.Minute

// measured runs a command, which may end with one of the exit codes.
func (b *bench) measured(ctx context.Context, j job) (c cost, err error) {
	cmd := j.command(ctx)
	wrapped := exec.CommandContext(ctx, b.measure, cmd.Args...)
	wrapped.Dir, wrapped.Env, wrapped.WaitDelay = cmd.Dir, cmd.Env, cmd.WaitDelay
	var stderr strings.Builder
	wrapped.Stderr = &stderr
	out, err := wrapped.Output()
	var took struct {
		cost
		Code int
	}
	if err == nil {
		err = json.Unmarshal(out, &took)
	}
	if err == nil && !slices.Contains(j.codes, took.Code) {
		err = fmt.Errorf("exit code %d", took.Code)
	}
	if err != nil {
		err = fmt.Errorf("%w: %s", err, lastLine(stderr.String()))
	}
	return took.cost, err
}

// within bounds the time of a command.
func within() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), limit)
}

// median is the median of each figure on its own.
func median(costs []cost) cost {
	return cost{
		CPU:  middle(costs, func(c cost) time.Duration { return c.CPU }),
		Wall: middle(costs, func(c cost) time.Duration { return c.Wall }),
		Peak: middle(costs, func(c cost) int64 { return c.Peak }),
	}
}

func middle[T time.Duration | int64](costs []cost, of func(cost) T) T {
	if len(costs) == 0 {
		return 0
	}
	var all []T
	for _, c := range costs {
		all = append(all, of(c))
	}
	slices.SortFunc(all, cmp.Compare[T])
	n := len(all)
	return (all[(n-1)/2] + all[n/2]) / 2
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
