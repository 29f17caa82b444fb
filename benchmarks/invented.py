"""What does an invented archive of policies look like, of any size, the same each time?

A repository as Open Terms Archive writes its own: one commit a version, a few documents with
thousands of them, odd names, dates out of order, somebody tidying up, and files that are none of
its business. Texts have the length and the changes of real ones, and say nothing.
"""

from __future__ import annotations

import random
import subprocess
from dataclasses import dataclass, field
from shutil import which
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

BEGIN, YEARS = 1_577_836_800, 6.5  # 2020
BACK, TRAINING, TECHNICAL, LATE, SPOILED = 0.38, 0.02, 0.09, 0.05, 0.01
"""Shares of steps: to an earlier text, about training, by other rules, dated before, unreadable."""
REMEMBERED = 300  # texts of a document that a step may go back to
SERVICES = (
    "Funda ", "DALL·E", "A & B!", "Örtlich", "Acme", "Birdsong", "Canvas.io", "Dovecote",
    "Ember", "Fjord Chat", "Gallery", "Hearth", "Inkwell", "Jigsaw", "Kiosk", "Lantern",
    "Meadow", "Nectar", "Orchard", "Pinwheel", "Quill", "Rook", "Starling", "Tally-Ho!",
)  # fmt: skip
TERMS = (
    "Privacy Policy", "Terms of Service", "Community Guidelines", "Trackers Policy",
    "Developer Terms", "Copyright Claims Policy", "Commercial Terms",
)  # fmt: skip
SUBJECTS = ("we", "our partners", "the service", "you", "other people", "our affiliates")
VERBS = (
    "collect", "share", "keep", "delete", "review", "receive", "disclose", "protect", "combine",
    "measure", "improve", "learn from", "store", "limit", "transfer", "show",
)  # fmt: skip
THINGS = (
    "the information that you give us", "records of your visits", "your contact details",
    "the content of your messages", "signals from your device", "the model of your phone",
    "public posts", "payment details", "the pictures you upload", "your settings",
    "the language you chose", "advertising identifiers", "reports about abuse",
    "your place in the queue", "what others say of you", "the hours of your visits",
    "letters to our support", "the list of your friends", "what you looked for", "your age",
    "the address of your network", "the pages that sent you here",
)  # fmt: skip
WHENS = (
    "when you open an account", "where the law allows it", "for as long as the account exists",
    "unless you object", "to keep the service safe", "in accordance with this policy",
    "if a court asks us for it", "until you close it", "as the contract says", "for {n} days",
    "as it is described in section {n}",
    "and with automated systems such as machine learning", "on the basis of legitimate interests",
)  # fmt: skip
TRAINED = (
    "We may use your {what} to train our artificial intelligence models{tail}.",
    "We do not use your {what} to train generative AI{tail}.",
    "You can opt out of having your {what} used for model training{tail}.",
    "Your {what} may be used by third parties to develop and train their models{tail}.",
)
WHAT = ("public posts", "messages", "photos", "comments", "voice recordings", "profile", "videos")
TAILS = ("", " in the European Union", " from {day} May {year}", " unless you object", " for ads")
GERMAN = (
    "Wir verarbeiten die Angaben, die Sie uns geben, nach Abschnitt {n} und mit Ihrer "
    "Einwilligung, damit der Dienst für Sie und für alle anderen sicher bleibt und nicht "
    "verändert wird."
)


