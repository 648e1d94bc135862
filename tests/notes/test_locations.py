"""Notes in a service: a real S3 server on loopback, and the file systems that fsspec keeps in memory."""

from __future__ import annotations

import json
import logging
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import fsspec
import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from auditor.errors import LocationError
from auditor.model import Note
from auditor.notes.formats.limits import Limits
from auditor.notes.formats.settings import Settings
from auditor.notes.location import Location, place_of
from auditor.notes.read import FileReader
from auditor.notes.seen import NotAudited, Seen, ToRead
from auditor.notes.walk import walk

TEXT = b"Surgeon: Dr. Zed\nThe appendix was removed."
ODD = ("a b.txt", "c#2.txt", "d?v=1.txt", "e%20f.txt", "=1+1.txt", "\u202egnp.txt", "ü 骨.TXT")


class Bucket:
    """A bucket of the server, with its own name for each test."""

    def __init__(self, client: Any, name: str) -> None:
        self._client, self.name = client, name
        client.create_bucket(Bucket=name)

    def put(self, key: str, body: bytes = TEXT) -> None:
        self._client.put_object(Bucket=self.name, Key=key, Body=body)

    def remove(self, key: str) -> None:
        self._client.delete_object(Bucket=self.name, Key=key)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from moto import server as moto  # not above: it takes seconds, and most runs of single tests need none of it

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bucket:
    import boto3

    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    client = boto3.client("s3", endpoint_url=server)
    return Bucket(client, request.node.originalname.replace("_", "-").lower()[:60].strip("-"))


@pytest.fixture
def memory() -> Iterator[Any]:
    service = fsspec.filesystem("memory")
    yield service
    service.rm("/", recursive=True)


def place(url: str) -> Location:
    found = place_of(url)
    assert isinstance(found, Location)
    return found


def read(seen: tuple[Seen, ...], **limits: Any) -> dict[str, str]:
    """Each row's source, and its text or why there is none."""
    rows: dict[str, str] = {}
    with FileReader(Settings(limits=replace(Limits(), **limits))) as reader:
        for item in seen:
            for found in reader.notes(item) if isinstance(item, ToRead) else [item]:
                assert found.source not in rows
                rows[found.source] = found.text if isinstance(found, Note) else found.reason
    return rows


def test_a_bucket_is_walked_as_the_same_folder_on_this_machine(bucket: Bucket, tmp_path: Path) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr("in/x.txt", TEXT)
        file.writestr("y.txt", "")
    files = {
        **dict.fromkeys((f"n/{name}" for name in ODD), TEXT),
        "n/many.csv": b"note text\none\ntwo\n", "n/z.zip": packed.getvalue(), "n/empty.txt": b"", "n/~$lock.docx": b"x",
        "n/.hidden/a.txt": TEXT, "n/.b.txt": TEXT, "n/audit.xlsx": b"x", "n/evidence/index.html": b"x", "n/sub/a b.txt": TEXT,
        "n/sub/deep/k.json": b"{}", "n/sub/deep/k.txt": TEXT, "n/other.json": b"{}", "n/photo.jpg": b"\xff\xd8\xff\xe0",
        "n/letter.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "n/sample/frame.sha256": b"x", "n/sample/sample.txt": b"x",
    }  # fmt: skip
    for name, body in files.items():
        bucket.put(name, body)
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(body)
    there, here = walk([place(f"s3://{bucket.name}/n")]), walk([tmp_path / "n"])
    root = f"s3://{bucket.name}/n"

    def named(seen: tuple[Seen, ...], top: str) -> list[object]:
        return [(each.source.removeprefix(top), each.id if isinstance(each, ToRead) else each.reason) for each in seen]

    assert named(there, root) == named(here, str(tmp_path / "n"))
    assert len(there) == 23
    below = {source.removeprefix(root): said for source, said in read(there).items()}
    assert below == {source.removeprefix(str(tmp_path / "n")): said for source, said in read(here).items()}
    assert below["/z.zip/in/x.txt"] == below["/ü 骨.TXT"] == TEXT.decode()


def test_a_file_is_named_alone(bucket: Bucket) -> None:
    for name in ODD:
        bucket.put(f"n/{name}", TEXT + name.encode())
    for name in ODD:
        assert read(walk([place(f"s3://{bucket.name}/n/{name}")])) == {f"s3://{bucket.name}/n/{name}": TEXT.decode() + name}


def test_more_objects_than_a_service_lists_at_once(bucket: Bucket) -> None:
    for number in range(1, 1_011):
        bucket.put(f"{number:04}.txt", b"Appendix %d" % number)
    seen = walk([place(f"s3://{bucket.name}/")])
    assert [item.id for item in seen if isinstance(item, ToRead)] == [f"{number:04}" for number in range(1, 1_011)]
    assert read(seen[-2:]) == {f"s3://{bucket.name}/{n}.txt": f"Appendix {n}" for n in (1009, 1010)}


def test_marks_of_folders_and_folders_without_a_name(bucket: Bucket) -> None:
    bucket.put("n/", b"")
    bucket.put("n/empty/", b"")
    bucket.put("n//lost.txt")
    bucket.put("n/both")
    bucket.put("n/both/a.txt")
    assert read(walk([place(f"s3://{bucket.name}/n/")])) == {
        f"s3://{bucket.name}/n/": "the folder has no name",
        f"s3://{bucket.name}/n/both": TEXT.decode(),
        f"s3://{bucket.name}/n/both/a.txt": TEXT.decode(),
    }


