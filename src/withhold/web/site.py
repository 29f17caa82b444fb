"""How is a request answered? Guards first, then one page; nothing a page raises gets out.

This is the request boundary: a failure becomes a page in three parts, a bug one without details.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb
from typing import IO, TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from withhold.app.closing import has_passphrase
from withhold.app.config import config
from withhold.app.noticing import unread
from withhold.kernel.errors import WithholdError
from withhold.web import forms, guard, live
from withhold.web.guard import Verdict, cookie_name
from withhold.web.pages import (
    accounts,
    adopt,
    begin,
    changes,
    charts,
    draft,
    drift,
    erase,
    evidence,
    export,
    exposure,
    house,
    inbox,
    items,
    overview,
    passphrase,
    plan,
    platform,
    rehearsal,
    review,
    run,
    schedule,
    sheets,
    signing,
    todo,
)
from withhold.web.render import page as rendered
from withhold.web.visit import Answer, Farewell, File, NoSuchPage, Page, Redirect, Visit
from withhold.web.words import tongue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from withhold.app.checkup import Checkup
    from withhold.app.start import House
    from withhold.web.keys import Keyring
    from withhold.web.visit import Handler
    from withhold.web.words import Tongue

STATIC = Path(__file__).parent / "static"
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_PIECE = 64 * 1024
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+", re.ASCII)
_REFUSED = {
    Verdict.WRONG_HOST: ("refused.html", 421),
    Verdict.FOREIGN: ("refused.html", 403),
    Verdict.STRANGER: ("closed-door.html", 403),
}
ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/", overview.overview),
    ("GET", "/begin", begin.questions),
    ("POST", "/begin", begin.answers),
    ("GET", "/platforms", platform.platforms),
    ("GET", "/platforms/{slug}", platform.platform),
    ("GET", "/platforms/{slug}/policies", platform.policies),
    ("GET", "/todo", todo.todo),
    ("GET", "/todo/{id}", todo.sheet),
    ("POST", "/todo/{id}/done", todo.done),
    ("GET", "/todo/{id}/draft", draft.asked),
    ("POST", "/todo/{id}/draft", draft.written),
    ("POST", "/todo/{id}/draft/file", draft.file),
    ("GET", "/off", plan.shown("off")),
    ("POST", "/off", plan.agreed("off")),
    ("GET", "/check", plan.shown("check")),
    ("POST", "/check", plan.agreed("check")),
    ("GET", "/restore", plan.shown("restore")),
    ("POST", "/restore", plan.agreed("restore")),
    ("GET", "/sign-in/{slug}", signing.before),
    ("POST", "/sign-in/{slug}", signing.begin),
    ("GET", "/runs/{id}", run.run),
    ("POST", "/runs/{id}/stop", run.stop),
    ("POST", "/runs/{id}/enough", run.enough),
    ("GET", "/adopt", adopt.shown),
    ("POST", "/adopt", adopt.agreed),
    ("GET", "/rehearse", rehearsal.before),
    ("POST", "/rehearse", rehearsal.begin),
    ("GET", "/rehearsals/{id}", rehearsal.rehearsal),
    ("POST", "/rehearsals/{id}/stop", rehearsal.stop),
    ("GET", "/todo/{id}/steps/{device}/{n}", todo.step),
    ("GET", "/qr/{id}.svg", todo.code),
    ("GET", "/sheets/{slug}", sheets.sheet),
    ("GET", "/sheets/{slug}/file", sheets.file),
    ("GET", "/inbox", inbox.inbox),
    ("POST", "/inbox/read", inbox.mark),
    ("GET", "/inbox/{id}", inbox.follow),
    ("GET", "/review", review.review),
    ("POST", "/review", review.again),
    ("GET", "/drift/{id}", drift.drift),
    ("GET", "/changes", changes.changes),
    ("POST", "/changes/look", changes.look),
    ("POST", "/changes/looked", changes.looked),
    ("POST", "/changes/muted", changes.mute),
    ("GET", "/changes/{id}", changes.change),
    ("POST", "/changes/{id}", changes.mark),
    ("GET", "/exposure", exposure.overview),
    ("GET", "/exposure/add", exposure.adding),
    ("POST", "/exposure/add", exposure.add),
    ("GET", "/exposure/items", items.items),
    ("GET", "/exposure/items.csv", items.file),
    ("GET", "/exposure/runs/{id}", exposure.arrival),
    ("POST", "/exposure/runs/{id}/stop", exposure.stop),
    ("GET", "/exposure/{id}/forget", exposure.forgetting),
    ("POST", "/exposure/{id}/forget", exposure.forget),
    ("GET", "/card", charts.card),
    ("GET", "/charts/progress.svg", charts.progress),
    ("GET", "/charts/card.svg", charts.card_file),
    ("GET", "/charts/policies/{slug}/versions.svg", charts.policies("versions")),
    ("GET", "/charts/policies/{slug}/changes.svg", charts.policies("changes")),
    ("GET", "/charts/exposure.svg", charts.exposure),
    ("GET", "/evidence", evidence.evidence),
    ("GET", "/evidence/verify", evidence.verify),
    ("POST", "/evidence/verify", export.verify),
    ("GET", "/evidence/export", export.preview),
    ("POST", "/evidence/export", export.export),
    ("GET", "/evidence/files/{digest}", evidence.file),
    ("GET", "/evidence/{id}", evidence.reading),
    ("GET", "/doctor", house.doctor),
    ("POST", "/doctor", house.examine),
    ("GET", "/settings", house.settings),
    ("POST", "/settings", house.choose),
    ("POST", "/settings/visits", house.visits),
    ("GET", "/settings/accounts", accounts.accounts),
    ("POST", "/settings/accounts", accounts.add),
    ("GET", "/settings/accounts/{slug}/{name}", accounts.account),
    ("POST", "/settings/accounts/{slug}/{name}", accounts.change),
    ("POST", "/settings/accounts/{slug}/{name}/sign-out", accounts.sign_out),
    ("POST", "/settings/accounts/{slug}/{name}/remove", accounts.remove),
    ("GET", "/settings/schedule", schedule.schedule),
    ("POST", "/settings/schedule", schedule.install),
    ("POST", "/settings/schedule/remove", schedule.remove),
    ("GET", "/settings/erase", erase.question),
    ("POST", "/settings/erase", erase.erase),
    ("GET", passphrase.OWN_PAGE, passphrase.settings),
    ("POST", passphrase.OWN_PAGE, passphrase.changed),
    ("POST", "/unlock", passphrase.opened),
)
FILES = {"/todo/{id}/done": todo.LARGEST, "/evidence/verify": export.LARGEST}
"""The forms that may bring files, and how many bytes of them."""


@dataclass(frozen=True, slots=True)
class Site:
    """All that requests share. `close` ends the dashboard, `touch` says that somebody is there."""

    house: House
    ring: Keyring
    port: int
    close: Callable[[], None]
    touch: Callable[[], None]
    checkup: Checkup


def application(site: Site) -> ASGIApp:
    """Make the whole dashboard, guards included."""
    routes = [
        Route(path, _endpoint(site, handler, FILES.get(path, 0)), methods=[method])
        for method, path, handler in ROUTES
    ]
    routes += [
        Route(guard.OPEN_PATH, _open(site), methods=["GET"]),
        Route("/close", _close(site), methods=["POST"]),
        Route("/static/{name}", _static, methods=["GET"]),
        Route("/alive", _alive, methods=["GET"]),
        Route("/runs/{id}/events", live.events(site.house, site.touch), methods=["GET"]),
        Route("/exposure/runs/{id}/events", live.events(site.house, site.touch), methods=["GET"]),
        Route("/rehearsals/{id}/events", live.events(site.house, site.touch), methods=["GET"]),
        Route("/{rest:path}", _endpoint(site, _nowhere), methods=["GET", "POST"]),
    ]
    return _Guarded(site, Starlette(routes=routes))


class _Guarded:
    """Stands in front of everything: refuses, and puts the headers on every answer."""

    def __init__(self, site: Site, inner: ASGIApp) -> None:
        self._site = site
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request, site = Request(scope), self._site
        verdict = guard.judge(
            request.method, request.url.path, request.headers, ring=site.ring, port=site.port
        )
        if verdict is Verdict.PASS:
            site.touch()
            await self._inner(scope, receive, _with_headers(send))
            return
        name, status = _REFUSED[verdict]
        answer = _html(name, {}, _tongue(request), status=status)
        await answer(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def sending(message: Any) -> None:  # noqa: ANN401 - the shape is the server's
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            own = [(k.encode(), v.encode()) for k, v in guard.HEADERS.items()]
            message["headers"] += [pair for pair in own if pair[0] not in given]
        await send(message)

    return sending


def _endpoint(site: Site, handler: Handler, largest: int = 0) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        sent = forms.Sent()
        if request.method not in guard.SAFE:
            sent = await forms.form(request, folder=site.house.home.cache, largest=largest)
        try:
            return await run_in_threadpool(_answer, site, handler, request, sent)
        finally:
            sent.close()

    return answer


def _answer(site: Site, handler: Handler, request: Request, sent: forms.Sent) -> Response:
    """Answer with a page, whatever happens: the request boundary."""
    speech = _tongue(request)
    if sent.fault:
        return _failed(sent.fault, speech)
    try:
        own = replace(site.house, config=config(site.house.home))
        query = request.query_params
        path, asked = dict(request.path_params), tuple(query.multi_items())
        visit = Visit(own, speech, site.checkup, path, dict(query), sent.fields, sent.files, asked)
        return _response(passphrase.met_first(own.home, handler)(visit), speech, site)
    except WithholdError as error:
        return _failed(error, speech)
    except Exception as error:  # noqa: BLE001 - the request boundary
        return _html("fault.html", {"place": _place(error)}, speech, status=500)


def _response(answer: Answer, speech: Tongue, site: Site) -> Response:
    match answer:
        case Page(template, values, status, download):
            told = {"unread": _unread(site.house), **values}
            return _saved(_html(template, told, speech, status=status), download)
        case Farewell(template, values):
            last = _html(template, values, speech)
            last.background = BackgroundTask(_end, site)
            return last
        case Redirect(to):
            return RedirectResponse(to, status_code=303)
        case File(content, kind, download):
            headers = {"content-type": kind}
            if isinstance(content, bytes):
                return _saved(Response(content, headers=headers), download)
            return _saved(StreamingResponse(_pieces(content), headers=headers), download)


def _pieces(content: IO[bytes] | Generator[bytes]) -> Iterator[bytes]:
    if isinstance(content, Generator):
        yield from content
        return
    with content:
        while piece := content.read(_PIECE):
            yield piece


def _saved(answer: Response, name: str) -> Response:
    """Have the browser save an answer under a name that is safe in a header and on any disk."""
    if name:
        safe = _UNSAFE.sub("-", name)
        answer.headers["content-disposition"] = f'attachment; filename="{safe}"'
    return answer


async def _end(site: Site) -> None:
    """Close the dashboard, in the server's own thread."""
    site.close()


