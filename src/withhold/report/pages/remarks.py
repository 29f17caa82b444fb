"""What is said of files in an archive: what is wrong with them, what they tell, what they do not?

Formats name a problem or a note by an id; here is the sentence for each, for pages and for a
terminal alike. Values are texts from the archive and stay texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from withhold.report.pages.message import Day, Message, say
from withhold.report.policies import safe

if TYPE_CHECKING:
    from withhold.model.exposure import Note, Problem


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a file, and what can be done about it, if anything."""

    what: Message
    do: Message | None = None


_AGAIN = say("Download it from the platform once more, and add it again.")
_JSON = say("Ask the platform for your archive once more and choose JSON as its format, not HTML.")
_LOCKED = say("Unpack it with its password, and add the folder.")
_UNPACK = say("Unpack it yourself, and add the folder.")
_ALLOW = say("Allow your user to read the file, and add the archive again.")
_PARTS = say("Add all parts of the archive together.")

_COMPLETE = say(
    "Ask LinkedIn for the larger archive, with everything, and add both parts together."
)

PROBLEMS: dict[str, Trouble] = {
    "absurd-date": Trouble(say("some dates are impossible; those items count as undated")),
    "bad-record": Trouble(say("some records are not as they should be and were left out")),
    "basic-only": Trouble(say("this is LinkedIn’s small archive; no posts are in it"), _COMPLETE),
    "bomb": Trouble(say("would unpack to far too much, and was not read")),
    "copy": Trouble(say("is there twice; it was read once")),
    "damaged": Trouble(say("is damaged; what could be read was read"), _AGAIN),
    "date-corrected": Trouble(
        say("some dates were impossible and were taken from the items’ numbers")
    ),
    "denied": Trouble(say("may not be read by your user"), _ALLOW),
    "encrypted": Trouble(say("is locked with a password"), _LOCKED),
    "html": Trouble(say("is an export as web pages, which does not say enough"), _JSON),
    "html-beside": Trouble(
        say("web pages lie beside the JSON files; they say the same and were not read")
    ),
    "incomplete": Trouble(
        say("the archive itself says that another number should be in it"), _AGAIN
    ),
    "link": Trouble(say("is a link to somewhere else, and was not followed")),
    "media-only": Trouble(
        say("only pictures and videos were found, and no file that tells of them"), _PARTS
    ),
    "missing": Trouble(
        say("is not there"), say("Look at how the file is called, and where it lies.")
    ),
    "name": Trouble(say("has a name that no archive should have, and was not read")),
    "nested": Trouble(say("is an archive within an archive, and was not read"), _UNPACK),
    "no-header": Trouble(say("is a table without the headings it should have")),
    "not-html": Trouble(say("is no web page that can be read")),
    "no-post": Trouble(say("some long texts belong to no post that is there; they were left out")),
    "not-counted": Trouble(
        say("is known, but nobody has seen what stands in it; it was not counted")
    ),
    "not-json": Trouble(say("is no JSON, or broken beyond reading"), _AGAIN),
    "not-recognised": Trouble(say("is no archive that Withhold knows")),
    "not-understood": Trouble(say("is in words that Withhold does not understand")),
    "not-zip": Trouble(say("is no ZIP file and no folder")),
    "older-or-part": Trouble(
        say("is older than the archive that is here, or another part of it; it was not kept"),
        say("If it is a part, forget the archive and add all parts in one go."),
    ),
    "overlap": Trouble(say("is made to unpack to far too much, and was not read")),
    "packing": Trouble(say("is packed in a way that Withhold cannot unpack"), _UNPACK),
    "ratio": Trouble(say("would unpack to far too much, and was not read")),
    "special": Trouble(say("is no ordinary file, and was not read")),
    "split": Trouble(say("is one piece of a ZIP that was cut up"), _UNPACK),
    "strange": Trouble(say("holds almost nothing that can be understood, and was left")),
    "too-deep": Trouble(say("is nested far too deeply, and was not read")),
    "too-large": Trouble(say("is too large to be read")),
    "too-many": Trouble(say("holds far too many files, and was not read")),
    "truncated": Trouble(say("ends too soon; what came before was read"), _AGAIN),
    "twice": Trouble(say("is there twice with different contents; the larger was taken")),
}
SAYS: dict[str, Message] = {
    "account-flag": say("whether the account was private when the archive was made: {private}"),
    "account-turns": say("how often the account became private or public: {count}"),
    "ad-choices": say("what you chose about advertising"),
    "articles": say("articles: {published} published, {drafts} drafts"),
    "close-friends-never": say("that no story went to close friends only"),
    "close-friends-some": say("that some stories went to close friends only"),
    "close-friends-untold": say("nothing about stories for close friends only"),
    "combining": say("whether you let Facebook and Messenger be combined"),
    "consents": say("consents the platform recorded: {count}, none of which speaks of AI"),
    "consents-about-ai": say(
        "consents the platform recorded: {count}, of which {about_ai} speak of AI; look at these"
    ),
    "friend-lists": say("lists of people that can be chosen as an audience"),
    "future-audience": say("who sees what you post from now on: “{audience}”"),
    "future-audience-unread": say(
        "your privacy settings, but not in words that Withhold understands"
    ),
    "grok-chats": say("your messages to Grok: {count}"),
    "inferred-interests": say("interests that the platform itself inferred"),
    "jurisdiction": say("under which country’s law the platform counts you"),
    "linkedin.ai-talks": say("your messages to LinkedIn’s AI: {turns}"),
    "linkedin.inferences": say("what LinkedIn itself inferred about you"),
    "linkedin.visibility": say(
        "who could see your posts: all for {public}, your connections for {connections}, a group "
        "for {group}; of {member_network} it says MEMBER_NETWORK, of {blank} nothing"
    ),
    "policy-notices": say("notices of a new privacy policy that were shown to you: {count}"),
    "post-defaults": say("your settings for new posts"),
    "privacy-checkup": say("that you were asked to check your privacy"),
    "protected-never": say("that posts were not protected in the last six months"),
    "protected-no-more": say("that posts are no longer protected, since {since}"),
    "protected-now": say("that posts are protected, since {since}"),
    "snapchat.my-ai": say("your messages to My AI: {turns}; what it remembers of you: {memories}"),
    "snapchat.public-profile": say(
        "that you have a public profile, with {spotlights} Spotlights and {stories} saved stories"
    ),
    "snapchat.public-profile.none": say("that you have no public profile"),
    "snapchat.terms": say("how often you accepted terms: {times}"),
    "snapchat.user-profile": say("what Snapchat itself inferred about you"),
    "story-defaults": say("your settings for stories"),
    "threads-flag": say("whether Threads was private when the archive was made: {private}"),
}
SILENT: dict[str, Message] = {
    "ai-choice": say("whether you said no to AI training"),
    "before-six-months": say("whether posts were protected before that"),
    "chats-in-training": say("whether these talks were used for training"),
    "collected-before": say("what was collected before that"),
    "linkedin.ai-talks": say("whether these talks were used for training"),
    "linkedin.inferences": say("whether you said no to AI training"),
    "linkedin.visibility": say("who could see the posts of which it says nothing clear"),
    "list-used": say("which of your posts went to such a list"),
    "past-audience": say("who could see what you posted before"),
    "snapchat.my-ai": say("whether these talks were used for training"),
    "snapchat.public-profile": say("who could see a story of yours"),
    "snapchat.terms": say("whether you said no to AI training"),
    "snapchat.user-profile": say("whether you said no to AI training"),
    "which-story": say("which story went to whom"),
    "who-sees-articles": say("who could see an article"),
}
_VALUES = {"yes": say("yes"), "no": say("no"), "unknown": say("not known")}
_FIELD = re.compile(r"\{(\w+)\}")
_DATED = frozenset({"since"})


def trouble(problem: Problem) -> Trouble:
    """Say what is wrong with a file."""
    return PROBLEMS.get(problem.code) or Trouble(say("cannot be read: {code}", code=problem.code))


def tells(note: Note) -> tuple[Message, Message]:
    """Say what a file tells of privacy or AI, and what it does not say.

    An id that has no sentence yet, or comes without the values its sentence names, stands as it is.
    """
    silent = SILENT.get(note.silent) or say("“{id}”", id=note.silent)
    values = {name: _value(name, text) for name, text in note.values}
    says = SAYS.get(note.says)
    if says is None or not set(_FIELD.findall(says.text)) <= set(values):
        return say("“{id}”", id=note.says), silent
    return Message(says.text, values), silent


def _value(name: str, text: str) -> object:
    if name in _DATED:
        return Day(text)
    if text.isdecimal() and text.isascii():
        return int(text)
    return _VALUES.get(text) or safe(text)
