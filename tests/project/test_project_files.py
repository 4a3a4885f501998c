"""What lies in the repository: promises of the README kept, and nothing that belongs to one machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PRIVATE = re.compile(
    rb"/home/[a-z]\w*/|/Users/[A-Za-z]\w*/|/root/|/work/|[A-Z]:\\Users\\"
    rb"|BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30}|xox[bp]-[0-9]|\b10\.255\.\d+\.\d+"
)


def tracked_files() -> list[Path]:
    """What git would take; every file of the tree where it is no checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_nothing_of_one_machine_and_no_secret_is_kept() -> None:
    own = Path(__file__)
    found = {
        str(path.relative_to(ROOT)): match.group().decode()
        for path in tracked_files()
        if path != own and (match := PRIVATE.search(path.read_bytes()))
    }
    assert found == {}


def test_no_large_file_is_kept() -> None:
    large = [str(path.relative_to(ROOT)) for path in tracked_files() if path.stat().st_size > 2_000_000]
    assert large == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_the_make_targets_that_are_promised_exist(document: str) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    promised = set(
        re.findall(r"\bmake ([a-z]+)\b(?= |`|$)", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert promised
    assert promised <= targets


def test_the_two_commands_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_between_the_documents_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    linked = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if ":" not in target]
    assert [target for target in linked if target and not (ROOT / target).exists()] == []


def test_continuous_integration_runs_what_the_readme_says() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make check" in script
    assert "make test" in script
