"""Which answer belongs to which address?"""

from __future__ import annotations

import threading
from typing import assert_never
from urllib.parse import urlsplit

import msgspec

from withhold.model.fact import SignIn
from withhold.model.observation import Position
from withhold.practice.behaviour import Arrival
from withhold.practice.case import Case
from withhold.practice.exchange import Answer, Request, Response, Silence, html, redirect
from withhold.practice.records import Records
from withhold.practice.render import ELSEWHERE, Renderer

_OWN = "/practice/"
_MISSING = Response(404, b"nothing here")
_MALFORMED = Response(400, b"not understood")


class _Change(msgspec.Struct, frozen=True):
    case: int
    control: str
    value: Position


class Routes:
    """Answers every request; `stopping` ends the waits of slow answers."""

    def __init__(self, renderer: Renderer, records: Records, stopping: threading.Event) -> None:
        self._renderer = renderer
        self._records = records
        self._stopping = stopping

    def answer(self, request: Request) -> Answer:
        """Return the answer to one request."""
        if request.path.startswith(_OWN):
            return self._own(request)
        if case := self._records.at(request.host, request.path):
            self._records.load(case, request.host, request.path)
            return self._arrive(case)
        return self._notice(request)

    def _arrive(self, case: Case) -> Answer:
        sign_in, mark = case.lead.subject.sign_in, f"?practice={case.number}"
        arrival = case.lead.behaviour.arrival
        match arrival:
            case Arrival.PAGE:
                return html(self._renderer.page(case))
            case Arrival.SIGN_IN:
                return redirect(sign_in.url + mark)
            case Arrival.CHALLENGE:
                return redirect(f"https://{case.address[0]}{_challenge_path(sign_in)}{mark}")
            case Arrival.ELSEWHERE:
                return redirect(f"https://{ELSEWHERE}/{mark}")
            case Arrival.BROKEN:
                return html(self._renderer.notice(case, "broken"), status=503)
            case Arrival.SILENT:
                return Silence()
            case _:
                assert_never(arrival)

    def _notice(self, request: Request) -> Answer:
        """Answer the pages that scenes lead to: sign-in, challenge, another site."""
        case = self._records.numbered(request.query.get("practice", [""])[0])
        if case is None:
            return _MISSING
        return html(self._renderer.notice(case, _kind(request, case.lead.subject.sign_in)))

    def _own(self, request: Request) -> Answer:
        what, _, number = request.path.removeprefix(_OWN).partition("/")
        if asset := self._renderer.asset(what):
            return Response(200, *asset)
        if what == "save" and request.method == "POST":
            return self._save(request.body)
        case = self._records.numbered(number)
        return _MISSING if case is None else self._part(case, what)

    def _part(self, case: Case, what: str) -> Answer:
        match what:
            case "rows":
                self._stopping.wait(case.lead.behaviour.rows_after)
                return html(self._renderer.rows(case))
            case "frame":
                return html(self._renderer.frame(case))
            case "state":
                return Response(200, msgspec.json.encode(case.positions), "application/json")
            case _:
                return _MISSING

    def _save(self, body: bytes) -> Answer:
        """Take a change; a slow server keeps it only when it answers."""
        try:
            change = msgspec.json.decode(body, type=_Change)
        except msgspec.DecodeError:
            return _MALFORMED
        case = self._records.numbered(str(change.case))
        if case is None or change.control not in case.positions:
            return _MALFORMED
        self._records.write(case, change.control, change.value)
        self._stopping.wait(case.lead.behaviour.answers_after)
        return Response(case.write(change.control, change.value))


def _challenge_path(sign_in: SignIn) -> str:
    return sign_in.challenges[0] if sign_in.challenges else "/practice-challenge"


def _kind(request: Request, sign_in: SignIn) -> str:
    if request.host == ELSEWHERE:
        return "elsewhere"
    at_sign_in = request.path == urlsplit(sign_in.url).path
    return "sign-in" if at_sign_in else "challenge"
