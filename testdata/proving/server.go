package proving

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// ErrAbsent says that a server's programs are not on this machine.
var ErrAbsent = errors.New("not installed")

// server is a process that the tests started, with its data in a folder of its
// own. It runs as a user without privileges: database servers refuse root.
type server struct {
	dir  string
	cmd  *exec.Cmd
	cred *syscall.Credential
}

// newServer makes the folder. account is the user to run as when the tests run
// as root.
func newServer(account string) (*server, error) {
	dir, err := os.MkdirTemp("", "proving") // short: sockets live here
	if err != nil {
		return nil, err
	}
	s := &server{dir: dir}
	if os.Geteuid() != 0 {
		return s, nil
	}
	u, err := user.Lookup(account)
	if err != nil {
		u, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, s.abandon(err)
	}
	uid, _ := strconv.ParseUint(u.Uid, 10, 32)
	gid, _ := strconv.ParseUint(u.Gid, 10, 32)
	s.cred = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	if err := os.Chown(dir, int(uid), int(gid)); err != nil {
		return nil, s.abandon(err)
	}
	return s, nil
}

// command prepares a program that runs as the server's user in its folder.
func (s *server) command(program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "HOME="+s.dir, "TMPDIR="+s.dir, "LC_ALL=C")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.cred, Pdeathsig: syscall.SIGKILL}
	return cmd
}

// start runs the server and waits until ping succeeds.
func (s *server) start(cmd *exec.Cmd, ping func(context.Context) error) error {
	log, err := os.Create(filepath.Join(s.dir, "log"))
	if err != nil {
		return s.abandon(err)
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return s.abandon(err)
	}
	s.cmd = cmd
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-exited:
			s.cmd = nil
			return s.abandon(fmt.Errorf("%s ended: %w%s", filepath.Base(cmd.Path), err, tail(log.Name())))
		case <-ctx.Done():
			return s.abandon(fmt.Errorf("%s does not answer%s", filepath.Base(cmd.Path), tail(log.Name())))
		case <-tick.C:
			if ping(ctx) == nil {
				return nil
			}
		}
	}
}

// stop ends the process and removes its folder.
func (s *server) stop() {
	if s.cmd != nil {
		_ = s.cmd.Process.Signal(syscall.SIGINT)
		for range 500 { // Wait runs in start
			if s.cmd.Process.Signal(syscall.Signal(0)) != nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		_ = s.cmd.Process.Kill()
	}
	_ = os.RemoveAll(s.dir)
}

func (s *server) abandon(err error) error {
	s.stop()
	return err
}

// tail is the end of a log, for errors.
func tail(name string) string {
	text, err := os.ReadFile(name)
	if err != nil {
		return ""
	}
	return "\n" + string(text[max(0, len(text)-2000):])
}

// find returns a program on PATH or in one of the folders, the last that
// matches: distributions keep several versions side by side.
func find(program string, folders ...string) (string, error) {
	var found []string
	for _, pattern := range folders {
		m, err := filepath.Glob(filepath.Join(pattern, program))
		if err != nil {
			return "", err
		}
		slices.Sort(m)
		found = append(found, m...)
	}
	if len(found) > 0 {
		return found[len(found)-1], nil
	}
	path, err := exec.LookPath(program)
	if err != nil {
		return "", fmt.Errorf("%s: %w", program, ErrAbsent)
	}
	return path, nil
}
