"""Does an order do what was agreed to and nothing else, once, whoever writes it?"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import msgspec
import pytest

from withhold.app import (
    accounts,
    consent,
    following,
    fulfilling,
    orders,
    planning,
    proposing,
    switching,
)
from withhold.app.errands import NoSuchAccount, errands
from withhold.app.orders import BadOrder, NotBegun, Order, UnderWay
from withhold.app.start import House, house
from withhold.catalogue.load import load
from withhold.kernel.ids import ulid
from withhold.kernel.paths import Home
from withhold.model.action import Change, Plan, Stage
from withhold.model.observation import Phase, Position, Reading, State
from withhold.report.pages.run import run_page

TRAINING = "x.grok_training"
PRIVACY = "x.protect_posts"
PAIR = (TRAINING, "x/default")
ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
LIMIT = 20.0
POLL = 0.02


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the facts once for all homes."""
    folder = tmp_path_factory.mktemp("facts")
    load(cache=folder)
    return folder


@pytest.fixture
def own(tmp_path: Path, read: Path) -> House:
    """Give a home with one account, whose controls no browser may visit."""
    home = Home(tmp_path / "home")
    home.make()
    shutil.copytree(read, home.cache, dirs_exist_ok=True)
    _settings(home)
    made = house(home)
    accounts.add(made, "x")
    consent.remember(made)
    return made


def _settings(home: Home) -> None:
    killed = ", ".join(f'"{name}"' for name in (TRAINING, PRIVACY, "x.grok_memory"))
    home.config.write_text(f"killed = [{killed}]\n[browser]\nheadless = true\n")


def _order(what: str, plan: Plan, *, run: str = ID) -> Order:
    pairs = tuple((item.control, item.account.id) for item in plan.items)
    return Order(what, pairs, planning.digest(plan), id=run)  # type: ignore[arg-type]


def _fulfil(own: House, order: Order) -> None:
    fulfilling.fulfil(own, order, Event())


def _changed(own: House, account: str, control: str = TRAINING) -> None:
    """Write down that we switched a control off for an account, and that it was on before."""
    at = datetime.now(UTC) - timedelta(days=1)
    before = Reading(
        id=ulid(at),
        run="earlier",
        control=control,
        account=account,
        phase=Phase.BEFORE,
        state=State.ALLOWED,
        reason=None,
        detail="",
        position=Position.ON,
        read_at=at,
        url="https://x.com/",
        label="A label",
        recipe=f"{control}@1",
        adopted=False,
        practice=False,
    )
    proof = replace(
        before,
        id=ulid(at + timedelta(seconds=1)),
        phase=Phase.PROOF,
        state=State.WITHHELD,
        position=Position.OFF,
    )
    change = Change(
        id=ulid(at),
        run="earlier",
        control=control,
        account=account,
        before=Position.ON,
        to=Position.OFF,
        stage=Stage.PROVED,
        at=at,
        before_reading=before.id,
        proof_reading=proof.id,
    )
    with own.ledger() as ledger:
        ledger.put(before, proof, change)


# --- what stands on the standard input -------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"kind":' * 10_000,
        b'{"kind":"check"}',
        b'{"kind":"erase","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV"}',
        b'{"kind":"check","id":"../../../../etc/passwd0000"}',
        b'{"kind":"check","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","items":[["x.grok_training"]]}',
        b'{"kind":"check","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","items":["ab"]}',
        b'{"kind":"check","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","items":{"a":"b"}}',
        b'{"kind":"check","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","more":1}',
        b'{"kind":"off","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV"}',
        b'{"kind":"off","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","plan":"aa"}',
        b'{"kind":"restore","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","items":[["a.b","a/b"]]}',
        b'{"kind":"check","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","items":[' + b'["a.b","a/b"],' * 9_999,
    ],
)
def test_what_is_no_order_is_refused(line: bytes) -> None:
    with pytest.raises(BadOrder):
        orders.parse(line)


def test_an_order_comes_back_as_it_went() -> None:
    order = Order("off", (PAIR,), "digest", id=ID)
    assert orders.parse(msgspec.json.encode(order)) == order


# --- once, and only what was agreed to -------------------------------------------------------


