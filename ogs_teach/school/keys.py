"""A school's key pair (Ed25519) and the public keys of schools that it trusts."""

import base64
import hashlib
import json
import os
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ogs_teach import places
from ogs_teach.errors import CertificateError, OgsError, Problem
from ogs_teach.school.names import name as name_of

FILE = "school.key"
TRUSTED = "trusted"
LARGEST = 10_000  # bytes of a key's file
RAW = 32  # bytes of a key
_ID = 10  # bytes of a key's id: far too many to find another key with the same


@dataclass(frozen=True)
class PublicKey:
    """What others need to check a school's certificates.

    Parameters
    ----------
    school : str
        Its name.
    raw : bytes
        The key, 32 bytes.
    """

    school: str
    raw: bytes

    @cached_property
    def id(self) -> str:
        """Sixteen letters and digits that stand for the key; two people can compare them."""
        return letters(hashlib.sha256(self.raw).digest()[:_ID])

    @property
    def spoken(self) -> str:
        """The id in groups of four, to be read aloud."""
        return "-".join(self.id[place : place + 4] for place in range(0, len(self.id), 4))

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Tell whether this school's key signed a message."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):  # or no such key can be
            return False
        return True

    def text(self) -> str:
        """Return the small file that is given to other schools."""
        return (
            "# ogs-teach: กุญแจสาธารณะของโรงเรียน ส่งให้ผู้อื่นได้ / a school's public key, for others\n"
            f"school = {_quoted(self.school)}\n"
            f'public = "{letters(self.raw)}"\n'
            f'id = "{self.spoken}"\n'
        )


@dataclass(frozen=True)
class SchoolKey:
    """A school's secret key; never leaves the computer.

    Parameters
    ----------
    school : str
    secret : bytes
        32 bytes.
    """

    school: str
    secret: bytes

    @classmethod
    def make(cls, school: str) -> "SchoolKey":
        """Make a new key for a school.

        Raises
        ------
        InputError
            If the name cannot be printed.
        """
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        secret = Ed25519PrivateKey.generate().private_bytes_raw()
        return cls(name_of(school, "certificates.field.school"), secret)

    def __repr__(self) -> str:
        return f"SchoolKey({self.school!r}, …)"

    def renamed(self, school: str) -> "SchoolKey":
        """Return the same key under another name of the school."""
        return SchoolKey(name_of(school, "certificates.field.school"), self.secret)

    @cached_property
    def public(self) -> PublicKey:
        """What others may have."""
        return PublicKey(self.school, self._key().public_key().public_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """Return the signature of a message, 64 bytes."""
        signature: bytes = self._key().sign(message)
        return signature

    def _key(self) -> Any:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.secret)


def letters(raw: bytes) -> str:
    """Write bytes in A–Z and 2–7, which QR codes pack well and no copying spoils."""
    return base64.b32encode(raw).decode("ascii").rstrip("=")


def unlettered(text: str) -> bytes | None:
    """Read what `letters` wrote, and nothing else; None if it is something else."""
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError:
        return None
    return raw if letters(raw) == text else None


def school_key(folder: Path | None = None) -> SchoolKey | None:
    """Return this computer's school key; None if none was made yet.

    Raises
    ------
    CertificateError
        If its file is there but cannot be used.
    """
    path = (folder or places.data()) / FILE
    if not path.exists():
        return None
    table = _read(path)
    secret = unlettered(str(table.get("secret", "")))
    if secret is None or len(secret) != RAW:
        raise CertificateError(Problem("certificates.key.broken", where=str(path)))
    return SchoolKey(_school(table, path), secret)


def own_key(school: str) -> SchoolKey:
    """Return this computer's school key; make it the first time, with the school's name.

    Raises
    ------
    InputError
        If there is none yet and the name cannot be printed.
    CertificateError
        If it cannot be read or written.
    """
    if key := school_key():
        return key
    key = SchoolKey.make(school)
    keep(key)
    return key


def keep(key: SchoolKey, folder: Path | None = None) -> Path:
    """Write the school's key where only its owner can read it; return its file.

    Raises
    ------
    CertificateError
        If it cannot be written.
    """
    path = (folder or places.data()) / FILE
    text = (
        "# ogs-teach: กุญแจลับของโรงเรียน ห้ามส่งให้ใคร เก็บสำเนาไว้ในที่ปลอดภัย\n"
        "# The school's secret key: give it to nobody, keep a copy in a safe place.\n"
        f"school = {_quoted(key.school)}\n"
        f'secret = "{letters(key.secret)}"\n'
    )
    _write(path, text, 0o600)
    return path


def read_public(path: Path) -> PublicKey:
    """Read another school's public key.

    Raises
    ------
    CertificateError
        If the file is none.
    """
    table = _read(path)
    raw = unlettered(str(table.get("public", "")))
    if raw is None or len(raw) != RAW:
        raise CertificateError(Problem("certificates.key.no-public", where=str(path)))
    return PublicKey(_school(table, path), raw)


def trust(path: Path, folder: Path | None = None) -> PublicKey:
    """Accept another school's certificates from now on; return its key.

    Raises
    ------
    CertificateError
        If the file holds no key, or it cannot be kept.
    """
    key = read_public(path)
    _write((folder or places.data()) / TRUSTED / f"{key.id}.txt", key.text(), 0o644)
    return key


def trusted(folder: Path | None = None) -> list[PublicKey]:
    """Return the keys that certificates are checked with: the own one, then those accepted.

    A file that cannot be read is passed over: it must not stop the others.
    """
    root = folder or places.data()
    found = []
    with suppress(OgsError):
        if own := school_key(root):
            found.append(own.public)
    for path in sorted((root / TRUSTED).glob("*.txt")):
        with suppress(OgsError):
            found.append(read_public(path))
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise ValueError
        return tomllib.loads(content.decode("utf-8-sig"))
    except OSError as error:
        values: dict[str, object] = {"got": str(path), "reason": error.strerror or str(error)}
        raise CertificateError(Problem("certificates.key.unreadable", values=values)) from None
    except (ValueError, RecursionError):
        raise CertificateError(Problem("certificates.key.broken", where=str(path))) from None


def _school(table: dict[str, Any], path: Path) -> str:
    try:
        return name_of(str(table.get("school", "")), "certificates.field.school")
    except OgsError as error:
        raise CertificateError(*(one.at(str(path)) for one in error.problems)) from None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # TOML reads JSON's texts


def _write(path: Path, text: str, mode: int) -> None:
    """Write a file whole or not at all; with its rights from its first byte."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            draft.unlink()
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        draft.replace(path)
    except OSError as error:
        values: dict[str, object] = {"got": str(path), "reason": error.strerror or str(error)}
        raise CertificateError(Problem("certificates.key.unwritable", values=values)) from None
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
