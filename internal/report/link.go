package report

import (
	"net/url"
	"slices"
	"strconv"
)

// terminals that show links, by the variable that tells and its value; "" is any.
func terminals() [][2]string {
	return [][2]string{
		{"TERM_PROGRAM", "iTerm.app"},
		{"TERM_PROGRAM", "WezTerm"},
		{"TERM_PROGRAM", "vscode"},
		{"TERM_PROGRAM", "ghostty"},
		{"TERM_PROGRAM", "Hyper"},
		{"TERM_PROGRAM", "rio"},
		{"TERM", "xterm-kitty"},
		{"TERM", "xterm-ghostty"},
		{"TERM", "alacritty"},
		{"TERM", "foot"},
		{"TERM", "foot-extra"},
		{"COLORTERM", "xfce4-terminal"},
		{"KITTY_WINDOW_ID", ""},
		{"KONSOLE_VERSION", ""},
		{"WT_SESSION", ""},
		{"DOMTERM", ""},
	}
}

// Hyperlinks reports whether the environment is that of a terminal that shows links (OSC 8). Terminals that do not know
// them should pass over them, and some write them out: what is not in the list gets none.
func Hyperlinks(env func(name string) (string, bool)) bool {
	// What asks for it asks everywhere, also through a program between that the terminal cannot be seen through.
	if force, ok := env("FORCE_HYPERLINK"); ok {
		return force != "0"
	}
	if _, ok := env("TMUX"); ok { // passes links on from 3.4, and does not say which version it is
		return false
	}
	if version, ok := env("VTE_VERSION"); ok { // GNOME Terminal and others: 0.50.0 crashes on links, 0.50.1 does not
		n, err := strconv.Atoi(version)
		return err == nil && n > 5000
	}
	return slices.ContainsFunc(terminals(), func(t [2]string) bool {
		value, ok := env(t[0])
		return ok && (t[1] == "" || value == t[1])
	})
}

// link makes a text a link in a terminal.
func link(to, text string) string {
	return "\x1b]8;;" + to + "\x1b\\" + text + "\x1b]8;;\x1b\\"
}

// file makes the place of a fault a link to its file, if there are to be links.
func (p *printer) file(path, text string) string {
	if p.style.Links == "" {
		return text
	}
	u := url.URL{Path: path}
	return link(p.style.Links+u.EscapedPath(), text)
}

// rule makes the id of a rule a link to its page, if there are to be links.
func (p *printer) rule(id string) string {
	if p.style.Links == "" {
		return id
	}
	return link(page(id), id)
}
