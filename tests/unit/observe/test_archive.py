"""Is an archive of policies read whole, in order, and safely, whatever is in it?"""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.fakes.archives import Repo, repo, zipped

from withhold.kernel.errors import WithholdError
from withhold.model.policy import Version
from withhold.observe.policies import recorded
from withhold.observe.policies.archive import opened
from withhold.observe.policies.git import Git
from withhold.observe.policies.recorded import Archive, Unread

Told = dict[tuple[str, str], list[tuple[str, str]]]


def _all(archive: Archive) -> Iterator[Version | Unread]:
    for document in archive.documents:
        for _, version in archive.versions(document, archive.entries(document)):
            yield version


def _texts(path: Path) -> Told:
    """Tell what is read: by document, the day or moment and the text or the reason."""
    told: Told = {}
    with opened(path) as archive:
        for document in archive.documents:
            told[document.service, document.name] = [
                (
                    version.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    version.text if isinstance(version, Version) else f"!{version.why}",
                )
                for _, version in archive.versions(document, archive.entries(document))
            ]
    return told


def _problems(path: Path) -> list[tuple[str, str]]:
    with opened(path) as archive:
        list(_all(archive))
        return [(problem.code, problem.path) for problem in archive.problems.named]


@pytest.fixture
def source(tmp_path: Path) -> Repo:
    return repo(tmp_path / "versions")


def test_versions_come_by_the_author_s_date(source: Repo) -> None:
    source.record("2024-03-01T00:00:00Z", {"X/Privacy Policy.md": "three"})
    source.record("2024-01-01T00:00:00Z", {"X/Privacy Policy.md": "one"})
    source.record("2024-02-01T01:00:00+01:00", {"X/Privacy Policy.md": "two"})
    assert _texts(source.root) == {
        ("X", "Privacy Policy"): [
            ("2024-01-01T00:00:00Z", "one"),
            ("2024-02-01T00:00:00Z", "two"),
            ("2024-03-01T00:00:00Z", "three"),
        ]
    }


def test_a_bare_clone_and_a_worktree_are_read_as_well(source: Repo, tmp_path: Path) -> None:
    source.record("2024-03-01T00:00:00Z", {"X/Terms.md": "one"})
    source.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    source.git("worktree", "add", "--quiet", str(tmp_path / "tree"))
    told = {("X", "Terms"): [("2024-03-01T00:00:00Z", "one")]}
    assert _texts(tmp_path / "bare.git") == told
    assert _texts(tmp_path / "tree") == told


ODD = [
    ("Funda ", "Terms of Service"),
    ("DALL·E", "Privacy Policy"),
    ("A&B! 'q' \"d\"", "Terms.v2"),
    (":100644 Colon", "Terms"),
    ("new\nline", "Terms"),
    ("back\\slash", "Terms"),
    ("-dash", "$(touch x)"),
]


@pytest.mark.parametrize(("service", "name"), ODD)
def test_odd_names_are_kept(source: Repo, service: str, name: str) -> None:
    source.record("2024-03-01T00:00:00Z", {f"{service}/{name}.md": "text"})
    assert _texts(source.root) == {(service, name): [("2024-03-01T00:00:00Z", "text")]}


def test_a_commit_may_touch_several_files_and_a_second_hold_two_versions(source: Repo) -> None:
    source.record("2024-03-01T00:00:00Z", {"X/A.md": "first", "Y/B.md": "other"})
    source.record("2024-03-01T00:00:00Z", {"X/A.md": "second"})
    told = _texts(source.root)
    assert [text for _, text in told["X", "A"]] == ["first", "second"]
    assert [text for _, text in told["Y", "B"]] == ["other"]


def test_other_rules_of_extraction_are_told_from_other_pages(source: Repo) -> None:
    for month, subject in enumerate(
        (
            "First record of X A",
            "Apply technical or declaration upgrade on X A",
            "Refilter X A",
            "Record new changes of X Refilter",
        ),
        start=1,
    ):
        source.record(f"2024-0{month}-01T00:00:00Z", {"X/A.md": subject}, subject)
    with opened(source.root) as archive:
        read = [version for version in _all(archive) if isinstance(version, Version)]
    assert [version.technical for version in read] == [False, True, True, False]


