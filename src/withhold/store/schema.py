"""Which tables does a ledger have, and how did they come about?

`MIGRATIONS` is only ever appended to: a ledger's `user_version` is how many of them it has had.
Each is a tuple of single statements, because `executescript` would commit before it began.
"""

from __future__ import annotations

APPLICATION = 0x57484C44  # "WHLD": SQLite's own mark by which a file is known as ours

_CHAIN = """
CREATE TABLE chain (
    seq    INTEGER PRIMARY KEY,  -- 1, 2, 3 … without a gap; the order in which things were written
    kind   TEXT NOT NULL,        -- which noun: reading, change, event …
    id     TEXT NOT NULL,        -- the noun's own id; every stage of one change has the same
    text   TEXT,                 -- canonical JSON, byte for byte; NULL once a tombstone took it
    digest TEXT NOT NULL,        -- SHA-256 of text, stays when text is gone
    link   TEXT NOT NULL         -- SHA-256 of "<link before> <digest>\\n", genesis is 64 zeros
) STRICT
"""

_PLACE = """
CREATE TABLE place (             -- derived from chain.text, to find records by; verify compares
    seq      INTEGER PRIMARY KEY REFERENCES chain (seq),
    kind     TEXT NOT NULL,
    run      TEXT,
    control  TEXT,
    account  TEXT,               -- platform/name
    platform TEXT                -- of strangers, which belong to no control
) STRICT
"""

_EVIDENCE = """
CREATE TABLE evidence (          -- derived as well: which record names which file
    digest TEXT NOT NULL,
    seq    INTEGER NOT NULL REFERENCES chain (seq),
    PRIMARY KEY (digest, seq)
) STRICT, WITHOUT ROWID
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        _CHAIN,
        _PLACE,
        _EVIDENCE,
        # A record is written once; only a change has several stages.
        "CREATE UNIQUE INDEX chain_once ON chain (kind, id) WHERE kind <> 'change'",
        "CREATE INDEX chain_id ON chain (id)",
        "CREATE INDEX place_control ON place (kind, control, account, seq)",
        "CREATE INDEX place_run ON place (kind, run, seq)",
        "CREATE INDEX place_account ON place (account, seq)",
        "CREATE INDEX evidence_seq ON evidence (seq)",
    ),
)
