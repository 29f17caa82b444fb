"""What was seen on the pages, first and last?"""

from __future__ import annotations

from dataclasses import replace

from withhold.model.observation import (
    Capture,
    Declaration,
    Evidence,
    Reading,
    State,
    Stranger,
)
from withhold.store import records
from withhold.store.book import BY_ID, FOUND, NEWEST, NEWEST_OF_EACH, OF_RUN, Book
from withhold.store.records import KINDS, Sighting

_STRANGERS = """
SELECT CAST(text AS BLOB) FROM chain WHERE seq IN (
    SELECT seq FROM place WHERE kind = ?1 AND platform = ?2
) ORDER BY seq
"""
_OWNERS = """
SELECT DISTINCT p.account FROM place p JOIN chain c USING (seq)
WHERE p.account IS NOT NULL AND c.text IS NOT NULL
    AND (p.kind = ?2 OR (p.kind = ?1 AND instr(c.text, '"practice":false')))
ORDER BY p.account
"""


class Readings(Book):
    """The part of the ledger that holds readings, their evidence, and strangers."""

    def keep(self, capture: Capture, about: Evidence) -> tuple[str, ...]:
        """Keep what was captured; return the digests for `Reading.evidence`.

        `about` says the rest (address, time, recipe, browser); its `screenshot`, `tree` and
        `whole_page` are filled in here. The first digest is the Evidence record's own (its
        canonical JSON), then the screenshot's and the tree's where there are any. All are on
        disk when this returns.
        """
        picture = self.evidence.put(capture.screenshot) if capture.screenshot else None
        tree = self.evidence.put(capture.tree.encode(errors="replace")) if capture.tree else None
        full = replace(about, screenshot=picture, tree=tree, whole_page=capture.whole_page)
        own = self.evidence.put(records.canonical(full))
        return tuple(name for name in (own, picture, tree) if name)

    def put_reading(self, reading: Reading, strangers: tuple[Stranger, ...] = ()) -> None:
        """Append a reading and the strangers seen at it, in one transaction."""
        self.put(reading, *(self._sighting(reading, stranger) for stranger in strangers))

    def evidence_of(self, reading: Reading) -> Evidence | None:
        """Return the Evidence record of a reading; None if it has none. Raises EvidenceMissing."""
        if not reading.evidence:
            return None
        return records.evidence(self.evidence.read(reading.evidence[0]))

    def reading(self, reading_id: str) -> Reading | None:
        """Return the reading with this id."""
        return self._one(Reading, BY_ID, reading_id)

    def readings(self, control: str | None = None, account: str | None = None) -> list[Reading]:
        """Return the history of a control at an account; of all, where one is not named."""
        return self._all(Reading, FOUND, control, account)

    def readings_of_run(self, run_id: str) -> list[Reading]:
        """Return what one run read."""
        return self._all(Reading, OF_RUN, run_id)

    def strangers_of_run(self, run_id: str) -> list[Sighting]:
        """Return the strangers that one run met."""
        return self._all(Sighting, OF_RUN, run_id)

    def newest_reading(self, control: str, account: str) -> Reading | None:
        """Return the last reading of a control at an account."""
        return self._one(Reading, NEWEST, control, account)

    def newest_readings(self) -> list[Reading]:
        """Return the last reading of each control at each account."""
        return self._all(Reading, NEWEST_OF_EACH)

    def first_reading(self, control: str, account: str) -> Reading | None:
        """Return the first reading that was not unknown: the proof of the default."""
        seen = self.readings(control, account)
        return next((reading for reading in seen if reading.state is not State.UNKNOWN), None)

    def owners(self) -> list[str]:
        """Name the accounts of which something was read that was no practice, or said."""
        rows = self._database.read(_OWNERS, KINDS[Reading], KINDS[Declaration])
        return [str(account) for (account,) in rows]

    def strangers(self, platform: str) -> list[Sighting]:
        """Return the last sighting of each stranger of a platform, by address and label."""
        seen = self._all(Sighting, _STRANGERS, platform)
        return list({(sighting.url, sighting.label): sighting for sighting in seen}.values())

    def _sighting(self, reading: Reading, stranger: Stranger) -> Sighting:
        return Sighting(
            id=self.new_id(),
            run=reading.run,
            reading=reading.id,
            account=reading.account,
            platform=stranger.platform,
            url=stranger.url,
            label=stranger.label,
            state=stranger.state,
            seen_at=reading.read_at,
        )
