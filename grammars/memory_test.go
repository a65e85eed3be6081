package grammars

import (
	"bytes"
	"fmt"
	"os"
	"runtime/debug"
	"testing"
	"time"
)

// C memory is invisible to Go's garbage collector: what a parse does not give
// back is lost. A parser or a tree kept for each file would be 100 MB here.
func TestParseGivesMemoryBack(t *testing.T) {
	if _, err := residentBytes(); err != nil {
		t.Skip("the system does not tell the size of a process:", err)
	}
	l := Python()
	src := []byte("import openai\nreply = openai.create(model=\"gpt-4o\", n=[1, 2, 3])\nx = (\n")
	large := bytes.Repeat(src, 50)
	parseMany := func(files int) {
		for range files {
			parse(t, l, src)
			if _, err := l.parseWithin(large, time.Microsecond); err == nil {
				t.Fatal("a microsecond was enough")
			}
		}
		debug.FreeOSMemory() // so that only C memory can grow
	}
	parseMany(1_000)
	before, _ := residentBytes()
	parseMany(10_000)
	after, _ := residentBytes()
	if grown := after - before; grown > 16<<20 {
		t.Errorf("10,000 files cost %d MB", grown>>20)
	}
}

func residentBytes() (int, error) {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	var size, resident int
	_, err = fmt.Sscan(string(statm), &size, &resident)
	return resident * os.Getpagesize(), err
}
