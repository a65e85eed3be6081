package quotalint

import (
	"go/types"
	"slices"
	"strings"

	"github.com/quotalint/quotalint/internal/program"
)

// exportObjects says of the objects of the package which of them give clients, and which the allowlist approves.
func (u *unit) exportObjects() {
	for _, h := range u.program.Holdings(u.facts[0].Module) {
		if o := u.object(h.Name); o != nil {
			u.ExportObjectFact(o, &Clients{Makers: u.makers(h.Origins)})
		}
	}
	for _, f := range u.factories {
		if _, own := u.files[f.Path]; own {
			if o := u.object(f.Symbol); o != nil {
				u.ExportObjectFact(o, &Factory{Entry: f.Path + ":" + f.Symbol})
			}
		}
	}
}

// object is what the package declares under a name, or what one of its types does: T.m, (*T).m; nil if nothing.
func (u *unit) object(name string) types.Object {
	outer, member, ok := strings.Cut(strings.NewReplacer("(*", "", ")", "").Replace(name), ".")
	o := u.Pkg.Scope().Lookup(outer)
	if o == nil || !ok {
		return o
	}
	inner, _, _ := types.LookupFieldOrMethod(o.Type(), true, u.Pkg, member)
	if inner == nil || inner.Pkg() != u.Pkg { // promoted from elsewhere
		return nil
	}
	return inner
}

// makers names who made clients; of a client that somebody is seen to make the type says nothing.
func (u *unit) makers(origins []program.Origin) []string {
	if slices.ContainsFunc(origins, func(o program.Origin) bool { return o.Kind == program.Made }) {
		origins = slices.DeleteFunc(origins, func(o program.Origin) bool { return o.Kind == program.Declared })
	}
	var names []string
	for _, o := range origins {
		switch f := o.Maker.Factory; {
		case o.Kind == program.Declared:
			names = append(names, o.Symbol)
		case f != 0:
			names = append(names, u.factories[f-1].Path+":"+u.factories[f-1].Symbol)
		default:
			names = append(names, o.Maker.Symbol)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
