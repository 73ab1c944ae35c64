"""The manual tells what there is: every command, option and exit code, and no example that does not exist."""

from __future__ import annotations

import contextlib
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import onrecord
from onrecord import errors
from onrecord.cli import app
from onrecord.export.columns import MARK, TABLES, replace_tables
from onrecord.export.forms import FORMS
from onrecord.export.nquads import TERMS

DOCS = Path(__file__).resolve().parent.parent / "docs"
MANUAL = (DOCS / "command.md").read_text("utf-8")
TABLES_PAGE = (DOCS / "tables.md").read_text("utf-8")
SECTIONS = re.split(r"^(?=## )", MANUAL, flags=re.M)
# Where options are told that many commands share, and with which other command those of a command are told.
SHARED = {"--store": "## Adding to a store"}
ALIKE: dict[tuple[str, ...], tuple[str, ...]] = {("count",): ("search",), ("export",): ("search",)}
SIGNALS = {141, 143}
"""What a closed pipe and a signal give, which no help page tells."""
Command = Any  # typer brings a click of its own with some versions, so that click's classes are not its


def walk(command: Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Command]]:
    """Every command that does something, with the words that call it."""
    subcommands: dict[str, Command] = getattr(command, "commands", {})
    if not subcommands:
        yield path, command
    for name, one in subcommands.items():
        yield from walk(one, (*path, name))


ROOT = typer.main.get_command(app)
COMMANDS = dict(walk(ROOT))


def find_options(command: Command) -> set[str]:
    """The names of all options of a command, long and short."""
    names = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    return {name for name in names if name.startswith("-") and name != "--help"}


