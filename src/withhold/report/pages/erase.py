"""What is said before everything goes: to which word it listens, and what stays all the same?"""

from __future__ import annotations

from withhold.report.pages.message import Message, say

WORD = "erase"
ASK: Message = say("Type the word `{word}` to go on", word=WORD)
STAYS_HEAD: Message = say("What stays, because it is not ours to delete:")
STAYS: tuple[Message, ...] = (
    say("what the platforms hold; nothing is changed there;"),
    say("the sessions on their side: they forget you sooner if you sign out there first;"),
    say("a review that you had the system schedule: take that away first;"),
    say("copies in your backups, and what the disk still holds in freed blocks;"),
    say("files you exported to other places."),
)