def test_an_order_given_a_second_time_adds_nothing_to_the_first_run(own: House) -> None:
    _fulfil(own, Order("check", (PAIR,), id=ID))
    with own.ledger() as ledger:
        before = (ledger.runs(), ledger.events(ID))
    for kind in ("check", "review", "sign-in"):
        with pytest.raises(BadOrder):
            _fulfil(own, Order(kind, (PAIR,), platform="x", id=ID))
    with own.ledger() as ledger:
        assert (ledger.runs(), ledger.events(ID)) == before


def test_a_killed_control_is_not_opened_and_says_why(own: House) -> None:
    found = proposing.propose(own, "off", [PAIR])
    _fulfil(own, _order("off", found.plan))
    page = run_page(following.course(own, ID), own.facts.platforms)
    assert [item.reason for item in page.items] == ["killed"]


def test_what_changes_more_than_training_needs_to_be_in_the_order_itself(own: House) -> None:
    both = proposing.propose(own, "off", [PAIR, (PRIVACY, "x/default")])
    order = msgspec.structs.replace(_order("off", both.plan), items=(PAIR,))
    with pytest.raises(fulfilling.PlanChanged):
        _fulfil(own, order)
    with own.ledger() as ledger:
        (run,) = ledger.runs()
        kinds = [event.kind for event in ledger.events(ID)]
    assert (run.how, kinds) == ("failed", ["failed"])


def test_another_recipe_is_another_plan(own: House) -> None:
    plan = proposing.propose(own, "off", [PAIR]).plan
    (item,) = plan.items
    recipe = msgspec.structs.replace(item.recipe, version=item.recipe.version + 1)
    assert planning.digest(Plan((replace(item, recipe=recipe),))) != planning.digest(plan)


def test_two_plans_whose_words_run_into_one_another_stay_two(own: House) -> None:
    (item,) = proposing.propose(own, "off", [PAIR]).plan.items
    one = replace(item, url="https://x.com/a", label="b\nc")
    other = replace(item, url="https://x.com/a\nb", label="c")
    assert planning.digest(Plan((one,))) != planning.digest(Plan((other,)))


def test_an_account_removed_meanwhile_is_not_exchanged_for_another(own: House) -> None:
    accounts.add(own, "x", name="work")
    work = (TRAINING, "x/work")
    order = _order("off", proposing.propose(own, "off", [work]).plan)
    for name in ("work", "default"):
        accounts.remove(own, "x", name)
        with pytest.raises(NoSuchAccount):
            proposing.propose(own, "off", [work])
    with pytest.raises(fulfilling.PlanChanged):
        _fulfil(own, order)
    found = following.course(own, ID)
    assert [each.kind for each in found.told] == ["failed"]


def test_an_account_added_meanwhile_is_not_switched_along(own: House) -> None:
    order = _order("off", proposing.propose(own, "off", [PAIR]).plan)
    accounts.add(own, "x", name="work")
    _fulfil(own, order)
    planned = [each.whose for each in following.course(own, ID).told if each.kind == "planned"]
    assert planned == [PAIR]


# --- back -------------------------------------------------------------------------------------


def test_only_the_account_we_changed_is_brought_back(own: House) -> None:
    accounts.add(own, "x", name="work")
    _changed(own, "x/default")
    meant = errands(own.facts, accounts.listed(own), [TRAINING])
    assert len(meant) == 2
    plan = proposing.propose(own, "restore", [PAIR, (TRAINING, "x/work")]).plan
    assert [(item.account.id, item.to) for item in plan.items] == [("x/default", Position.ON)]
    _fulfil(own, _order("restore", plan))
    planned = [each.whose for each in following.course(own, ID).told if each.kind == "planned"]
    assert planned == [PAIR]


def test_a_typed_restore_leaves_alone_what_another_account_set_itself(own: House) -> None:
    for name in ("early", "work"):
        accounts.add(own, "x", name=name)
    _changed(own, "x/default")
    yes = planning.Approver(lambda _: True, None, "--yes")
    done = switching.restore(own, [TRAINING], yes, switching.Wishes())
    assert [item.account.id for item in done.plan.items] == ["x/default"]


def test_several_controls_are_brought_back_in_one_go(own: House) -> None:
    other = ("x.grok_memory", "x/default")
    _changed(own, "x/default")
    _changed(own, "x/default", other[0])
    plan = proposing.propose(own, "restore", [PAIR, other]).plan
    _fulfil(own, _order("restore", plan))
    planned = {each.whose for each in following.course(own, ID).told if each.kind == "planned"}
    assert planned == {PAIR, other}


