"""Is every invented archive, of every format, read to its end however it was damaged?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.files import FakeFiles

from withhold.model.exposure import Problem
from withhold.observe.archives.formats import formats

GOLDEN = Path(__file__).parents[3] / "golden"
CASES = sorted(path.parent for path in GOLDEN.glob("*/*/expected.json"))
LONGEST = 60
"""Characters of a detail: which and how many fit into it, and no text of a person's."""
INSTEAD = st.binary(max_size=12) | st.sampled_from(
    [b"null", b"[]", b"{}", b'"x"', b"1e999", b"-1", b"\\ud800", b"\0", b'{"a":', b"]", b"true"]
)


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_whatever_is_damaged_is_survived(case: Path, data: st.DataObject) -> None:
    contents = dict(FakeFiles.of(case / "archive").contents)
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(sorted(contents)))
        content = contents[path]
        at = data.draw(st.integers(0, len(content)))
        gone = data.draw(st.integers(0, 40))
        contents[path] = content[:at] + data.draw(INSTEAD) + content[at + gone :]
    files = FakeFiles(contents)
    for form in formats():
        for found in form.find(files):
            problems = [each for each in form.read(files, found) if isinstance(each, Problem)]
            assert all(len(each.detail) <= LONGEST for each in problems)
