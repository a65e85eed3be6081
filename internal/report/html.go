package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/quotalint/quotalint/internal/check"
)

//go:embed html
var pageFiles embed.FS

// WriteHTML writes the coverage report as one page that loads nothing: sites to filter and sort, and an estimate to
// recompute with other figures. What is no list of sites is there without scripts too.
func WriteHTML(w io.Writer, r *check.Result, style Style) error {
	css, err := pageFiles.ReadFile("html/page.css")
	if err != nil {
		return err
	}
	var script []byte
	for _, name := range []string{"decimal.js", "estimate.js", "sites.js", "panel.js", "page.js"} {
		part, err := pageFiles.ReadFile("html/" + name)
		if err != nil {
			return err
		}
		script = append(script, part...)
	}
	t, err := template.New("page.html").Funcs(pageFuncs()).ParseFS(pageFiles, "html/page.html")
	if err != nil {
		return err
	}
	p := htmlPage{
		audit: audit{r: r, top: style.Top, paths: style.Paths, paint: newPaint(false)}, R: r,
		Style: template.CSS(css), Script: template.JS(script), Policy: policy(css, script),
		Data: pageDataOf(r, style),
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		return err
	}
	_, err = w.Write(b.Bytes())
	return err
}

// policy lets the page use its own style and script, and load or send nothing.
func policy(css, script []byte) string {
	hash := func(b []byte) string {
		sum := sha256.Sum256(b)
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(css) + "; script-src " + hash(script) +
		"; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
}

// An htmlPage is what the template reads.
type htmlPage struct {
	audit
	R      *check.Result
	Style  template.CSS
	Script template.JS
	Policy string
	Data   pageData
}

// A pageData is what the script reads.
type pageData struct {
	Sites    []pageSite        `json:"sites"`
	Estimate *pageEstimate     `json:"estimate"` // null: there is nothing to estimate
	Remedies map[string]string `json:"remedies"` // by rule
}

// A pageSite is a site with what a filter asks for besides.
type pageSite struct {
	check.Site
	Part    string `json:"part"` // as in Summary, or factory
	Owner   string `json:"owner"`
	Message string `json:"message"`
}

// A pageEstimate is what the figures of an estimate are made of.
type pageEstimate struct {
	Days   int                  `json:"days"` // of a month
	Sites  []check.SiteEstimate `json:"sites"`
	Prices []check.Price        `json:"prices"`
}

// partFactory is the part of sites that are the code of a factory.
const partFactory = "factory"

func pageDataOf(r *check.Result, style Style) pageData {
	d := pageData{Sites: []pageSite{}, Remedies: map[string]string{}}
	for _, s := range r.Sites {
		p := pageSite{Site: s, Part: or(s.CountedIn(), partFactory), Message: Message(s)}
		if style.Owners != nil {
			p.Owner = or(strings.Join(style.Owners(s.Path), ", "), "no owner")
		}
		p.Trace = filled(p.Trace)
		d.Sites = append(d.Sites, p)
		if s.Rule != "" {
			d.Remedies[s.Rule] = Remedy(s.Rule)
		}
	}
	if e := r.Estimate; e != nil && len(e.Sites) > 0 {
		d.Estimate = &pageEstimate{Days: e.DaysPerMonth, Sites: e.Sites, Prices: filled(e.Prices)}
	}
	return d
}

func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"amount": amount, "money": money, "plural": plural, "rate": rate, "unitOf": unitOf, "bases": bases, "less": less,
		"place": place, "extent": extent, "kindOf": kindOf, "trend": trend, "changeText": changeText,
		"join": func(list []string) string { return strings.Join(list, ", ") },
		"share": func(f *float64) string {
			if f == nil {
				return "–"
			}
			return percent(*f)
		},
		"known":  func(how string) string { return or(knownHow[how], how) },
		"moneys": func(r check.Range) string { return between(r, money) },
		"wide":   func(share string) string { return strings.ReplaceAll(share, " ", "") },
		"where":  where, "unpriced": unpriced,
		"count": func(n int) string { return thousands(strconv.Itoa(n)) },
		"dict":  dict,
	}
}

// where is the link to the sites that some names and values choose: #verdict=untracked.
func where(pairs ...string) string {
	v := url.Values{}
	for pair := range slices.Chunk(pairs, 2) {
		v.Set(pair[0], pair[1])
	}
	return "#" + v.Encode()
}

// dict gives a part of the template what it reads, by name.
func dict(pairs ...any) map[string]any {
	m := map[string]any{}
	for pair := range slices.Chunk(pairs, 2) {
		m[pair[0].(string)] = pair[1]
	}
	return m
}
