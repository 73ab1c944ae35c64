from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

import onrecord
from onrecord.analyse import pipeline
from onrecord.analyse.event_types import EVENT_TYPES
from onrecord.cli import main
from onrecord.errors import BrokenInvariant
from onrecord.model.document import Article
from onrecord.model.record import Record

TEXT = "Ann Lee, the mayor, said on Monday that the bridge was closed.\n"
COMMAND = [sys.executable, "-W", "error", "-m", "onrecord"]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process."""

    def run_main(*arguments: str | Path) -> Done:
        code = main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Done(code, captured.out, captured.err)

    return run_main


def start(*arguments: str | Path, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def pipe_in(content: bytes, *arguments: str) -> Done:
    done = subprocess.run([*COMMAND, *arguments], input=content, capture_output=True, timeout=120)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "feed.jsonl"
    texts = [f"{TEXT}There were {number} injuries, Tom Ash told reporters." for number in range(5)]
    path.write_text("\n".join(json.dumps({"text": text, "title": f"No {i}"}) for i, text in enumerate(texts)))
    return path


# Forms


def test_text_is_for_people(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(article.parent)
    given = ["--outlet", "The Argus", "--published", "2018-08-05", "--title", "Bridge shut"]
    done = run("read", article.name, *given)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Bridge shut\nThe Argus · 2018-08-05 (as given) · article.txt\n")
    assert re.search(
        r"^  Ann Lee\n    say \(indirect\)  that the bridge was closed\n      2018-07-30", done.out, re.M
    )
    assert "\x1b" not in done.out


def test_several_articles_as_text_are_told_apart(run: Run, lines: Path) -> None:
    done = run("read", lines)
    assert [line for line in done.out.splitlines() if line.startswith("No ")] == [f"No {i}" for i in range(5)]
    assert len(re.findall(r"^={40,}$", done.out, re.M)) == 4


def test_json_is_an_object_for_one_article(run: Run, article: Path) -> None:
    done = run("read", article, "--format", "json")
    record = json.loads(done.out)
    assert record["document"]["text"] == TEXT
    assert done.out.count("\n") == 1
    assert Record.from_json(done.out) == onrecord.read(article)


def test_json_is_an_array_for_several(run: Run, article: Path, lines: Path) -> None:
    done = run("read", article, lines, "missing.txt", "--format", "json")
    assert done.code == 1
    assert [record["document"]["location"] for record in json.loads(done.out)] == [
        str(article),
        *(f"{lines}:{number}" for number in range(1, 6)),
    ]


def test_one_article_is_no_array_where_the_other_cannot_be_read(run: Run, article: Path) -> None:
    assert isinstance(json.loads(run("read", "missing.txt", article, "--format", "json").out), list)


def test_jsonl_is_a_record_a_line(run: Run, lines: Path) -> None:
    done = run("read", lines, "--format", "jsonl")
    assert [json.loads(line)["document"]["title"] for line in done.out.splitlines()] == [
        f"No {number}" for number in range(5)
    ]


def test_html_is_a_page(run: Run, article: Path) -> None:
    done = run("read", article, "--format", "html")
    assert done.out.startswith("<!DOCTYPE html>")
    assert done.out.count("<!DOCTYPE") == 1


def test_records_are_the_same_bytes_whatever_the_number_of_jobs(run: Run, article: Path, lines: Path) -> None:
    one, two = (
        run("read", lines, "missing.txt", article, "--format", "json", "--jobs", jobs) for jobs in ("1", "2")
    )
    assert one.out
    assert one == two


def test_promo_lines_are_shown_when_all_is_asked_for(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "promo.txt"
    path.write_text(f"{TEXT}\nREAD MORE: “We won,” said Tom Ash of Hull\n")
    shown, everything = run("read", path), run("read", path, "--all")
    assert "“We won,”" not in shown.out
    assert "--all" in shown.out
    assert "“We won,”" in everything.out
    assert run("read", path, "--format", "json") == run("read", path, "--format", "json", "--all")


# Output


def test_out_writes_a_file_and_nothing_else(run: Run, article: Path, tmp_path: Path) -> None:
    for form in ("text", "json", "jsonl", "html"):
        out = tmp_path / f"record.{form}"
        printed, written = run("read", article, "-f", form), run("read", article, "-f", form, "-o", out)
        assert (written.code, written.out, written.err) == (0, "", "")
        assert out.read_text(encoding="utf-8") == printed.out


def test_pages_of_several_articles_go_into_a_directory(run: Run, lines: Path, tmp_path: Path) -> None:
    refused = run("read", lines, "--format", "html")
    assert (refused.code, refused.out) == (2, "")
    assert "--out" in refused.err
    out = tmp_path / "deep" / "records"
    assert run("read", lines, "--format", "html", "--out", out).code == 0
    pages = sorted(path.name for path in out.iterdir())
    assert len(pages) == 6
    index = (out / "index.html").read_text()
    assert [name for name in pages if f'href="{name}"' in index] == [
        name for name in pages if name != "index.html"
    ]
    assert re.findall(r"<bdi>(No \d)</bdi>", index) == [f"No {number}" for number in range(5)]
    assert run("read", lines, "--format", "html", "--out", lines).code == 2


def test_a_page_can_be_put_into_a_directory(run: Run, article: Path, tmp_path: Path) -> None:
    out = tmp_path / "records"
    out.mkdir()
    assert run("read", article, "--format", "html", "--out", out).code == 0
    assert len(list(out.iterdir())) == 2
    assert (out / "index.html").exists()


def test_a_file_stays_as_it_was_when_nothing_could_be_read(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "record.json"
    out.write_text("before")
    assert run("read", "missing.txt", "--format", "json", "--out", out).code == 1
    assert out.read_text() == "before"


@pytest.mark.parametrize("name", ["missing/record.json", "."])
def test_an_output_that_cannot_be_written_is_told(run: Run, article: Path, tmp_path: Path, name: str) -> None:
    done = run("read", article, "--format", "json", "--out", tmp_path / name)
    assert done.code == 2
    assert done.err.startswith(f"onrecord: {tmp_path / name}: cannot be written: ")


def test_a_closed_standard_output_is_told(article: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$@" >&-', "sh", *COMMAND, "read", str(article)], capture_output=True, timeout=60
    )
    assert done.returncode == 2
    assert b"standard output: cannot be written: it is closed" in done.stderr


# Articles that cannot be read


def test_a_bad_article_is_told_and_the_others_go_on(run: Run, article: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text('{"text": "Rain fell."}\n{"txt": 1}\n')
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    done = run("read", "missing.txt", article, feed, empty, "--format", "jsonl")
    assert done.code == 1
    assert len(done.out.splitlines()) == 2
    messages = done.err.splitlines()
    assert messages[0] == "onrecord: missing.txt: there is no such file"
    assert messages[1].startswith(f"onrecord: {feed}:2: ")
    assert messages[2] == f"onrecord: {empty}: there is no article in it"
    assert len(messages) == 3


def test_a_bug_is_told_with_an_exit_code_of_its_own(
    run: Run, lines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyse = pipeline.analyse

    def break_once(article: Article) -> Record:
        if article.document.title == "No 1":
            raise BrokenInvariant("two items have the id s1")
        return analyse(article)

    monkeypatch.setattr(pipeline, "analyse", break_once)
    done = run("read", lines, "missing.txt", "--format", "jsonl")
    assert done.code == 3
    assert len(done.out.splitlines()) == 4
    assert "two items have the id s1" in done.err
    assert "please report it" in done.err


def test_a_name_cannot_send_codes_to_the_terminal(run: Run) -> None:
    assert run("read", "a\x1b[31m\nb").err == "onrecord: a␛[31m b: no file has a name like this\n"


def test_what_was_not_read_is_told(run: Run, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MAX_LENGTH", 2_001)
    article.write_text(TEXT * 60)
    done = run("read", article, "--format", "json")
    record = json.loads(done.out)
    [unread] = record["document"]["unread"]
    assert done.code == 0
    assert (
        f"{article}: {unread['end'] - unread['start']:,} of {len(TEXT * 60):,} characters were not"
        in done.err
    )


# Standard input and the terminal


def test_what_is_piped_in_is_read() -> None:
    done = pipe_in(TEXT.encode(), "read", "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)["document"]["location"] == "-"
    assert pipe_in(TEXT.encode(), "read", "-", "--format", "json") == done


def test_nothing_piped_in_is_told() -> None:
    done = pipe_in(b"", "read")
    assert (done.code, done.out) == (1, "")
    assert done.err == "onrecord: standard input: there is no text in it\n"


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a command showed on a terminal, and its exit code."""

    code: int
    shown: str