def names_option(text: str, option: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", text) is not None


def find_sections(path: tuple[str, ...]) -> list[str]:
    """The sections with an example of a command, and of one with the same options."""
    calls = "|".join(" ".join(one) for one in (path, ALIKE.get(path, path)))
    called = re.compile(rf"^(?:.*\| )?onrecord (?:{calls})(?: |$)", re.M)
    return [section for section in SECTIONS if called.search(section)]


def find_examples(page: str) -> Iterator[list[str]]:
    """The arguments of each call of onrecord in the blocks of code of a page."""
    for kind, block in re.findall(r"^```(\w*)\n(.*?)^```", page, re.M | re.S):
        if kind in ("", "sh", "bash", "console"):
            for line in block.replace("\\\n", " ").splitlines():
                if re.match(r"(\$ )?(.*\| )?onrecord ", line):
                    yield from split_calls(line)


def split_calls(line: str) -> Iterator[list[str]]:
    """The arguments of the calls of onrecord in a line of the shell, which pipes may join."""
    lexer = shlex.shlex(line.removeprefix("$ "), posix=True, punctuation_chars="|<>;&")
    lexer.whitespace_split = True
    call: list[str] = []
    for word in [*lexer, "|"]:
        if not word or word.strip("|<>;&"):
            call.append(word)
            continue
        if call[:1] == ["onrecord"]:
            yield call[1:]
        # Behind a redirection stands a file's name, which begins no call.
        call = [] if word.startswith(("|", ";", "&")) else [word]


EXAMPLES = [
    (path.name, tuple(call))
    for path in sorted(DOCS.glob("*.md"))
    for call in find_examples(path.read_text("utf-8"))
    if not call[0].endswith("-completion")  # which would set up the shell of whoever runs the tests
]


def parse(arguments: tuple[str, ...]) -> None:
    """Parse the arguments of a call, and do nothing of what it asks for."""
    command, words = ROOT, list(arguments)
    while subcommands := getattr(command, "commands", None):
        if not words or words[0].startswith("-"):
            break
        assert words[0] in subcommands, f"there is no command {words[0]}"
        command = subcommands[words.pop(0)]
    with contextlib.suppress(typer.Exit):
        command.make_context("onrecord", words).close()


# Commands and options


def test_there_are_commands_to_tell() -> None:
    assert {("read",), ("add",), ("search",), ("import", "brat"), ("evaluate", "syntax")} <= set(COMMANDS)
    assert {"--store", "-s", "--plain", "--hedged"} <= find_options(COMMANDS[("search",)])


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_an_example(path: tuple[str, ...]) -> None:
    assert find_sections(path) or "evaluate" in path
    assert f"`{' '.join(path)}" in MANUAL or f"onrecord {' '.join(path)}" in MANUAL


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_is_told_where_its_command_is(path: tuple[str, ...]) -> None:
    told = "".join(find_sections(path)) or next(one for one in SECTIONS if "`onrecord evaluate" in one)
    for option in find_options(COMMANDS[path]):
        if not option.startswith("--"):
            assert f"`{option}`" in MANUAL, option
            continue
        place = next((one for one in SECTIONS if one.startswith(SHARED.get(option, "none"))), told)
        assert names_option(place, option), option


def test_the_options_beside_all_commands_are_told() -> None:
    options = find_options(ROOT)
    assert options == {"--version", "--install-completion", "--show-completion"}
    assert {option for option in options if not names_option(MANUAL, option)} == set()
    assert names_option(MANUAL, "--help")


def test_every_option_that_the_manual_names_exists() -> None:
    known = {option for command in (ROOT, *COMMANDS.values()) for option in find_options(command)}
    named = set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", MANUAL))
    assert named
    assert named - known - {"--help"} == set()


def test_every_form_of_an_export_is_told() -> None:
    assert {form for form in FORMS if f"| `{form}`" not in MANUAL} == set()


def test_every_exit_code_is_told() -> None:
    table = MANUAL.partition("## Exit codes")[2]
    epilogs = [command.epilog or "" for command in COMMANDS.values()]
    told = [" ".join(epilog.split()).partition("Exit codes: ")[2] for epilog in epilogs]
    codes = {int(code) for codes in told for code in re.findall(r"(?:^|, )(\d+) ", codes)} | SIGNALS
    assert {0, 1, 2, 3, 130} <= codes
    assert {code for code in codes if f"\n| {code} | " not in table} == set()


# Examples


def test_there_are_examples() -> None:
    assert ("command.md", ("verify", "--all")) in EXAMPLES
    assert ("command.md", ("add", "-")) in EXAMPLES
    assert len(EXAMPLES) > 70


@pytest.mark.parametrize(("page", "call"), EXAMPLES, ids=lambda part: part if isinstance(part, str) else None)
def test_every_example_parses(page: str, call: tuple[str, ...]) -> None:
    assert page
    parse(call)


@pytest.mark.parametrize(
    "call",
    [("write",), ("read", "--nothing"), ("export", "--to", "pdf"), ("import", "ann"), ("sample", "--n", "x")],
)
def test_an_example_of_what_there_is_not_would_be_found(call: tuple[str, ...]) -> None:
    with pytest.raises(Exception, match=r"(?i)no such|no command|not one of|unexpected|valid"):
        parse(call)


def test_calls_are_found_among_pipes_and_redirections() -> None:
    line = "cat a.txt | onrecord read -f jsonl | onrecord add - > out.txt  # onrecord read b.txt"
    assert list(split_calls(line)) == [["read", "-f", "jsonl"], ["add", "-"]]
    assert list(split_calls("onrecord search '\"a | b\"' > onrecord")) == [["search", '"a | b"']]


# Python


def test_everything_public_on_stores_is_told() -> None:
    python = MANUAL.partition("## From Python")[2]
    functions = ("open_store", "add", "search", "count", "dossier", "timeline", "Question", "InputError")
    assert set(functions) <= set(onrecord.__all__)
    assert {name for name in functions if f"onrecord.{name}" not in python} == set()


def test_the_example_of_a_store_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [block] = [
        one for one in re.findall(r"^```python\n(.*?)^```", MANUAL, re.M | re.S) if "open_store" in one
    ]
    (tmp_path / "examples").symlink_to(DOCS.parent / "examples")
    monkeypatch.chdir(tmp_path)
    exec(compile(block, "command.md", "exec"), {})
    told = capsys.readouterr().out
    assert told.count("added ") == 6
    assert '2023-02-20 Radio Fell "It will not happen again,"' in told
    assert "('outlet', 'month', 'statements')" in told


def test_every_exception_is_told() -> None:
    pages = "".join(path.read_text("utf-8") for path in DOCS.glob("*.md")) + (errors.__doc__ or "")
    raised = [
        name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, Exception)
    ]
    assert len(raised) > 10
    assert {name for name in raised if not re.search(rf"\b{name}\b", pages)} == set()


# The tables of an export


def test_the_page_has_the_codebook_of_these_tables() -> None:
    assert MARK in TABLES_PAGE
    assert replace_tables(TABLES_PAGE) == TABLES_PAGE


def test_the_codebook_tells_every_table_column_and_term() -> None:
    for table in TABLES.values():
        section = TABLES_PAGE.partition(f"\n## {table.name}\n")[2].partition("\n## ")[0]
        assert [column.name for column in table.columns] == re.findall(r"^\| `(\w+)` \|", section, re.M)
    vocabulary = TABLES_PAGE.partition("\n## The vocabulary of the RDF\n")[2]
    assert re.findall(r"^\| `(\w+)` \|", vocabulary, re.M) == list(TERMS)


# The rooms


def test_the_layers_that_are_told_are_those_that_are_checked() -> None:
    settings = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))
    [contract] = [one for one in settings["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]
    architecture = (DOCS.parent / "ARCHITECTURE.md").read_text("utf-8")
    told = re.findall(r"^```\ncli\n.*?^```", architecture, re.M | re.S)
    assert [block.splitlines()[1:-1] for block in told] == [contract["layers"][1:]]
