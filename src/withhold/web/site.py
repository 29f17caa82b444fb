"""How is a request answered? Guards first, then one page; nothing a page raises gets out.

This is the request boundary: a failure becomes a page in three parts, a bug one without details.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from withhold.app.closing import has_passphrase
from withhold.app.config import config
from withhold.kernel.errors import WithholdError
from withhold.web import guard
from withhold.web.guard import Verdict, cookie_name
from withhold.web.pages import begin, evidence, house, overview, passphrase, platform, todo
from withhold.web.render import page as rendered
from withhold.web.visit import Answer, File, NoSuchPage, Page, Redirect, Visit
from withhold.web.words import tongue

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from withhold.app.start import House
    from withhold.web.keys import Keyring
    from withhold.web.visit import Handler
    from withhold.web.words import Tongue

LARGEST_FORM = 64 * 1024
STATIC = Path(__file__).parent / "static"
_KINDS = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
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
    ("GET", "/todo", todo.todo),
    ("GET", "/todo/{id}", todo.sheet),
    ("POST", "/todo/{id}/done", todo.done),
    ("GET", "/evidence", evidence.evidence),
    ("GET", "/evidence/verify", evidence.verify),
    ("GET", "/evidence/files/{digest}", evidence.file),
    ("GET", "/evidence/{id}", evidence.reading),
    ("GET", "/doctor", house.doctor),
    ("GET", "/settings", house.settings),
    ("GET", passphrase.OWN_PAGE, passphrase.settings),
    ("POST", passphrase.OWN_PAGE, passphrase.changed),
    ("POST", "/unlock", passphrase.opened),
)


@dataclass(frozen=True, slots=True)
class Site:
    """All that requests share. `close` ends the dashboard, `touch` says that somebody is there."""

    house: House
    ring: Keyring
    port: int
    close: Callable[[], None]
    touch: Callable[[], None]


def application(site: Site) -> ASGIApp:
    """Make the whole dashboard, guards included."""
    routes = [
        Route(path, _endpoint(site, handler), methods=[method]) for method, path, handler in ROUTES
    ]
    routes += [
        Route(guard.OPEN_PATH, _open(site), methods=["GET"]),
        Route("/close", _close(site), methods=["POST"]),
        Route("/static/{name}", _static, methods=["GET"]),
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


def _endpoint(site: Site, handler: Handler) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        form = await _form(request)
        return await run_in_threadpool(_answer, site, handler, request, form)

    return answer


async def _form(request: Request) -> dict[str, list[str]] | None:
    """Read a small form; None if it is none, or too large."""
    if request.method in guard.SAFE:
        return {}
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > LARGEST_FORM:
            return None
    if content and kind != "application/x-www-form-urlencoded":
        return None
    try:
        return parse_qs(content.decode(), keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return None


def _answer(
    site: Site, handler: Handler, request: Request, form: dict[str, list[str]] | None
) -> Response:
    """Answer with a page, whatever happens: the request boundary."""
    speech = _tongue(request)
    if form is None:
        return _failed(_unreadable(), speech)
    try:
        own = replace(site.house, config=config(site.house.home))
        visit = Visit(own, speech, dict(request.path_params), dict(request.query_params), form)
        return _response(passphrase.met_first(own.home, handler)(visit), speech)
    except WithholdError as error:
        return _failed(error, speech)
    except Exception as error:  # noqa: BLE001 - the request boundary
        return _html("fault.html", {"place": _place(error)}, speech, status=500)


def _response(answer: Answer, speech: Tongue) -> Response:
    match answer:
        case Page(template, values, status):
            return _html(template, values, speech, status=status)
        case Redirect(to):
            return RedirectResponse(to, status_code=303)
        case File(content, kind):
            return Response(content, headers={"content-type": kind})


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


def _nowhere(visit: Visit) -> Answer:
    del visit
    raise NoSuchPage("There is no such page.", do="Go back to the overview.")


def _unreadable() -> WithholdError:
    return NoSuchPage("This form could not be read.", do="Go back and try again.")


def _tongue(request: Request) -> Tongue:
    return tongue(request.headers.get("accept-language", ""))


def _html(
    template: str, values: Mapping[str, object], speech: Tongue, *, status: int = 200
) -> Response:
    text = rendered(template, values, speech)
    return Response(text, status_code=status, media_type="text/html")
