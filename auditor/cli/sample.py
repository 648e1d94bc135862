"""`auditor sample`: how many to draw, drawing them, and whether a sample stands."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.claim_options import claims_of, column_options
from auditor.cli.options import rules_folder
from auditor.errors import Exit, SampleError

if TYPE_CHECKING:
    from pydantic import JsonValue

    from auditor.claims.model import ClaimsFile
    from auditor.sampling.model import Design, Frame, Sample

_WIDTH = 100
_share = click.FloatRange(0, 1)
_inside = click.FloatRange(0, 1, min_open=True, max_open=True)
_folder = click.Path(file_okay=False, path_type=Path)
frame_path = click.argument("frame", type=click.Path(exists=True, path_type=Path))


@click.group()
def sample() -> None:
    """Draw random samples that others can draw again, and say what they tell of the whole.

    FRAME is what a sample is drawn from, and what may be said of it: a folder of notes, a claim file, or the audit.jsonl or
    billing.jsonl of a run.
    """


@sample.command()
@click.option("--error-rate", required=True, type=_share, help="Share of errors that is expected, such as 0.05.")
@click.option("--precision", required=True, type=_inside, help="How far off the answer may be, such as 0.03 for 3 points.")
@click.option("--confidence", type=_inside, default=0.95, show_default=True, help="Level of the interval.")
@click.option("--frame", type=click.IntRange(1), help="Number of units in the frame, where it is known.")
def size(error_rate: float, precision: float, confidence: float, frame: int | None) -> None:
    """Say how many units to draw for a rate of errors."""
    from auditor.sampling.size import sample_size
    from auditor.sampling.wording import size_said

    for line in size_said(sample_size(error_rate, precision, confidence, frame)):
        click.echo(click.wrap_text(line, _WIDTH))


@sample.command()
@frame_path
@click.option("--size", required=True, type=click.IntRange(1), help="Number of units to draw.")
@click.option("--seed", help="Number or word that decides the draw. Without it one is made up, and recorded.")
@click.option("--out", required=True, type=_folder, help="Folder to write the record of the sample into.")
@click.option("--spares", type=click.IntRange(0), default=0, show_default=True, help="Further units, of each stratum.")
@click.option("--by", type=click.Choice(["surgeon", "code", "value"]), help="Draw from strata.")
@click.option(
    "--allocation", type=click.Choice(["proportional", "equal", "neyman"]), help="How strata share the size [proportional]."
)
@click.option("--parts", type=click.IntRange(2, 9), help="Number of strata by value [3].")
@click.option("--copy", type=_folder, metavar="FOLDER", help="Copy the drawn notes here, for `auditor run`.")
@column_options
@rules_folder
def draw(
    frame: Path, size: int, seed: str | None, out: Path, spares: int, by: Any, allocation: Any, parts: int | None,
    copy: Path | None, folder: Path | None, **columns: Any,
) -> None:  # fmt: skip
    """Draw a random sample of FRAME and record it.

    Writes sample.json, the record; sample.txt, what was drawn, a line each; frame.sha256, the list of the frame, as
    sha256sum writes it; and strata.tsv where there are strata. A folder that holds a sample keeps it: it is refused if the
    frame changed since, or if another sample is asked for.
    """
    from auditor.cli.trailing import begun
    from auditor.notes.outputs import SAMPLE
    from auditor.sampling.copying import copies
    from auditor.sampling.draw import draw as draw_from
    from auditor.sampling.record import files
    from auditor.sampling.wording import draw_said

    _refuse_inside(frame, out, copy)
    _refuse_full(copy)
    trail = begun()
    trail.inputs.add(frame, "frame")
    found = _read(frame, folder, columns)
    kept = _kept(out, found)
    if seed is None:
        seed = kept.design.seed if kept else str(secrets.randbelow(10**9))
    design = _design(by, allocation, parts, size=size, seed=seed, spares=spares)
    drawn = kept or draw_from(found, design, datetime.now(UTC).isoformat(timespec="seconds"))
    if drawn.design != design:
        what = "it holds another sample of the same frame"  # a draw is not repeated until it pleases
        raise SampleError(out.as_posix(), what, "name another folder, and keep both")
    copied = tuple(copies(drawn, found)) if copy is not None else ()
    written = files(drawn, found)
    _write(out, written.items())
    if copy is not None:
        _write(copy, copied)
    counts: dict[str, JsonValue] = {"frame": len(found.units), "drawn": len(drawn.drawn), "seed": drawn.design.seed}
    trail.settle(out, [out / name for name in written], counts=counts)
    for line in draw_said(drawn):
        click.echo(line)
    click.echo(f"Record: {(out / SAMPLE).as_posix()}")


@sample.command()
@click.argument("record", type=click.Path(dir_okay=False, path_type=Path))
@frame_path
@column_options
@rules_folder
@click.pass_context
def check(ctx: click.Context, /, record: Path, frame: Path, folder: Path | None, **columns: Any) -> None:
    """Hold the sample in RECORD (sample.json) against FRAME, and draw it again.

    Exit status: 0 the frame is the one that was drawn from, and drawing again gives the same units; 1 it is not; 2 wrong
    use, or a record that cannot be used.
    """
    from auditor.sampling.check import check as hold
    from auditor.sampling.record import read_list, read_sample

    kept = read_sample(record)
    found = hold(kept, _read(frame, folder, columns), *read_list(record))
    click.echo(f"{'Sound' if found.sound else 'Refused'}: {found.says}.")
    ctx.exit(Exit.OK if found.sound else Exit.INCOMPLETE)


@sample.command()
@click.argument("record", type=click.Path(dir_okay=False, path_type=Path))
@frame_path
@click.argument("billing", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--confidence", type=_inside, default=0.95, show_default=True, help="Level of the intervals of cases and lines.")
@click.option("--benchmark", type=_inside, help="Accuracy to reach, by convention [that of the rules].")
@click.option("--missing-wrong", is_flag=True, help="Count drawn units without a result as errors.")
@column_options
@rules_folder
@click.pass_context
def rates(
    ctx: click.Context, /, record: Path, frame: Path, billing: Path, confidence: float, benchmark: float | None,
    folder: Path | None, *, missing_wrong: bool, **columns: Any,
) -> None:  # fmt: skip
    """Say how often the claims of a sample are right, and what that says of the frame.

    RECORD is sample.json, FRAME what it was drawn from, BILLING the billing.jsonl of a run over the drawn notes and their
    claims. Results are carried to the frame only if the sample stands and each drawn unit has one.

    Exit status: 0 carried to the frame, 1 may not be projected, 2 wrong use, or a file that cannot be used.
    """
    from auditor.rules.load import load
    from auditor.sampling.check import check as hold
    from auditor.sampling.projection import NotProjected
    from auditor.sampling.record import read_list, read_sample
    from auditor.sampling.results import rates as rates_of
    from auditor.sampling.results import read_results
    from auditor.sampling.wording import rates_said

    kept, convention = read_sample(record), load(folder).billing.benchmark
    checked = hold(kept, _read(frame, folder, columns), *read_list(record))
    asked = convention.accuracy if benchmark is None else benchmark
    found = rates_of(read_results(billing), kept, checked, asked, confidence, missing_wrong=missing_wrong)
    for line in rates_said(found):
        click.echo(click.wrap_text(line, _WIDTH))
    click.echo(f"The benchmark of {100 * asked:g} % is a convention. {convention.why}")
    ctx.exit(Exit.INCOMPLETE if isinstance(found.errors, NotProjected) else Exit.OK)


def _read(path: Path, folder: Path | None, columns: dict[str, Any]) -> Frame:
    """The frame, with the columns of a claim file as the options name them."""
    from auditor.rules.load import load
    from auditor.sampling.frame import read_frame

    rules = load(folder)

    def read_claims(file: Path) -> ClaimsFile:
        found = claims_of(file, **columns, fields=rules.claims)
        assert found is not None
        return found

    return read_frame(path, rules.billing.codes.transfers, read_claims)


def _refuse_inside(frame: Path, *folders: Path | None) -> None:
    """What is written into a frame would be part of it the next time."""
    if frame.is_dir() and any(folder.resolve().is_relative_to(frame.resolve()) for folder in folders if folder is not None):
        raise click.UsageError("a sample cannot be written into its own frame; name folders outside FRAME.")


def _refuse_full(copy: Path | None) -> None:
    if copy is not None and copy.is_dir() and any(copy.iterdir()):
        raise click.UsageError("the folder of --copy holds files already, which would be audited too; name a new one.")


def _design(by: Any, allocation: Any, parts: int | None, *, size: int, seed: str, spares: int) -> Design:
    """What is asked for, with everything that was left open."""
    from auditor.sampling.model import Design
    from auditor.sampling.strata import PARTS

    if by is None and (allocation or parts):
        raise click.UsageError("strata are told of, but none are asked for; name them with --by.")
    if by != "value" and parts:
        raise click.UsageError("--parts cuts values; leave it out, or stratify with --by value.")
    return Design(
        size=size,
        seed=seed,
        spares=spares,
        by=by,
        allocation=(allocation or "proportional") if by else None,
        parts=(parts or PARTS) if by == "value" else None,
    )


def _kept(out: Path, frame: Frame) -> Sample | None:
    """The sample that the folder holds already. Raises SampleError where the frame changed since."""
    from auditor.notes.outputs import SAMPLE
    from auditor.sampling.check import check as hold
    from auditor.sampling.record import read_list, read_sample

    if not (out / SAMPLE).exists():
        return None
    kept = read_sample(out / SAMPLE)
    found = hold(kept, frame, *read_list(out / SAMPLE))
    if not found.sound:
        raise SampleError(out.as_posix(), found.says, "name another folder for a new sample")
    return kept


def _write(folder: Path, contents: Iterable[tuple[str, bytes]]) -> None:
    from auditor.report.files import make_folder, replacing

    for name, content in contents:
        place = folder / name
        make_folder(place.parent)
        with replacing(place) as file:
            file.write(content)
