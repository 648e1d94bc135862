"""What is wrong with a database and what to do, in a sentence without a value of the statement that failed."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from auditor.store.schema import Schema

_WRITTEN_TO: Final = "another program is writing to it; try again when it has ended"
_LOST: Final = "the server cannot be reached, or the connection was lost; see that it runs, and give the same command again"
# By the beginnings of the codes that PostgreSQL gives.
_ANSWERS: Final = {
    "28": "the server does not let this user in; see to the name, and to the password in PGPASSWORD or the file .pgpass",
    "3D000": "the server has no such database; have it made, or name another",
    "42501": "this user lacks a right there; have it granted by whoever keeps the database",
    "55P03": _WRITTEN_TO,
    "53": "the server has no room or no connection left; have it seen to, and give the same command again",
    "57P": _LOST,
    "08": _LOST,
}


def why(problem: SQLAlchemyError, schema: Schema) -> str:
    """The sentence for a problem that SQLAlchemy tells."""
    cause = getattr(problem, "orig", None)
    match getattr(cause, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _WRITTEN_TO
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"the file is damaged, or no database; {schema.damaged}"
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return "it cannot be written, since the disk is full or has gone; see to it, and give the same command again"
    if type(cause).__module__.startswith("pg8000."):
        return _of_server(cause)
    remedy = f"see to the file and its rights, or {schema.elsewhere}"
    return f"the database refuses ({type(cause or problem).__name__}); {remedy}"


def untrusted(problem: OSError) -> str | None:
    """The sentence for a server that is not the one it should be; None for any other problem."""
    from ssl import SSLCertVerificationError, SSLError

    if isinstance(problem, SSLCertVerificationError):
        what = f"the server's certificate cannot be trusted ({problem.verify_message.rstrip('.')})"
        return f"{what}; name the certificate of its authority with sslrootcert, and call the server by the name in its own"
    return f"no safe connection to the server could be made ({type(problem).__name__})" if isinstance(problem, SSLError) else None


def _of_server(cause: object) -> str:
    """What the driver tells: the fields of an answer, or words of its own where there was none."""
    told = getattr(cause, "args", ())
    if not told or not isinstance(told[0], dict):
        if told == ("Server refuses SSL",):
            return "the server speaks without encryption, and what it would be told is patients' data; have TLS switched on there"
        return _LOST
    code = str(told[0].get("C", ""))
    return next((said for begin, said in _ANSWERS.items() if code.startswith(begin)), f"the server refuses (code {code})")
