"""A run from a bucket into a bucket, where moto, which plays S3 on this machine, and s3fs are installed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scale.made import make_article, write_lines, write_warc

for library in ("ray", "moto.server", "s3fs"):
    pytest.importorskip(library)

_FILL = """
import sys, fsspec
system = fsspec.filesystem("s3")
system.mkdir("news")
for path in sys.argv[1:]:
    system.put_file(path, "news/in/" + path.rpartition("/")[2])
"""


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """What processes need to find an S3 of this machine, which runs meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield {
                **os.environ,
                "AWS_ACCESS_KEY_ID": "nobody",
                "AWS_SECRET_ACCESS_KEY": "nothing",
                "AWS_DEFAULT_REGION": "us-east-1",
                "FSSPEC_S3_ENDPOINT_URL": f"http://127.0.0.1:{port}",
            }
        finally:
            server.kill()


def wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


def test_a_run_from_a_bucket_into_a_bucket(tmp_path: Path, environment: dict[str, str]) -> None:
    paths = [
        write_warc(tmp_path / "a.warc.gz", range(3)),
        write_lines(tmp_path / "b.jsonl.gz", [make_article(5), "bad"]),
    ]
    fill = [sys.executable, "-c", _FILL, *map(str, paths)]
    subprocess.run(fill, env=environment, check=True)
    command = [sys.executable, "-m", "onrecord", "scale", "run", "s3://news/in", "s3://news/out", "--json"]
    for ran in (4, 0):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stderr
        summary = json.loads(done.stdout)
        assert (summary["done"]["articles"], summary["done"]["rejected"]) == (4, {"MalformedInput": 1})
        assert summary["articles"] == ran
