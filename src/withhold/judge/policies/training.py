"""Does a sentence speak of training on people's data, and to whom?

The words are data (`facts/judging/training.yaml`); how far apart they may stand is decided here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from withhold.judge.policies.lexicon import plain

if TYPE_CHECKING:
    from withhold.judge.policies.lexicon import Tongue


def speaks(text: str, tongue: Tongue) -> bool:
    """Tell whether a sentence speaks of training or improving models."""
    return tongue.may_speak(text) and speaks_plainly(plain(text), tongue)


def speaks_plainly(text: str, tongue: Tongue) -> bool:
    """Tell the same of a sentence that is plain already."""
    text = tongue.pattern("false", "finished").sub(" ", text)
    return any(pattern.search(text) for pattern in tongue.built(_training))


def goes_on(text: str, former: str, tongue: Tongue) -> bool:
    """Tell whether a sentence takes up training from the one before: "You can turn this off."."""
    return bool(former) and tongue.has("back", plain(text)) and speaks(former, tongue)


def binds(text: str, lead: str, heading: str, tongue: Tongue) -> bool:
    """Tell whether a sentence only says what its readers must not do."""
    text, lead = plain(text), plain(lead)
    if tongue.pattern("guarded", "own").search(text):
        return False
    ban, around = tongue.pattern("ban"), f"{lead} {plain(heading)}"
    told = ban.search(text) or ban.search(lead) or tongue.has("conduct", around)
    return bool(told) or tongue.pattern("listed").match(text) is not None


def _training(tongue: Tongue) -> list[str]:
    """Say how far apart words may stand that belong together."""
    say = tongue.source
    train, improve, model = say("train"), say("improve"), say("model")
    trained = say("model", "thing", "system")
    ours = rf"{say('which')}\s+{say('ours')}"
    step = rf"[\s,]+(?!{say('offering')})[\w’'&/()-]+"
    found = [
        say("told", "fed"),
        rf"{say('out')}(?:\s+(?!{say('offering')})[\w-]+){{0,3}}?\s+{train}(?!\s+{say('offering')})",
        rf"{train}[^.;]{{0,140}}?{trained}",
        rf"{trained}[^.;]{{0,40}}?{train}",
        rf"{improve}(?:{step}){{0,7}}?[\s,(]+{model}",
        rf"{improve}(?:{step}){{0,4}}?[\s,(]+{say('thing')}",
        rf"{model}\s+(?:[\w-]+\s+){{0,2}}?{say('improvement')}",
        rf"{model},?\s+(?:[\w-]+\s+){{0,2}}?{ours}\s+(?:\w+\s+){{0,5}}?{say('improve', 'train')}",
        rf"{improve}[^.;]{{0,200}}{say('through')}[^.;]{{0,40}}{say('learning')}",
    ]
    if tongue.words.get("aside"):
        last = rf"[\s-]+(?!{say('offering', 'aside')})[\w’'/-]+"
        found.append(rf"{say('model', 'thing')}(?:{last}){{0,4}}?[\s-]+{improve}")
    return found
