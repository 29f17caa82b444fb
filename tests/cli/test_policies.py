"""Do the commands of `policies` answer and end as documented?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.archives import repo
from tests.fakes.fetcher import FakeFetcher
from tests.fakes.judge import judge

from withhold.app.desk import Desk
from withhold.browser.errors import Interrupted
from withhold.catalogue.load import load
from withhold.cli.main import main
from withhold.kernel.paths import Home
from withhold.net.errors import late, unnamed

NOT_YOURS: dict[str, Any] = {
    "do": "nothing",
    "rule": "not-yours",
    "why": "You have no account there, and have sent no objection.",
    "by": None,
    "controls": [],
}
Spoken = pytest.CaptureFixture[str]
FIELDS = {
    "change": True,
    "readable": True,
    "why": None,
    "kinds": ["new_use"],
    "direction": "more",
    "data_kinds": ["public_posts"],
    "who": "provider",
    "effective_date": "2024-02-01",
    "status": "announced",
    "passages": [{"side": "added", "before": "", "after": "we train\x1b[31m \u202eon posts"}],
    "summary": "It begins to train.",
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    load(cache=folder)
    return folder


@pytest.fixture(autouse=True)
def home(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    made = Home(tmp_path / "home")
    made.make()
    shutil.copytree(cache, made.cache)
    monkeypatch.setenv("WITHHOLD_HOME", str(made.root))
    monkeypatch.setattr("withhold.app.policies.ours", judge)
    return made


def _run(*given: str | Path) -> int:
    with pytest.raises(SystemExit) as end:
        main(["policies", *map(str, given)])
    return int(end.value.code or 0)


def _json(capsys: Spoken) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found.pop("schema") == 1
    return found


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    source = repo(tmp_path / "versions")
    source.record("2024-01-01T00:00:00Z", {"X/Privacy Policy.md": "we do not"})
    source.record(
        "2024-02-01T00:00:00Z", {"X/Privacy Policy.md": "we train\x1b[31m \u202eon posts"}
    )
    source.record("2024-03-01T00:00:00Z", {"X/Privacy Policy.md": b"\xff"})
    return source.root


def _written(folder: Path, **texts: str | bytes) -> list[Path]:
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return [folder / name for name in texts]


def test_import_tells_progress_aside_and_what_it_did(archive: Path, capsys: Spoken) -> None:
    assert _run("import", archive, "--json") == 0
    said = capsys.readouterr()
    assert "3 of 3 versions, 0 documents to come, 1 changes found: X, Privacy Policy" in said.err
    assert json.loads(said.out) == {
        "schema": 1,
        "documents": 1,
        "versions": {"new": 3, "known": 0, "late": 0},
        "changes": 1,
        "unread": {"not-text": 1},
        "problems": {"count": 0, "named": []},
    }
    assert _run("import", archive) == 0
    assert "3 versions were known already." in capsys.readouterr().out


def test_stopped_by_hand_it_says_that_the_same_command_goes_on(
    archive: Path, capsys: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("withhold.app.importing._BATCH", 1)

    def stop(_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as hand:
        hand.setattr("withhold.report.imports.progress", stop)
        assert _run("import", archive) == 130
    said = capsys.readouterr().err
    assert said == (
        "What was read so far is kept. The same command goes on from there.\n\nStopped.\n"
    )
    assert _run("import", archive) == 0
    said_then = capsys.readouterr().out
    assert "2 versions of 1 documents read" in said_then
    assert "1 versions were known already." in said_then


def test_changes_and_show(archive: Path, capsys: Spoken) -> None:
    assert _run("changes", "--all", "--json") == 0
    assert _json(capsys) == {"changes": []}
    _run("import", archive)
    capsys.readouterr()
    assert _run("changes", "--all", "--json") == 1
    (change,) = _json(capsys)["changes"]
    name = change["id"]
    assert change == FIELDS | {
        "id": name,
        "service": "X",
        "document": "Privacy Policy",
        "before_date": "2024-01-01T00:00:00.000Z",
        "after_date": "2024-02-01T00:00:00.000Z",
        "marked": None,
        "new": True,
        "doubts": [NOT_YOURS | {"platform": "x", "facts": [], "proofs": []}],
        "to_do": NOT_YOURS,
    }
    assert _run("changes", "--since", "2024-02-02", "--json") == 0
    assert _json(capsys) == {"changes": []}
    assert _run("changes", "--since", "2024-02-01", "--json") == 1
    capsys.readouterr()
    assert _run("show", name[:5].upper(), "--json") == 0
    assert _json(capsys) == {"change": change}


def _listed(capsys: Spoken, *given: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    ended = _run("changes", *given, "--json")
    found: list[dict[str, Any]] = _json(capsys)["changes"]
    assert ended == any(each["marked"] is None for each in found)
    return found


def test_a_false_alarm_is_left_out_and_does_not_count(archive: Path, capsys: Spoken) -> None:
    _run("import", archive)
    (change,) = _listed(capsys, "--all")
    assert _run("mark", change["id"], "--no-change") == 0
    assert "No change, by your word." in capsys.readouterr().out
    assert _listed(capsys, "--since", "2024-01-01") == []
    (marked,) = _listed(capsys, "--all")
    assert (marked["marked"], marked["to_do"]["rule"]) == ("no-change", "no-change")
    _run("changes", "--since", "2024-01-01")
    assert "1 more is left out" in capsys.readouterr().out
    _run("changes", "--all")
    assert "no change, by your word" in capsys.readouterr().out
    assert _run("mark", change["id"], "--undo", "--json") == 0
    assert _json(capsys)["change"]["marked"] is None
    assert len(_listed(capsys, "--since", "2024-01-01")) == 1


@pytest.mark.parametrize("document", [[], ["privacy policy"]])
def test_what_is_muted_is_listed_and_comes_back(
    archive: Path, capsys: Spoken, document: list[str]
) -> None:
    _run("import", archive)
    capsys.readouterr()
    assert _run("mute", "x", *document) == 0
    assert "Muted: X, " in capsys.readouterr().out
    assert _listed(capsys, "--since", "2024-01-01") == []
    assert _listed(capsys, "--all")[0]["marked"] == "muted"
    _run("muted", "--json")
    (muted,) = _json(capsys)["muted"]
    assert (muted["service"], muted["document"]) == ("X", "Privacy Policy" if document else None)
    assert _run("unmute", "X", *document) == 0
    assert "Nothing is muted." in capsys.readouterr().out
    assert len(_listed(capsys, "--since", "2024-01-01")) == 1


def test_what_was_looked_at_is_not_new(archive: Path, capsys: Spoken) -> None:
    _run("import", archive)
    assert [each["new"] for each in _listed(capsys, "--new")] == [True]
    assert _run("looked", "--json") == 0
    assert _json(capsys) == {"looked": 1}
    assert _listed(capsys, "--new") == []
    assert [each["new"] for each in _listed(capsys, "--all")] == [False]


def test_a_change_says_what_to_do_and_where_it_is_recorded(archive: Path, capsys: Spoken) -> None:
    _run("import", archive.rename(archive.with_name("pga-versions")))
    (change,) = _listed(capsys, "--all")
    assert _run("show", change["id"]) == 0
    out = capsys.readouterr().out
    assert "x: Nothing to do" in out
    assert "You have no account there" in out
    assert "https://github.com/OpenTermsArchive/pga-versions/commit/" in out


def test_on_a_terminal_a_policy_cannot_move_the_cursor(archive: Path, capsys: Spoken) -> None:
    _run("import", archive)
    capsys.readouterr()
    _run("changes", "--all", "--json")
    name = _json(capsys)["changes"][0]["id"]
    for given in (("changes", "--all"), ("show", name)):
        _run(*given)
        out = capsys.readouterr().out
        assert "It begins to train." in out
        assert "\x1b[31m" not in out
        assert "\u202e" not in out


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("changes", "--since", "yesterday"), "bad-date"),
        (("changes", "--since", "2024-01-01", "--all"), "usage"),
        (("changes", "--since", "2024-01-01", "--new"), "usage"),
        (("mark", "abc"), "usage"),
        (("mark", "abc", "--no-change", "--undo"), "usage"),
        (("mark", "abc", "--no-change"), "unknown-change"),
        (("mute", "Nobody"), "unknown-service"),
        (("mute", "X", "No Such Paper"), "unknown-service"),
        (("unmute", "X"), "not-muted"),
        (("show", "abc"), "unknown-change"),
        (("show", ""), "unknown-change"),
        (("import", "/nowhere"), "not-an-archive"),
        (("compare", "/nowhere/a", "/nowhere/b"), "no-file"),
        (("clause", "/nowhere/a"), "no-file"),
        (("clause", "/"), "no-file"),
    ],
)
def test_misuse_ends_with_two_and_three_parts(
    given: tuple[str, ...], code: str, capsys: Spoken
) -> None:
    assert _run(*given, "--json") == 2
    error = _json(capsys)["error"]
    assert error["code"] == code
    assert error["what"]
    assert error["do"]


def test_compare_ends_by_what_it_found(tmp_path: Path, capsys: Spoken) -> None:
    before, after, empty = _written(
        tmp_path, before="we do not", after="we train\x1b[31m \u202eon posts", empty=""
    )
    assert _run("compare", before, after, "--json") == 1
    assert _json(capsys) == FIELDS
    assert _run("compare", before, before, "--json") == 0
    none = _json(capsys)
    assert (none["change"], none["direction"], none["status"]) == (False, "none", None)
    assert _run("compare", before, empty, "--json") == 3
    unread = _json(capsys)
    assert (unread["readable"], unread["change"], unread["why"]) == (
        False,
        False,
        "The text is empty",
    )


def test_compare_is_told_to_people(tmp_path: Path, capsys: Spoken) -> None:
    before, after, empty = _written(tmp_path, before="we do not", after="we train", empty="")
    for file, said in (
        (after, "It begins to train."),
        (before, "No change about training"),
        (empty, "could not be judged"),
    ):
        _run("compare", before, file)
        assert said in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0", b"nul \0", "früh".encode("latin-1")])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, capsys: Spoken) -> None:
    text, binary = _written(tmp_path, text="a", binary=content)
    for given in (("compare", text, binary), ("compare", binary, text), ("clause", binary)):
        assert _run(*given, "--json") == 2
        assert _json(capsys)["error"]["code"] == "not-text"


def test_clause_answers_line_by_line(tmp_path: Path, capsys: Spoken) -> None:
    (file,) = _written(tmp_path, lines="we train\r\n\nwe\x0bdo\u2028not\n")
    assert _run("clause", file, "--json") == 0
    found = _json(capsys)["clauses"]
    assert [each["trains_on_user_data"] for each in found] == [True, False, False]
    assert found[0] == {
        "trains_on_user_data": True,
        "who": "provider",
        "data_kinds": [],
        "polarity": "allows",
    }
    assert _run("clause", file) == 0
    assert "allows training" in capsys.readouterr().out


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> FakeFetcher:
    """Fetch from a table instead of the network."""
    fetcher = FakeFetcher()

    def opened(desk: Desk, *, attended: bool) -> FakeFetcher:
        assert attended
        return fetcher.opened(desk)

    monkeypatch.setattr("withhold.app.fetching.Reader", opened)
    return fetcher


def _plan(capsys: Spoken, *platforms: str) -> list[dict[str, Any]]:
    assert _run("fetch", *platforms, "--dry-run", "--json") == 0
    plan: list[dict[str, Any]] = _json(capsys)["plan"]
    return plan


def test_a_plan_names_every_address_and_sends_nothing(
    table: FakeFetcher, home: Home, capsys: Spoken
) -> None:
    plan = _plan(capsys, "x")
    assert {each["left_out"] for each in plan} == {None, "unverified"}
    assert plan[0] == {
        "platform": "x",
        "service": "X",
        "document": "Privacy Policy",
        "url": "https://x.com/en/privacy",
        "browser": False,
        "left_out": None,
    }
    assert _run("fetch", "x", "--dry-run") == 0
    out = capsys.readouterr().out
    assert all(each["url"] in out for each in plan if not each["left_out"])
    assert "never confirmed" in out
    assert not table.asked
    assert not home.policies.exists()


def test_fetch_says_who_is_asked_then_what_came_of_it(table: FakeFetcher, capsys: Spoken) -> None:
    asked = [each["url"] for each in _plan(capsys, "linkedin") if not each["left_out"]]
    for url in asked:
        table.say(url, "<p id=component-container>We keep your posts.")
    assert _run("fetch", "linkedin", "--json") == 0
    spoken = capsys.readouterr()
    assert spoken.err.startswith("Pages of policies are fetched from: www.linkedin.com.\n")
    assert "LinkedIn, Privacy Policy: read for the first time" in spoken.err
    done = json.loads(spoken.out)
    assert [each["state"] for each in done["fetched"]].count("first") == len(asked)
    assert done["changes"] == []
    assert _run("fetch", "linkedin") == 0
    out = capsys.readouterr().out
    assert "as before" in out
    assert "No change about training." in out

    table.say(asked[0], "<p id=component-container>We keep your posts, and train.")
    table.put(asked[1], late(asked[1]))
    assert _run("fetch", "linkedin", "--json") == 1
    told = _json(capsys)
    (change,) = told["changes"]
    states = {each["url"]: each for each in told["fetched"]}
    assert states[asked[0]]["change"] == change["id"]
    assert (states[asked[1]]["state"], states[asked[1]]["code"]) == ("failed", "timeout")
    assert _run("fetch", "linkedin") == 3
    out = capsys.readouterr().out
    assert "Not seen this time" in out
    assert "No change about training in what could be read." in out
    assert _run("show", change["id"]) == 0


def test_fetch_tells_a_change_in_words(table: FakeFetcher, capsys: Spoken) -> None:
    for url in [each["url"] for each in _plan(capsys, "snapchat")]:
        table.say(url, '<p data-testid="page">We keep your posts.')
    _run("fetch", "snapchat")
    for url in list(table.pages):
        table.say(url, '<p data-testid="page">We train\x1b[31m \u202eon your posts.')
    capsys.readouterr()
    assert _run("fetch", "snapchat") == 1
    out = capsys.readouterr().out
    assert "It begins to train." in out
    assert "`withhold policies show " in out
    assert not set(out) & set("\x1b\u202e")


def test_fetch_of_nowhere_is_misuse(table: FakeFetcher, capsys: Spoken) -> None:
    assert _run("fetch", "nowhere", "--json") == 2
    assert _json(capsys)["error"]["code"]
    assert not table.asked


def test_stopped_it_says_so(table: FakeFetcher, capsys: Spoken) -> None:
    for url in [each["url"] for each in _plan(capsys, "linkedin")]:
        table.put(url, Interrupted("Stopped."))
    assert _run("fetch", "linkedin") == 130
    assert "Stopped before the end." in capsys.readouterr().out


def test_where_nothing_could_be_read_nothing_is_said_of_changes(
    table: FakeFetcher, capsys: Spoken
) -> None:
    for url in [each["url"] for each in _plan(capsys, "linkedin")]:
        table.put(url, late(url))
    assert _run("fetch", "linkedin") == 3
    out = capsys.readouterr().out
    assert "No change" not in out
    assert out.count("This host did not answer in time.") == 1


def test_a_newcomer_is_told_the_ways_to_a_change(home: Home, capsys: Spoken) -> None:
    assert _run("changes") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Nothing was read yet, so no change can be known." in out
    for way in ("fetch", "import PATH", "compare OLD NEW"):
        assert f"`withhold policies {way}`" in out
    assert not home.policies.exists()
    assert _run("looked") == 0
    assert "nothing new to note" in capsys.readouterr().out


def test_without_a_connection_it_says_so_and_loses_nothing(
    table: FakeFetcher, capsys: Spoken
) -> None:
    for each in _plan(capsys, "linkedin"):
        table.put(each["url"], unnamed(each["url"]))
    assert _run("fetch", "linkedin") == 3
    out = " ".join(capsys.readouterr().out.split())
    assert "This host was not found." in out
    assert "Nothing could be fetched, so whether anything changed is not known." in out
    assert "left out; `--dry-run` says why." in out
    assert _run("changes") == 0
    assert "Nothing was read yet" in capsys.readouterr().out
