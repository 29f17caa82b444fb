"""Is a page that never answers again let go of?"""

from __future__ import annotations

import threading

from withhold.browser.guard import Guard


def test_what_is_not_answered_in_time_is_ended() -> None:
    ended = threading.Event()
    guard = Guard(ended.set, limit=0.1)
    with guard.asking():
        assert ended.wait(5)
    guard.close()


def test_what_is_answered_in_time_is_left_alone() -> None:
    ended = threading.Event()
    guard = Guard(ended.set, limit=30)
    with guard.asking():
        pass
    assert not ended.wait(0.8)
    guard.close()
