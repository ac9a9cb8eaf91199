"""Directories that are put back to how they were, by tar: the same files of the same owners, with the same modes."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path


class Kept:
    """What stands in some directories at one moment.

    The directories themselves stay where they are: a replica knows its own by their inodes.
    """

    def __init__(self, archive: Path, places: Sequence[Path]) -> None:
        self._archive = archive
        self._places = places
        self._directories = {path for place in places for path, _, _ in os.walk(place)}
        _tar("--create", archive, *(place.relative_to("/") for place in places))

    def put_back(self) -> None:
        """Let nothing have happened since."""
        for place in self._places:
            for path, directories, files in os.walk(place, topdown=False):
                for name in files:
                    Path(path, name).unlink()
                for link in (Path(path, name) for name in directories):
                    if link.is_symlink():
                        link.unlink()
                if path not in self._directories:
                    Path(path).rmdir()
        _tar("--extract", self._archive)


def _tar(action: str, archive: Path, *names: Path) -> None:
    options = ["--preserve-permissions", "--numeric-owner", "--directory=/", f"--file={archive}"]
    subprocess.run(["tar", action, *options, *names], check=True)
