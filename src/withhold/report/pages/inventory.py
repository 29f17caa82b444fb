"""How are kinds of items, who could see them, their reach and its rules called?

Said once, for pages and for a terminal alike.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from withhold.model.exposure import Audience, Kind, Reach, Rule
from withhold.report.pages.message import Message, say, say_many
from withhold.report.pages.standing import Shape, Sign

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS = {
    Kind.POST: say("post"),
    Kind.REPLY: say("reply"),
    Kind.REPOST: say("repost"),
    Kind.COMMENT: say("comment"),
    Kind.ARTICLE: say("article"),
    Kind.STORY: say("story"),
    Kind.VIDEO: say("video"),
    Kind.PHOTO: say("photo"),
    Kind.PROFILE: say("part of your profile"),
    Kind.MESSAGE: say("message"),
    Kind.AI_CHAT: say("message to an AI"),
    Kind.DELETED: say("deleted item"),
}
_COUNTED = {
    Kind.POST: say_many("{count} post", "{count} posts", 0),
    Kind.REPLY: say_many("{count} reply", "{count} replies", 0),
    Kind.REPOST: say_many("{count} repost", "{count} reposts", 0),
    Kind.COMMENT: say_many("{count} comment", "{count} comments", 0),
    Kind.ARTICLE: say_many("{count} article", "{count} articles", 0),
    Kind.STORY: say_many("{count} story", "{count} stories", 0),
    Kind.VIDEO: say_many("{count} video", "{count} videos", 0),
    Kind.PHOTO: say_many("{count} photo", "{count} photos", 0),
    Kind.PROFILE: say_many("{count} part of your profile", "{count} parts of your profile", 0),
    Kind.MESSAGE: say_many("{count} message", "{count} messages", 0),
    Kind.AI_CHAT: say_many("{count} message to an AI", "{count} messages to an AI", 0),
    Kind.DELETED: say_many("{count} deleted item", "{count} deleted items", 0),
}
AUDIENCES = {
    Audience.PUBLIC: say("everybody"),
    Audience.LIMITED: say("chosen people"),
    Audience.PRIVATE: say("you, or who you wrote to"),
    Audience.UNKNOWN: say("not stated"),
}
REACHES = {
    Reach.IN: say("in reach now"),
    Reach.WAS: say("was in reach; switching off does not bring it back"),
    Reach.OUT: say("out of reach"),
    Reach.CANNOT_TELL: say("cannot tell"),
}
SIGNS = {
    Reach.IN: Sign(Shape.ON, say("In reach now")),
    Reach.WAS: Sign(Shape.PARTLY, say("Was in reach")),
    Reach.OUT: Sign(Shape.OFF, say("Out of reach")),
    Reach.CANNOT_TELL: Sign(Shape.UNSEEN, say("Cannot tell")),
}
MOST_REACHING = (Reach.IN, Reach.CANNOT_TELL, Reach.WAS, Reach.OUT)
RULES = {
    Rule.TAKEN: say(
        "The platform takes this by default where you are; nothing is known to stop it."
    ),
    Rule.ALLOWED: say("The switch was last seen, or said, to be on."),
    Rule.EXCLUDED: say("By the platform’s own word, this is left out."),
    Rule.NOT_HERE: say("This is not done by default where you are."),
    Rule.STOPPED: say("It was made after you had stopped this."),
    Rule.BEFORE: say(
        "It was made before you stopped this, and that reaches only what comes after."
    ),
    Rule.HIDDEN: say(
        "It was made for chosen people only, and the platform says it leaves these out."
    ),
    Rule.BEFORE_HIDDEN: say("It was open to all before you hid it."),
    Rule.WHEN_HIDDEN: say("The account is private; nobody has said since when."),
    Rule.PARTLY: say("A control stops this in part; nobody says which part."),
    Rule.UNCLEAR: say("No source says whether this is used."),
    Rule.NOT_NAMED: say("No source names this kind of item."),
    Rule.AUDIENCE: say("It depends on who could see it, and the archive does not say."),
    Rule.DEFAULT_UNKNOWN: say("No source says what holds by default where you are."),
    Rule.DELETED: say("Nobody says what becomes of what was deleted."),
    Rule.UNDATED: say("It has no date, so nobody can say whether it came before or after."),
}


def counted(counts: Mapping[Kind, int]) -> tuple[Message, ...]:
    """Say how many of each kind."""
    return tuple(
        replace(_COUNTED[kind], count=number, values={"count": number})
        for kind, number in counts.items()
    )
