"""Who fetches policies in tests? What is put on a table, page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from withhold.app.desk import Desk
from withhold.app.sources import Source
from withhold.net.answer import Answer, Tag, Unchanged

Given = Answer | Unchanged | Exception


def answer(source_url: str, text: str, *, etag: str = "", kind: str = "text/html") -> Answer:
    """Give a page whose main part says `text`."""
    page = text if kind != "text/html" else f"<html><body><main>{text}</main></body></html>"
    return Answer(source_url, kind, page.encode(), page, Tag(etag))


@dataclass
class FakeFetcher:
    """Answers by address: the last thing given to it, or one after the other where several are."""

    pages: dict[str, list[Given]] = field(default_factory=dict)
    asked: list[tuple[str, Tag | None]] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    hear: Callable[[Source], None] = lambda _: None

    def put(self, url: str, *given: Given) -> None:
        """Say what an address answers from now on."""
        self.pages[url] = list(given)

    def say(self, url: str, *texts: str) -> None:
        """Say which texts an address has from now on."""
        self.put(url, *(answer(url, text) for text in texts))

    def opened(self, desk: Desk) -> Self:
        del desk
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        del kind, error, at

    def get(self, source: Source, known: Tag | None) -> Answer | Unchanged:
        self.asked.append((source.url, known))
        self.hear(source)
        given: Sequence[Given] = self.pages[source.url]
        found = given[0]
        if len(given) > 1:
            self.pages[source.url] = list(given[1:])
        if isinstance(found, Exception):
            raise found
        if isinstance(found, Answer) and known is not None and found.tag == known != Tag():
            return Unchanged(found.url)
        return found

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
