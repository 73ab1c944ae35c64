"""The commands that keep a store true, as people call them."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
import typer
from sqlalchemy import update
from typer.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.commands import coding, keeping
from onrecord.model.record import Record
from onrecord.resolve.catching_up import count_waiting
from onrecord.resolve.checking import check_derived
from onrecord.resolve.identities.judging import judge
from onrecord.resolve.identities.ledger import Judgement
from onrecord.store import schema
from onrecord.store.opening import Store, open_store
from onrecord.store.writer import add_record
from onrecord.upkeep import bring_up_to_date
from tests.query.crowd import make_press
from tests.query.shelf import FIRST, GONE, fill
from tests.records import make_record

app = typer.Typer()
keeping.register(app)
coding.register(app)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def filled(path: Path) -> Record:
    with open_store(path, create=True) as store:
        return fill(store)


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--store", str(path)])


def test_cite_in_each_form(path: Path, filled: Record) -> None:
    said, heard = filled.statements[0].id, filled.statements[-1].id
    text = run(path, "cite", said)
    assert text.exit_code == 0
    assert text.stdout.startswith(
        "Ann Lee, quoted in Meridian Wire, 14 March 2019, “Bridge shut”: “Moss says"
    )
    assert json.loads(run(path, "cite", said[:8], "--format", "json").stdout)["id"] == said
    both = run(path, "cite", said, heard, "-f", "json").stdout.splitlines()
    assert [json.loads(one)["id"] for one in both] == [said, heard]
    annotation = json.loads(run(path, "cite", said, "-f", "webannotation").stdout)
    assert annotation["type"] == "Annotation"
    assert annotation["id"] == f"urn:onrecord:{said}"
    assert run(path, "cite", said, "-f", "markdown").stdout.startswith("> ")


def test_an_unknown_id_is_wrong_usage(path: Path, filled: Record) -> None:
    del filled
    result = run(path, "cite", "s999999")
    assert result.exit_code == 2
    assert "no article or item of this store has this id" in result.stderr


def test_verify_says_what_was_read(path: Path, filled: Record) -> None:
    result = run(path, "verify", filled.statements[0].id)
    assert result.exit_code == 0, result.stdout
    assert result.stdout.startswith("1 articles with")
    assert "1 captures were read again, and 2 of 2 stretches of text were found" in result.stdout
    assert result.stdout.endswith("0 failures\n")


def test_verify_all_names_failures(path: Path, filled: Record) -> None:
    whole = run(path, "verify", "--all", "--skip-warc")
    assert whole.exit_code == 0, whole.stdout
    missing = run(path, "verify", "--all")  # the WARC file of the test's article is none
    assert missing.exit_code == 1
    assert "captures, row" in missing.stdout
    with open_store(path) as store, store.writing() as connection:
        first = filled.mentions[0].id
        connection.execute(update(schema.mentions).where(schema.mentions.c.id == first).values(words="Bob"))
    changed = run(path, "verify", "--all", "--skip-warc", "--json")
    assert changed.exit_code == 1
    lines = [json.loads(one) for one in changed.stdout.splitlines()]
    (failure,) = [one for one in lines if one["outcome"] == "failure"]
    assert (failure["table"], failure["row"], failure["column"]) == ("mentions", first, "words")


def test_a_store_that_cannot_be_written_is_cited_and_verified(
    path: Path, filled: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.chmod(0o444)
    if os.geteuid() == 0:  # who may write anywhere
        monkeypatch.setattr(os, "access", lambda *_: False)
    assert run(path, "cite", filled.statements[0].id).exit_code == 0
    assert run(path, "verify", filled.document.id).exit_code == 0
    assert "_search" not in run(path, "verify", "--all").stdout
    refused = run(path, "correct", filled.statements[0].id, "--wrong", "--by", "Al")
    assert (refused.exit_code, "cannot be written" in refused.stderr) == (1, True)


def test_verify_wants_ids_or_all(path: Path, filled: Record) -> None:
    assert run(path, "verify").exit_code == 2
    assert run(path, "verify", "--all", filled.document.id).exit_code == 2


def test_show_and_its_forms(path: Path, filled: Record) -> None:
    identity = filled.document.id
    assert "Analyses:" in run(path, "show", filled.statements[0].id).stdout
    article = run(path, "show", identity)
    assert article.exit_code == 0
    assert "STATEMENTS" in article.stdout.upper()
    history = run(path, "show", identity, "--history").stdout.splitlines()
    assert [line.split()[:1] for line in history] == [["1"], ["2"]]
    diff = run(path, "show", identity, "--diff").stdout
    assert "statement added: Ode, 41, paid more than 30 euros" in diff
    assert json.loads(run(path, "show", identity, "--diff", "-f", "json").stdout)["newer"] == identity
    assert "only a former analysis has it" in run(path, "show", GONE).stdout
    assert json.loads(run(path, "show", GONE, "-f", "json").stdout)["citation"]["is_former"]
    assert run(path, "show", identity, "--diff", "--history").exit_code == 2


def test_correct_show_corrected_and_take_back(path: Path, filled: Record) -> None:
    said = filled.statements[0].id
    kept = run(path, "correct", said, "--set", "hedged=true", "--by", "Al")
    assert (kept.exit_code, kept.stdout) == (0, f"correction 4 of {said} is kept\n")
    corrected = run(path, "show", filled.document.id, "--corrected")
    again = Record.from_json(corrected.stdout)
    assert again.statements[0].hedged
    assert again.statements[0].act == "deny"
    assert run(path, "correct", "--take-back", "4").exit_code == 0
    assert (
        not Record.from_json(run(path, "show", filled.document.id, "--corrected").stdout).statements[0].hedged
    )
    assert run(path, "correct", said, "--wrong").exit_code == 2
    assert run(path, "correct", said, "--wrong", "--right", "--by", "Al").exit_code == 2
    missing = run(path, "correct", filled.document.id, "--missing", "{}", "--by", "Al")
    assert missing.exit_code == 0
    assert "cannot be carried out" in missing.stderr


def test_retract(path: Path, filled: Record) -> None:
    assert run(path, "retract", filled.document.id, "--by", " ").exit_code == 2
    done = run(path, "retract", filled.document.id, "--by", "Al", "--note", "no. 7")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{filled.document.id} is marked as retracted")
    assert "Warning: the article is marked as retracted" in run(path, "cite", filled.statements[0].id).stdout
    number = done.stdout.partition("--take-back ")[2].partition("'")[0]
    assert run(path, "correct", "--take-back", number).exit_code == 0
    assert "retracted" not in run(path, "cite", filled.statements[0].id).stdout


def test_forget_asks_first(path: Path, filled: Record) -> None:
    del filled
    dry = run(path, "forget", "Kim Ode", "--dry-run")
    assert (dry.exit_code, dry.stdout.splitlines()[-1]) == (
        0,
        "2 articles would be erased for good; nothing is",
    )
    assert run(path, "forget", "Kim Ode").exit_code == 2
    done = run(path, "forget", "Kim Ode", "--yes")
    assert done.exit_code == 0
    assert "2 articles are erased" in done.stdout
    assert "moss.warc: this file outside of the store has the bytes" in done.stderr
    assert run(path, "forget", "Kim Ode", "--yes").exit_code == 2


def test_nothing_that_is_answered_rests_on_what_was_erased(path: Path) -> None:
    one, two, three, gone = make_press()
    with open_store(path, create=True) as store:
        with store.writing() as connection:
            for record in (one, two, three, gone):
                add_record(connection, record, now=FIRST)
        bring_up_to_date(store)
        with store.writing() as connection:
            said = Judgement(left="a-who", right="d-who", judgement="different", by="Bo Ash", at=FIRST)
            judge(connection, said)
    done = run(path, "forget", gone.document.id, "--yes")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1:] == ["1 articles are erased; they will not be taken in again"]
    with open_store(path) as store, store.writing() as connection:
        assert count_waiting(connection) == 0
        assert check_derived(connection) == []


def test_an_interruption_after_erasing_leaves_no_word_in_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(path, create=True) as store, store.writing() as connection:
        for location, words in (("a.txt", "Ann Quibblewort left."), ("b.txt", "It rained.")):
            add_record(connection, make_record(words, location=location), now=FIRST)

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.keeping.bring_up_to_date", stop)
    assert run(path, "forget", "Quibblewort", "--yes").exit_code == 130
    files = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    assert b"quibblewort" not in files.lower()


def test_what_is_erased_too_is_not_said_to_stay(path: Path) -> None:
    with open_store(path, create=True) as store, store.writing() as connection:
        for location, outlet in (("a.txt", "Wire"), ("b.txt", "Mail")):
            record = make_record("Ann Lee left.", location=location, outlet=outlet)
            add_record(connection, record, now=FIRST)
    both = run(path, "forget", "Ann Lee", "--dry-run").stdout.splitlines()
    one = run(path, "forget", both[0][:32], "--dry-run").stdout
    assert len(both) == 3
    assert "which stay" not in "".join(both)
    assert f"(the same text: {both[1][:32]}, which stay)" in one


def test_a_sample_is_coded_scored_and_kept(path: Path, filled: Record, tmp_path: Path) -> None:
    del filled
    sheet = tmp_path / "ann.csv"
    assert run(path, "sample", "--n", "3", "--out", str(sheet)).exit_code == 0
    assert run(path, "sample", "--out", str(sheet)).exit_code == 2
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")  # or a spreadsheet takes it for Latin-1
    assert run(path, "sample", "--n", "3").stdout == sheet.read_text(encoding="utf-8-sig")
    assert "nothing is judged yet" in run(path, "agreement", str(sheet)).stderr
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for name, verdicts in (("ann", "yyn"), ("bo", "yny")):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0])
            writer.writeheader()
            writer.writerows(row | {"right": said} for row, said in zip(rows, verdicts, strict=True))
    sheets = [str(sheet), str(tmp_path / "bo.csv")]
    scored = run(path, "agreement", *sheets)
    assert scored.exit_code == 0
    assert "3 items judged by two or more: agreement 0.333" in scored.stdout
    assert "right by ann: 2 of 3 (66.7%, 95% 20.8% to 93.9%)" in scored.stdout
    assert json.loads(run(path, "agreement", *sheets, "-f", "json").stdout)[0]["ties"] == 2
    kept = run(path, "agreement", *sheets, "--keep")
    assert "ann: 3 corrections are kept" in kept.stderr
    assert "ann says" in run(path, "show", rows[0]["item"]).stdout


def test_no_store_is_said(tmp_path: Path) -> None:
    for arguments in (["cite", "s123456"], ["verify", "--all"], ["forget", "Lee"], ["sample"]):
        result = run(tmp_path / "none.db", *arguments)
        assert result.exit_code == 1
        assert "there is no store here" in result.stderr


def test_words_of_an_article_do_not_reach_the_terminal_as_controls(path: Path) -> None:
    from tests.query.shelf import FIRST, add_article
    from tests.records import make_record

    record = make_record("[cue:s1 said] [content:s1:direct \x1b\\[31mred].", title="\x1b]0;x\x07")
    store: Store
    with open_store(path, create=True) as store:
        add_article(store, record, FIRST)
    for command in ("cite", "show"):
        result = run(path, command, "s1")
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout


def test_what_is_corrected_is_marked_where_it_is_found(
    path: Path, filled: Record, capfd: pytest.CaptureFixture[str]
) -> None:
    said = filled.statements[0].id
    assert run(path, "correct", said, "--wrong", "--by", "Tom Ash").exit_code == 0
    capfd.readouterr()
    assert main(["search", "--kind", "statements", "--json", "--store", str(path)]) == 0
    found = json.loads(capfd.readouterr().out)
    assert {hit["id"]: hit["verdicts"] for hit in found["hits"]}[said] == ["changed", "wrong"]
    assert main(["search", "--kind", "statements", "--store", str(path)]) == 0
    table = capfd.readouterr().out.splitlines()
    assert next(line for line in table if line.startswith(said)).count("[changed, wrong] ") == 1
    assert sum("wrong] " in line for line in table) == 1
