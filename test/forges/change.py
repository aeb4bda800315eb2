"""change: a repository whose branch `work` brings one bug, fixes one and leaves one, for tests of what runs on a forge."""

import json
import os
import pathlib
import subprocess

FILE = "src/a b.c"

HEAD = "#include <pthread.h>\nstatic pthread_mutex_t m;\n"
CLEAN = """void {name}(int n) {{
  pthread_mutex_lock(&m);
  pthread_mutex_unlock(&m);
}}
"""
BUGGY = """void {name}(int n) {{
  pthread_mutex_lock(&m);
  if (n > 0)
    return;
  pthread_mutex_unlock(&m);
}}
"""
BASE = HEAD + BUGGY.format(name="stays") + BUGGY.format(name="goes") + CLEAN.format(name="comes")
CHANGED = HEAD + BUGGY.format(name="stays") + CLEAN.format(name="goes") + BUGGY.format(name="comes")
# The line that brings the bug: a condition under which the lock stays locked.
NEW_LINE = CHANGED.splitlines().index("  if (n > 0)", CHANGED.splitlines().index("void comes(int n) {")) + 1

WHO = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]


def git(directory, *arguments):
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", "-C", directory, *WHO, *arguments], check=True, capture_output=True, text=True,
                          env=environment)
    return done.stdout.strip()


def write(file, text):
    file = pathlib.Path(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def commit(directory, message):
    git(directory, "add", "--all")
    git(directory, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(directory, "rev-parse", "HEAD")


class Server:
    """The repository on the forge: `main` has gone on after `work` was begun, and `merge` is what would come of both."""

    def __init__(self, directory):
        self.directory = os.path.join(directory, "server")
        os.mkdir(self.directory)
        git(self.directory, "init", "--quiet")
        git(self.directory, "config", "uploadpack.allowAnySHA1InWant", "true")  # as forges do
        write(os.path.join(self.directory, ".gitignore"), "/build*/\n")
        write(os.path.join(self.directory, FILE), BASE)
        self.begin = commit(self.directory, "begin")
        git(self.directory, "checkout", "--quiet", "-b", "work")
        write(os.path.join(self.directory, FILE), CHANGED)
        commit(self.directory, "change")
        for number in range(3):
            self.work = commit(self.directory, f"more {number}")
        git(self.directory, "checkout", "--quiet", "main")
        write(os.path.join(self.directory, "README"), "words\n")
        self.main = commit(self.directory, "elsewhere")
        git(self.directory, "checkout", "--quiet", "--detach")
        git(self.directory, "merge", "--quiet", "--no-ff", "--message", "merge", "work")
        self.merge = git(self.directory, "rev-parse", "HEAD")
        git(self.directory, "update-ref", "refs/pull/1/merge", self.merge)
        git(self.directory, "checkout", "--quiet", "main")

    def clone(self, directory, commit_to_take, depth=1):
        """As CI does it: one commit, without a branch; of everything if `depth` is 0."""
        os.mkdir(directory)
        git(directory, "init", "--quiet")
        git(directory, "remote", "add", "origin", "file://" + self.directory)
        if depth == 0:
            git(directory, "fetch", "--quiet", "origin")
        limit = [f"--depth={depth}"] if depth else []
        git(directory, "fetch", "--quiet", "--no-tags", *limit, "origin", commit_to_take)
        git(directory, "checkout", "--quiet", "--detach", commit_to_take)
        return directory


def write_database(directory, build):
    entry = {"directory": directory, "file": FILE, "arguments": ["cc", "-c", FILE]}
    write(os.path.join(directory, build, "compile_commands.json"), json.dumps([entry]))
