# shellcheck shell=bash
# shellcheck disable=SC2034 # check.sh reads base and exact
# Which commit the findings of a run are compared with.

# none fails where there is nothing to compare with, with the ways out.
none() {
	fail "$1. Give actions/checkout \`fetch-depth: 0\`, or set new-from to a commit, or to none to compare with the baseline only"
}

have() { git -C "$folder" cat-file -e "$1^{commit}" 2>/dev/null; }

shallow() { [ "$(git -C "$folder" rev-parse --is-shallow-repository)" = true ]; }

# need COMMIT fetches a commit of the event if it is missing: the commit alone into a shallow checkout, else with what led to it.
need() {
	if ! [[ $1 =~ ^[0-9a-f]{40,64}$ ]]; then
		none "The event $GITHUB_EVENT_NAME names no base"
	fi
	have "$1" && return
	local depth=()
	if shallow; then
		depth=(--depth=1)
	fi
	GIT_TERMINAL_PROMPT=0 git -C "$folder" fetch --quiet --no-tags --no-recurse-submodules "${depth[@]+"${depth[@]}"}" origin "$1" ||
		none "The base $1 cannot be fetched"
	have "$1" || none "The base $1 is not there after fetching it"
}

# pull_base sets base, and exact where that very commit counts and not where the histories part.
pull_base() {
	local head parents
	head=$(git -C "$folder" rev-parse --verify --quiet 'HEAD^{commit}') || none "Nothing is checked out"
	# The parents as the commit has them: a shallow history does not show them.
	parents=$(git -C "$folder" cat-file commit "$head" | sed -n -e '/^$/q' -e 's/^parent //p')
	# shellcheck disable=SC2086 # two names of commits
	set -- $parents
	if [ $# = 2 ] && { [ "$2" = "$PULL_HEAD" ] || [ "$head" = "$GITHUB_SHA" ]; }; then
		# What GitHub would merge: its first parent is the base, whatever the event says.
		base=$1 exact=yes
		need "$base"
		return
	fi
	if [ "$GITHUB_EVENT_NAME" = pull_request_target ] && [ "$head" != "$PULL_HEAD" ]; then
		none "The pull request is not checked out, as is usual for the event pull_request_target"
	fi
	base=$PULL_BASE
	need "$base"
	if ! git -C "$folder" merge-base "$base" "$head" >/dev/null; then
		none "The checkout is shallow, so that nobody can tell where the pull request leaves its base"
	fi
	if git -C "$folder" merge-base --is-ancestor "$head" "$base"; then
		none "What is checked out has no commit of the pull request"
	fi
}

# find_base PATH sets base and exact by the event; both stay empty where there is nothing to compare with.
find_base() {
	base='' exact='' folder=$1
	[ -d "$folder" ] || folder=$(dirname -- "$folder")
	case $GITHUB_EVENT_NAME in
	pull_request | pull_request_target | merge_group)
		git -C "$folder" rev-parse --git-dir >/dev/null 2>&1 || none "$1 is in no git repository: run actions/checkout before quotalint"
		;;
	esac
	case $GITHUB_EVENT_NAME in
	pull_request | pull_request_target) pull_base ;;
	merge_group)
		base=$GROUP_BASE exact=yes
		need "$base"
		;;
	esac
}
