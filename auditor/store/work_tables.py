"""The tables of finished audits: a file by what it holds, and what came of it, part by part."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey, LargeBinary, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from auditor.store.schema import MANY, NAMES, Schema

VERSION: Final = 1


class Base(DeclarativeBase):
    """Base of these tables; every key and index has a name, so that a later version can alter it."""

    metadata = MetaData(naming_convention=NAMES)


class FileRow(Base):
    """A file, known by `key`: its bytes, its suffix, how it is read, and all that audits it (`made_with`).

    `folder` tells apart the output folders that share a database. `parts` is None where the file has to be read again all the
    same: it is plain text, or not all of it is finished. `run` is the latest run that met the file.
    """

    __tablename__ = "work_files"
    __table_args__ = (UniqueConstraint("folder", "key"),)

    id: Mapped[int] = mapped_column(MANY, primary_key=True)
    folder: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(64))
    made_with: Mapped[str] = mapped_column(String(64))
    parts: Mapped[int | None]
    run: Mapped[int]


class PartRow(Base):
    """What came of one part of a file, as pressed JSON: an audit, or why there is none."""

    __tablename__ = "work_parts"

    file_id: Mapped[int] = mapped_column(MANY, ForeignKey("work_files.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pressed: Mapped[bytes] = mapped_column(LargeBinary)


SCHEMA: Final = Schema(
    tables=Base.metadata,
    line="work",
    version=VERSION,
    kind="store of finished audits",
    elsewhere="choose another folder with --out, or another database with --store",
    absent="`auditor run` makes one",
    damaged="delete it and give the same command again: it holds no review, and its audits are made anew",
)
