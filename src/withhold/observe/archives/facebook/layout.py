"""Where does a Facebook export begin, of which time is it, and which file is what?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from withhold.observe.archives.facebook.notes import NOTED
from withhold.observe.archives.format import Files, Found
from withhold.observe.archives.meta.media import is_medium
from withhold.observe.archives.meta.parts import Part, Roots, begin, holds, listed, parts, plain

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


def find(files: Files) -> list[tuple[Found, Roots]]:
    """Give each export with the folders of its parts."""
    groups = begin(files, _root)
    found = [(_found(files, parts(files, roots, groups), roots[0]), roots) for roots in groups]
    return [(each, roots) for each, roots in found if each.variant]


def sort(export: Iterable[Part]) -> Mapping[str, Sequence[Part]]:
    """Say which file is what: what a job is called, and which files are for it.

    `known` are those with nothing of the person's own; the rest of the pages has its `page:`.
    """
    jobs: defaultdict[str, list[Part]] = defaultdict(list)
    names = listed(__package__)
    for part in export:
        name = inner(part.name)
        job = "known" if is_medium(name) else _job(name, names)
        if job:
            jobs[job].append(Part(part.path, name))
    return jobs


def inner(name: str) -> str:
    """Write a name plainly and without the folder of activities, which three times had another."""
    return plain(_ACTIVITY.sub("", name, count=1) if _ACTIVITY.match(name) else name)


def _job(name: str, names: frozenset[str]) -> str:
    page = name.endswith(".html")
    data = name.removesuffix(".html") + ".json" if page else name
    job = _JOBS.get(data) or ("messages" if _THREAD.match(data) else "")
    if page:
        return f"page:{job}" if job else "known" if data in names or name in _COVERS else ""
    return job or ("known" if name in names else "notes" if name in NOTED else "")


_COVERS = frozenset({"index.html", "start_here.html"})


def _root(path: str) -> str | None:
    begins = _ROOT.match(path)
    return begins[1] if begins else None


def _found(files: Files, export: Iterable[Part], root: str) -> Found:
    """Tell the variant; none where what should be data is neither JSON nor HTML."""
    endings, folder = set(), ""
    for part in export:
        begins = None if folder else _ACTIVITY.match(part.name)
        folder = begins[0].translate(_STRAIGHT) if begins else folder
        ending = part.name.rpartition(".")[2].lower()
        if ending in {"json", "html"} and ending not in endings and holds(files, part, ending):
            endings.add(ending)
    if "json" in endings:
        return Found(_VARIANTS.get(folder, "json-2018"), root)
    return Found("html" if "html" in endings else "media" if folder else "", root)
