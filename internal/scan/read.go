package scan

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
)

// readAll reads every file of a language once: what it imports, and if it is a seed, what it says about itself.
func (r *run) readAll(ctx context.Context) error {
	var done atomic.Int64
	var mu sync.Mutex
	return r.each(ctx, r.units, func(u *unit) {
		r.guard(u, r.readUnit)
		if n := int(done.Add(1)); r.Progress != nil {
			mu.Lock()
			defer mu.Unlock()
			r.Progress(n, len(r.units))
		}
	})
}

// readUnit reads a file for the first time.
func (r *run) readUnit(u *unit) {
	if r.test(u.path) && r.Config.TestsAt(u.path) == "ignore" {
		u.ignored = true
		return
	}
	g, src, ok := r.glance(u)
	if !ok {
		return
	}
	u.imports = g.imports
	switch u.why = g.seed; {
	case r.NoPrefilter:
		u.why = "every file is read"
	case u.factory != "":
		u.why = "holds factory " + u.factory
	case u.why == "":
		if u.why = u.language.seed(u.path); u.why == "" && u.known {
			u.why = "a finding in it is known"
		}
	}
	if u.why != "" {
		r.lower(u, src)
	}
}

// raw is the bytes of a file as they are now; nil if it cannot be read, and skip says why. The unit is then about these bytes.
func (r *run) raw(u *unit) []byte {
	raw, reason := r.Tree.read(u.path, r.limit)
	if reason != "" {
		u.skip = reason
		return nil
	}
	if _, known := r.Tree.blob(u.path); !known && r.keeps(u) {
		u.blob = blobOf(raw)
	}
	return raw
}

// decode is the text that bytes are; nil if they are none, and skip says why.
func (r *run) decode(u *unit, raw []byte) []byte {
	if u.skip != "" {
		return nil
	}
	src, reason := decode(raw)
	if reason != "" {
		u.skip = reason
		return nil
	}
	if src == nil {
		src = []byte{}
	}
	return src
}

// lower keeps what a file says about itself. The text is nil if it has not been read.
func (r *run) lower(u *unit, src []byte) {
	if u.facts = r.said(u); u.facts != nil {
		return
	}
	if src == nil {
		if src = r.decode(u, r.raw(u)); src == nil {
			return
		}
	}
	f, err := u.language.Lower(u.path, src)
	if err != nil {
		u.skip = err.Error()
		return
	}
	u.facts = f
	r.keep(u, f)
}

// reread reads a file in full that the first pass left.
func (r *run) reread(ctx context.Context, units []*unit) error {
	return r.each(ctx, units, func(u *unit) {
		r.guard(u, func(u *unit) { r.lower(u, nil) })
	})
}

// guard makes a fault of this program in one file a reason to skip that file.
func (r *run) guard(u *unit, do func(*unit)) {
	defer func() {
		if fault := recover(); fault != nil {
			u.facts = nil
			u.skip = fmt.Sprintf("internal fault while reading: %v (please report it)", fault)
		}
	}()
	do(u)
}

// each does something with every unit, several at once.
func (r *run) each(ctx context.Context, units []*unit, do func(*unit)) error {
	r.parallel(len(units), func(i int) {
		if ctx.Err() == nil {
			do(units[i])
		}
	})
	return ctx.Err()
}

// parallel does something with every number below n, several at once. A panic goes on in the caller, who can recover.
func (r *run) parallel(n int, do func(i int)) {
	var next atomic.Int64
	var fault atomic.Value
	var workers sync.WaitGroup
	for range min(r.jobs, n) {
		workers.Go(func() {
			defer func() {
				if f := recover(); f != nil {
					fault.CompareAndSwap(nil, fmt.Sprintf("%v\n%s", f, debug.Stack()))
				}
			}()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	workers.Wait()
	if f := fault.Load(); f != nil {
		panic(f)
	}
}

// parent is the folder of a path, "" for the root.
func parent(name string) string {
	return name[:max(strings.LastIndexByte(name, '/'), 0)]
}
