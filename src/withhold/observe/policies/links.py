"""Where does a link of a policy lead, without what was put into it to follow somebody?"""

from __future__ import annotations

from urllib.parse import parse_qs, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_FOLLOWING = frozenset(
    {
        "__cft__",
        "__tn__",
        "_ga",
        "_gl",
        "_nc_cat",
        "_rdr",
        "dclid",
        "eav",
        "fbclid",
        "gclid",
        "h",
        "hash",
        "igsh",
        "igshid",
        "lipi",
        "mc_cid",
        "mc_eid",
        "msclkid",
        "originalsubdomain",
        "paipv",
        "ref",
        "ref_src",
        "ref_url",
        "refid",
        "refsrc",
        "session_redirect",
        "trackingid",
        "trk",
        "ttclid",
        "twclid",
        "yclid",
    }
)
_PREFIXES = ("utm_", "__cft__", "__xts__", "_nc_")
_LEADING_ON = {"l.facebook.com": "u", "lm.facebook.com": "u", "l.instagram.com": "u"}
"""Hosts that only pass on, and where in their addresses the place stands."""
_SHOWN = frozenset({"http", "https", "mailto"})


def cleaned(link: str, base: str) -> str:
    """Make a link absolute and clean; empty where it leads nowhere a person could go."""
    try:
        parts = urlsplit(urljoin(base, "".join(link.split())))
        host = parts.hostname or ""
    except ValueError:  # an address of nonsense, as a port of letters
        return ""
    if parts.scheme not in _SHOWN or "/cdn-cgi/l/email-protection" in parts.path:
        return ""
    if onward := parse_qs(parts.query).get(_LEADING_ON.get(host, "")):
        return cleaned(onward[0], base) if not _leads_on(onward[0]) else ""
    query = [each for each in parse_qsl(parts.query, keep_blank_values=True) if _is_place(each[0])]
    clean = urlunsplit(parts._replace(query=urlencode(query)))
    return clean.replace("|", "%7C").replace("(", "%28").replace(")", "%29")


def _leads_on(link: str) -> bool:
    return any(host in link for host in _LEADING_ON)


def _is_place(name: str) -> bool:
    """Tell whether a part of an address says where, not who comes from where."""
    low = name.lower()
    return low not in _FOLLOWING and not low.startswith(_PREFIXES)
