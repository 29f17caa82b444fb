"""Which files do Snapchat's exports hold, and by what is each known?

A name that is not here is not claimed, so that the person sees the file: a future one may tell of
AI settings.
"""

from __future__ import annotations

from typing import Final

SIGNS: Final = {
    "account": "Basic Information",
    "chat_history": "IsSender",
    "memories_history": "Saved Media",
    "shared_story": "Shared Story",
    "snap_history": "IsSender",
    "snap_pro": "Spotlights",
    "snapchat_ai": "My AI Content",
    "story_history": "Your Story Views",
    "terms_history": "Acceptance History",
}
"""What stands in a file that has this name and is Snapchat's; any of them tells an export."""
OLDER: Final = {
    "chat_history": ("Received Saved Chat History", "Sent Saved Chat History"),
    "snap_history": ("Received Snap History", "Sent Snap History"),
}
"""What stood in some of them in earlier years."""
_OTHERS: Final = """
account_history bitmoji connected_apps email_campaign_history feature_emails friends
in_app_reports in_app_surveys location_history purchase_history ranking scans search_history
shop_history snap_ads snap_map_places_history snapchat_plus subscriptions talk_history
user_profile
"""
UNCOUNTED: Final = (
    "snap_history",
    "cameos_metadata",
    "community_lenses",
    "custom_sticker",
    "support_note",
)
"""Files with something of the person's that is no kind of item here; named, if not empty."""
KNOWN: Final = frozenset({*SIGNS, *UNCOUNTED, *_OTHERS.split()})
"""All files that are known."""
ONLY_SNAPCHAT: Final = frozenset(
    {"snap_history", "memories_history", "snap_pro", "snapchat_ai", "snapchat_plus", "snap_ads"}
)
"""Names of pages that no other platform gives."""
