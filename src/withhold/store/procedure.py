"""What goes beside an export, so that anybody can check it without Withhold?

`VERIFY.txt` is prose for people and, at the same time, a script for `sh` that needs `sha256sum`
(or `shasum`), `grep`, `cut`, `sort`, `tr` and `wc` alone.
"""

from __future__ import annotations

ERASED = b"null"
LEFT_OUT = b'"left out"'

_VERIFY = r"""# How to check this export without Withhold
#
# In a terminal, inside this folder (unpack it first if it is a ZIP):
#
#     sh VERIFY.txt
#
# It prints WHOLE and the head of the chain, or BROKEN and the first record that
# is not what it was. This text is the script itself; read it, it is short.
#
# What is here
#   records.jsonl   one record a line, in the order in which they were written;
#                   null where the person had it erased,
#                   "left out" where it is not part of this export
#   chain.txt       one line a record: number, link, digest, kind, id
#   evidence/       files named by their own SHA-256
#
# How it hangs together
#   digest = SHA-256 of the record's line, without the line feed
#   link   = SHA-256 of "<link before> <digest>" and a line feed;
#            the first link hangs on 64 zeros
#
# To check one link by hand:
#     printf '%s %s\n' LINK_BEFORE DIGEST | sha256sum
#
# What this shows: no record, no link and no file of evidence was altered, moved
# or taken out between the first record and the head, without a tombstone.
# What it cannot show:
#   - that the last records were not cut off before the export, unless you know
#     a head from an earlier export: its link must stand in chain.txt;
#   - that the records were not made up when they were made. Whoever keeps a
#     chain can write a new one. A head you gave to somebody else in time (a
#     lawyer, a mail to yourself) shows that what came before it existed then;
#   - that a platform does what its page showed.

records=@RECORDS@
left_out=@LEFT_OUT@
head=@HEAD@

LC_ALL=C
export LC_ALL
cd "$(dirname "$0")" || exit 2

sum() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -c 1-64
}
broken() {
    echo "BROKEN: $1"
    exit 1
}
tombstones() {
    grep '^{"id":"[^"]*","kind":"tombstone",' records.jsonl
}

for file in records.jsonl chain.txt; do
    [ -f "$file" ] || broken "$file is missing"
    [ "$(tr -dc '\000' <"$file" | wc -c)" -eq 0 ] || broken "$file holds zero bytes"
done

link=0000000000000000000000000000000000000000000000000000000000000000
seq=0
erased=0
skipped=0
exec 3<records.jsonl
while IFS= read -r line; do
    seq=$((seq + 1))
    IFS= read -r record <&3 || broken "record $seq is missing from records.jsonl"
    given=${line#"$seq "}
    [ "$given" != "$line" ] || broken "record $seq is missing from chain.txt"
    given_link=${given%% *}
    rest=${given#* }
    digest=${rest%% *}
    rest=${rest#* }
    kind=${rest%% *}
    id=${rest#* }
    case $record in
    null)
        erased=$((erased + 1))
        tombstones | grep -qF "{\"id\":\"$id\",\"kind\":\"$kind\",\"seq\":$seq}" ||
            broken "record $seq ($kind): its text is gone and no tombstone says so"
        ;;
    '"left out"')
        skipped=$((skipped + 1))
        ;;
    *)
        [ "$(printf '%s' "$record" | sum)" = "$digest" ] ||
            broken "record $seq ($kind): its text is not what was written"
        case $record in
        "{\"id\":\"$id\",\"kind\":\"$kind\","*",\"seq\":$seq,\"written_at\":\""*) ;;
        *) broken "record $seq ($kind): its number, kind or id is not what its text says" ;;
        esac
        ;;
    esac
    link=$(printf '%s %s\n' "$link" "$digest" | sum)
    [ "$link" = "$given_link" ] ||
        broken "record $seq ($kind): its link does not follow from the one before"
done <chain.txt
if IFS= read -r record <&3 || [ -n "$record" ]; then
    broken "records.jsonl goes on after record $seq"
fi
[ "$seq" -eq "$records" ] || broken "$records records were exported, $seq are here"
[ "$skipped" -eq "$left_out" ] || broken "$left_out records were left out, now $skipped are"
[ "$link" = "$head" ] || broken "the head is not the one that was exported"

files=0
for file in evidence/*; do
    [ -f "$file" ] || continue
    files=$((files + 1))
    [ "$(sum <"$file")" = "${file##*/}" ] || broken "$file was altered"
done
grep -E '^\{"id":"[^"]*","kind":"(reading|declaration)",' records.jsonl |
    grep -oE '"evidence":\[[^]]*\]|"screenshot":"[0-9a-f]{64}"' |
    grep -oE '[0-9a-f]{64}' | sort -u | while IFS= read -r name; do
    [ -f "evidence/$name" ] || tombstones | grep -qF "\"$name\"" ||
        broken "evidence/$name is missing and no tombstone says so"
done || exit 1

echo "WHOLE: $seq records ($erased erased, $skipped left out), $files files of evidence"
echo "HEAD: $link"
"""


def verify_text(*, records: int, left_out: int, head: str) -> str:
    """Return VERIFY.txt for an export of so many records with this head."""
    return (
        _VERIFY.replace("@RECORDS@", str(records))
        .replace("@LEFT_OUT@", str(left_out))
        .replace("@HEAD@", head)
    )
