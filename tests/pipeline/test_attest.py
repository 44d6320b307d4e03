"""Others confirm what came: a real time stamp authority and a public archive, both on loopback."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from monitor.archive import attested, rfc3161
from monitor.archive.schema import revision, stamp
from monitor.archive.store import Archive
from monitor.extract.worker import Inline
from monitor.library.custody import custody
from monitor.library.verify import verify
from monitor.model.custody import Act
from monitor.model.proof import Check, Finding
from monitor.pipeline.attest import Attested, Hooks, attest
from tests.pipeline.conftest import World, villages, watching

CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {0}/serial
crypto_device = builtin
signer_cert = {0}/tsa.pem
signer_key = {0}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
certs = {0}/tsa.pem
[tsa_cert]
extendedKeyUsage = critical,timeStamping
[ca_cert]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[req]
distinguished_name = dn
[dn]
"""


def openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, text=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the keys of a time stamp authority and its root."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no time stamp authority to ask")
    if not rfc3161.available():
        pytest.skip("rfc3161-client is not installed")
    folder = tmp_path_factory.mktemp("tsa")
    config = folder / "tsa.cnf"
    config.write_text(CONFIG.format(folder))
    (folder / "serial").write_text("01\n")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    for name, subject in (("root", "/CN=Root"), ("other", "/CN=Other")):
        openssl("req", "-x509", *curve, "-days", 3650, "-subj", subject, "-config", config,
                "-extensions", "ca_cert", "-keyout", folder / f"{name}.key",
                "-out", folder / f"{name}.pem")  # fmt: skip
    openssl("req", "-new", *curve, "-subj", "/CN=Stamps", "-config", config,
            "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr")  # fmt: skip
    openssl("x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "root.pem",
            "-CAkey", folder / "root.key", "-days", 3650, "-set_serial", 2,
            "-extfile", config, "-extensions", "tsa_cert", "-out", folder / "tsa.pem")  # fmt: skip
    return folder


