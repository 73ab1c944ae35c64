"""Runs blocks of code as a reader would: those of the shell in bash, in which `onrecord` is a function.

What the function calls is a process that has loaded the models once and is copied for every call, so that a
call costs milliseconds and not seconds. Files, pipes and the exit code are those of the real shell: the
copy takes over what the function's process has open.
"""

from __future__ import annotations

import os
import re
import runpy
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO

import onrecord

LOADED = (
    "library",
    "reading",
    "asking",
    "keeping",
    "comparing",
    "watching",
    "exporting",
    "resolve.catching_up",
)
"""Modules that most calls need, loaded once."""

FUNCTIONS = r"""
set -eEuo pipefail
trap 'printf "line %s fails: %s\n" "$LINENO" "$BASH_COMMAND" >&2' ERR
_ask() {
    local code in out err line
    exec {in}<&0 {out}>&1 {err}>&2 {line}<>"/dev/tcp/127.0.0.1/$ONRECORD_PORT"
    printf '%s\0' "$BASHPID" "$in" "$out" "$err" "$#" "$@" >&"$line"
    { env -0; printf '\0'; } >&"$line"
    read -r -u "$line" code
    exec {in}<&- {out}>&- {err}>&- {line}>&-
    return "$code"
}
onrecord() { _ask onrecord "$@"; }
python() { _ask python "$@"; }
[ ! -e "$ONRECORD_EXPORTS" ] || . "$ONRECORD_EXPORTS"
"""
_KEEP_EXPORTS = '\nexport -p > "$ONRECORD_EXPORTS"\n'
"""What a block exports holds for those behind it."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a block."""

    code: int
    printed: str
    told: str


class Shell:
    """A shell whose `onrecord` and `python` are copies of one process; to be closed."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.docs.shell", str(server.fileno())],
                pass_fds=[server.fileno()],
                cwd=Path(__file__).parents[2],
                env={**os.environ, **environment},
            )
        own = {"ONRECORD_PORT": str(port), "ONRECORD_EXPORTS": str(folder.with_suffix(".exports"))}
        self._environment = {**os.environ, **environment, **own}
        self._python = ""

    def run(self, language: str, code: str) -> Ran:
        """Run a block in the folder; nothing is typed in.

        A block of Python that imports nothing goes on with the one before it, whose output is not told again.
        """
        if language == "python":
            before = "" if re.search(r"^(import|from) ", code, re.M) else self._python
            self._python = before + code
            code = f"python - <<'END OF THE BLOCK'\n{_go_on(before)}{code}\nEND OF THE BLOCK\n"
        done = subprocess.run(
            ["bash", "-c", FUNCTIONS + code + _KEEP_EXPORTS],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def close(self) -> None:
        """End the process behind it."""
        self._server.terminate()
        self._server.wait()


def _go_on(before: str) -> str:
    """Code that does what other code did, in silence."""
    if not before:
        return ""
    return f"import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    exec({before!r})\n"


def _serve(server: socket.socket) -> None:
    """Copy this process for every call, until it is ended."""
    for module in LOADED:
        import_module(f"onrecord.{module}")
    onrecord.read("Ann Lee said on Monday that the bridge was closed.", published="2024-05-01")
    while True:
        connection, _ = server.accept()
        if os.fork() == 0:
            if os.fork() == 0:
                server.close()
                _answer(connection)
            os._exit(0)
        os.wait()  # the first copy ends at once, so that the second is nobody's child and leaves nothing
        connection.close()


def _answer(connection: socket.socket) -> None:
    """Do what one call asks for, as if this were the process that it came from, and tell the exit code."""
    code = 3
    try:
        stream = connection.makefile("rb")
        process, *opened, number = (int(_read_word(stream)) for _ in range(5))
        words = [_read_word(stream) for _ in range(number)]
        os.environ.clear()
        for variable in iter(lambda: _read_word(stream), ""):
            name, _, value = variable.partition("=")
            os.environ[name] = value
        _take_over(process, opened)
        code = _call(words)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        connection.sendall(f"{code}\n".encode())
        os._exit(0)


def _read_word(stream: IO[bytes]) -> str:
    word = bytearray()
    while (byte := stream.read(1)) != b"\0":
        assert byte, "the call ended within a word"
        word += byte
    return word.decode()


def _take_over(process: int, opened: list[int]) -> None:
    """Take the folder and the open files of another process for one's own: input, output, messages."""
    os.chdir(f"/proc/{process}/cwd")
    for number, (theirs, flags) in enumerate(
        zip(opened, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)
    ):
        ours = os.open(f"/proc/{process}/fd/{theirs}", flags)
        os.dup2(ours, number)
        os.close(ours)


def _call(words: list[str]) -> int:
    program, *arguments = words
    if program == "onrecord":
        from onrecord.cli import main

        return main(arguments)
    sys.argv = arguments
    try:
        if arguments[0] == "-":
            exec(compile(sys.stdin.read(), "the block", "exec"), {"__name__": "__main__"})
        elif arguments[0] == "-m":
            sys.argv = arguments[1:]
            runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        else:
            runpy.run_path(arguments[0], run_name="__main__")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