def _unread(own: House) -> int:
    """Count for the navigation; the doctor's page must come also where the ledger cannot."""
    try:
        return unread(own)
    except WithholdError:
        return 0


def _failed(error: WithholdError, speech: Tongue) -> Response:
    status = 404 if error.code.startswith(("no-such", "unknown-")) else 400
    return _html("error.html", {"error": error}, speech, status=status)


def _place(error: Exception) -> str:
    """Name the kind and the place of our own fault; its text may quote something personal."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"


def _open(site: Site) -> Callable[[Request], Any]:
    async def exchange(request: Request) -> Response:
        speech = _tongue(request)
        peeking = request.method != "GET" or "sec-purpose" in request.headers
        key = request.query_params.get("key", "")
        session = None if peeking else site.ring.exchange(key)
        if session is None:
            return _html("closed-door.html", {}, speech, status=403)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(
            cookie_name(site.port), session, httponly=True, samesite="strict", path="/"
        )
        return answer

    return exchange


def _close(site: Site) -> Callable[[Request], Any]:
    async def close(request: Request) -> Response:
        site.close()
        locks = has_passphrase(site.house.home)
        return _html("closed.html", {"locks": locks}, _tongue(request))

    return close


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    found = {file.name: file for file in STATIC.iterdir()}.get(name)
    if found is None:
        return Response(status_code=404)
    kind = _KINDS[found.suffix]
    headers = {"content-type": kind, "cache-control": "private, max-age=3600"}
    return Response(found.read_bytes(), headers=headers)


async def _alive(request: Request) -> Response:
    """Answer a page that is still open; that it asked keeps the dashboard open."""
    del request
    return Response(status_code=204)


def _nowhere(visit: Visit) -> Answer:
    del visit
    raise NoSuchPage("There is no such page.", do="Go back to the overview.")


def _tongue(request: Request) -> Tongue:
    return tongue(request.headers.get("accept-language", ""))


def _html(
    template: str, values: Mapping[str, object], speech: Tongue, *, status: int = 200
) -> Response:
    text = rendered(template, values, speech)
    return Response(text, status_code=status, media_type="text/html")
