"""recipes: the scripts in what we give to other forges, as those would run them.

As a program it prints a recipe as JSON, for validators that can't read YAML or GitLab's inputs:

  recipes.py FILE
"""

import json
import pathlib
import re
import sys

import yaml

INPUT = re.compile(r"\$\[\[\s*inputs\.([a-z-]+)\s*\]\]")


def interpolated(value, inputs):
    """GitLab puts inputs into the values of a document that has been read, not into its text."""
    if isinstance(value, dict):
        return {name: interpolated(each, inputs) for name, each in value.items()}
    if isinstance(value, list):
        return [interpolated(each, inputs) for each in value]
    return INPUT.sub(lambda found: inputs[found[1]], value) if isinstance(value, str) else value


def read_component(file, **given):
    """A component of GitLab as the jobs that it stands for. Inputs without a default have to be given."""
    header, body = yaml.safe_load_all(pathlib.Path(file).read_text(encoding="utf-8"))
    inputs = {name: each["default"] for name, each in header["spec"]["inputs"].items() if "default" in each}
    return interpolated(body, {**inputs, **given})


def gitlab_script(file, **given):
    """The script of the component's job, and its variables."""
    job = read_component(file, image="image", **given)["leash"]
    return "\n".join(job["script"]), job["variables"]


def jenkins_script(file):
    [script] = re.findall(r"sh '''\n(.*?)'''", pathlib.Path(file).read_text(encoding="utf-8"), re.DOTALL)
    return script


def azure_script(file):
    [script] = [step["bash"] for step in yaml.safe_load(pathlib.Path(file).read_text(encoding="utf-8"))["steps"] if
                "bash" in step]
    return script


def read_recipe(file):
    if "templates" in pathlib.Path(file).parts:
        return read_component(file, image="image")
    return yaml.safe_load(pathlib.Path(file).read_text(encoding="utf-8"))


if __name__ == "__main__":
    json.dump(read_recipe(sys.argv[1]), sys.stdout)
