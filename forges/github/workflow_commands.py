"""workflow_commands: what GitHub's runner obeys in a step's log."""

import contextlib
import uuid


def escaped(text):
    """The data of a command ends with its line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def error(text, title):
    """An annotation without a place; `title` has no special characters."""
    return f"::error title={title}::{escaped(text)}"


@contextlib.contextmanager
def without_commands():
    """What is printed meanwhile is text, whatever it looks like: nobody can guess the word that ends it."""
    word = uuid.uuid4().hex
    print(f"::stop-commands::{word}", flush=True)
    try:
        yield
    finally:
        print(f"::{word}::", flush=True)
