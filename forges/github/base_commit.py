"""base_commit: the commit that a change is compared with, and its history, which a shallow clone doesn't have.

actions/checkout fetches one commit. Rather than ask everybody for `fetch-depth: 0`, which takes the whole history of a
large project, the history is fetched in growing steps until it reaches where the change begins.
"""

import json
import re
import subprocess

# Commits more than the clone has, step by step; then everything.
STEPS = ("--deepen=1", "--deepen=50", "--deepen=500", "--unshallow")


class BaseError(Exception):
    """The base can't be had; says why, and what to do."""


def git(*arguments):
    """What git prints, or None if it fails. It must never ask anybody for a password."""
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL)
    return done.stdout.strip() if done.returncode == 0 else None


def fetch(*arguments):
    return git("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *arguments)


def is_shallow():
    return git("rev-parse", "--is-shallow-repository") == "true"


def parents_of_head():
    """As the commit itself names them: `git log` knows no parents at the edge of a shallow clone."""
    commit = git("cat-file", "commit", "HEAD") or ""
    return re.findall(r"^parent ([0-9a-f]+)$", commit.split("\n\n")[0], re.MULTILINE)


def base_of_event(environment):
    """What the change is to be merged into; None if the event is no change of that kind.

    For a pull request GitHub checks out a merge of both sides. Its first parent is the target as it was merged, which
    may be newer than what the event names.
    """
    with open(environment.get("GITHUB_EVENT_PATH") or "/dev/null", encoding="utf-8") as file:
        event = json.loads(file.read() or "{}")
    if "pull_request" in event:
        parents = parents_of_head()
        is_merge = re.fullmatch(r"refs/pull/\d+/merge", environment.get("GITHUB_REF", "")) and len(parents) == 2
        if is_merge and git("rev-parse", "HEAD") == environment.get("GITHUB_SHA"):
            return parents[0]
        return event["pull_request"]["base"]["sha"]
    return event.get("merge_group", {}).get("base_sha")


def commit_of(revision):
    return git("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")


def fetched_commit(revision):
    """The commit of a revision that only the server may have yet: a commit, a branch or a tag."""
    known = commit_of(revision) or commit_of("origin/" + revision)
    if known or revision.startswith("-"):
        return known
    depth = ["--depth=1"] if is_shallow() else []  # which would make a whole history shallow
    return commit_of("FETCH_HEAD") if fetch(*depth, "origin", revision) is not None else None


def fetched(revision):
    """The commit that `revision` means, with as much history as is needed to compare with it."""
    commit = fetched_commit(revision)
    if not commit:
        raise BaseError(f"base: '{revision}' is no revision of this clone, nor can it be fetched from 'origin'.\n"
                        "Write a branch, a tag or a commit, or give actions/checkout 'fetch-depth: 0'.")
    for step in STEPS:
        if git("merge-base", commit, "HEAD") or not is_shallow():
            return commit
        fetch(step, "origin", commit, git("rev-parse", "HEAD"))
    if not git("merge-base", commit, "HEAD"):
        raise BaseError(f"base: the clone is too shallow to tell where the change since '{revision}' begins, and more "
                        "history can't be fetched.\nGive actions/checkout 'fetch-depth: 0'.")
    return commit
