"""runner: GitHub's runner, as far as a composite action sees it.

Takes the steps from action.yml itself, evaluates their expressions, runs their scripts as GitHub does, and reads back
what they tell: outputs, summary, PATH, and the commands in the log. Steps that use other actions are left out.
"""

import os
import pathlib
import re
import subprocess

import yaml

SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def read_commands(log):
    """The commands that the runner obeys, in their order: (name, properties, data)."""
    commands, resume = [], None
    for line in log.splitlines():
        found = re.match(r"\s*::([^ :]+)(?: ([^:]*(?:[^:]|:(?!:))*?))?::(.*)$", line)
        if not found:
            continue
        name, properties, data = found.groups()
        if resume:
            resume = None if name == resume else resume
        elif name == "stop-commands":
            resume = data
        else:
            pairs = (each.split("=", 1) for each in (properties or "").split(",") if "=" in each)
            commands.append((name, dict(pairs), data))
    return commands


def read_values(text):
    """What a script has written to GITHUB_OUTPUT: NAME=VALUE, or NAME<<END, lines, END."""
    values, lines = {}, iter(text.splitlines())
    for line in lines:
        block = re.match(r"([^=<]+)<<(.+)$", line)
        if not block:
            name, value = line.split("=", 1)
            values[name] = value
            continue
        held = []
        for inner in lines:
            if inner == block[2]:
                break
            held.append(inner)
        values[block[1]] = "\n".join(held)
    return values


class Run:
    """One use of the action, with `inputs` as in a workflow's `with`, in the directory `workspace`."""

    def __init__(self, action, inputs, workspace, scratch, environment):
        self.action = os.path.dirname(os.path.abspath(action))
        with open(action, encoding="utf-8") as file:
            self.definition = yaml.safe_load(file)
        unknown = set(inputs) - set(self.definition["inputs"])
        assert not unknown, f"action.yml has no inputs {unknown}"
        self.inputs = {name: inputs.get(name, each.get("default", "")) for name, each in
                       self.definition["inputs"].items()}
        self.workspace, self.scratch = workspace, scratch
        self.environment = dict(environment)
        self.steps, self.log, self.summary, self.status = {}, "", "", 0
        for step in self.definition["runs"]["steps"]:
            if self.status == 0 and "run" in step and self.evaluated_condition(step.get("if")):
                self.run(step)
        self.commands = read_commands(self.log)
        self.outputs = {name: self.evaluated(each["value"]) for name, each in self.definition["outputs"].items()}

    def value_of(self, expression):
        room, *path = expression.split(".")
        if room == "inputs" and len(path) == 1:
            return self.inputs[path[0]]
        if room == "steps" and len(path) == 3 and path[1] == "outputs":
            return self.steps.get(path[0], {}).get(path[2], "")
        raise ValueError(f"runner.py can't evaluate '{expression}'")

    def evaluated(self, text):
        return EXPRESSION.sub(lambda found: self.value_of(found[1]), str(text))

    def evaluated_condition(self, text):
        if text is None:
            return True
        left, right = text.split(" != ")
        return self.value_of(left) != right.strip("'")

    def run(self, step):
        assert "${{" not in step["run"], "an expression in a script lets inputs write commands"
        files = {name: os.path.join(self.scratch, name) for name in
                 ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH", "GITHUB_ENV")}
        for file in files.values():
            pathlib.Path(file).write_text("", encoding="utf-8")
        script = pathlib.Path(self.scratch, "script.sh")
        script.write_text(step["run"], encoding="utf-8")
        environment = {**self.environment, **files, "GITHUB_ACTION_PATH": self.action, "RUNNER_TEMP": self.scratch}
        environment.update({name: self.evaluated(value) for name, value in step.get("env", {}).items()})
        assert step["shell"] == "bash"
        done = subprocess.run([*SHELL, script], cwd=self.workspace, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", stdin=subprocess.DEVNULL)
        self.log += done.stdout
        self.status = done.returncode
        read = {name: pathlib.Path(file).read_text(encoding="utf-8") for name, file in files.items()}
        self.summary += read["GITHUB_STEP_SUMMARY"]
        self.steps[step.get("id", "")] = read_values(read["GITHUB_OUTPUT"])
        for directory in read["GITHUB_PATH"].split():
            self.environment["PATH"] = directory + ":" + self.environment["PATH"]