def test_what_is_no_version_is_left_alone_or_named(source: Repo) -> None:
    source.record(
        "2024-01-01T00:00:00Z",
        {"README.md": "r", "scripts/x.md": "s", ".github/x.md": "g", "X/A.txt": "t", "X/A.md": "a"},
    )
    (source.root / "X" / "Link.md").symlink_to("/etc/passwd")
    source.record("2024-02-01T00:00:00Z", {"X/A.md": None, "X/B.md": "b"})
    assert set(_texts(source.root)) == {("X", "A"), ("X", "B")}
    assert sorted(_problems(source.root)) == [("deleted", "X/A.md"), ("not-a-file", "X/Link.md")]


def test_what_is_no_text_is_said_to_be_none(source: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    source.record("2024-01-01T00:00:00Z", {"X/A.md": "früh".encode("latin-1")})
    source.record("2024-02-01T00:00:00Z", {"X/A.md": b"nul \0 byte"})
    source.record("2024-03-01T00:00:00Z", {"X/A.md": "x" * 200})
    source.record("2024-04-01T00:00:00Z", {"X/A.md": "good\n"})
    monkeypatch.setattr("withhold.observe.policies.git.LARGEST", 100)
    reasons = [text for _, text in _texts(source.root)["X", "A"]]
    assert reasons == ["!not-text", "!not-text", "!too-large", "good\n"]


def test_a_date_beyond_the_calendar_is_named(source: Repo) -> None:
    source.record("2024-01-01T00:00:00Z", {"X/A.md": "a"})
    source.record("2024-01-02T00:00:00Z", {"X/A.md": "b"})
    raw = source.git("cat-file", "commit", "HEAD").replace("1704153600", "99999999999999")
    forged = subprocess.run(
        [
            "git",
            "-C",
            str(source.root),
            "hash-object",
            "-t",
            "commit",
            "-w",
            "--stdin",
            "--literally",
        ],
        input=raw,
        text=True,
        check=True,
        capture_output=True,
    ).stdout.strip()
    source.git("update-ref", "refs/heads/main", forged)
    assert [text for _, text in _texts(source.root)["X", "A"]] == ["a"]
    assert _problems(source.root) == [("bad-date", "X/A.md")]


def _trap(tmp_path: Path) -> tuple[Path, Path]:
    """Make a program that leaves a mark, and say where it leaves it."""
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    trap.chmod(0o755)
    return trap, sprung


def test_a_hostile_repository_runs_nothing(source: Repo, tmp_path: Path) -> None:
    trap, sprung = _trap(tmp_path)
    for hook in (source.root / ".git" / "hooks").glob("*"):
        shutil.copy(trap, hook.with_suffix(""))
    source.record("2024-01-01T00:00:00Z", {"X/A.md": "a"})
    (source.root / ".gitattributes").write_text("*.md diff=evil filter=evil\n")
    sprung.unlink(missing_ok=True)
    for name in (
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.smudge",
        "gpg.program",
        "pager.log",
        "alias.log",
    ):
        source.git("config", name, str(trap) if name != "alias.log" else f"!{trap}")
    signed = source.git("cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n", 1
    )
    forged = subprocess.run(
        ["git", "-C", str(source.root), "hash-object", "-t", "commit", "-w", "--stdin"],
        input=signed,
        text=True,
        check=True,
        capture_output=True,
    ).stdout.strip()
    source.git("update-ref", "refs/heads/main", forged)
    source.git("config", "log.showSignature", "true")
    source.git("log", "-1")
    assert sprung.exists(), "the trap would not have caught plain git either"
    sprung.unlink()
    assert _texts(source.root) == {("X", "A"): [("2024-01-01T00:00:00Z", "a")]}
    assert not sprung.exists()


def test_a_missing_blob_is_not_fetched(source: Repo, tmp_path: Path) -> None:
    source.record("2024-01-01T00:00:00Z", {"X/A.md": "a"})
    source.record("2024-02-01T00:00:00Z", {"X/A.md": "b"})
    source.git("config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    source.git(
        "clone", "--quiet", "--no-checkout", "--filter=blob:none", f"file://{source.root}",
        str(partial),
    )  # fmt: skip
    trap, sprung = _trap(tmp_path)
    sprung.unlink(missing_ok=True)
    for name, value in {
        "remote.origin.uploadpack": str(trap),
        "protocol.file.allow": "always",
        "protocol.ext.allow": "always",
        "protocol.allow": "always",
    }.items():
        Repo(partial).git("config", name, value)
    reasons = [text for _, text in _texts(partial)["X", "A"]]
    assert reasons in (["!missing"] * 2, ["!damaged"] * 2), "what an older git says"
    Repo(partial).git("config", "remote.origin.url", f"ext::{trap}")
    assert [text for _, text in _texts(partial)["X", "A"]] == reasons
    assert not sprung.exists()
    Repo(partial).git("config", "--unset", "remote.origin.uploadpack")
    objects = Repo(partial).git("rev-list", "--objects", "--missing=print", "HEAD")
    assert objects.count("?") == 2, "something was fetched"


def test_what_is_set_around_us_has_no_say(
    source: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.record("2024-01-01T00:00:00Z", {"X/A.md": "a"})
    other = repo(tmp_path / "other")
    other.record("2024-01-01T00:00:00Z", {"Y/B.md": "b"})
    trap, sprung = _trap(tmp_path)
    told = _texts(source.root)
    for name, value in {
        "GIT_DIR": other.root / ".git",
        "GIT_WORK_TREE": other.root,
        "GIT_OBJECT_DIRECTORY": other.root / ".git" / "objects",
        "GIT_NAMESPACE": "other",
        "GIT_EXEC_PATH": tmp_path,
        "GIT_EXTERNAL_DIFF": trap,
        "GIT_PAGER": trap,
        "PAGER": trap,
        "GIT_TRACE": tmp_path / "trace",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": trap,
        "HOME": tmp_path,
    }.items():
        monkeypatch.setenv(name, str(value))
    (tmp_path / ".gitconfig").write_text("[log]\n\tdate = relative\n[core]\n\tquotePath = true\n")
    assert _texts(source.root) == told
    assert not sprung.exists()
    assert not (tmp_path / "trace").exists()


def test_settings_of_the_repository_do_not_change_what_is_read(source: Repo) -> None:
    source.record("2024-01-01T00:00:00Z", {"Örtlich/A.md": "a"})
    source.git("checkout", "--quiet", "-b", "side")
    source.record("2024-02-01T00:00:00Z", {"Y/B.md": "b"})
    source.git("checkout", "--quiet", "main")
    source.record("2024-03-01T00:00:00Z", {"Örtlich/A.md": "b"})
    source.git("merge", "--quiet", "--no-ff", "-m", "Merge", "side")
    told = _texts(source.root)
    for name, value in {
        "core.quotePath": "true",
        "core.abbrev": "4",
        "color.ui": "always",
        "log.diffMerges": "combined",
        "log.showRoot": "false",
        "log.decorate": "full",
        "log.follow": "true",
        "diff.renames": "copies",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "diff.ignoreSubmodules": "all",
        "format.pretty": "fuller",
        "i18n.logOutputEncoding": "UTF-16",
        "core.precomposeUnicode": "false",
    }.items():
        source.git("config", name, value)
    assert _texts(source.root) == told
    assert set(told) == {("Örtlich", "A"), ("Y", "B")}


def _tree(source: Repo, *lines: bytes) -> str:
    """Write a tree of git with whatever names."""
    made = subprocess.run(
        ["git", "-C", str(source.root), "mktree", "-z", "--missing"],
        input=b"".join(line + b"\0" for line in lines),
        check=True,
        capture_output=True,
    )
    return made.stdout.decode().strip()


def test_names_in_a_tree_are_only_names(source: Repo) -> None:
    source.record("2024-01-01T00:00:00Z", {"X/A.md": "a"})
    blob = source.git("rev-parse", "HEAD:X/A.md").strip().encode()
    commit = source.git("rev-parse", "HEAD").strip().encode()
    inner = _tree(
        source,
        b"100644 blob " + blob + b"\tA.md",
        b"100644 blob " + blob + b"\t\xff\xfe latin \xe9.md",
        b"100644 blob " + blob + b"\t\xe2\x80\xae\x1b[31mred.md",
        b"100644 blob " + blob + b"\t.md",
        b"120000 blob " + blob + b"\tLink.md",
        b"160000 commit " + commit + b"\tModule.md",
    )
    up = _tree(source, b"100644 blob " + blob + b"\tUp.md")
    root = _tree(
        source,
        b"040000 tree " + inner.encode() + b"\tX",
        b"040000 tree " + up.encode() + b"\t..",
        b"040000 tree " + up.encode() + b"\tC:\\Windows",
        b"040000 tree " + up.encode() + b"\t.git",
    )
    made = source.git("commit-tree", root, "-m", "x", GIT_AUTHOR_DATE="2024-02-01T00:00:00Z")
    source.git("update-ref", "refs/heads/main", made.strip())
    before = sorted(source.root.parent.rglob("*"))
    told = _texts(source.root)
    assert {text for each in told.values() for _, text in each} == {"a"}
    assert {service for service, _ in told} == {"X", "..", "C:\\Windows", ".git"}
    assert ("X", "\\xff\\xfe latin \\xe9") in told
    assert sorted(_problems(source.root)) == [
        ("not-a-file", "X/Link.md"),
        ("not-a-file", "X/Module.md"),
    ]
    assert sorted(source.root.parent.rglob("*")) == before


def _spoil(source: Repo, name: str) -> None:
    """Write over the inside of one loose object."""
    blob = source.git("rev-parse", name).strip()
    place = source.root / ".git" / "objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.write_bytes(place.read_bytes()[:-6] + b"spoilt")


def test_a_spoiled_file_does_not_stop_the_rest(source: Repo) -> None:
    for month in range(1, 6):
        source.record(f"2024-0{month}-01T00:00:00Z", {"X/A.md": f"{month} " * 99})
    _spoil(source, "HEAD~1:X/A.md")
    _spoil(source, "HEAD~3:X/A.md")
    read = [text[:1] for _, text in _texts(source.root)["X", "A"]]
    assert read == ["1", "!", "3", "!", "5"]


def test_many_are_asked_for_ahead_and_none_is_mixed_up(source: Repo) -> None:
    days = [f"2024-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 16)]
    for day in days:
        source.record(f"{day}T00:00:00Z", {"X/A.md": day})
    spoiled = (3, 15, 16, 17, 32, 44)
    for number in spoiled:
        _spoil(source, f"HEAD~{len(days) - 1 - number}:X/A.md")
    with opened(source.root) as archive:
        (document,) = archive.documents
        entries = archive.entries(document)
        begun = archive.versions(document, entries)
        next(begun)  # it is left standing, with answers to come
        for _ in range(2):
            read = [version for _, version in archive.versions(document, entries)]
            told = [each.text if isinstance(each, Version) else "!" for each in read]
            assert told == ["!" if n in spoiled else day for n, day in enumerate(days)]
        assert [entry.place for entry, _ in begun] == [entry.place for entry in entries[1:]]


def test_a_pack_that_is_cut_or_spoiled_never_crashes(source: Repo) -> None:
    for month in range(1, 10):
        source.record(f"2024-0{month}-01T00:00:00Z", {"X/A.md": f"{month} " * 99})
    source.git("gc", "--quiet", "--aggressive", "--prune=now")
    (pack,) = (source.root / ".git" / "objects" / "pack").glob("*.pack")
    pack.chmod(0o644)
    whole = pack.read_bytes()
    for at in range(8, len(whole), len(whole) // 30):
        for spoiled in (whole[:at], whole[:at] + b"\xa5" + whole[at + 1 :]):
            pack.write_bytes(spoiled)
            try:
                told = _texts(source.root)["X", "A"]
            except recorded.DamagedArchive:
                continue
            assert len(told) == 9
            assert all(
                text in {f"{n} " * 99, "!damaged", "!missing"}
                for n, (_, text) in enumerate(told, start=1)
            )


def test_a_shallow_clone_is_read_as_far_as_it_goes(source: Repo, tmp_path: Path) -> None:
    for month in range(1, 5):
        source.record(f"2024-0{month}-01T00:00:00Z", {"X/A.md": str(month)})
    shallow = tmp_path / "shallow"
    source.git("clone", "--quiet", "--depth=2", f"file://{source.root}", str(shallow))
    assert [text for _, text in _texts(shallow)["X", "A"]] == ["3", "4"]


def _no_pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


def _no_place(tmp_path: Path) -> Path:
    return tmp_path / "nowhere"


def _no_zip(tmp_path: Path) -> Path:
    path = tmp_path / "file.zip"
    path.write_bytes(b"PK\x03\x04 but not really")
    return path


def _no_commits(tmp_path: Path) -> Path:
    return repo(tmp_path / "empty").root


def _no_versions(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.md").write_text("x")
    return tmp_path / "folder"


def _no_repository(tmp_path: Path) -> Path:
    (tmp_path / "broken" / ".git").mkdir(parents=True)
    return tmp_path / "broken"


def _truncated(tmp_path: Path) -> Path:
    made = repo(tmp_path / "cut")
    made.record("2024-01-01T00:00:00Z", {"X/A.md": "a"})
    tree = made.git("rev-parse", "HEAD^{tree}").strip()
    (made.root / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    return made.root


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_no_place, "not-an-archive"),
        (_no_pipe, "not-an-archive"),
        (_no_zip, "not-an-archive"),
        (_no_commits, "archive-empty"),
        (_no_versions, "archive-empty"),
        (_no_repository, "archive-damaged"),
        (_truncated, "archive-damaged"),
    ],
)
def test_what_is_no_archive_is_refused_in_three_parts(
    tmp_path: Path, make: Callable[[Path], Path], code: str
) -> None:
    path = make(tmp_path)
    with pytest.raises(WithholdError) as refused, opened(path):
        pass
    assert refused.value.code == code
    assert refused.value.what
    assert str(path) in refused.value.where
    assert refused.value.do


def test_without_git_it_is_said(source: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    source.record("2024-01-01T00:00:00Z", {"X/A.md": "a"})
    monkeypatch.setenv("PATH", "")
    with pytest.raises(recorded.NoGit), opened(source.root):
        pass


def test_a_git_that_dies_is_told(source: Repo, tmp_path: Path) -> None:
    source.record("2024-01-01T00:00:00Z", {"X/A.md": "a"})
    dying = tmp_path / "git"
    dying.write_text("#!/bin/sh\nexit 3\n")
    dying.chmod(0o755)
    git = Git(source.root / ".git", str(dying))
    with pytest.raises(recorded.DamagedArchive):
        next(git.blobs(["0" * 40]))
    git.close()


DATED = {
    "X/Privacy Policy/2024-02-01T00-00-00Z.md": "two",
    "X/Privacy Policy/2024-01-01T00-00-00Z.md": "one",
    "DALL·E/Terms & more/2024-01-01T00-00-00Z.md": "other",
    "README.md": "not a version",
    "X/Privacy Policy/notes.md": "not a version",
}
TOLD = {
    ("DALL·E", "Terms & more"): [("2024-01-01T00:00:00Z", "other")],
    ("X", "Privacy Policy"): [("2024-01-01T00:00:00Z", "one"), ("2024-02-01T00:00:00Z", "two")],
}


def test_a_dataset_is_read_as_a_zip_and_as_a_folder(tmp_path: Path) -> None:
    path = zipped(tmp_path / "data.zip", DATED)
    assert _texts(path) == TOLD
    with zipfile.ZipFile(path) as file:
        file.extractall(tmp_path / "folder")
    assert _texts(tmp_path / "folder") == TOLD
    deeper = zipped(tmp_path / "deeper.zip", {f"dataset-1/{name}": DATED[name] for name in DATED})
    assert _texts(deeper) == TOLD


def test_the_same_version_has_the_same_digest_in_every_form(source: Repo, tmp_path: Path) -> None:
    source.record("2024-01-01T00:00:00Z", {"X/A.md": "früh\n"})
    path = zipped(tmp_path / "a.zip", {"X/A/2024-01-01T00-00-00Z.md": "früh\n"})
    found = []
    for place in (source.root, path):
        with opened(place) as archive:
            found += [(e.at, e.digest) for d in archive.documents for e in archive.entries(d)]
    assert found[0] == found[1]


def test_names_that_lead_out_of_a_zip_are_only_names(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip",
        {
            "../../X/A/2024-01-01T00-00-00Z.md": "up",
            "/etc/B/2024-01-01T00-00-00Z.md": "root",
            "X/A/2024-02-31T00-00-00Z.md": "no such day",
        },
    )
    before = sorted(tmp_path.rglob("*"))
    assert set(_texts(path)) == {("X", "A"), ("etc", "B")}
    assert _problems(path) == [("bad-date", "X/A/2024-02-31T00-00-00Z.md")]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_bomb_is_not_inflated(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"X/A/2024-01-01T00-00-00Z.md": b"\0" * 30_000_000})
    assert _texts(path) == {("X", "A"): [("2024-01-01T00:00:00Z", "!too-large")]}


def test_a_member_that_is_damaged_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("X/A/2024-01-01T00-00-00Z.md", "spoiled")
        file.writestr("X/A/2024-02-01T00-00-00Z.md", "whole")
    path.write_bytes(path.read_bytes().replace(b"spoiled", b"SPOILED"))
    assert [text for _, text in _texts(path)["X", "A"]] == ["!damaged", "whole"]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "folder" / "X" / "A").mkdir(parents=True)
    (tmp_path / "folder" / "X" / "A" / "2024-01-01T00-00-00Z.md").write_text("a")
    (tmp_path / "folder" / "X" / "A" / "2024-02-01T00-00-00Z.md").symlink_to("/etc/passwd")
    assert [text for _, text in _texts(tmp_path / "folder")["X", "A"]] == ["a"]
    assert _problems(tmp_path / "folder") == [("not-a-file", "X/A/2024-02-01T00-00-00Z.md")]


KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def _spoiled(whole: bytes, chance: random.Random) -> bytes:
    made = bytearray(whole)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(made))
        match chance.randrange(3):
            case 0:
                del made[at : at + chance.randint(1, 9)]
            case 1:
                made[at:at] = chance.randbytes(5)
            case _:
                made[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))
    return bytes(made)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("packing", KINDS)
