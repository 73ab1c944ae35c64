"""Every example of the documentation runs, and prints what the page shows."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.docs.blocks import Block, find_blocks, prints
from tests.docs.folder import fill_folder, fill_store
from tests.docs.shell import Shell

ROOT = Path(__file__).resolve().parents[2]
BARE = {"command.md"}
"""Pages whose blocks without a language are of the shell."""
ELSEWHERE = {
    "disagreements.md": "tests/resolve/claims/test_examples.py holds it against what is printed",
    "scale.md": "its commands need Ray or a cluster; tests/scale runs what can be run on one machine",
}
"""Pages that have tests of their own."""
STORED = {"command.md", "README.md"}
"""Pages that speak of a store as if it were there."""
OUT_OF_REACH = {"README.md": ("make ", "https://", "CORPUS")}
"""What stands in lines that are not run of a page that has no comments, since it is shown elsewhere too."""
TYPED = {
    "onrecord user add ann ": "echo 'correct horse battery' | onrecord user add ann ",
    "pass show news/bo ": "echo 'correct horse battery' ",
    "--users /etc/onrecord/users.json": "",
    "--password": "--password <<< 'staple correct horse'",
    "2026-03-01": "2099-03-01",  # a day on which the store of the test is there
}
"""What is typed in, or lies elsewhere, and what takes its place here."""
MOST_KEPT_OUT = 50
"""Lines of all pages that may be marked as not run."""

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("bash") is None, reason="examples are run by bash on Linux"
)


def read_blocks(path: Path) -> list[Block]:
    page = path.read_text("utf-8")
    for words in OUT_OF_REACH.get(path.name, ()):
        page = re.sub(rf"^.*{re.escape(words)}.*\n", "", page, flags=re.M)
    return list(find_blocks(page, bare=path.name in BARE))


PAGES = {
    path.name: path
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    if path.name not in ELSEWHERE and read_blocks(path)
}


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    folder = tmp_path / "folder"
    folder.mkdir()
    # No block is to find what belongs to whoever runs the tests, nor to leave anything with them.
    environment = {"HOME": str(tmp_path), "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    shell = Shell(folder, environment)
    try:
        fill_folder(folder)
        yield shell
    finally:
        shell.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_block_runs_and_prints_what_is_shown(name: str, shell: Shell, tmp_path: Path) -> None:
    meant = {**TYPED, **fill_store(tmp_path / "folder", shell)} if name in STORED else {}
    wrong = [fault for block in read_blocks(PAGES[name]) for fault in run_block(block, meant, shell)]
    assert not wrong, "\n\n".join(wrong)


def run_block(block: Block, meant: Mapping[str, str], shell: Shell) -> Iterator[str]:
    """What is wrong with a block, in words; what is meant takes the place of what it has."""
    if not block.code:
        return
    code = block.code
    for shown, one in meant.items():
        code = code.replace(shown, one)
    ran = shell.run(block.language, code)
    where = f"line {block.line}: {code}"
    if ran.code:
        yield f"{where}exit code {ran.code}\n{ran.told}"
    elif block.expected is not None and not prints(block.expected, ran.printed):
        yield f"{where}the page shows\n{block.expected}\nand it prints\n{ran.printed}"


def test_few_lines_are_not_run() -> None:
    kept_out = [
        f"{name}: {line}"
        for name, path in PAGES.items()
        for block in read_blocks(path)
        for line in block.kept_out
    ]
    assert len(kept_out) <= MOST_KEPT_OUT, "\n".join(kept_out)
