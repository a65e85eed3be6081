package typescript

import (
	"regexp"
	"strings"

	"golang.org/x/mod/semver"
)

// exactVersion matches a version that is no range.
var exactVersion = regexp.MustCompile(`^v?[0-9]+\.[0-9]+\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?$`)

// comparator matches one part of a range: ^4.1, >=4.1.0-beta.1, 4.x.
var comparator = regexp.MustCompile(`^(\^|~>?|[<>]=?|=)?v?([0-9]+(?:\.(?:[0-9]+|[xX*]))*(?:[-+][0-9A-Za-z.+-]+)?)$`)

// loose matches space behind an operator.
var loose = regexp.MustCompile(`(\^|~>?|[<>]=?|=)\s+`)

// An alternative is one of the alternatives of a range.
type alternative struct {
	operator string // of its lower bound: "" for = and for an x-range
	version  string // as it is written, without x
}

// alternatives parts a range into its alternatives; none if it is no range, or has no lower bound.
func alternatives(text string) []alternative {
	var list []alternative
	for _, part := range strings.Split(text, "||") {
		lower, ok := alternative{}, false
		for _, field := range strings.Fields(strings.ReplaceAll(loose.ReplaceAllString(part, "$1"), ",", " ")) {
			m := comparator.FindStringSubmatch(field)
			switch {
			case field == "-" && ok:
				lower.operator = ">="
				continue
			case m == nil:
				return nil
			case ok || strings.HasPrefix(m[1], "<"):
				continue
			}
			stem := strings.TrimRight(m[2], ".xX*")
			lower, ok = alternative{strings.TrimSuffix(strings.TrimSuffix(m[1], "="), ">"), stem}, true
			if strings.HasPrefix(m[1], ">") {
				lower.operator = ">="
			}
		}
		if !ok {
			return nil
		}
		list = append(list, lower)
	}
	return list
}

// bound is the version that a range pins, else the lowest that it lets through; "" if it is no range or lets any through.
func bound(text string) (version string, exact bool) {
	list := alternatives(text)
	if len(list) == 0 {
		return "", false
	}
	low := list[0]
	for _, s := range list[1:] {
		if semver.Compare("v"+s.version, "v"+low.version) < 0 {
			low = s
		}
	}
	return low.version, len(list) == 1 && low.operator == "" && exactVersion.MatchString(low.version)
}

// allows reports whether a range lets a version through. Upper bounds that are written out are not read.
func allows(text, version string) bool {
	text = strings.TrimSpace(text)
	if text == "" || text == "*" || text == "x" {
		return true
	}
	v := "v" + version
	for _, s := range alternatives(text) {
		low := "v" + s.version
		if !semver.IsValid(v) || semver.Compare(v, low) < 0 {
			continue
		}
		switch {
		case s.operator == ">=":
			return true
		case s.operator == "" && exactVersion.MatchString(s.version):
			if semver.Compare(v, low) == 0 {
				return true
			}
		case s.operator == "^" && semver.Major(low) != "v0" || strings.Count(s.version, ".") == 0:
			if semver.Major(v) == semver.Major(low) {
				return true
			}
		case semver.MajorMinor(v) == semver.MajorMinor(low):
			return true
		}
	}
	return false
}