# --- one at a time ----------------------------------------------------------------------------


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """Have orders taken by a program that never comes to begin; say how many were started."""
    program = tmp_path / "slow"
    program.write_text(f"#!/bin/sh\necho x >> {tmp_path}/started\ncat > /dev/null\nexec sleep 60\n")
    program.chmod(stat.S_IRWXU)
    (tmp_path / "started").touch()
    monkeypatch.setattr("withhold.app.orders.program", lambda: (str(program),))
    yield lambda: (tmp_path / "started").read_text().count("x")
    for run in list(orders._BEGUN):  # noqa: SLF001 - end what this test started
        orders.stop(Home(tmp_path / "home"), run, 0)


def _eventually(true: Callable[[], bool]) -> None:
    wait = Event()
    for _ in range(int(LIMIT / POLL)):
        if true():
            return
        wait.wait(POLL)
    pytest.fail("it did not come about in time")


def test_a_button_pressed_twice_begins_one_run(own: House, slow: Callable[[], int]) -> None:
    order = Order("off", (PAIR,), "digest")
    runs: list[str] = []
    tabs = [Thread(target=lambda: runs.append(orders.begin(own, order))) for _ in range(6)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join(LIMIT)
    assert len(runs) == 6
    assert len(set(runs)) == 1
    _eventually(lambda: slow() == 1)


def test_two_tabs_do_not_begin_two_plans(own: House, slow: Callable[[], int]) -> None:
    run = orders.begin(own, Order("off", (PAIR,), "digest"))
    with pytest.raises(UnderWay):
        orders.begin(own, Order("off", ((PRIVACY, "x/default"),), "another"))
    assert orders.is_busy(own.home)
    orders.stop(own.home, run, 0)
    _eventually(lambda: not orders.is_busy(own.home))
    assert slow() <= 1


def test_it_can_be_stopped_before_it_has_begun(own: House, slow: Callable[[], int]) -> None:
    run = orders.begin(own, Order("off", (PAIR,), "digest"))
    assert following.pulse(own, run).on
    following.stop(own, run)
    _eventually(lambda: not following.pulse(own, run).on)
    page = run_page(following.course(own, run), own.facts.platforms)
    assert page.headline.text == "Stopped, as you wished"
    assert not page.on
    assert slow() <= 1


def test_a_program_that_does_not_start_is_said(
    own: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("withhold.app.orders.program", lambda: (str(tmp_path / "none"),))
    with pytest.raises(NotBegun):
        orders.begin(own, Order("off", (PAIR,), "digest"))
    assert not orders.is_busy(own.home)


# --- nothing is left behind -------------------------------------------------------------------


def test_that_a_person_is_done_is_noted_for_a_sign_in_only(own: House) -> None:
    with own.ledger() as ledger:
        ledger.begin_run("check", ID)
        following.enough(own, ID)
        assert not orders.enough_file(own.home, ID).exists()
        ledger.end_run(ID, "done")


@pytest.mark.parametrize("kind", ["check", "off", "sign-in"])
def test_forgetting_an_account_takes_all_words_about_it(own: House, kind: str) -> None:
    for name in ("quiet-one", "other-one"):
        accounts.add(own, "x", name=name)
    pairs = ((TRAINING, "x/quiet-one"),)
    plan = proposing.propose(own, "check" if kind == "sign-in" else kind, pairs).plan
    if kind == "sign-in":
        accounts.remove(own, "x", "quiet-one")
        order = Order("sign-in", platform="x", account="quiet-one", id=ID)
        with pytest.raises(NoSuchAccount):
            _fulfil(own, order)
    else:
        _fulfil(own, _order(kind, plan))
    with own.ledger() as ledger:
        assert "quiet-one" in str([event.data for event in ledger.events(ID)])
        ledger.forget_account("x/quiet-one")
        assert "quiet-one" not in str([event.data for event in ledger.events(ID)])
        assert ledger.verify().whole
    page = run_page(following.course(own, ID), own.facts.platforms)
    assert page.items == ()


def test_a_failure_does_not_keep_the_names_of_other_accounts(own: House) -> None:
    for name in ("quiet-one", "other-one"):
        accounts.add(own, "x", name=name)
    order = Order("sign-in", platform="x", account=None, id=ID)
    with pytest.raises(accounts.WhichAccount):
        _fulfil(own, order)
    with own.ledger() as ledger:
        said = str([event.data for event in ledger.events(ID)])
    assert "quiet-one" not in said
    assert "several accounts" in said
