"""What can a settings page do to whoever reads it, and what is the right answer to each?

One entry a behaviour: how the page acts, and the answer that the table of pages demands of `off`.
`row` names the line of that table; an empty one is a page that the table takes for granted. It is
long because it is one list.
"""

from __future__ import annotations

from collections.abc import Mapping

from withhold.model.observation import Reason, State
from withhold.practice.behaviour import (
    Arrival,
    Behaviour,
    Body,
    Expected,
    Need,
    Overlay,
    Row,
    Save,
)

_DONE = Expected(State.WITHHELD, None, writes=1, clicked=True)
_STANDS = Expected(State.WITHHELD, None, writes=0, clicked=False)


def _unknown(reason: Reason) -> Expected:
    return Expected(State.UNKNOWN, reason, writes=0, clicked=False)


_NOT_KEPT = Expected(State.ALLOWED, Reason.NOT_KEPT, writes=1, clicked=True)
_LOST = Expected(State.ALLOWED, Reason.NOT_KEPT, writes=0, clicked=True)
_LOCKED = Expected(State.ALLOWED, Reason.LOCKED, writes=0, clicked=False)
_UNRECOGNISED = _unknown(Reason.UNRECOGNISED)
_CONTRADICTORY = _unknown(Reason.CONTRADICTORY)
_DIALOG = _unknown(Reason.UNEXPECTED_DIALOG)
_DIALOG_AFTER = Expected(State.UNKNOWN, Reason.UNEXPECTED_DIALOG, writes=0, clicked=True)

_TWO_MARKS = ("twofold",)
_ARIA_MARKS = ("role-switch", "shadow-root", "frame")

BENIGN = (
    Behaviour(name="plain", expected=_DONE),
    Behaviour(name="already-withheld", expected=_STANDS, starts=State.WITHHELD),
    Behaviour(name="locked-withheld", expected=_STANDS, starts=State.WITHHELD, disabled=True),
    Behaviour(name="saved-late", row="saved late", expected=_DONE, answers_after=1.5),
    Behaviour(name="saved-debounced", row="saved late", expected=_DONE, script={"debounce": 800}),
    Behaviour(
        name="hydrated-late",
        row="hydrated late",
        expected=_DONE,
        body=Body.SKELETON,
        rows_after=3,
        script={"hydrate": 1},
    ),
    Behaviour(
        name="hydrated-blank",
        row="hydrated late",
        expected=_DONE,
        body=Body.BLANK,
        script={"hydrate": 4000},
    ),
    Behaviour(
        name="corrected",
        row="shown off first and corrected",
        expected=_DONE,
        script={"correct": 1000},
    ),
    Behaviour(
        name="look-alike",
        row="look-alike neighbour",
        expected=_DONE,
        rows=(Row.LOOK_ALIKE, Row.CONTROL),
    ),
    Behaviour(
        name="inverted-neighbour",
        row="look-alike neighbour",
        expected=_DONE,
        rows=(Row.CONTROL, Row.INVERTED),
    ),
    Behaviour(name="stranger", expected=_DONE, rows=(Row.CONTROL, Row.STRANGER)),
    Behaviour(name="hidden-copy", expected=_DONE, rows=(Row.HIDDEN_COPY, Row.CONTROL)),
    Behaviour(name="re-rendered", expected=_DONE, excludes=("frame",), script={"rerender": 1}),
    Behaviour(name="toast", placed=False, expected=_DONE, script={"toast": 1}),
    Behaviour(name="cookie-bar", placed=False, expected=_DONE, overlay=Overlay.COOKIE_BAR),
    Behaviour(name="polling", expected=_DONE, placed=False, script={"poll": 900}),
    Behaviour(name="ticking", expected=_DONE, placed=False, script={"tick": 500}),
    Behaviour(name="below-the-fold", expected=_DONE, placed=False, script={"low": 2500}),
    Behaviour(
        name="described-dialog",
        expected=_DONE,
        needs=Need.CONFIRMATION,
        script={"ask": "described"},
    ),
)

