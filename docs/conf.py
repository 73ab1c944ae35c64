"""The documentation site, built by Sphinx from the pages of this folder and some files that lie elsewhere.

Begin with `make site`. Nothing of the site is fetched from elsewhere, when it is built or when it is read.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path, PurePosixPath

from sphinx.application import Sphinx

DOCS = Path(__file__).resolve().parent
_PROJECT = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))["project"]

project = _PROJECT["name"]
author = _PROJECT["authors"][0]["name"]
version = release = _PROJECT["version"]
project_copyright = f"{author}. Apache-2.0"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
highlight_language = "none"
default_role = "code"

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 4
autodoc_member_order = "bysource"
maximum_signature_line_length = 70
add_module_names = False
toc_object_entries = False

html_theme = "furo"
html_title = "onrecord"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_favicon = "_static/icon.svg"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_search_summary = False  # it fetches the pages, which a browser forbids where the site is only files
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

ELSEWHERE = {
    "architecture": "ARCHITECTURE.md",
    "changelog": "CHANGELOG.md",
    "contributing": "CONTRIBUTING.md",
    "readme": "README.md",
    "security": "SECURITY.md",
    "training": "training/README.md",
}
"""Pages whose text is that of a file of the repository that people look for there."""
MEASURED = ("scores", "scale")
"""Pages that are written from measurements, which the index leaves out as long as they are not there."""
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?(?=\))")


def _take_from_elsewhere(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the text of the file in the place of a page that has only its name, and lead its links on."""
    path = DOCS.parent / ELSEWHERE.get(page, f"docs/{page}.md")
    app.env.note_dependency(str(path))
    text = lead_on(path.read_text("utf-8"), path.parent)
    absent = [one for one in MEASURED if not (DOCS / f"{one}.md").exists()] if page == "index" else []
    source[0] = "".join(line for line in text.splitlines(keepends=True) if line.strip() not in absent)


def lead_on(text: str, folder: Path) -> str:
    """The text of a file in the folder, with links that lead on from `docs`; where they can, to pages."""
    pages = {name: f"{page}.md" for page, name in ELSEWHERE.items()}

    def lead(match: re.Match[str]) -> str:
        target = Path(os.path.normpath(folder / match[1]))
        if target.is_relative_to(DOCS.parent):
            page = pages.get(target.relative_to(DOCS.parent).as_posix())
            link = page or str(PurePosixPath(os.path.relpath(target, DOCS)))
            return link + (match[2] or "")
        return match[0]

    return _LINK.sub(lead, text)


def setup(app: Sphinx) -> None:
    """Have Sphinx call what is defined here."""
    app.connect("source-read", _take_from_elsewhere)
