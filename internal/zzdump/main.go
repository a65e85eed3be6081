package main

import (
	"fmt"
	"os"

	"github.com/quotalint/quotalint/analyzers"
	"github.com/quotalint/quotalint/analyzers/golang"
	"github.com/quotalint/quotalint/analyzers/python"
	"github.com/quotalint/quotalint/analyzers/typescript"
	"github.com/quotalint/quotalint/grammars"
)

func main() {
	for _, p := range os.Args[1:] {
		src, _ := os.ReadFile(p)
		for _, a := range []analyzers.Analyzer{golang.New(grammars.Go()), python.Analyzer{}, typescript.Analyzer{}} {
			if !a.Match(p) {
				continue
			}
			f, err := a.Lower(p, src)
			if err != nil {
				panic(err)
			}
			for i, e := range f.Exprs {
				fmt.Printf("%d op=%d text=%q name=%q x=%d y=%d sc=%d items=%v %d-%d %q\n", i, e.Op, e.Text, e.Name, e.X, e.Y, e.Scope, e.Items, e.Start, e.End, src[e.Start:min(e.End, e.Start+60)])
			}
			for i, s := range f.Scopes {
				fmt.Printf("scope %d kind=%d %q parent=%d params=%v owns=%v returns=%v fw=%v\n", i, s.Kind, s.Name, s.Parent, s.Params, s.Owns, s.Returns, s.Forwards)
				for _, b := range s.Binds {
					fmt.Printf("   bind on=%d name=%q key=%d owner=%d val=%d %q\n", b.On, b.Name, b.Key, b.Owner, b.Value, src[b.Start:b.End])
				}
			}
			for _, c := range f.Calls {
				fmt.Printf("call %+v\n", c)
			}
		}
	}
}
