"""okrtui where other users of this machine can run it.

The interpreter of the tests may lie in a home directory that nobody else may enter, and a virtual environment only
points to it. So what okrtui imports is copied to a place that all can read, and the interpreter too where others cannot
run it. Both are found through the environment (PYTHONHOME, PYTHONPATH), which works for every build of Python alike.
"""

import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

_ROOT = Path(__file__).parents[3]
_NOBODY = "65534"
_VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
_NOT_NEEDED = (
    "test",
    "site-packages",
    "dist-packages",
    "idlelib",
    "tkinter",
    "ensurepip",
    "config-*",
    "*.a",
    "*.pyc.*",
)
"""Among it the bytecode that another process is just writing, under a name that it has only for a moment."""


def install(place: Path) -> Path:
    """Make okrtui runnable below `place`; the command."""
    place.mkdir()
    packages = place / "packages"
    _copy_packages(packages)
    python = Path(sys.base_prefix) / "bin" / _VERSION
    settings = {"PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1"}
    if not _can_all_run(python):
        home = place / "python"
        python = _copy_python(home)
        settings |= {"PYTHONHOME": home, "LD_LIBRARY_PATH": home / "lib"}
    exports = "".join(f"export {name}='{value}'\n" for name, value in settings.items())
    command = place / "okrtui"
    command.write_text(f"#!/bin/sh\n{exports}exec '{python}' -P -m okrtui \"$@\"\n")
    command.chmod(0o755)
    subprocess.run(["chmod", "-R", "a+rX", place], check=True)
    return command


def _can_all_run(python: Path) -> bool:
    """Whether nobody in particular can run it, and it is then the same Python.

    The shell between is what has no root's rights left at the look-up of the interpreter.
    """
    asked = f"import ssl, sys; sys.exit(sys.base_prefix != {sys.base_prefix!r})"
    shell = ["setpriv", f"--reuid={_NOBODY}", "--clear-groups", "sh", "-c", 'exec "$0" "$@"']
    return not subprocess.run([*shell, python, "-I", "-c", asked], cwd="/", capture_output=True, check=False).returncode


def _copy_python(home: Path) -> Path:
    base, library = Path(sys.base_prefix), home / "lib"
    shutil.copytree(base / "lib" / _VERSION, library / _VERSION, ignore=shutil.ignore_patterns(*_NOT_NEEDED))
    for shared in (base / "lib").glob("libpython*.so*"):
        shutil.copy2(shared, library)
    (home / "bin").mkdir()
    return Path(shutil.copy2(base / "bin" / _VERSION, home / "bin"))


def _copy_packages(packages: Path) -> None:
    shutil.copytree(_ROOT / "okrtui", packages / "okrtui", ignore=shutil.ignore_patterns(*_NOT_NEEDED))
    for name in _needed("okrtui", set()) - {"okrtui"}:
        for file in distribution(name).files or []:
            target = packages / file
            if ".." not in file.parts:
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file.locate(), target)


def _needed(name: str, known: set[str]) -> set[str]:
    """A distribution and all that it requires to run here."""
    if name not in known:
        known.add(name)
        for text in distribution(name).requires or []:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                _needed(requirement.name, known)
    return known
