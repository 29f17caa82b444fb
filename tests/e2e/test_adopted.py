"""Is a renamed switch adopted, switched off and proved on a real page, whichever way it reads?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from withhold.model.observation import Position

if TYPE_CHECKING:
    from tests.e2e.conftest import Bench

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("on_means", "starts", "ends"),
    [("allows", Position.ON, Position.OFF), ("protects", Position.OFF, Position.ON)],
)
def test_a_renamed_switch_costs_one_question(
    bench: Bench, on_means: str, starts: Position, ends: Position
) -> None:
    bench.stage("only-look-alike")  # the label we know is gone; another stands in its place
    renamed = f"{bench.control}#look-alike"
    bench.case.positions[renamed] = starts

    seen = bench.run("check", bench.control, "--whole-page", "--json")
    assert seen.result["reason"] == "unrecognised"
    (stranger,) = seen.json["strangers"]
    assert stranger["state"] == starts.value

    refused = bench.run("adopt", bench.control, stranger["label"], "--json")
    assert (refused.code, refused.json["error"]["code"]) == (2, "not-approved")
    adopted = bench.run(
        "adopt", bench.control, stranger["label"], "--on-means", on_means, "--yes", "--json"
    )
    assert adopted.code == 0, adopted.stderr
    assert adopted.json["adoption"]["label"] == stranger["label"]
    assert f"{bench.home.evidence}/" in adopted.stderr  # the picture it was taken by

    done = bench.off()
    assert done.code == 0, done.stderr
    assert (done.result["state"], done.result["label"]) == ("withheld", stranger["label"])
    assert done.json["strangers"] == []
    assert done.json["plan"][0]["label"] == stranger["label"]
    assert done.json["plan"][0]["action"] == f"switch {ends}"
    assert "adopted by you" in done.stderr
    assert bench.written() == [(renamed, ends)]

    again = bench.off()
    assert (again.code, again.result["changed"]) == (0, False)

    assert bench.run("adopt", bench.control, "--forget").code == 0
    after = bench.off()
    assert after.result["reason"] == "unrecognised"
    assert bench.written() == [(renamed, ends)]


def test_the_old_label_keeps_its_own_meaning_beside_an_adopted_one(bench: Bench) -> None:
    bench.stage("only-look-alike")
    (stranger,) = bench.run("check", bench.control, "--json").json["strangers"]
    bench.run("adopt", bench.control, stranger["label"], "--on-means", "protects", "--yes")

    bench.stage("plain")  # the platform went back to the old words: ON allows
    done = bench.off()
    assert (done.code, done.result["state"]) == (1, "allowed")
    assert bench.written() == []  # the plan said "switch on", which here would be the wrong way