class Others:
    """What answers as an authority, and as a public archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.base = ""
        self.broken = False
        self.asked: list[str] = []

    def stamp(self, query: bytes) -> bytes:
        (self.folder / "query").write_bytes(query)
        openssl("ts", "-reply", "-config", self.folder / "tsa.cnf", "-section", "one",
                "-queryfile", self.folder / "query", "-out", self.folder / "reply")  # fmt: skip
        return (self.folder / "reply").read_bytes()


@pytest.fixture
def others(authority: Path) -> Iterator[Others]:
    found = Others(authority)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == rfc3161.QUERY
            self.answer(b"nonsense" if found.broken else found.stamp(body), rfc3161.REPLY)

        def do_GET(self) -> None:
            found.asked.append(self.path)
            if found.broken:
                self.send_response(503)
                self.end_headers()
            elif self.path.startswith("/save/"):
                self.send_response(302)
                self.send_header("Location", f"/web/2026/{self.path.removeprefix('/save/')}")
                self.end_headers()
            elif self.path.startswith("/web/"):
                self.answer(b"a copy", "text/html")
            else:
                self.send_response(404)
                self.end_headers()

        def answer(self, body: bytes, media_type: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


async def asked(world: World, others: Others, **hooks: str) -> Attested:
    told = Hooks(**{name: others.base + path for name, path in hooks.items()})
    async with world.tools([watching(world.site)]) as tools:
        return await attest(world.archive, tools.fetcher, told, tools.clock)


async def lived(world: World) -> World:
    villages(world.site, ["Aston"])
    await world.poll(watching(world.site))
    return world


async def found(archive: Archive, roots: bytes = b"") -> list[Finding]:
    told = await verify(archive, Inline(), roots=roots)
    return [each for each in told.findings if each.check is Check.STAMP]


async def test_a_day_that_is_over_is_stamped_once(world: World, others: Others) -> None:
    await lived(world)
    assert await asked(world, others, timestamp_url="/") == Attested(stamps=0, copies=0, failed=0)
    world.hands.forward(timedelta(days=1))
    assert (await asked(world, others, timestamp_url="/")).stamps == 1
    assert (await asked(world, others, timestamp_url="/")).stamps == 0
    (kept,) = attested.stamps(world.archive)
    root = (others.folder / "root.pem").read_bytes()

    assert kept.day == "2026-11-18"
    assert await found(world.archive, root) == []
    assert (await verify(world.archive, Inline(), roots=root)).stamps == 1
    (note,) = await found(world.archive)
    assert not note.fails
    assert "set timestamp_root" in note.next_step
    (event,) = (
        e for e in custody(world.archive, world.archive.find("")[0]).events if e.act is Act.STAMPED
    )
    assert event.details == (("day", "2026-11-18"), ("digest", kept.digest))


async def test_what_was_changed_since_it_was_stamped_is_found(world: World, others: Others) -> None:
    await lived(world)
    world.hands.forward(timedelta(days=1))
    await asked(world, others, timestamp_url="/")
    with world.archive.database.transaction() as connection:
        # Text and hash in agreement: only the stamp knows better.
        connection.execute(revision.update().values(sha256="0" * 64))

    (finding,) = await found(world.archive)
    assert finding.fails
    assert (finding.subject, finding.fact) == ("2026-11-18", "its time stamp is of something else")


@pytest.mark.parametrize("damage", ["another root", "cut", "flipped", "none"])
async def test_a_stamp_that_is_not_what_it_was_is_found(
    world: World, others: Others, damage: str
) -> None:
    await lived(world)
    world.hands.forward(timedelta(days=1))
    await asked(world, others, timestamp_url="/")
    (kept,) = attested.stamps(world.archive)
    assert kept.token
    middle = len(kept.token) - 20
    token = {
        "another root": kept.token,
        "cut": kept.token[:-30],
        "flipped": kept.token[:middle] + bytes([kept.token[middle] ^ 1]) + kept.token[middle + 1 :],
        "none": b"",
    }[damage]
    with world.archive.database.transaction() as connection:
        connection.execute(stamp.update().values(token=token))
    name = "other.pem" if damage == "another root" else "root.pem"
    (finding,) = await found(world.archive, (others.folder / name).read_bytes())

    assert finding.fails
    assert finding.subject == "2026-11-18"


async def test_removed_evidence_does_not_break_a_stamp(world: World, others: Others) -> None:
    from monitor.archive.retention import removable, remove

    await lived(world)
    world.hands.forward(timedelta(days=1))
    await asked(world, others, timestamp_url="/")
    await world.poll(watching(world.site))
    gone = removable(world.archive, world.hands.at)
    for going in gone:
        remove(world.archive, going, world.hands.at)

    assert sum(len(going.cuts) for going in gone) >= 1
    assert await found(world.archive, (others.folder / "root.pem").read_bytes()) == []


async def test_a_failure_is_data_and_tried_again(world: World, others: Others) -> None:
    await lived(world)
    world.hands.forward(timedelta(days=1))
    others.broken = True
    hooks: Any = {"timestamp_url": "/", "archive_to": "/save/"}
    assert await asked(world, others, **hooks) == Attested(stamps=0, copies=0, failed=2)
    assert await asked(world, others, **hooks) == Attested(stamps=0, copies=0, failed=0)
    others.broken = False
    world.hands.forward(timedelta(hours=1))

    assert await asked(world, others, **hooks) == Attested(stamps=1, copies=1, failed=0)


async def test_it_is_given_up_in_the_end(world: World, others: Others) -> None:
    await lived(world)
    others.broken = True
    tries = 0
    for _ in range(20):
        tries += (await asked(world, others, archive_to="/save/")).failed
        world.hands.forward(timedelta(hours=7))

    assert tries == 1 + len(attested.WAITS)


async def test_a_public_archive_is_asked_once_for_what_is_ours(
    world: World, others: Others
) -> None:
    await lived(world)
    assert (await asked(world, others, archive_to="/save/")).copies == 1
    assert (await asked(world, others, archive_to="/save/")).copies == 0
    (document,) = world.archive.documents(world.archive.find(""))
    copy = attested.copy_of(world.archive, document.id)

    assert copy is not None
    assert copy.copy_url == f"{others.base}/web/2026/{document.url}"
    assert f"/save/{document.url}" in others.asked
    assert custody(world.archive, document.id).events[-1].act is Act.COPIED


async def test_nobody_is_asked_unless_the_settings_name_somebody(
    world: World, others: Others
) -> None:
    await lived(world)
    world.hands.forward(timedelta(days=1))

    assert await asked(world, others) == Attested(stamps=0, copies=0, failed=0)
    assert others.asked == []
