"""How do practice pages answer under the platforms' real host names, on this machine only?"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from withhold.kernel.clock import Clock, SystemClock
from withhold.model.fact import Words
from withhold.practice.case import Case
from withhold.practice.certificate import certificate
from withhold.practice.exchange import Listener
from withhold.practice.records import Load, Records, Write
from withhold.practice.render import ELSEWHERE, Renderer
from withhold.practice.routes import Routes
from withhold.practice.scenes import Scene
from withhold.practice.subject import Subject


class PracticeServer:
    """Serves staged scenes over TLS on loopback; a context manager.

    `subjects` name the hosts the certificate and the browser's map hold, `words` are those of
    pages in general, `components` is a folder of further layouts (`component:NAME`).
    """

    def __init__(
        self,
        subjects: Iterable[Subject],
        words: Words,
        *,
        components: Path | None = None,
        clock: Clock | None = None,
    ) -> None:
        known = tuple(subjects)
        self.hosts = tuple(sorted({ELSEWHERE}.union(*(one.hosts for one in known))))
        self._certificate = certificate(self.hosts)
        self._stopping = threading.Event()
        self._records = Records(clock or SystemClock())
        routes = Routes(Renderer(words, components), self._records, self._stopping)
        self._listener = Listener(self._certificate.context, routes.answer)
        self._thread = threading.Thread(
            target=self._listener.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="practice",
            daemon=True,
        )

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, hang up, and free the port."""
        self._stopping.set()
        self._listener.shutdown()
        self._listener.close_connections()
        self._listener.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """The loopback port."""
        return self._listener.port

    @property
    def arguments(self) -> tuple[str, ...]:
        """What Chromium is started with: our hosts lead here, nothing else resolves at all.

        The certificate is trusted by the digest of its key, in that one browser process; the
        system's trust is not touched.
        """
        mapped = [f"MAP {host} 127.0.0.1:{self.port}" for host in self.hosts]
        return (
            f"--host-resolver-rules={', '.join((*mapped, 'MAP * ~NOTFOUND'))}",
            f"--ignore-certificate-errors-spki-list={self._certificate.key_digest}",
            "--no-proxy-server",
        )

    def stage(self, scene: Scene, *others: Scene) -> Case:
        """Show this scene at its address from now on, afresh, in place of what was there.

        `others` add their controls to the same page; how the page acts is the first one's word.
        """
        return self._records.stage((scene, *others))

    def loads(self, case: Case) -> tuple[Load, ...]:
        """Return every request for the case's address, in order."""
        return self._records.loads(case)

    def writes(self, case: Case) -> tuple[Write, ...]:
        """Return every change its pages sent, in order."""
        return self._records.writes(case)