def show(*arguments: str | Path, stdout: int | None = None, **environment: str) -> Terminal:
    """Run the command on a terminal of its own, but for standard output where that is given."""
    pty = pytest.importorskip("pty")
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=theirs,
        stdout=theirs if stdout is None else stdout,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment},
    )
    os.close(theirs)
    shown = b"".join(iter(lambda: read_some(mine), b""))
    os.close(mine)
    return Terminal(process.wait(timeout=60), shown.decode())


def read_some(number: int) -> bytes:
    try:
        return os.read(number, 65536)
    except OSError:  # Linux gives an error where the other end is closed.
        return b""


def test_a_terminal_without_a_location_is_told_what_to_do() -> None:
    terminal = show("read")
    assert terminal.code == 2
    assert "onrecord read article.txt" in terminal.shown


def test_json_is_indented_and_text_coloured_on_a_terminal(article: Path) -> None:
    assert '{\r\n  "schema": "onrecord/1",' in show("read", article, "--format", "json").shown
    assert "\x1b[1;36mAnn Lee\x1b[0m" in show("read", article).shown
    assert "\x1b" not in show("read", article, NO_COLOR="1").shown


def test_many_locations_have_a_progress_bar_on_a_terminal(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    bar = show("read", article, "missing.txt", article, "--format", "jsonl", "--out", out)
    assert bar.code == 1
    assert "Reading" in bar.shown
    assert "3/3" in bar.shown
    assert "onrecord: missing.txt: there is no such file" in bar.shown
    assert "Reading" not in show("read", article, "--format", "jsonl", "--out", out).shown
    assert "Reading" not in show("read", article, article, "--format", "jsonl").shown


# Ending early


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps({"text": TEXT * 9}) for _ in range(200)))
    process = start("read", path, "--format", "jsonl")
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A command that has read one article into a file and waits for the next."""
    out = tmp_path / "out" / "record.jsonl"
    out.parent.mkdir()
    out.write_text("before")
    process = start("read", "-", "--format", "jsonl", "--out", out, stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(json.dumps({"text": TEXT}).encode() + b"\n")
    process.stdin.flush()
    limit = time.monotonic() + 60
    while len(list(out.parent.iterdir())) < 2 and time.monotonic() < limit:
        time.sleep(0.05)
    time.sleep(0.2)
    yield process, out
    process.kill()
    process.communicate()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_what_is_ended_leaves_no_half_file(
    waiting: tuple[subprocess.Popen[bytes], Path], number: signal.Signals, code: int
) -> None:
    process, out = waiting
    process.send_signal(number)
    assert process.wait(timeout=60) == code
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert out.read_text() == "before"
    assert list(out.parent.iterdir()) == [out]


def test_several_processes_are_interrupted_together(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps({"text": TEXT * 30}) for _ in range(400)))
    process = subprocess.Popen(
        [*COMMAND, "read", str(path), "--format", "jsonl", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"")


# Usage


@pytest.mark.parametrize(
    "arguments",
    [
        ["read", "a.txt", "--published", "tomorrow"],
        ["read", "a.txt", "--language", "de"],
        ["read", "a.txt", "--format", "pdf"],
        ["read", "a.txt", "--jobs", "0"],
        ["read", "a.txt", "b.txt", "--title", "Bridge shut"],
        ["read", "a.txt", "--nothing"],
        ["write"],
    ],
)
def test_wrong_usage_is_told(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err
    assert "Traceback" not in done.err


def test_help_has_examples_for_each_command(run: Run) -> None:
    for command in ([], ["read"], ["schema"]):
        done = run(*command, "--help")
        assert done.code == 0
        examples = [line for line in done.out.splitlines() if re.match(r"\s+(.* \| )?onrecord \w+", line)]
        assert len(examples) >= 3, command


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version") == Done(0, f"onrecord {onrecord.__version__}\n", "")


def test_the_schema_is_that_of_the_records(run: Run, article: Path) -> None:
    schema = json.loads(run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    record = json.loads(run("read", article, "--format", "json").out)
    jsonschema.Draft202012Validator(schema).validate(record)


def test_the_types_of_events_are_printed(run: Run) -> None:
    table = run("schema", "--events").out.splitlines()
    assert [line.split()[0] for line in table] == ["TYPE", *EVENT_TYPES]
    listed = json.loads(run("schema", "--events", "--format", "json").out)
    assert [one["name"] for one in listed] == list(EVENT_TYPES)
    assert listed[0]["roles"] == list(EVENT_TYPES[listed[0]["name"]].roles)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom onrecord.cli import main\ncode = main(['read', '--help'])\n"
        "print(*sys.modules, file=sys.stderr)\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "typer" in loaded
    assert loaded & {"spacy", "numpy", "trafilatura", "lxml", "py3langid", "rich", "msgspec"} == set()
