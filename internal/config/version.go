package config

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
)

// versionPattern is major.minor.patch, with what semantic versioning lets follow.
const versionPattern = `^v?[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`

var versionExpr = regexp.MustCompile(versionPattern)

// older reports whether version a comes before version b. A build that has no release number is older than nothing.
func older(a, b string) bool {
	if !versionExpr.MatchString(a) || !versionExpr.MatchString(b) {
		return false
	}
	an, apre := split(a)
	bn, bpre := split(b)
	if an == [3]int{} {
		return false
	}
	for i := range an {
		if an[i] != bn[i] {
			return an[i] < bn[i]
		}
	}
	return precedes(apre, bpre)
}

// split gives the three numbers and the pre-release of a version.
func split(v string) (numbers [3]int, pre string) {
	v, _, _ = strings.Cut(strings.TrimPrefix(v, "v"), "+")
	v, pre, _ = strings.Cut(v, "-")
	for i, n := range strings.Split(v, ".") {
		numbers[i], _ = strconv.Atoi(n)
	}
	return numbers, pre
}

// precedes compares pre-releases by the rules of semantic versioning: none comes last, numbers come before words.
func precedes(a, b string) bool {
	if a == "" || b == "" {
		return a != "" && b == ""
	}
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		if as[i] == bs[i] {
			continue
		}
		x, errx := strconv.Atoi(as[i])
		y, erry := strconv.Atoi(bs[i])
		switch {
		case errx == nil && erry == nil:
			return x < y
		case errx != nil && erry != nil:
			return cmp.Less(as[i], bs[i])
		default:
			return errx == nil
		}
	}
	return len(as) < len(bs)
}