def test_a_zip_spoiled_anywhere_is_refused_or_read(tmp_path: Path, packing: int) -> None:
    chance = random.Random(packing)  # noqa: S311 - the same spoiling each time
    held, path = io.BytesIO(), tmp_path / "a.zip"
    with zipfile.ZipFile(held, "w", packing) as file:
        for name in ("Xé/A/2024-01-01T00-00-00Z.md", "Y/B/2024-02-01T00-00-00Z.md"):
            file.writestr(name, "what they tell you " * 20)
    for _ in range(150):
        path.write_bytes(_spoiled(held.getvalue(), chance))
        try:
            texts = [text for each in _texts(path).values() for _, text in each]
        except WithholdError:
            continue
        assert all(text.startswith(("what they", "!")) for text in texts)


def test_members_that_are_encrypted_are_named_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"X/A/2024-0{n}-01T00-00-00Z.md": str(n) for n in (1, 2)})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flags of the first in the list of members
    path.write_bytes(content)
    assert [text for _, text in _texts(path)["X", "A"]] == ["!encrypted", "2"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_two_versions(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        for text in ("one", "other", "one"):
            file.writestr("X/A/2024-01-01T00-00-00Z.md", text)
    assert sorted(text for _, text in _texts(path)["X", "A"]) == ["one", "other"]


def test_a_member_larger_than_it_says_is_damaged(tmp_path: Path) -> None:
    text = "what they tell you " * 5000
    path = zipped(tmp_path / "a.zip", {"X/A/2024-01-01T00-00-00Z.md": text})
    size, claimed = len(text).to_bytes(4, "little"), (100).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, claimed))
    assert [text for _, text in _texts(path)["X", "A"]] == ["!damaged"]


def test_a_zip_of_very_many_members_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        for number in range(5_000):
            file.writestr(f"n{number}", "")
        file.writestr("X/A/2024-01-01T00-00-00Z.md", "a")
    assert [text for _, text in _texts(path)["X", "A"]] == ["a"]
