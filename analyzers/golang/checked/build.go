package checked

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/quotalint/quotalint/analyzers"
)

// A unit is what one run of the go command loads: the modules of a workspace, one module, or a GOPATH.
type unit struct {
	dir      string   // absolute; where the go command runs
	patterns []string // the packages
	env      []string // beside the environment
	flags    []string // for the go command
	work     string   // the file of the workspace; "" for none
	mods     []string // the go.mod files
	cache    string   // the folder of the module cache
}

// An environment is what the go command says of a folder.
type environment struct {
	GOMOD, GOWORK, GOFLAGS, GOMODCACHE string
}

// units lists what there is to load: every module of the tree that has source in it, those of a workspace together.
func units(tree analyzers.Tree, root string) (list []*unit, problems []Problem) {
	works := map[string]*unit{}
	for _, folder := range moduleFolders(tree) {
		dir := filepath.Join(root, filepath.FromSlash(folder))
		env, err := environ(dir)
		if err != nil {
			problems = append(problems, Problem{Path: folder, Text: err.Error()})
			continue
		}
		u := &unit{dir: dir, patterns: []string{"./..."}, cache: env.GOMODCACHE}
		u.env, u.flags = env.settings()
		if env.GOMOD != "" {
			u.mods = []string{env.GOMOD}
		}
		switch {
		case env.GOMOD == os.DevNull: // source of the root that is in no module
		case env.GOMOD == "": // the environment says that modules are off
			list = append(list, u)
		case !uses(env.GOWORK, filepath.Dir(env.GOMOD)):
			u.env = append(u.env, "GOWORK=off")
			list = append(list, u)
		case works[env.GOWORK] == nil:
			u.work, u.patterns = env.GOWORK, []string{dir + "/..."}
			works[env.GOWORK] = u
			list = append(list, u)
		default:
			w := works[env.GOWORK]
			w.patterns, w.mods = append(w.patterns, dir+"/..."), append(w.mods, env.GOMOD)
		}
	}
	if len(list) == 0 && len(problems) == 0 && len(tree.Files()) > 0 {
		problems = []Problem{{Path: ".", Text: "there is no go.mod, so that the go command finds no packages (go mod init, or GO111MODULE=off in a GOPATH)"}}
	}
	return list, problems
}

// file is what says what a unit is: the file of the workspace or module, else the folder.
func (u *unit) file() string {
	switch {
	case u.work != "":
		return u.work
	case len(u.mods) > 0:
		return u.mods[0]
	}
	return u.dir
}

// moduleFolders lists the root and the folders of all modules in the tree, less those that have no source in it.
func moduleFolders(tree analyzers.Tree) []string {
	mods := map[string]bool{".": true}
	for _, file := range tree.Named("go.mod") {
		mods[path.Dir(file)] = true
	}
	var folders []string
	found := map[string]bool{}
	for _, file := range tree.Files() {
		folder := path.Dir(file)
		for !mods[folder] {
			folder = path.Dir(folder)
		}
		if !found[folder] {
			found[folder] = true
			folders = append(folders, folder)
		}
	}
	slices.Sort(folders)
	return folders
}

// environ asks the go command what holds in a folder.
func environ(dir string) (env environment, err error) {
	var stderr bytes.Buffer
	cmd := exec.Command("go", "env", "-json", "GOMOD", "GOWORK", "GOFLAGS", "GOMODCACHE")
	cmd.Dir, cmd.Env, cmd.Stderr = dir, append(os.Environ(), "PWD="+dir), &stderr
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, &env)
	}
	if err != nil {
		return env, fmt.Errorf("go env fails: %w: %s", err, stderr.String())
	}
	return env, nil
}

// settings are what makes the go command leave the tree alone and ask nobody else for packages. Another file in place of
// go.mod has to be a flag of its own: package packages asks things, too, for which the go command refuses it.
func (e environment) settings() (env, flags []string) {
	var rest []string
	for _, flag := range strings.Fields(e.GOFLAGS) {
		switch name, value, _ := strings.Cut(strings.TrimLeft(flag, "-"), "="); {
		case name == "modfile":
			flags = append(flags, flag)
		case name != "mod" || value != "mod":
			rest = append(rest, flag)
		}
	}
	return []string{"GOPACKAGESDRIVER=off", "GOFLAGS=" + strings.Join(rest, " ")}, flags
}

// uses reports whether a workspace has a module, by the folder of the module.
func uses(work, dir string) bool {
	if work == "" {
		return false
	}
	text, err := os.ReadFile(work)
	if err != nil {
		return false
	}
	said, err := modfile.ParseWork(work, text, nil)
	return err == nil && slices.ContainsFunc(said.Use, func(use *modfile.Use) bool { return inFolderOf(work, use.Path) == dir })
}

// inFolderOf is a path that a file names, as an absolute one.
func inFolderOf(file, name string) string {
	if name = filepath.FromSlash(name); filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(filepath.Dir(file), name)
}

// copyWork copies the file of a workspace to a folder. The go command would write the sums of what it has to look up beside
// the file itself.
func copyWork(work, to string) (file string, err error) {
	text, err := os.ReadFile(work)
	if err != nil {
		return "", err
	}
	said, err := modfile.ParseWork(work, text, nil)
	if err != nil {
		return "", err
	}
	var uses []*modfile.Use
	for _, use := range said.Use {
		uses = append(uses, &modfile.Use{Path: inFolderOf(work, use.Path)})
	}
	said.SetUse(uses)
	for _, r := range slices.Clone(said.Replace) {
		if modfile.IsDirectoryPath(r.New.Path) {
			if err := said.AddReplace(r.Old.Path, r.Old.Version, inFolderOf(work, r.New.Path), ""); err != nil {
				return "", err
			}
		}
	}
	said.Cleanup()
	file = filepath.Join(to, "go.work")
	if err := os.WriteFile(file, modfile.Format(said.Syntax), 0o600); err != nil {
		return "", err
	}
	if sums, err := os.ReadFile(work + ".sum"); err == nil {
		return file, os.WriteFile(file+".sum", sums, 0o600)
	}
	return file, nil
}
