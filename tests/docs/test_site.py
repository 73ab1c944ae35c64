"""The site is built without a warning, holds every page, and loads nothing from elsewhere when it is read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LOADED = re.compile(r"<(?:script|img|iframe|source)\b[^>]*\ssrc=\"([^\"]*)|<link\b[^>]*\shref=\"([^\"]*)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for package in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(package)
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", f"{folder}.trees", DOCS, folder],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_in_the_site_and_in_its_index(site: Path) -> None:
    pages = {path.stem for path in DOCS.glob("*.md")}
    assert pages <= {path.stem for path in site.glob("*.html")}
    index = (site / "index.html").read_text("utf-8")
    assert {page for page in pages - {"index"} if f'href="{page}.html"' not in index} == set()


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in site.glob("*.html"):
        loaded = [one or other for one, other in LOADED.findall(path.read_text("utf-8"))]
        assert loaded, path.name
        assert [address for address in loaded if re.match(r"(?:[a-z]+:)?//", address)] == [], path.name
    styles = "".join(path.read_text("utf-8") for path in site.rglob("*.css"))
    assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", styles)


def test_pages_that_lie_elsewhere_are_there_and_lead_on(site: Path) -> None:
    architecture = (site / "architecture.html").read_text("utf-8")
    assert "Imports go one way" in architecture
    assert 'href="store.html"' in architecture
    assert "private" in (site / "security.html").read_text("utf-8")
    assert 'href="threat-model.html"' in (site / "security.html").read_text("utf-8")


def test_everything_public_is_told_with_its_docstring(site: Path) -> None:
    import onrecord

    page = (site / "python.html").read_text("utf-8")
    told = set(re.findall(r'id="onrecord\.(\w+)"', page))
    assert set(onrecord.__all__) - told == {"__version__"}
    assert "The record of one article: of a file, or of a text itself." in page


def test_it_can_be_searched(site: Path) -> None:
    index = (site / "searchindex.js").read_text("utf-8")
    assert "webhook" in index
    assert "threat-model" in index


def test_the_threat_model_names_code_and_tests_that_are_there() -> None:
    page = (DOCS / "threat-model.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and "`" in line.rpartition(" | ")[2]]
    assert len(rows) > 20
    for row in rows:
        code, _, tests = row.rpartition(" | ")[2].partition("; ")
        missing = [
            name for name in re.findall(r"`([^`]+)`", code) if not (ROOT / "src/onrecord" / name).exists()
        ]
        missing += [name for name in re.findall(r"`([^`]+)`", tests) if not (ROOT / "tests" / name).exists()]
        assert missing == [], row
        assert tests, row


def test_the_words_of_the_glossary_are_in_order_and_once() -> None:
    page = (DOCS / "glossary.md").read_text("utf-8")
    terms = [line.casefold() for line in re.findall(r"^(\w.*)\n  \w", page, re.M)]
    assert len(terms) > 40
    assert terms == sorted(set(terms))
