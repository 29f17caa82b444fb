"""How fast is a large archive read, against inflating it and parsing its JSON and no more?

    python benchmarks/archives.py [--platform x|facebook] [--items 1000000] [--gb 10] [--keep DIR]
        [--times 3]

An invented archive is made, with a record to a kilobyte. Then the floor, our steps and the whole
command `withhold exposure add`, without the index of words and with it, are measured in processes
of their own: seconds by the clock, of all processors, the ratios of both, and the most memory that
all processes of it had together. The command reads in one process and writes in another, so it is
the clock that counts, on two processors that do nothing else; of `--times` the shortest is taken.
`--gb` adds media up to that size, which no step should feel. `--keep` makes the archive in a
folder of yours, and takes the one that is there the next time.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from taken import MB, program, taken

from withhold.model.exposure import Item
from withhold.observe.archives.container import exports
from withhold.observe.archives.format import Files
from withhold.observe.archives.formats import Reading, recognised, sights
from withhold.observe.archives.records import Bad, array

PART = 100 * MB  # where X begins the next file
RECORDS = 10_000  # where Facebook does
WORDS = (
    "morgen regen kaffee straße überall licht &amp; wieder haus grün fenster brot lesen ☕ zug ",
    "garten später münchen nichts https://t.co/abcdefghij alles schön buch @lina_test abend",
)


class Tweet(msgspec.Struct):
    """What is wanted of a post on X, more or less."""

    id_str: str
    full_text: str
    created_at: str
    in_reply_to_status_id_str: str | None = None
    extended_entities: dict[str, list[dict[str, Any]]] | None = None


class Wrapped(msgspec.Struct):
    """A post on X as it stands in its list."""

    tweet: Tweet


class Post(msgspec.Struct):
    """What is wanted of a post on Facebook, more or less."""

    timestamp: int
    data: list[dict[str, Any]] = []
    title: str = ""


KINDS: dict[str, type[msgspec.Struct]] = {"tweets": Wrapped, "your_posts": Post}


def main() -> None:
    """Make an archive and print what each step takes."""
    asked = _asked()
    if asked.step:
        print(json.dumps(measured(STEPS[asked.step], asked.archive)))
        return
    with tempfile.TemporaryDirectory(dir=asked.keep) as folder:
        for platform in ("x", "facebook") if asked.platform == "both" else (asked.platform,):
            kept = Path(asked.keep or folder) / f"{platform}-2025-{asked.items}-{asked.gb}.zip"
            if not kept.exists():
                MAKERS[platform](kept, asked.items)
                with_media(kept, asked.gb << 30)
            compare(kept, asked.times)


def compare(archive: Path, times: int) -> None:
    """Print the floor, our steps and the whole command."""
    with zipfile.ZipFile(archive) as file:
        texts = [each for each in file.infolist() if each.filename.endswith((".js", ".json"))]
    whole, size = archive.stat().st_size / MB, sum(each.file_size for each in texts) / MB
    print(f"{archive.name}: {whole:,.0f} MB; its {len(texts)} texts unpacked {size:,.0f} MB")
    floors: list[dict[str, float]] = []
    for step in (*STEPS, *WHOLE):
        runs = [
            _added(archive, WHOLE[step]) if step in WHOLE else _step(archive, step)
            for _ in range(times)
        ]
        found = {each: min(run[each] for run in runs) for each in ("seconds", "busy", "count")}
        found["peak"] = max(run["peak"] for run in runs)
        floors = floors or [found]
        clock, busy = (found[each] / floors[0][each] for each in ("seconds", "busy"))
        print(
            f"  {step:15} {found['seconds']:7.2f} s {clock:5.2f} ×,"
            f"  of processors {found['busy']:7.2f} s {busy:5.2f} ×,"
            f"  {found['peak']:4.0f} MB at most,  {found['count']:,} records"
        )


def _step(archive: Path, step: str) -> dict[str, float]:
    told = subprocess.run(
        [sys.executable, __file__, "--step", step, "--archive", str(archive)],
        check=True,
        stdout=subprocess.PIPE,
    )
    return dict(json.loads(told.stdout))


def _added(archive: Path, options: Sequence[str]) -> dict[str, float]:
    """Add an archive to a home that is new but for the facts, which are read once for ever."""
    with tempfile.TemporaryDirectory() as home:
        own = {"WITHHOLD_HOME": home}
        taken([program(), "exposure", "show"], own)
        done = taken([program(), "exposure", "add", str(archive), "--json", *options], own)
    (card,) = json.loads(done.words)["archives"]
    count = sum(card["counts"].values())
    return {"seconds": done.seconds, "busy": done.busy, "peak": done.peak, "count": count}


def measured(step: Callable[[Path], int], archive: Path) -> dict[str, float]:
    """Take the time and the memory of one step in this process."""
    began, busy = time.perf_counter(), time.process_time()
    count = step(archive)
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "busy": busy, "peak": peak, "count": count}


def floor(archive: Path) -> int:
    """Inflate every JSON member and parse it with the fastest parser there is.

    orjson 3.13 takes 1.1 times as long as msgspec 0.22 for these records.
    """
    gc.disable()  # which would take longer than the parsing
    count = 0
    with zipfile.ZipFile(archive) as file:
        for name in file.namelist():
            if name.endswith((".js", ".json")):
                content = memoryview(file.read(name))
                begin = bytes(content[:200]).find(b"=") + 1 if name.endswith(".js") else 0
                count += len(msgspec.json.decode(content[begin:]))
    return count


def records(archive: Path) -> int:
    """Read the posts, typed, through our container and our reader of lists."""
    count = 0
    for export in exports([archive], recognised=lambda _: True).found:
        for path, kind in _posts(export.files):
            with export.files.open(path) as stream:
                count += sum(not isinstance(each, Bad) for each in array(stream, kind))
    return count


def items(archive: Path) -> int:
    """Let the formats tell all items of the archive."""
    count = 0
    for export in exports([archive], recognised=recognised).found:
        for sight in sights(export.files):
            count += sum(isinstance(each, Item) for each in Reading(export.files, sight))
    return count


STEPS: dict[str, Callable[[Path], int]] = {"floor": floor, "records": records, "items": items}
"""What is measured, in this order; the first is what the others are compared with."""


WHOLE = {"add --no-search": ["--no-search"], "add": []}
"""How the whole command is measured."""


def _posts(files: Files) -> Iterator[tuple[str, type[msgspec.Struct]]]:
    for path in files.paths:
        for beginning, kind in KINDS.items():
            if path.rpartition("/")[2].startswith(beginning):
                yield path, kind


def of_x(archive: Path, items: int) -> None:
    """Make an archive of X: posts in parts of 100 MB."""
    chance, texts = random.Random(1), _texts()  # noqa: S311 - the same archive every time
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        file.writestr("data/account.js", f"window.YTD.account.part0 = {json.dumps([ACCOUNT])}")
        number = part = 0
        while number < items:
            name = f"data/tweets{f'-part{part}' if part else ''}.js"
            with file.open(name, "w", force_zip64=True) as to:
                written = to.write(f"window.YTD.tweets.part{part} = [".encode())
                between = b"\n  "
                while written < PART and number < items:
                    written += to.write(between + _tweet(number, chance, texts))
                    between = b",\n  "
                    number += 1
                to.write(b"\n]")
            part += 1


def _tweet(number: int, chance: random.Random, texts: list[str]) -> bytes:
    text = chance.choice(texts)
    reply = REPLY % number if number % 3 == 0 else ""
    media = MEDIA % (number, number) if number % 10 == 0 else ""
    at = time.strftime("%a %b %d %H:%M:%S +0000 %Y", time.gmtime(1_300_000_000 + number * 400))
    return (TWEET % (number, len(text), number, number, at, reply, media, text)).encode()


def of_facebook(archive: Path, items: int) -> None:
    """Make an archive of Facebook: posts in files of 10,000."""
    chance, texts = random.Random(1), _texts()  # noqa: S311 - the same archive every time
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        file.writestr("personal_information/profile_information/profile_information.json", "{}")
        for begin in range(0, items, RECORDS):
            posts = f"posts/your_posts__check_ins__photos_and_videos_{begin // RECORDS + 1}.json"
            with file.open(f"your_facebook_activity/{posts}", "w") as to:
                for number in range(begin, min(begin + RECORDS, items)):
                    to.write(b"[\n  " if number == begin else b",\n  ")
                    to.write(_post(number, chance, texts))
                to.write(b"\n]")


def _post(number: int, chance: random.Random, texts: list[str]) -> bytes:
    """Write a post as Facebook does: each byte of a letter as if it were a letter."""
    mangled = json.dumps(chance.choice(texts).encode().decode("latin-1"))
    at = 1_300_000_000 + number * 400
    return (POST % (at, number, at, number, mangled, at + 60)).encode()


def with_media(archive: Path, size: int) -> None:
    """Add pictures to an archive until it has this size."""
    content = os.urandom(16 * MB)
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_STORED) as file:
        for number in range(max(0, size - archive.stat().st_size) // len(content)):
            file.writestr(f"data/tweets_media/{number}-picture.jpg", content)


def _texts() -> list[str]:
    chance = random.Random(2)  # noqa: S311 - the same archive every time
    words = "".join(WORDS).split()
    return [" ".join(chance.choices(words, k=chance.randint(5, 35))) for _ in range(20_000)]


ACCOUNT = {"account": {"username": "lina_test", "accountId": "1", "accountDisplayName": "Lina"}}
REPLY = """
      "in_reply_to_status_id_str": "17%017d",
      "in_reply_to_user_id": "2000000002",
      "in_reply_to_screen_name": "ann_test","""
MEDIA = """
      "extended_entities": {
        "media": [
          {
            "expanded_url": "https://twitter.com/lina_test/status/17%017d/photo/1",
            "id_str": "16%017d",
            "media_url_https": "https://pbs.twimg.com/media/Fq1AAA.jpg",
            "type": "photo"
          }
        ]
      },"""
TWEET = """{
    "tweet": {
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "17%017d"
          ],
          "editableUntil": "2023-09-10T12:30:00.000Z",
          "editsRemaining": "5",
          "isEditEligible": true
        }
      },
      "retweeted": false,
      "source": "<a href=\\"https://mobile.twitter.com\\" rel=\\"nofollow\\">Twitter Web App</a>",
      "entities": {
        "hashtags": [],
        "symbols": [],
        "user_mentions": [],
        "urls": []
      },
      "display_text_range": [
        "0",
        "%d"
      ],
      "favorite_count": "3",
      "id_str": "17%017d",
      "truncated": false,
      "retweet_count": "0",
      "id": "17%017d",
      "created_at": "%s",%s%s
      "favorited": false,
      "full_text": "%s",
      "lang": "de"
    }
  }"""
POST = """{
    "timestamp": %d,
    "attachments": [
      {
        "data": [
          {
            "media": {
              "uri": "your_facebook_activity/posts/media/your_posts/%d.jpg",
              "creation_timestamp": %d,
              "media_metadata": {
                "photo_metadata": {
                  "exif_data": [
                    {
                      "upload_ip": "192.0.2.1",
                      "iso": 100,
                      "focal_length": "425/100",
                      "camera_make": "Example",
                      "camera_model": "Example 9"
                    }
                  ]
                }
              },
              "title": "%d",
              "description": ""
            }
          }
        ]
      }
    ],
    "data": [
      {
        "post": %s
      },
      {
        "update_timestamp": %d
      }
    ],
    "title": "Lina M\\u00c3\\u00bcller updated her status."
  }"""
MAKERS: dict[str, Callable[[Path, int], None]] = {"x": of_x, "facebook": of_facebook}


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", choices=["x", "facebook", "both"], default="both")
    parser.add_argument("--items", type=int, default=1_000_000, help="a kilobyte each")
    parser.add_argument("--gb", type=int, default=0, help="of the whole, filled up with media")
    parser.add_argument("--keep", type=Path, help="make the archive here and leave it")
    parser.add_argument("--times", type=int, default=1, help="the shortest of so many is taken")
    parser.add_argument("--step", choices=sorted(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--archive", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
