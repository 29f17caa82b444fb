"""Where does an Instagram export begin, of which time is it, and which file is what?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.instagram.notes import NOTED
from withhold.observe.archives.meta.parts import Exports, Part, begin, holds, listed, plain

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
_AGAIN = "public-media/"
"""A folder beside the others that in some exports holds a part of their files once more."""
_OLDER = {"content", "personal_information", "account_information"}
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


def find(files: Files) -> tuple[Exports, list[Found]]:
    """Find the exports, and tell the variant of each."""
    exports = begin(files, _root)
    seen = zip(exports.groups, exports.look(_Seen), strict=True)
    found = [Found(sight.variant, roots[0]) for roots, sight in seen]
    return exports, [each for each in found if each.variant]


def job(part: Part) -> str:
    """Say what a file is for: `known` where there is nothing in it, empty where nobody knows."""
    name, names = inner(part.name), _names()
    page = name.endswith(".html")
    data = name.removesuffix(".html") + ".json" if page else name
    what = _what(data)
    if page:
        return f"page:{what}" if what else "known" if data in names or name in _COVERS else ""
    return what or ("known" if name in names else "notes" if name in NOTED else "")


@cache
def _names() -> frozenset[str]:
    """Give the known names, also without their first folder, as the layout of 2021 has them."""
    names = listed(__package__)
    return names | {name.partition("/")[2] for name in names if name.count("/") > 1}


def inner(name: str) -> str:
    """Write a name plainly, without the folder of activities, and as if media were `content`."""
    below = plain(name).removeprefix(_AGAIN).removeprefix(_ACTIVITY).removeprefix(_AGAIN)
    return f"content/{below[6:]}" if below.startswith("media/") else below


def _what(data: str) -> str:
    place, _, ending = data.rpartition("/")
    whole = data.replace("_#.json", ".json")  # any long list may be cut into numbered files
    if data in _JOBS or place in _PLACES:
        return _JOBS.get(data) or _ENDS.get(ending, "")
    if "/" in whole and whole in _JOBS:
        return _JOBS[whole]
    return "messages" if _THREAD.match(data) else "chats" if _CHATS.match(data) else ""


_COVERS = frozenset({"index.html", "start_here.html"})


def _root(path: str) -> str | None:
    begins = _ROOT.match(path)
    return begins[1].removesuffix(_AGAIN) if begins else None


@dataclass(slots=True)
class _Seen:
    """What kinds of files there are, and in which folders."""

    endings: set[str] = field(default_factory=set)
    tops: set[str] = field(default_factory=set)
    flat: bool = False

    def see(self, files: Files, part: Part) -> None:
        """Take notice of one; of each kind, until one begins as its ending says."""
        self.tops.add(part.name.partition("/")[0])
        ending = part.name.rpartition(".")[2].lower()
        if ending in {"json", "html"} - self.endings and holds(files, part, ending):
            self.endings.add(ending)
        if part.name in _OLDEST:
            self.flat = self.flat or bool(_FLAT.search(files.head(part.path)))

    @property
    def variant(self) -> str:
        """The layout; none where what should be data is neither JSON nor HTML."""
        newer = not self.tops.isdisjoint(_NEWER)
        if "json" in self.endings:
            older = not self.tops.isdisjoint(_OLDER)
            flat = "json-2018" if self.flat else ""
            return "json-2023" if newer else "json-2021" if older else flat
        return "html" if "html" in self.endings else "media" if newer else ""