@dataclass(slots=True)
class Text:
    """One invented policy in the making: its paragraphs, and what it was before."""

    chance: random.Random
    parts: list[str]
    before: list[tuple[str, ...]] = field(default_factory=list)

    def step(self) -> bytes:
        """Give the next version."""
        self.before = [*self.before[-REMEMBERED:], tuple(self.parts)]
        dice = self.chance.random()
        if dice < BACK and len(self.before) > 1:
            back = min(len(self.before) - 1, 1 + int(self.chance.expovariate(0.3)))
            self.parts = list(self.before[-1 - back])
        elif dice < BACK + TRAINING:
            self._train()
        elif dice < BACK + TRAINING + SPOILED:
            return self.chance.choice([b"Sign in", b"\xff\xfe\x00", b"", self.bytes()[:300]])
        else:
            self._edit()
        return self.bytes()

    def bytes(self) -> bytes:
        """Give the text as a file."""
        return "\n\n".join(self.parts).encode() + b"\n"

    def _edit(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            at = self.chance.randrange(1, len(self.parts))
            what = self.chance.random()
            if what < 0.5:  # noqa: PLR2004 - one sentence of a paragraph is reworded
                sentences = self.parts[at].split(". ")
                sentences[self.chance.randrange(len(sentences))] = sentence(self.chance)[:-1]
                self.parts[at] = ". ".join(sentences)
            elif what < 0.75:  # noqa: PLR2004 - a paragraph comes
                self.parts.insert(at, paragraph(self.chance))
            elif len(self.parts) > 12:  # noqa: PLR2004 - a paragraph goes
                del self.parts[at]
        day = f"{self.chance.randint(1, 28)} May {self.chance.randint(2020, 2026)}"
        self.parts[1] = f"Last updated: {day}"

    def _train(self) -> None:
        has = [at for at, part in enumerate(self.parts) if part.startswith("## Training")]
        tail = self.chance.choice(TAILS).format(
            day=self.chance.randint(1, 28), year=self.chance.randint(2024, 2026)
        )
        said = self.chance.choice(TRAINED).format(what=self.chance.choice(WHAT), tail=tail)
        if has:
            self.parts[has[0]] = f"## Training\n\n{said}"
        else:
            self.parts.insert(len(self.parts) // 2, f"## Training\n\n{said}")


def sentence(chance: random.Random) -> str:
    """Invent a sentence of a policy."""
    who, verb, thing = chance.choice(SUBJECTS), chance.choice(VERBS), chance.choice(THINGS)
    more, when = chance.choice(THINGS), chance.choice(WHENS).format(n=chance.randint(1, 400))
    return f"{who.capitalize()} may {verb} {thing}, and {more}, {when}."


def paragraph(chance: random.Random) -> str:
    """Invent a paragraph, an item of a list, a heading or a row of a table."""
    kind = chance.random()
    if kind < 0.1:  # noqa: PLR2004
        return f"## {chance.randint(1, 30)}\\. About {chance.choice(THINGS)}"
    if kind < 0.3:  # noqa: PLR2004
        return "*   " + sentence(chance)
    if kind < 0.35:  # noqa: PLR2004
        return "| " + "<br>".join(sentence(chance) for _ in range(6)) + " | yes | no |"
    link = f" [Read more](https://example.org/{chance.randint(1, 99)})."
    return " ".join(sentence(chance) for _ in range(chance.randint(1, 5))) + link


def text(chance: random.Random, *, german: bool) -> Text:
    """Begin a policy of 5 to 80 kB, most of them short."""
    size = min(80_000, max(5_000, int(chance.lognormvariate(9.9, 0.7))))
    parts = ["# Terms", "Last updated: 1 May 2020"]
    length = 0
    while length < size:
        parts.append(GERMAN.format(n=length) if german else paragraph(chance))
        length += len(parts[-1])
    return Text(chance, parts)


def shares(versions: int) -> dict[str, int]:
    """Say how many versions each document has: a few have thousands, most some dozens."""
    names = [f"{service}/{name}.md" for name in TERMS for service in SERVICES]
    names = names[: max(2, min(len(names), versions // 20))]
    weights = [1 / (rank + 3) ** 1.1 for rank in range(len(names))]
    found = {
        n: max(1, int(versions * w / sum(weights))) for n, w in zip(names, weights, strict=True)
    }
    found[names[0]] += versions - sum(found.values())
    return found


def make(root: Path, versions: int) -> None:
    """Write an archive by git's fast import."""
    git = which("git") or "git"
    subprocess.run(
        [git, "init", "--quiet", "--bare", "--initial-branch=main", str(root)], check=True
    )
    line = [git, "-C", str(root), "fast-import", "--quiet", "--depth=50"]
    with subprocess.Popen(line, stdin=subprocess.PIPE) as process:
        if process.stdin is None:
            raise AssertionError
        _write(process.stdin, shares(versions))
    if process.returncode:
        raise SystemExit(process.returncode)


def _write(into: IO[bytes], counts: dict[str, int]) -> None:
    chance, mark = random.Random(4), 0  # noqa: S311 - invented texts, the same each time
    marks: dict[str, Iterator[int]] = {}
    order: list[str] = []
    for number, (path, count) in enumerate(counts.items()):
        made = text(chance, german=number % 9 == 8)  # noqa: PLR2004
        for mark in range(mark + 1, mark + count + 1):  # noqa: B020
            into.write(b"blob\nmark :%d\n%s" % (mark, data(made.step())))
        marks[path] = iter(range(mark - count + 1, mark + 1))
        order += [path] * count
    chance.shuffle(order)
    begun: set[str] = set()
    step = YEARS * 365 * 86_400 / len(order)
    put(into, BEGIN, "Initial commit", inline({"README.md": "r", "LICENSE": "l"}))
    for number, path in enumerate(order):
        at = int(BEGIN + number * step - (chance.random() < LATE) * chance.randint(1, 90) * 86_400)
        kind = "First record of" if path not in begun else "Record new changes of"
        if path in begun and chance.random() < TECHNICAL:
            kind = "Apply technical or declaration upgrade on"
        begun.add(path)
        files = f"M 100644 :{next(marks[path])} {quoted(path)}\n"
        about = path.removesuffix(".md").replace("/", " ")
        if number % 2_000 == 999:  # noqa: PLR2004 - somebody tidies up
            upkeep = inline({"scripts/tidy.md": f"{number}", "README.md": f"{number}"})
            put(into, at, "chore: tidy up", f"from refs/heads/main\n{upkeep}", branch="tidy")
            put(into, at, "Merge branch 'tidy'", f"merge refs/heads/tidy\n{upkeep}")
        put(into, at, f"{kind} {about}", files)


def put(into: IO[bytes], at: int, subject: str, files: str, branch: str = "main") -> None:
    """Write one commit."""
    who = f"OTA-Bot <bot@example.org> {max(at, 0)} +0000"
    into.write(f"commit refs/heads/{branch}\nauthor {who}\ncommitter {who}\n".encode())
    into.write(data(subject.encode()) + files.encode() + b"\n")


def inline(files: dict[str, str]) -> str:
    """Give files that stand in the commit itself."""
    return "".join(
        f"M 100644 inline {quoted(name)}\ndata {len(said)}\n{said}\n"
        for name, said in files.items()
    )


def quoted(path: str) -> str:
    """Write a path as fast-import reads it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def data(content: bytes) -> bytes:
    """Give bytes with their count, as fast-import reads them."""
    return b"data %d\n%s\n" % (len(content), content)
