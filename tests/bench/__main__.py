"""`make bench`: measure, and print one table. `python -m tests.bench --help` tells how to pick some."""

import argparse
import os
import platform
import sys
import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.place import Place
from tests.bench.table import as_json, table

BENCHMARKS = ("first_paint", "status_start", "confirmed_write", "newcomer", "key_press", "change_seen", "coach")


def main() -> None:
    """Measure what was asked for."""
    said = _arguments()
    place = Place(said.dir, said.people)
    figures: list[Figure] = []
    try:
        for name in said.names or BENCHMARKS:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            figures += import_module(f"tests.bench.{name}").measure(place)
    finally:
        place.clear()
    if said.json:
        print(as_json(figures))
    else:
        print(table(figures))
        print(
            f"\nPython {platform.python_version()}, Textual {version('textual')}, "
            f"{platform.system()} {platform.release()}, {os.cpu_count()} cores; files in {said.dir}"
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="What okrtui takes, beside baselines.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which to run: {', '.join(BENCHMARKS)}")
    parser.add_argument("--people", type=int, default=5_000, help="how large the large company is (%(default)s)")
    parser.add_argument("--dir", type=Path, default=_own_temporary(), help="on which disk to work (%(default)s)")
    parser.add_argument("--json", action="store_true", help="figures in seconds, for programs")
    said = parser.parse_args()
    if unknown := set(said.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    return said


def _own_temporary() -> Path:
    """The same for every run of a user, so that the example companies are built once."""
    return Path(tempfile.gettempdir()) / f"okrtui-bench-{os.getuid()}"


if __name__ == "__main__":
    main()
