"""Where does a Facebook export begin, of which time is it, and which file is what?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from withhold.observe.archives.facebook.notes import NOTED
from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.meta.parts import Exports, Part, begin, holds, listed, plain

_ROOT = re.compile(
    r"((?:[^/]+/)*?)(?:"
    r"your_facebook_activity/|your_activity_across_facebook/|"
    r"this_profile.s_activity_across_facebook/|apps_and_websites_off_of_facebook/|"
    r"personal_information/(?:facebook_accounts_center/|"
    r"profile_information/profile_information\.(?:json|html)$)|"
    r"posts/(?:your|profile)_posts(?:_\d+)?\.(?:json|html)$|"
    r"(?:comments/comments|profile_information/profile_information)\.(?:json|html)$)"
)
_ACTIVITY = re.compile(
    r"(?:your_facebook_activity|your_activity_across_facebook|"
    r"this_profile.s_activity_across_facebook)/"
)
_STRAIGHT = str.maketrans("’‘", "''")
_VARIANTS = {
    "your_facebook_activity/": "json-2024",
    "your_activity_across_facebook/": "json-2023",
    "this_profile's_activity_across_facebook/": "json-profile",
    "this_profile_s_activity_across_facebook/": "json-profile",
}
_JOBS = {
    "posts/your_posts.json": "posts",
    "posts/your_posts_#.json": "posts",
    "posts/your_posts__check_ins__photos_and_videos.json": "posts",
    "posts/your_posts__check_ins__photos_and_videos_#.json": "posts",
    "posts/profile_posts.json": "posts",
    "posts/profile_posts_#.json": "posts",
    "posts/posts_on_other_pages_and_profiles.json": "elsewhere",
    "groups/group_posts_and_comments.json": "groups",
    "groups/your_posts_and_comments_in_groups.json": "groups",
    "groups/your_pending_posts_in_groups.json": "pending",
    "posts/archive.json": "archive",
    "posts/trash.json": "trash",
    "posts/your_reels.json": "reels",
    "reels/your_reels.json": "reels",
    "stories/archived_stories.json": "stories",
    "posts/album/#.json": "albums",
    "photos_and_videos/album/#.json": "albums",
    "posts/your_uncategorized_photos.json": "loose",
    "posts/your_videos.json": "loose",
    "photos_and_videos/your_photos.json": "loose",
    "photos_and_videos/your_videos.json": "loose",
    "groups/your_comments_in_groups.json": "grouped",
    "comments_and_reactions/comments.json": "comments",
    "comments/comments.json": "comments",
    "messages/ai_conversations.json": "chats",
    "personal_information/profile_information/profile_information.json": "profile",
    "profile_information/profile_information.json": "profile",
}
_THREAD = re.compile(r"(?:.*/message_#|groups/your_group_messages/[^/]+)\.json$")


def find(files: Files) -> tuple[Exports, list[Found]]:
    """Find the exports, and tell the variant of each."""
    exports = begin(files, _root)
    seen = zip(exports.groups, exports.look(_Seen), strict=True)
    found = [Found(sight.variant, roots[0]) for roots, sight in seen]
    return exports, [each for each in found if each.variant]


def job(part: Part) -> str:
    """Say what a file is for: `known` where there is nothing in it, empty where nobody knows."""
    name, names = inner(part.name), listed(__package__)
    page = name.endswith(".html")
    data = name.removesuffix(".html") + ".json" if page else name
    whole = data.replace("_#.json", ".json")  # any long list may be cut into numbered files
    what = _JOBS.get(data) or _JOBS.get(whole) or ("messages" if _THREAD.match(data) else "")
    if page:
        return f"page:{what}" if what else "known" if data in names or name in _COVERS else ""
    return what or ("known" if name in names else "notes" if name in NOTED else "")


def inner(name: str) -> str:
    """Write a name plainly and without the folder of activities, which three times had another."""
    return plain(_ACTIVITY.sub("", name, count=1) if _ACTIVITY.match(name) else name)


_COVERS = frozenset({"index.html", "start_here.html"})


def _root(path: str) -> str | None:
    begins = _ROOT.match(path)
    return begins[1] if begins else None


@dataclass(slots=True)
class _Seen:
    """What kinds of files there are, and what the folder of activities is called."""

    endings: set[str] = field(default_factory=set)
    folder: str = ""

    def see(self, files: Files, part: Part) -> None:
        """Take notice of one; of each kind, until one begins as its ending says."""
        if not self.folder and (begins := _ACTIVITY.match(part.name)):
            self.folder = begins[0].translate(_STRAIGHT)
        ending = part.name.rpartition(".")[2].lower()
        if ending in {"json", "html"} - self.endings and holds(files, part, ending):
            self.endings.add(ending)

    @property
    def variant(self) -> str:
        """The layout; none where what should be data is neither JSON nor HTML."""
        if "json" in self.endings:
            return _VARIANTS.get(self.folder, "json-2018")
        return "html" if "html" in self.endings else "media" if self.folder else ""
