"""Completion in the shells: what is set up, and what it gives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent
SHELLS = ("bash", "zsh", "fish")
needs_bash = pytest.mark.skipif(
    shutil.which("bash") is None or not (BIN / "onrecord").exists(),
    reason="needs bash and an installed onrecord",
)


def run(command: list[str], home: Path, **variables: str) -> str:
    environment = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "HOME": str(home), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, env={**environment, **variables}, capture_output=True, text=True, check=True
    )
    return done.stdout


def ask(home: Path, **variables: str) -> str:
    """What onrecord answers a shell that asks it, as the shell's script would."""
    return run(
        [sys.executable, "-c", "from onrecord.cli import main; raise SystemExit(main([]))"], home, **variables
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_is_given_a_script(shell: str, tmp_path: Path) -> None:
    script = ask(tmp_path, _ONRECORD_COMPLETE=f"source_{shell}")
    assert f"_ONRECORD_COMPLETE=complete_{shell}" in script
    if shutil.which(shell) is not None:
        path = tmp_path / "script"
        path.write_text(script, "utf-8")
        run([shell, "--no-execute" if shell == "fish" else "-n", str(path)], tmp_path)


def test_commands_options_and_values_are_completed(tmp_path: Path) -> None:
    def complete(words: str) -> list[str]:
        number = str(len(words.split(" ")) - 1)
        return ask(tmp_path, _ONRECORD_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=number).split()

    assert complete("onrecord ver") == ["verify"]
    assert complete("onrecord evaluate co") == ["coreference"]
    assert complete("onrecord read --min") == ["--min-confidence"]
    assert complete("onrecord read --format j") == ["json", "jsonl"]
    assert complete("onrecord nothing-of-the-kind") == []


def test_zsh_and_fish_are_answered_in_their_own_form(tmp_path: Path) -> None:
    zsh = ask(tmp_path, _ONRECORD_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="onrecord ver")
    assert zsh.startswith('_arguments \'*: :(("verify":')
    fish = {"_ONRECORD_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "onrecord ver"}
    assert ask(tmp_path, _TYPER_COMPLETE_FISH_ACTION="get-args", **fish).startswith("verify\t")


@needs_bash
def test_bash_completes_with_what_it_was_given(tmp_path: Path) -> None:
    script = """
eval "$(_ONRECORD_COMPLETE=source_bash onrecord)"
complete -p onrecord
COMP_WORDS=(onrecord exp) COMP_CWORD=1
_onrecord_completion onrecord
echo "${COMPREPLY[@]}"
"""
    told = run(["bash", "-c", script], tmp_path).splitlines()
    assert told == ["complete -o default -F _onrecord_completion onrecord", "export"]


@needs_bash
def test_it_is_set_up_in_the_shell_that_asks(tmp_path: Path) -> None:
    # A command follows, or bash would become onrecord and be nobody's shell.
    told = run(["bash", "-c", "onrecord --install-completion; true"], tmp_path)
    assert told.startswith("bash completion installed in ")
    assert "onrecord.sh" in (tmp_path / ".bashrc").read_text("utf-8")
    assert "complete_bash" in (tmp_path / ".bash_completions" / "onrecord.sh").read_text("utf-8")
