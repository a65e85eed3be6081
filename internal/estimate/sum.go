package estimate

import (
	"math/big"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
)

// Sums gives a function that adds up the sites of the gap among some calls, by fingerprint; nil without any. It adds the figures as
// reported, so that a sum of sums may differ from the whole by some millionths.
func Sums(e *check.Estimate) func(fingerprints []string) *check.Figures {
	gap := map[string]*site{}
	for i := range e.Sites {
		if s := &e.Sites[i]; s.Part == check.PartGap {
			gap[s.Fingerprint] = again(s)
		}
	}
	return func(fingerprints []string) *check.Figures {
		var sites []*site
		for _, f := range fingerprints {
			if s := gap[f]; s != nil {
				sites = append(sites, s)
			}
		}
		if len(sites) == 0 {
			return nil
		}
		figures := sum(sites)
		return &figures
	}
}

// again is a site as reported.
func again(s *check.SiteEstimate) *site {
	out := &site{SiteEstimate: *s, calls: reportedSpan(&s.CallsPerDay.Range), tokens: zero(), cost: reportedSpan(s.CostPerDay)}
	if s.TokensIn != nil && s.TokensOut != nil {
		out.tokens = out.calls.times(reportedSpan(&s.TokensIn.Range).plus(reportedSpan(&s.TokensOut.Range)))
		out.basis = least(s.TokensIn.From, s.TokensOut.From)
	}
	if s.Units != nil {
		out.basis = s.Units.From
	}
	return out
}

// reportedSpan takes nil for nothing.
func reportedSpan(r *check.Range) span {
	if r == nil {
		return exactly(new(big.Rat))
	}
	return spanOf(config.Range{Low: r.Low, Likely: r.Likely, High: r.High})
}
