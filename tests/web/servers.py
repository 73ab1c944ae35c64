"""A server of pages in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SAID = re.compile(r"http://127\.0\.0\.1:(\d+)/")


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`onrecord serve` in a folder, and its address; it is ended where it did not end itself."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ONRECORD_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", "serve", "--port", "0", *options],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        told = ""
        while (found := _SAID.search(told)) is None:
            line = process.stdout.readline()
            assert line, process.stderr.read() if process.stderr else ""
            told += line
        yield process, f"http://127.0.0.1:{found.group(1)}"
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
