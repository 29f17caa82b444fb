"""What did we change, what is half done, and what would undo it?"""

from __future__ import annotations

from withhold.model.action import Change, Stage
from withhold.model.observation import Position
from withhold.store.book import BY_ID
from withhold.store.readings import Readings

_CHANGES = """
SELECT CAST(c.text AS BLOB) FROM chain c JOIN (
    SELECT max(p.seq) AS last, min(p.seq) AS first
    FROM place p JOIN chain s USING (seq) WHERE p.kind = ?1 GROUP BY s.id
) ON c.seq = last ORDER BY first
"""


class Changes(Readings):
    """The part of the ledger that holds changes; each stage is a record of its own."""

    def change(self, change_id: str) -> Change | None:
        """Return a change at its newest stage."""
        return self._one(Change, BY_ID, change_id)

    def changes(self, control: str | None = None, account: str | None = None) -> list[Change]:
        """Return changes at their newest stage, in the order in which they were begun."""
        return [
            change
            for change in self._all(Change, _CHANGES)
            if control in (None, change.control) and account in (None, change.account)
        ]

    def open_changes(self) -> list[Change]:
        """Return changes that are half done: intended or clicked, and no more.

        One whose run is still `alive` is under way; any other was broken off.
        """
        return [c for c in self.changes() if c.stage in (Stage.INTENDED, Stage.CLICKED)]

    def undoable(self, control: str, account: str) -> Change | None:
        """Return the earliest change of ours that is not undone: `restore` goes to its `before`.

        A change counts from the moment a click may have been sent. It is undone once a `restore`
        was proved to stand where it was to bring the control.
        """
        standing: Change | None = None
        for change in self.changes(control, account):
            if change.undo and self._proved(change):
                standing = None
            elif not change.undo and standing is None and change.stage is not Stage.ABANDONED:
                standing = change
        return standing

    def before(self, control: str, account: str) -> Position | None:
        """Return where the control stood before us; None if nothing of ours is to be undone."""
        change = self.undoable(control, account)
        if change is None:
            return None
        reading = self.reading(change.before_reading)
        return reading.position if reading else change.before

    def _proved(self, change: Change) -> bool:
        proof = self.reading(change.proof_reading) if change.proof_reading else None
        return change.stage is Stage.PROVED and proof is not None and proof.position is change.to
