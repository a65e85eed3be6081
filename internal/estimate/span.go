package estimate

import (
	"math/big"
	"strconv"

	"github.com/quotalint/quotalint/internal/check"
	"github.com/quotalint/quotalint/internal/config"
)

// A span is an exact range: figures are rounded once, when they are written down.
type span struct{ low, likely, high *big.Rat }

// decimal is the number that a float is written as: 0.1 is a tenth.
func decimal(f float64) *big.Rat {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', -1, 64))
	if !ok {
		panic("a figure is not finite") // config refuses it
	}
	return r
}

func spanOf(r config.Range) span { return span{decimal(r.Low), decimal(r.Likely), decimal(r.High)} }

// spanOfAny takes nil for nothing.
func spanOfAny(r *config.Range) span {
	if r == nil {
		return zero()
	}
	return spanOf(*r)
}

func exactly(r *big.Rat) span { return span{r, r, r} }

func zero() span { return exactly(new(big.Rat)) }

// each applies f to the lows, the likely values and the highs of two spans.
func (s span) each(o span, f func(z, x, y *big.Rat) *big.Rat) span {
	return span{f(new(big.Rat), s.low, o.low), f(new(big.Rat), s.likely, o.likely), f(new(big.Rat), s.high, o.high)}
}

func (s span) plus(o span) span { return s.each(o, (*big.Rat).Add) }

func (s span) times(o span) span { return s.each(o, (*big.Rat).Mul) }

// over divides by a whole number above 0.
func (s span) over(n int64) span { return s.times(exactly(big.NewRat(1, n))) }

// The figures are given to so many places: a millionth of a call, token or dollar; of the cost of one call, more.
const (
	places     = 6
	finePlaces = 12
)

func (s span) figure() check.Range { return s.rounded(places) }

func (s span) rounded(places int) check.Range {
	return check.Range{Low: round(s.low, places), Likely: round(s.likely, places), High: round(s.high, places)}
}

// round gives the float next to a number of so many places, halves up: the same on every machine, and written with no more
// places than that.
func round(r *big.Rat, places int) float64 {
	f, err := strconv.ParseFloat(r.FloatString(places), 64)
	if err != nil {
		panic(err) // the bounds of config keep it far from overflow
	}
	return f
}
