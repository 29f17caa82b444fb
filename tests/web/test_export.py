"""Does an export hold what was shown, verify, keep back what it should, and leave nothing?"""

from __future__ import annotations

import html
import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from tests.web.conftest import EVIL, PNG, SCRIPTS, Answer, Client, Looker, words
from tests.web.test_pages import _counting as counted

from withhold.app import accounts, evidence
from withhold.app.declaring import declare
from withhold.app.exported import LARGEST_FILE
from withhold.app.start import House
from withhold.model.observation import Capture, Evidence, State, Word
from withhold.report.pages.export import KINDS, REDACTIONS
from withhold.store.procedure import LEFT_OUT

EXPORT, VERIFY = "/evidence/export", "/evidence/verify"
HANDLE = "jane.doe-77"


def _opened(answer: Answer) -> zipfile.ZipFile:
    assert answer.status == 200
    return zipfile.ZipFile(io.BytesIO(answer.body))


def _whole(answer: Answer, tmp_path: Path) -> str:
    """Check it as somebody does who has no Withhold."""
    with _opened(answer) as archive:
        archive.extractall(tmp_path)
    found = subprocess.run(
        ["sh", "VERIFY.txt"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    return found.stdout


@pytest.fixture
def kept(own: House, look: Looker) -> House:
    """Give a home with looks that name a handle, a whole page, and a picture of the person's."""
    accounts.add(own, "x", handle=f"@{HANDLE}")
    look(days=9)
    look("x.grok_training", "x/default", days=8, text=f"Signed in as {HANDLE.upper()}")
    look("x.grok_memory", "x/default", days=7, tree=f"link @{HANDLE}")
    reading = look(days=6)
    with own.ledger() as ledger:
        about = Evidence("https://x.com/", reading.read_at, "r@1", "b", (), None, None, True)  # noqa: FBT003 - the record's own order
        names = ledger.keep(Capture(PNG + b"whole", None, whole_page=True), about)
        whole = type(reading)(
            **{name: getattr(reading, name) for name in reading.__slots__}
            | {"id": ledger.new_id(), "evidence": names}
        )
        ledger.put_reading(whole)
    declare(own, "snapchat.my_selfie_ads", Word.WITHHELD, screenshot=PNG + b"mine")
    return own


def test_what_is_shown_is_what_goes(client: Client, kept: House, tmp_path: Path) -> None:
    page = client.get(EXPORT)
    shots = set(re.findall(r'src="/evidence/files/([0-9a-f]{64})"', page.text))
    answer = client.post(EXPORT, {})
    assert re.fullmatch(
        r'attachment; filename="withhold-evidence-\d{4}-\d\d-\d\d\.zip"',
        answer.headers["content-disposition"],
    )
    with _opened(answer) as archive:
        files = [name for name in archive.namelist() if name.startswith("evidence/")]
        gone = {name[9:] for name in files if archive.read(name).startswith(PNG[:8])}
        lines = archive.read("records.jsonl").splitlines()
    assert gone == shots
    assert len(shots) == 3
    told = html.unescape(words(page))
    assert f"{len(lines)} records go along, 0 left out" in told
    assert "1 look shows a whole page" in told
    assert "1 picture is your own" in told
    assert _whole(answer, tmp_path / "out").startswith("WHOLE")
    assert kept.home.cache.exists()


def test_handles_stay_at_home_with_all_that_names_them(
    client: Client, kept: House, tmp_path: Path
) -> None:
    del kept
    answer = client.post(EXPORT, {"without-handles": "1"})
    with _opened(answer) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        left_out = archive.read("records.jsonl").splitlines().count(LEFT_OUT)
    assert HANDLE.encode() not in everything.lower()
    assert left_out == 3  # the account, the look that says it, the look whose tree does
    assert f"{left_out} left out" in words(client.get(f"{EXPORT}?without-handles=1"))
    assert _whole(answer, tmp_path / "out").startswith("WHOLE")


def test_an_earlier_handle_stays_at_home_too(client: Client, kept: House) -> None:
    with kept.ledger() as ledger:
        known = ledger.known_accounts()[0]
        ledger.put_account(type(known)(known.platform, known.name, "@another"))
    with _opened(client.post(EXPORT, {"without-handles": "1"})) as archive:
        assert HANDLE.encode() not in archive.read("records.jsonl").lower()


def test_whole_pages_stay_at_home(client: Client, kept: House, tmp_path: Path) -> None:
    del kept
    page = client.get(f"{EXPORT}?without-whole-pages=1")
    assert "1 look shows a whole page" not in words(page)
    answer = client.post(EXPORT, {"without-whole-pages": "1"})
    with _opened(answer) as archive:
        pictures = [archive.read(name) for name in archive.namelist()]
    assert PNG + b"whole" not in pictures
    assert PNG in pictures
    assert _whole(answer, tmp_path / "out").startswith("WHOLE")


@pytest.mark.parametrize("name", evidence.OPTIONAL)
def test_each_kind_can_stay_and_the_chain_holds(
    client: Client, kept: House, tmp_path: Path, name: str
) -> None:
    answer = client.post(EXPORT, {f"without-{name}": "1", "since": "2020-01-01"})
    file = tmp_path / "out.zip"
    file.write_bytes(answer.body)
    assert evidence.verify(kept, file).broken is None
    with _opened(answer) as archive:
        assert f'"kind":"{name}"' not in archive.read("records.jsonl").decode()


def test_every_kind_has_its_words() -> None:
    assert set(KINDS) | set(REDACTIONS) == set(evidence.OPTIONAL)


def test_a_day_ahead_leaves_nothing_but_the_chain(client: Client, kept: House) -> None:
    del kept
    with _opened(client.post(EXPORT, {"since": "2999-01-01"})) as archive:
        assert set(archive.read("records.jsonl").splitlines()) == {LEFT_OUT}
    assert "No picture would go along" in words(client.get(f"{EXPORT}?since=2999-01-01"))
    assert client.get(f"{EXPORT}?since=soon").status == 400
    assert client.post(EXPORT, {"since": EVIL}).status == 400


def test_nothing_of_an_export_is_left_behind(client: Client, kept: House) -> None:
    before = {file for file in kept.home.root.rglob("*") if file.is_file()}
    client.post(EXPORT, {})
    client.upload(VERIFY, {}, {"export": ("out.zip", client.post(EXPORT, {}).body)})
    after = {file for file in kept.home.root.rglob("*") if file.is_file()}
    assert {file for file in after - before if "sqlite3" not in file.name} == set()


def test_an_empty_home_exports_an_empty_chain(client: Client, own: House, tmp_path: Path) -> None:
    del own
    assert "0 records go along" in words(client.get(EXPORT))
    assert _whole(client.post(EXPORT, {}), tmp_path / "out").startswith("WHOLE: 0 records")


def test_only_our_own_page_can_export(client: Client, kept: House) -> None:
    del kept
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for site in ("cross-site", "same-site", "none"):
        assert client.send("POST", EXPORT, kind | {"Sec-Fetch-Site": site}, "since=").status == 403
    assert Client(client.address).get(EXPORT).status == 403


# --- an export that comes back ---------------------------------------------------------------


def test_an_export_given_back_is_verified(client: Client, kept: House) -> None:
    del kept
    out = client.post(EXPORT, {}).body
    answer = client.upload(VERIFY, {}, {"export": ("out.zip", out)}, "application/zip")
    assert "Everything is whole" in words(answer)
    strange = client.upload(VERIFY, {"head": "0" * 63 + "1"}, {"export": ("out.zip", out)})
    assert "Something is not what it was" in words(strange)


def test_an_altered_export_is_found_broken(client: Client, kept: House) -> None:
    del kept
    out, into = _opened(client.post(EXPORT, {})), io.BytesIO()
    with zipfile.ZipFile(into, "w") as altered:
        for name in out.namelist():
            content = out.read(name)
            altered.writestr(name, content.replace(b"grok_memory", b"grok_memorz"))
    answer = client.upload(VERIFY, {}, {"export": (EVIL.replace('"', ""), into.getvalue())})
    assert "Something is not what it was" in words(answer)
    assert not SCRIPTS.search(answer.text)


def _bomb() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("records.jsonl", "chain.txt", "VERIFY.txt"):
            archive.writestr(name, b"")
        with archive.open("evidence/" + "0" * 64, "w") as member:
            for _ in range(LARGEST_FILE // (8 * 1024 * 1024) + 1):
                member.write(bytes(8 * 1024 * 1024))
    return into.getvalue()


def _encrypted() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name in ("records.jsonl", "chain.txt", "VERIFY.txt"):
            archive.writestr(name, b"x")
    return into.getvalue().replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
    )


def test_a_hostile_file_is_answered(client: Client, own: House) -> None:
    traversal = io.BytesIO()
    with zipfile.ZipFile(traversal, "w") as archive:
        archive.writestr("../../../config.toml", b"owned = true")
    small = io.BytesIO()
    with zipfile.ZipFile(small, "w") as archive:
        archive.writestr("records.jsonl", b"x" * 500)
    cut = small.getvalue()[:200]
    hostile = (b"", b"PK", b"x" * 100, cut, traversal.getvalue(), _bomb(), _encrypted())
    for content in hostile:
        answer = client.upload(VERIFY, {}, {"export": ("out.zip", content)})
        assert answer.status in {400, 404}
        assert "Everything is whole" not in words(answer)
    assert not own.home.config.exists()
    assert client.post(VERIFY, {}).status == 404


def test_a_part_that_lies_before_the_file_begins_is_answered(client: Client, kept: House) -> None:
    del kept
    out = client.post(EXPORT, {}).body
    end = out.rindex(b"PK\x05\x06") + 16  # where the end of a ZIP says that its list begins
    shifted = out[:end] + (2**31 - 5).to_bytes(4, "little") + out[end + 4 :]
    answer = client.upload(VERIFY, {}, {"export": ("out.zip", shifted)})
    assert answer.status == 400


@pytest.mark.parametrize("place", range(0, 100, 7))
def test_one_flipped_byte_never_breaks_the_page(client: Client, kept: House, place: int) -> None:
    del kept
    out = bytearray(client.post(EXPORT, {}).body)
    for at in range(place, len(out), 100):
        out[at] ^= 0x55
    answer = client.upload(VERIFY, {}, {"export": ("out.zip", bytes(out))})
    assert answer.status in {200, 400}
    assert "Everything is whole" not in words(answer)


def test_queries_do_not_grow(client: Client, own: House, look: Looker) -> None:
    counts = []
    for _ in range(3):
        for number in range(8):
            look("x.grok_training", "x/default", State.WITHHELD, number + 1)
        with counted() as asked:
            assert client.get(EXPORT).status == 200
        counts.append(len(asked))
    assert counts[1] == counts[2]
    assert own.home.ledger.exists()


def test_looks_are_cut_to_what_is_wanted(client: Client, own: House, look: Looker) -> None:
    del own
    for number in range(60):
        look(days=number)
    look("x.grok_training", "x/default", State.ALLOWED, 1)

    def said(query: str) -> str:
        return words(client.get(f"/evidence?{query}"))

    assert "60 looks" in said("of=linkedin")
    assert "60 looks" in said("seen=withheld")
    assert "1 look," in said("of=x.grok_training&seen=allowed")
    assert "No look is like that" in said("of=x&seen=withheld")
    assert "No look is like that" in said("of=%3Cscript%3E")
    onward = "?of=linkedin&amp;seen=withheld&amp;page=2"
    assert onward in client.get("/evidence?of=linkedin&seen=withheld").text
    assert "Page 2 of 2" in said("of=linkedin&seen=withheld&page=2")
