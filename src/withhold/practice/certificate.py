"""How does one browser trust the practice pages without the system's trust being touched?"""

from __future__ import annotations

import base64
import hashlib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for this run only, and the digest of its key.

    The key lies in a temporary file only while it is loaded.
    """

    context: ssl.SSLContext
    key_digest: str
    """Base64 of the SHA-256 of its public key, as Chromium's switch takes it."""


def certificate(hosts: Iterable[str]) -> Certificate:
    """Make a certificate on the spot that names these hosts."""
    leaf = trustme.CA(organization_name="Withhold practice").issue_cert(*sorted(hosts))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return Certificate(context, _key_digest(leaf.cert_chain_pems[0].bytes()))


def _key_digest(pem: bytes) -> str:
    key = x509.load_pem_x509_certificate(pem).public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(spki).digest()).decode("ascii")
