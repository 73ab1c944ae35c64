"""What is handed out: wheel and source archive built, and the wheel installed bare and used.

    python -m bench.package

It downloads what the package needs from PyPI, as the lock file has it, into an environment of its own that is
deleted in the end. What it shows is that the package needs nothing of the repository and nothing of the tools
of development; what the archives hold is for `tests/test_package.py` to check, which needs no network.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "examples" / "diplomacy" / "article.txt"
DIST = ROOT / "dist"


def main() -> int:
    """Build, install, use, and print how long each took; raises where anything fails."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bare-") as name:
        folder = Path(name)
        wheel = build()
        python = install(wheel, folder / "environment")
        use(python, folder)
    return 0


def build() -> Path:
    """The wheel, built with the source archive into `dist`, with no network."""
    began = time.monotonic()
    for path in DIST.glob("onrecord-*"):
        path.unlink()
    run([sys.executable, "-m", "hatchling", "build", "-d", str(DIST)], ROOT)
    [wheel] = DIST.glob("onrecord-*.whl")
    tell(f"built {', '.join(sorted(path.name for path in DIST.glob('onrecord-*')))}", began)
    return wheel


def install(wheel: Path, environment: Path) -> Path:
    """The Python of a new environment that has the wheel and the locked packages, and nothing else."""
    began = time.monotonic()
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], environment)
    run([*pip, "--no-deps", str(wheel)], environment)
    run([str(python), "-m", "pip", "--disable-pip-version-check", "check"], environment)
    size = sum(path.lstat().st_size for path in (environment / "lib").rglob("*") if path.is_file())
    tell(f"installed it bare, {size / 1e6:,.0f} MB with what it needs and pip", began)
    return python


def use(python: Path, folder: Path) -> None:
    """Read, keep, ask and verify an article from a folder that has nothing of the repository."""
    home, work = folder / "home", folder / "work"
    home.mkdir()
    work.mkdir()
    (work / "article.txt").write_bytes(ARTICLE.read_bytes())
    command = str(python.with_name("onrecord"))
    began = time.monotonic()
    record = json.loads(
        run([command, "read", "article.txt", "--published", "2019-03-14", "-f", "json"], work, home)
    )
    assert record["document"]["text"] == ARTICLE.read_bytes().decode("utf-8")
    assert record["statements"], "the bare package finds no statements"
    assert record["events"], "the bare package finds no events"
    tell(f"read an article: {len(record['statements'])} statements, {len(record['events'])} events", began)
    began = time.monotonic()
    run([command, "add", "article.txt", "--published", "2019-03-14"], work, home)
    assert "Aldis" in run([command, "search", "--speaker", "Sigrun Aldis"], work, home)
    run([command, "verify", "--all"], work, home)
    where = run([str(python), "-c", "import onrecord; print(onrecord.__file__)"], work, home)
    assert Path(where.strip()).is_relative_to(python.parent.parent), where
    tell("kept it, found it and verified it", began)


def run(command: list[str], folder: Path, home: Path | None = None) -> str:
    """What a command prints; it sees nothing of the environment of whoever runs this but the path."""
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(home or folder)}
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
    done = subprocess.run(command, cwd=folder, env={**environment, **kept}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def tell(what: str, began: float) -> None:
    """Print what was done, and how long it took."""
    print(f"{time.monotonic() - began:6.1f} s  {what}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
