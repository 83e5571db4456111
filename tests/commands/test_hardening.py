"""What was shown to break, and must hold: odd files, odd outputs, interruptions, hostile labels."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from treatykg.errors import UsageError
from treatykg.graph import TreatyGraph

from ..conftest import ROOT, treatykg

FOR_EVER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run the program by the shell, with its redirections."""
    line = f"{sys.executable} -m treatykg {command}"
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd=ROOT, check=False)


def test_a_device_is_written_and_stays_a_device(tmp_path: Path) -> None:
    link = tmp_path / "sink"
    link.symlink_to("/dev/null")
    assert treatykg("query", "pacts", "-f", "csv", "-o", link).code == 0
    assert link.is_symlink()
    assert Path("/dev/null").is_char_device()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    assert treatykg("query", "pacts", "-o", link).code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("pact,")


@pytest.mark.parametrize("output", ["folder", "missing/a.csv", "a.xyz"])
def test_a_failed_output_leaves_nothing(tmp_path: Path, output: str) -> None:
    (tmp_path / "folder").mkdir()
    ran = treatykg("query", "pacts", "-o", output, cwd=tmp_path)
    assert ran.code in (2, 3)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    assert treatykg("query", "pacts", "-o", "-", cwd=tmp_path).out.startswith("pact,")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["info", "query pacts", "status relos", "show relos", "export"])
def test_a_closed_output_is_told(command: str) -> None:
    done = shell(f"{command} >&-")
    assert done.returncode == 3
    assert "standard output is closed" in done.stderr


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").is_char_device():
        pytest.fail("this machine has no /dev/full")
    done = shell("info >/dev/full")
    assert done.returncode == 3
    assert "No space left" in done.stderr
    assert "bug of ours" not in done.stderr


def test_a_pipe_as_data_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.trig")
    ran = treatykg("info", "--data", tmp_path / "a.trig")
    assert ran.code == 3
    assert "not a regular file" in ran.err


def test_a_giant_literal_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text(f'<http://e/a> <http://e/b> "{"x" * 30_000_000}" .', encoding="ascii")
    ran = treatykg("info", "--data", tmp_path / "a.trig")
    assert ran.code == 3
    assert "a.trig: a literal or name too long" in ran.err


def test_an_interrupted_query_ends_at_once() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "treatykg", "query", "--time-limit", "50", "--text", FOR_EVER], cwd=ROOT
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 130


def test_our_own_export_reads_back_as_data(tmp_path: Path, graph: TreatyGraph) -> None:
    path = tmp_path / "export.trig"
    assert treatykg("export", "-o", path).code == 0
    back = TreatyGraph.open([path])
    assert back.info() == graph.info()
    assert set(back.quads) == set(graph.quads)


def test_hostile_labels_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    tkg, claim = "https://w3id.org/treatykg/ns#", "<https://w3id.org/treatykg/id/claim/x>"
    label = '<http://www.w3.org/2004/02/skos/core#prefLabel> "\\u001B[2J\\u202Eevil\\u0000"@en'
    path.write_text(
        f"{claim} {{ <https://w3id.org/treatykg/id/agreement/x> a <{tkg}Agreement> ; {label} }}\n"
        f"{claim} <{tkg}hasStanding> <https://w3id.org/treatykg/concept/standing/accepted> .",
        encoding="utf-8",
    )
    for command in (
        ["show", "agreement:x"],
        ["status", "x"],
        ["search", "evil", "-f", "table"],
        ["explain", "x"],
    ):
        out = treatykg(*command, "--data", path).out
        assert out
        assert not set(out) & {"\x1b", "\x00", "\u202e"}, command
    assert not set(treatykg("validate", path).out) & {"\x1b", "\x00", "\u202e"}


def test_before_it_began_is_not_after_it_ended(graph: TreatyGraph) -> None:
    eve = graph.at(as_of=dt.date(2021, 7, 10))
    found = eve.status("india-japan-acsa")
    assert (found.in_force, found.ended) == ("no", False)
    assert any("2021-07-11" in reason.text for reason in found.reasons)
    assert not re.search(r"India–Japan ACSA with [^:]*ended", eve.draw().split("</desc>")[0])
    assert graph.at(as_of=dt.date(2000, 1, 1)).status("indo-soviet-treaty-1971").ended


def test_what_only_weak_sources_said_convinced_nobody(graph: TreatyGraph) -> None:
    found = graph.at(known_on=dt.date(2025, 12, 1)).status("relos")
    assert (found.signed, found.in_force) == ("certainly", "unknown")


def test_nothing_is_known_before_it_can_have_happened(graph: TreatyGraph) -> None:
    early = graph.at(known_on=dt.date(1950, 1, 1))
    with pytest.raises(UsageError, match="nothing is known of agreement:indo-soviet-treaty-1971"):
        early.status("indo-soviet-treaty-1971")
    assert early.select("ASK { ?e <https://w3id.org/treatykg/ns#date> ?d }").truth is False


def test_rights_of_a_pact_to_come_are_not_there_yet(graph: TreatyGraph) -> None:
    early = graph.at(as_of=dt.date(2025, 1, 1))
    assert early.query("provisions", agreement="relos").rows == []
    names = {row[0] for row in graph.at(as_of=dt.date(2017, 1, 1)).query("pacts").values()}
    assert "LEMOA" in names
    assert "India–Japan ACSA" not in names


def test_two_days_at_once_are_refused() -> None:
    ran = treatykg("query", "in-force", "-p", "date=2021-07-01", "--as-of", "2020-01-01")
    assert ran.code == 2
