"""Are kinds of data always called the same?

Why: what a platform takes is compared across platforms by these names; a name of its own would
look like a kind that nobody else takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.catalogue.errors import nearest
from withhold.catalogue.lints.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from withhold.catalogue.lints.problem import Look

KINDS = frozenset(
    {
        "ai_chat_conversations",
        "camera_roll",
        "code_repositories",
        "comments_interactions",
        "documents_files",
        "drafts_unposted",
        "feedback_on_ai",
        "group_activity",
        "images",
        "location",
        "minors_data",
        "nonuser_thirdparty_data",
        "payment_credentials",
        "private_messages",
        "private_or_restricted_posts",
        "profile_details",
        "public_posts",
        "resumes_job_answers",
        "salary_data",
        "selfies_biometric",
        "usage_metadata",
        "video",
        "voice_audio",
    }
)


def check(look: Look) -> Iterator[Problem]:
    """Yield kinds of data with a name that is not on the list."""
    for slug, known in look.platforms():
        for place, use in enumerate(known.uses):
            for kind in sorted(set(use.data) - KINDS):
                yield Problem(
                    "categories",
                    look.where(slug, "uses", "uses", place, "data", kind),
                    f"`{kind}` is no known kind of data.",
                    nearest(kind, KINDS),
                )
        for place, control in enumerate(known.controls):
            for number, stops in enumerate(control.stops):
                for kind in sorted(set(stops.own) - KINDS):
                    yield Problem(
                        "categories",
                        look.where(slug, "controls", "controls", place, "stops", number, "own"),
                        f"`{kind}` is no known kind of data.",
                        nearest(kind, KINDS),
                    )
