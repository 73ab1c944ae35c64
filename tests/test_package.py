"""What is handed out: what wheel and source archive hold, and what is said of them elsewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.shared import SHARED

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "onrecord"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NAME = f"{PROJECT['name']}-{PROJECT['version']}"
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


def build(kind: str, folder: Path, out: Path) -> Path:
    """A wheel or source archive of the sources in a folder, built without the network."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(out)],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    [built] = out.glob(f"{NAME}*")
    return built


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling")
    return tmp_path_factory.mktemp("built")


@pytest.fixture(scope="module")
def wheel(built: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(build("wheel", ROOT, built / "wheel")) as archive:
        yield archive


@pytest.fixture(scope="module")
def unpacked(built: Path) -> Path:
    with tarfile.open(build("sdist", ROOT, built / "sdist")) as archive:
        # The first Pythons of 3.11 know no filters, and those behind 3.12 ask for one.
        safely: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(built, **safely)
    return built / NAME


def test_the_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    held = {name for name in wheel.namelist() if not name.startswith(f"{NAME}.dist-info/")}
    ours = {
        f"onrecord/{path.relative_to(SOURCE).as_posix()}"
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == ours
    assert {
        "onrecord/py.typed",
        "onrecord/analyse/weights/encoder.onnx",
        "onrecord/analyse/weights/NOTICE",
        "onrecord/analyse/lexicon/events.toml",
        "onrecord/web/templates/layout.html",
        "onrecord/web/static/vendor/htmx.min.js",
        "onrecord/render/style/page.css",
        "onrecord/store/migrations/versions/schema_0001_sqlite.sql",
    } <= held
    assert f"{NAME}.dist-info/licenses/LICENSE" in wheel.namelist()


def test_the_wheel_holds_no_corpus_and_no_article_of_ours(wheel: zipfile.ZipFile) -> None:
    corpora = {path.name for path in SHARED.rglob("*") if path.is_file()} if SHARED.is_dir() else set()
    kinds = (".txt", ".jsonl", ".ann", ".conllu", ".tml", ".warc", ".gz", ".db", ".pt")
    suspect = {name for name in wheel.namelist() if name.endswith(kinds)}
    assert suspect == {
        "onrecord/resolve/quotations/frequencies.txt",
        "onrecord/resolve/stories/frequencies.txt",
        "onrecord/web/templates/example.txt",
        f"{NAME}.dist-info/entry_points.txt",
    }
    assert {name.rpartition("/")[2] for name in suspect} & corpora == set()


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    metadata = wheel.read(f"{NAME}.dist-info/METADATA").decode("utf-8")
    assert f"Version: {PROJECT['version']}\n" in metadata
    assert "License-Expression: Apache-2.0\n" in metadata
    required = {match[1] for match in re.finditer(r"^Requires-Dist: ([\w-]+)[^;\n]*$", metadata, re.M)}
    assert required == {re.split(r"[^\w-]", text)[0] for text in PROJECT["dependencies"]}
    assert b"onrecord = onrecord.cli:main" in wheel.read(f"{NAME}.dist-info/entry_points.txt")


def test_the_source_archive_makes_the_same_wheel(unpacked: Path, wheel: zipfile.ZipFile, built: Path) -> None:
    with zipfile.ZipFile(build("wheel", unpacked, built / "again")) as again:
        theirs = {one.filename: one.CRC for one in again.infolist()}
    ours = {one.filename: one.CRC for one in wheel.infolist()}
    assert theirs == ours


def test_the_source_archive_holds_what_its_tests_need_and_no_weights_twice(unpacked: Path) -> None:
    assert (unpacked / "tests" / "records.py").exists()
    assert (unpacked / "examples" / "bridge" / "articles.jsonl").exists()
    assert len(list(unpacked.rglob("encoder.onnx"))) == 1
    assert list(unpacked.rglob("__pycache__")) == []


# What is said of the package elsewhere


def test_the_citation_is_of_this_version() -> None:
    yaml = pytest.importorskip("yaml")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)
    assert str(citation["version"]) == PROJECT["version"]
    assert citation["license"] == PROJECT["license"]
    assert [author["name"] for author in citation["authors"]] == [one["name"] for one in PROJECT["authors"]]


def test_every_file_of_weights_has_a_card() -> None:
    cards = (ROOT / "docs" / "models.md").read_text("utf-8")
    weights = [path for path in (SOURCE / "analyse" / "weights").iterdir() if path.name != "NOTICE"]
    assert len(weights) >= 4
    for path in weights:
        assert re.search(rf"^\| Files? \| [^|]*\b{re.escape(path.name)}`", cards, re.M), path.name


# The image


def test_the_image_runs_as_nobody_in_particular_and_from_hashes() -> None:
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.M)[1:]
    assert len(stages) == 2
    assert "--require-hashes" in stages[0]
    last = stages[-1]
    assert re.findall(r"^USER (.*)$", last, re.M) == ["10001:10001"]
    assert re.findall(r"^ENTRYPOINT (.*)$", last, re.M) == ['["onrecord"]']
    assert "VOLUME" in last
    assert "HEALTHCHECK" in last
    assert last.index("USER") > last.index("COPY")
    assert "apt-get" not in last


def test_the_image_is_given_no_more_than_it_needs() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    let_in = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = set(re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.M))
    assert {name for names in copied for name in names.split()} == let_in
    assert all((ROOT / name).exists() for name in let_in)


def test_the_image_passes_its_linter() -> None:
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if hadolint is None:
        pytest.skip("hadolint is not installed")
    done = subprocess.run([hadolint, str(ROOT / "Dockerfile")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
