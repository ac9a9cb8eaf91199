"""A real shell, whose `okrtui` is run by the test itself: so scripts that users run take seconds, not minutes."""

import io
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from okrtui.cli.main import main

_CALL = """#!{python} -IS
import json, os, socket, sys
said = {{"words": sys.argv[1:], "environment": {{n: v for n, v in os.environ.items() if n.startswith("OKRTUI_")}}}}
said["input"] = sys.stdin.read() if "--stdin" in sys.argv else ""
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    line.sendall(json.dumps(said).encode() + b"\\n")
    answer = json.loads(line.makefile("rb").read())
sys.stdout.write(answer["out"])
sys.stderr.write(answer["err"])
sys.exit(answer["code"])
"""
_PATIENCE = 0.05


class Script(NamedTuple):
    """How a script ended, and what it said."""

    code: int
    out: str
    err: str
    calls: int
    """How often it called okrtui."""


def run_script(text: str, place: Path, environment: Mapping[str, object], monkeypatch: pytest.MonkeyPatch) -> Script:
    """Run a script of the shell. Each call of `okrtui` in it is one of `main`, with its words and its OKRTUI_*."""
    address = str(place / "line")
    call = place / "bin" / "okrtui"
    call.parent.mkdir()
    call.write_text(_CALL.format(python=sys.executable, address=address))
    call.chmod(0o755)
    script = place / "script.sh"
    script.write_text(text)
    out, err = place / "out", place / "err"
    own = {"PATH": f"{call.parent}:{os.environ['PATH']}"} | {name: str(value) for name, value in environment.items()}
    with socket.socket(socket.AF_UNIX) as listener, out.open("w") as to_out, err.open("w") as to_err:
        listener.bind(address)
        listener.listen()
        listener.settimeout(_PATIENCE)
        shell = subprocess.Popen(["sh", script], env=os.environ | own, stdout=to_out, stderr=to_err)
        calls = 0
        while shell.poll() is None:
            try:
                line, _ = listener.accept()
            except TimeoutError:
                continue
            with line:
                calls += 1
                _answer(line, monkeypatch)
    return Script(shell.returncode, out.read_text(), err.read_text(), calls)


def _answer(line: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    said = json.loads(line.makefile("rb").readline())
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with monkeypatch.context() as patched, redirect_stdout(out), redirect_stderr(err):
        for name in [name for name in os.environ if name.startswith("OKRTUI_")]:
            patched.delenv(name)
        for name, value in said["environment"].items():
            patched.setenv(name, value)
        patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said["input"].encode()), encoding="utf-8"))
        code = main(said["words"])
    texts = {"out": _text(out), "err": _text(err)}
    line.sendall(json.dumps(texts | {"code": code}).encode())


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