def test_a_file_that_vanished_and_one_that_is_too_large(bucket: Bucket) -> None:
    bucket.put("gone.txt")
    bucket.put("large.txt", b"x" * 1001)
    bucket.put("grown.txt", b"x")
    bucket.put("shrunk.txt", b"x")
    seen = walk([place(f"s3://{bucket.name}")])
    bucket.remove("gone.txt")
    bucket.put("grown.txt", b"x" * 1001)
    bucket.put("shrunk.txt", b"")
    assert {source.rpartition("/")[2]: said for source, said in read(seen, file=1000).items()} == {
        "gone.txt": "the file is no longer there",
        "grown.txt": "the file is larger than 0 MB",
        "large.txt": "the file is larger than 0 MB",
        "shrunk.txt": "the service did not give it (OSError)",
    }


def test_what_is_too_large_is_not_fetched(memory: Any) -> None:
    memory.pipe("/n/large.txt", b"x" * 1001)
    (item,) = walk([place("memory://n")])
    memory.rm("/n/large.txt")  # had it been asked for, it would be no longer there
    assert read((item,), file=1000) == {"memory://n/large.txt": "the file is larger than 0 MB"}


def test_what_is_to_be_read_goes_to_another_process_and_holds_nothing_open(bucket: Bucket) -> None:
    bucket.put("a.txt")
    seen = walk([place(f"s3://{bucket.name}")])
    packed = pickle.dumps(seen)
    assert len(packed) < 1000
    assert read(pickle.loads(packed)) == {f"s3://{bucket.name}/a.txt": TEXT.decode()}  # noqa: S301


def test_names_of_a_file_system_in_memory(memory: Any) -> None:
    for name in (*ODD, "line\nend.txt", f"{'n' * 251}.txt"):
        memory.pipe(f"/n/{name}", TEXT)
    seen = walk([place("memory://n")])
    assert read(seen) == {f"memory://n/{name}": TEXT.decode() for name in (*ODD, "line\nend.txt", f"{'n' * 251}.txt")}
    assert [each.source for each in seen] == sorted(each.source for each in seen)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("s3://no-such-bucket/n", "s3://no-such-bucket/n: there is no such bucket, folder or file; check the name."),
        ("s3://{}/none", "s3://{}/none: there is no such bucket, folder or file; check the name."),
    ],
)
def test_what_is_not_there(bucket: Bucket, url: str, said: str) -> None:
    with pytest.raises(LocationError) as problem:
        walk([place(url.format(bucket.name))])
    assert str(problem.value) == said.format(bucket.name)


def test_a_service_without_credentials(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    with pytest.raises(LocationError) as problem:
        walk([place(f"s3://{bucket.name}")])
    assert str(problem.value) == (
        f"s3://{bucket.name}: the service was given no credentials that it takes; sign in with the service's own tools or set "
        "its environment variables (for S3 AWS_PROFILE), and run it once more."
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sftp://me:secret@host/n", "sftp://: the address holds a password, which would stand in every output; leave it out"),
        ("https://host/n", "https://: notes cannot be listed there; use one of abfs, abfss, az, gcs, gs, hdfs, memory, s3"),
        ("simplecache://x", "simplecache://: notes cannot be listed there; use one of"),
    ],
)
def test_addresses_that_are_not_taken(url: str, said: str) -> None:
    done = CliRunner().invoke(main, ["run", url])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"auditor: {said}")
    assert "secret" not in done.stderr


def test_outputs_stay_on_this_machine(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    done = CliRunner().invoke(main, ["run", str(tmp_path), "--out", "s3://bucket/out"])
    assert done.exit_code == 2
    assert "outputs are written on this machine; name a folder." in done.stderr


def test_a_folder_of_this_machine_by_its_address(tmp_path: Path) -> None:
    assert place_of(f"file://{tmp_path}") == tmp_path
    assert place_of("C:/notes") == Path("C:/notes")


RUN = """
import sys
{before}
from auditor.cli.main import main
try:
    main(sys.argv[1:])
finally:
    print("fsspec" in sys.modules, file=sys.stderr)
"""


def run(*arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN.format(before=before), "run", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def test_a_whole_run(bucket: Bucket, tmp_path: Path) -> None:
    bucket.put("n/one.txt")
    bucket.put("n/two.txt", b"")
    done = run(f"s3://{bucket.name}/n", "--out", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "True"
    (line,) = (tmp_path / "audit.jsonl").read_text("utf-8").splitlines()
    assert (json.loads(line)["id"], json.loads(line)["source"]) == ("one", f"s3://{bucket.name}/n/one.txt")


def test_a_run_on_this_machine_never_loads_what_could_reach_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    assert run(str(tmp_path), "--out", str(tmp_path / "out")).stderr.splitlines()[-1] == "False"


def test_the_extra_is_named_where_it_is_missing(tmp_path: Path) -> None:
    done = run("s3://bucket/n", "--out", str(tmp_path / "out"), before='sys.modules["s3fs"] = None')
    assert done.stderr.splitlines()[0] == (
        "auditor: s3://bucket/n: the extra for such locations is not installed; pip install 'auditor[cloud]'."
    )
    assert done.returncode == 2


def test_a_folder_that_cannot_be_listed_is_a_row(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.pipe("/n/a/x.txt", TEXT)
    memory.pipe("/n/b/y.txt", TEXT)
    real = type(memory).ls

    def refuse(self: Any, path: str, *rest: Any, **more: Any) -> Any:
        if path.endswith("/a"):
            raise PermissionError("Jane Roe")
        return real(self, path, *rest, **more)

    monkeypatch.setattr(type(memory), "ls", refuse)
    first, second = walk([place("memory://n")])
    assert first == NotAudited(
        "memory://n/a", "the service gives you no right to read it", "ask its owner for read access and run the audit once more"
    )
    assert isinstance(second, ToRead)
