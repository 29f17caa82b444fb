"""Where does an Instagram export begin, of which time is it, and which file is what?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.instagram.notes import NOTED
from withhold.observe.archives.meta.media import is_medium
from withhold.observe.archives.meta.parts import Part, Roots, begin, holds, listed, parts, plain

_ROOT = re.compile(
    r"((?:[^/]+/)*?)(?:"
    r"your_instagram_activity/|apps_and_websites_off_of_instagram/|"
    r"ads_information/instagram_ads_and_businesses/|"
    r"account_information/personal_information\.(?:json|html)$|"
    r"personal_information/(?:personal_information/)?personal_information\.(?:json|html)$|"
    r"content/(?:posts_\d+|stories|reels|profile_photos|archived_posts)\.(?:json|html)$|"
    r"media\.json$)"
)
_ACTIVITY = "your_instagram_activity/"
_OLDEST = {"media.json", "profile.json"}
_FLAT = re.compile(rb'"(?:taken_at|caption|private_account)"\s*:')
_NEWER = {
    *("your_instagram_activity", "ads_information", "apps_and_websites_off_of_instagram"),
    *("security_and_login_information", "connections"),
}
_JOBS = {
    "content/posts.json": "posts",
    "content/posts_#.json": "posts",
    "content/other_content.json": "posts",
    "content/archived_posts.json": "archived",
    "content/recently_deleted_content.json": "deleted",
    "content/reels.json": "reels",
    "content/igtv_videos.json": "reels",
    "content/stories.json": "stories",
    "content/profile_photos.json": "pictures",
    "comments/post_comments.json": "comments",
    "comments/post_comments_#.json": "comments",
    "comments/reels_comments.json": "comments",
    "comments/hype.json": "comments",
    "threads/threads_and_replies.json": "threads",
    "threads/personal_information.json": "threads profile",
    "media.json": "flat media",
    "profile.json": "flat profile",
    "comments.json": "flat comments",
    "messages.json": "flat messages",
}
_ENDS = {
    "personal_information.json": "profile",
    "instagram_profile_information.json": "insights",
    "profile_privacy_changes.json": "turns",
    "account_privacy_changes.json": "turns",
}
_PLACES = frozenset(
    {
        "personal_information/personal_information",
        "personal_information",
        "account_information",
        "security_and_login_information/login_and_profile_creation",
        "security_and_login_information/login_and_account_creation",
        "login_and_account_creation",
    }
)
_THREAD = re.compile(r".*/message_#\.json$")
_CHATS = re.compile(r"messages/ai_conversations[^/]*\.json$")


def find(files: Files) -> list[tuple[Found, Roots]]:
    """Give each export with the folders of its parts."""
    groups = begin(files, _root)
    found = [
        (_found(files, list(parts(files, roots, groups)), roots[0]), roots) for roots in groups
    ]
    return [(each, roots) for each, roots in found if each.variant]


def sort(export: Iterable[Part]) -> Mapping[str, Sequence[Part]]:
    """Say which file is what: what a job is called, and which files are for it."""
    jobs: defaultdict[str, list[Part]] = defaultdict(list)
    names = listed(__package__)
    names |= {name.partition("/")[2] for name in names if name.count("/") > 1}
    for part in export:
        name = inner(part.name)
        job = "known" if is_medium(name) else _job(name, names)
        if job:
            jobs[job].append(Part(part.path, name))
    return jobs


def inner(name: str) -> str:
    """Write a name plainly, without the folder of activities, and as if media were `content`."""
    below = plain(name).removeprefix(_ACTIVITY)
    return f"content/{below[6:]}" if below.startswith("media/") else below


def _job(name: str, names: frozenset[str]) -> str:
    data = name.removesuffix(".html") + ".json" if name.endswith(".html") else name
    job = _JOBS.get(data, "")
    if not job:
        place, _, ending = data.rpartition("/")
        job = _ENDS.get(ending, "") if place in _PLACES else ""
    if not job and _THREAD.match(data):
        job = "messages"
    if not job and _CHATS.match(data):
        job = "chats"
    if name.endswith(".html"):
        known = data in names or name in {"index.html", "start_here.html"}
        return f"page:{job}" if job else "known" if known else ""
    return job or ("known" if name in names else "notes" if name in NOTED else "")


def _root(path: str) -> str | None:
    begins = _ROOT.match(path)
    return begins[1] if begins else None


def _found(files: Files, export: Iterable[Part], root: str) -> Found:
    """Tell the variant; none where what should be data is neither JSON nor HTML."""
    endings, tops, flat = set(), set(), False
    for part in export:
        tops.add(part.name.partition("/")[0])
        ending = part.name.rpartition(".")[2].lower()
        if ending in {"json", "html"} and ending not in endings and holds(files, part, ending):
            endings.add(ending)
        if part.name in _OLDEST:
            flat = flat or bool(_FLAT.search(files.head(part.path)))
    return Found(_variant(endings, tops, flat=flat), root)


def _variant(endings: set[str], tops: set[str], *, flat: bool) -> str:
    newer = not tops.isdisjoint(_NEWER)
    if "json" in endings:
        older = not tops.isdisjoint({"content", "personal_information", "account_information"})
        return "json-2023" if newer else "json-2021" if older else "json-2018" if flat else ""
    return "html" if "html" in endings else "media" if newer else ""