HOSTILE = (
    Behaviour(name="refused", row="refused by the server", expected=_NOT_KEPT, save=Save.REFUSED),
    Behaviour(
        name="forbidden", row="refused by the server", expected=_NOT_KEPT, save=Save.FORBIDDEN
    ),
    Behaviour(
        name="reverted",
        row="reverted before the proof",
        expected=_NOT_KEPT,
        save=Save.REVERTED,
    ),
    Behaviour(
        name="never-sent",
        row="reverted before the proof",
        expected=_LOST,
        script={"forget": 1},
    ),
    Behaviour(name="locked", row="disabled and ON", expected=_LOCKED, disabled=True),
    Behaviour(
        name="never-hydrated",
        row="never hydrated",
        expected=_UNRECOGNISED,
        body=Body.SKELETON,
        patient=True,
        placed=False,
    ),
    Behaviour(
        name="blank",
        row="blank",
        expected=_UNRECOGNISED,
        body=Body.BLANK,
        patient=True,
        placed=False,
    ),
    Behaviour(
        name="only-look-alike",
        row="only the look-alike",
        expected=_UNRECOGNISED,
        rows=(Row.LOOK_ALIKE,),
        patient=True,
    ),
    Behaviour(
        name="prose-only",
        row="label in prose only",
        expected=_UNRECOGNISED,
        rows=(Row.SENTENCE,),
        patient=True,
        placed=False,
    ),
    Behaviour(
        name="heading-only",
        row="label in prose only",
        expected=_UNRECOGNISED,
        rows=(Row.HEADING,),
        patient=True,
    ),
    Behaviour(
        name="inverted",
        row="inverted label",
        expected=_UNRECOGNISED,
        rows=(Row.INVERTED,),
        patient=True,
    ),
    Behaviour(
        name="inverted-short",
        row="inverted label",
        expected=_UNRECOGNISED,
        rows=(Row.INVERTED_SHORT,),
        patient=True,
    ),
    Behaviour(
        name="two-alike",
        row="two alike",
        expected=_unknown(Reason.AMBIGUOUS),
        rows=(Row.CONTROL, Row.COPY),
    ),
    Behaviour(
        name="contradictory-word",
        row="contradictory marks",
        expected=_CONTRADICTORY,
        excludes=("radio-pair",),
        script={"contradict": "word"},
    ),
    Behaviour(
        name="contradictory-marks",
        row="contradictory marks",
        expected=_CONTRADICTORY,
        layouts=_TWO_MARKS,
        script={"contradict": "marks"},
    ),
    Behaviour(
        name="mixed",
        row="contradictory marks",
        expected=_CONTRADICTORY,
        layouts=_ARIA_MARKS,
        script={"contradict": "mixed"},
    ),
    Behaviour(
        name="class-only",
        row="state in a class name only",
        expected=_CONTRADICTORY,
        layouts=_ARIA_MARKS,
        script={"contradict": "class"},
    ),
    Behaviour(
        name="flips",
        row="flips while being read",
        expected=_unknown(Reason.UNSTABLE),
        script={"flip": 700},
        patient=True,
    ),
    Behaviour(
        name="flips-slowly",
        row="flips while being read",
        expected=_unknown(Reason.UNSTABLE),
        script={"flip": 1700},
        patient=True,
    ),
    Behaviour(
        name="sign-in-redirect",
        row="sign-in redirect",
        expected=_unknown(Reason.SIGNED_OUT),
        arrival=Arrival.SIGN_IN,
        placed=False,
    ),
    Behaviour(
        name="sign-in-later",
        row="sign-in redirect",
        expected=_unknown(Reason.SIGNED_OUT),
        body=Body.SKELETON,
        placed=False,
        script={"go": "sign-in", "after": 1000},
    ),
    Behaviour(
        name="sign-in-modal",
        row="sign-in modal",
        placed=False,
        expected=_unknown(Reason.SIGNED_OUT),
        overlay=Overlay.SIGN_IN,
    ),
    Behaviour(
        name="challenge-page",
        row="challenge",
        expected=_unknown(Reason.CHALLENGE),
        body=Body.CHALLENGE,
        placed=False,
    ),
    Behaviour(
        name="challenge-redirect",
        row="challenge",
        expected=_unknown(Reason.CHALLENGE),
        arrival=Arrival.CHALLENGE,
        placed=False,
    ),
    Behaviour(
        name="not-offered",
        row="says it is not offered",
        expected=_unknown(Reason.NOT_OFFERED),
        body=Body.NOT_OFFERED,
        placed=False,
    ),
    Behaviour(
        name="dialog-on-load",
        row="undescribed page dialog",
        placed=False,
        expected=_DIALOG,
        overlay=Overlay.DIALOG,
    ),
    Behaviour(
        name="dialog-after-click",
        row="undescribed page dialog",
        expected=_DIALOG_AFTER,
        script={"ask": "dialog"},
    ),
    Behaviour(
        name="alert-on-load",
        row="undescribed browser dialog",
        placed=False,
        expected=_DIALOG,
        script={"alert": 500},
    ),
    Behaviour(
        name="alert-after-click",
        row="undescribed browser dialog",
        expected=_DIALOG_AFTER,
        script={"ask": "alert"},
    ),
    Behaviour(
        name="confirm-after-click",
        row="undescribed browser dialog",
        expected=_DIALOG_AFTER,
        script={"ask": "confirm"},
    ),
    Behaviour(
        name="cookie-wall",
        row="cookie wall over the control",
        expected=_DIALOG,
        overlay=Overlay.COOKIE_WALL,
    ),
    Behaviour(
        name="elsewhere",
        row="other origin",
        expected=_unknown(Reason.FOREIGN_ORIGIN),
        arrival=Arrival.ELSEWHERE,
        placed=False,
    ),
    Behaviour(
        name="elsewhere-later",
        row="other origin",
        placed=False,
        expected=_unknown(Reason.FOREIGN_ORIGIN),
        script={"go": "elsewhere", "after": 1000},
    ),
    Behaviour(
        name="broken",
        row="5xx",
        expected=_unknown(Reason.UNREACHABLE),
        arrival=Arrival.BROKEN,
        placed=False,
    ),
    Behaviour(
        name="no-answer",
        row="no answer",
        expected=_unknown(Reason.UNREACHABLE),
        arrival=Arrival.SILENT,
        placed=False,
    ),
    Behaviour(
        name="wrong-account",
        placed=False,
        expected=_unknown(Reason.WRONG_ACCOUNT),
        needs=Need.HANDLE,
        stranger_handle=True,
    ),
)

BEHAVIOURS: Mapping[str, Behaviour] = {each.name: each for each in (*BENIGN, *HOSTILE)}
