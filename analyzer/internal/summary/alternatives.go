package summary

import (
	"reflect"
	"slices"
)

// alternatives returns the sites of the functions that one call may run. Where
// several of them look for the same, or create the same, in the same way, one
// speaks for all: a repository that exists for three databases, or once for the
// pool and once for the transaction, is one question to its callers.
func alternatives(facts []*Fact) []*SiteFact {
	var out []*SiteFact
	var seen []SiteFact
	for _, f := range facts {
		for i := range f.Sites {
			sf := &f.Sites[i]
			bare := withoutPlace(*sf)
			if len(facts) > 1 && slices.ContainsFunc(seen, func(s SiteFact) bool { return reflect.DeepEqual(s, bare) }) {
				continue
			}
			seen = append(seen, bare)
			out = append(out, sf)
		}
	}
	return out
}

// withoutPlace leaves out of a site where it is, which API performs it and on
// which field of its receiver.
func withoutPlace(sf SiteFact) SiteFact {
	sf.Depth, sf.Handle = 0, nil
	sf.Of.Model, sf.Of.Store, sf.Of.Func, sf.Of.Where, sf.Of.Atomic = "", "", "", "", ""
	return sf
}
