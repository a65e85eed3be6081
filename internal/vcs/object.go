package vcs

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
)

// largest is the size up to which a blob is kept in memory.
const largest = 256 << 20

var (
	errAbsent = errors.New("git has not downloaded it (the repository is a partial clone)")
	errLost   = errors.New("git does not have it (see git fsck)")
	errLarge  = fmt.Errorf("larger than %d MiB", largest>>20)
)

// An objects reads blobs of one repository. As many git processes as there are processors answer, each started when it is
// needed first.
type objects struct {
	ctx     context.Context // ends the processes
	repo    *repo
	partial bool // what is missing may be on a server
	slots   chan *batch
	absent  *atomic.Int64 // blobs that were asked for and are not here
}

func newObjects(ctx context.Context, r *repo, absent *atomic.Int64) *objects {
	o := &objects{ctx: ctx, repo: r, slots: make(chan *batch, runtime.GOMAXPROCS(0)), absent: absent}
	for range cap(o.slots) {
		o.slots <- nil
	}
	if _, err := r.ask(ctx, "config", "--get-regexp", `^(extensions\.partialclone|remote\..*\.promisor)$`); err == nil {
		o.partial = true
	}
	return o
}

// close ends the processes. Nobody may be reading, and nothing can be read thereafter.
func (o *objects) close() {
	for range cap(o.slots) {
		if b := <-o.slots; b != nil {
			b.end()
		}
	}
	close(o.slots)
}

// read reads a blob. Of one that is too large it gives the size and an error.
func (o *objects) read(id string) (text []byte, size int64, err error) {
	b, open := <-o.slots
	if !open {
		return nil, 0, fs.ErrClosed
	}
	if b == nil {
		if b, err = o.start(); err != nil {
			o.slots <- nil
			return nil, 0, err
		}
	}
	text, size, err = b.read(id)
	if b.broken {
		b.end()
		b = nil
	}
	o.slots <- b
	if errors.Is(err, errLost) || o.partial && errors.Is(err, io.ErrUnexpectedEOF) {
		o.absent.Add(1)
		if o.partial {
			err = errAbsent
		}
	}
	return text, size, err
}

// A batch is a git process that answers with blobs.
type batch struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	broken bool // it cannot answer any more
}

func (o *objects) start() (*batch, error) {
	cmd := command(o.ctx, o.repo.top, o.repo.env, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &batch{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 64<<10)}, nil
}

func (b *batch) end() {
	b.in.Close()
	if b.broken {
		_ = b.cmd.Process.Kill() // it may have ended by itself
	}
	_ = b.cmd.Wait() // what it answered is what counts
}

// read asks for a blob: git answers `ID blob SIZE`, a newline, the content and a newline, or `ID missing`.
func (b *batch) read(id string) (text []byte, size int64, err error) {
	defer func() { b.broken = err != nil && !errors.Is(err, errLost) && !errors.Is(err, errLarge) }()
	if _, err := io.WriteString(b.in, id+"\n"); err != nil {
		return nil, 0, io.ErrUnexpectedEOF
	}
	line, err := b.out.ReadString('\n')
	if err != nil {
		return nil, 0, io.ErrUnexpectedEOF
	}
	words := strings.Fields(line)
	if len(words) == 2 && words[1] == "missing" {
		return nil, 0, errLost
	}
	if len(words) != 3 || words[0] != id || words[1] != "blob" {
		return nil, 0, fmt.Errorf("git answers %q where a file is asked for", strings.TrimSpace(line))
	}
	if size, err = strconv.ParseInt(words[2], 10, 64); err != nil {
		return nil, 0, err
	}
	if size > largest {
		if _, err := io.CopyN(io.Discard, b.out, size+1); err != nil {
			return nil, 0, io.ErrUnexpectedEOF
		}
		return nil, size, errLarge
	}
	text = make([]byte, size+1)
	if _, err := io.ReadFull(b.out, text); err != nil {
		return nil, 0, io.ErrUnexpectedEOF
	}
	return text[:size:size], size, nil
}
