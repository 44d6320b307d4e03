"""Nothing reaches this computer or its neighbours, whatever the way in."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from monitor.errors import FetchError, RefusedError, UnreachableError
from monitor.fetch.guard import in_thread, networks, refusal, resolve
from monitor.model.page import Page

from .conftest import Make, Site

SPECIAL = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.31.255.255", "192.168.1.1"),
    *("100.64.0.1", "100.100.100.200", "169.254.169.254", "168.63.129.16", "224.0.0.1"),
    *("240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "::127.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1"),
]
LOOPBACK = [
    "127.0.0.1",
    "localhost",
    "LOCALHOST.",
    "2130706433",
    "0x7f000001",
    "017700000001",
    "127.1",
    "0177.0.0.1",
    "0",
    "127。0。0。1",
    "１２７.0.0.1",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
]


class Resolver:
    """Answers from a script, one line a question."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return self._answers.pop(0)


def hostile(shared: Path, name: str) -> Any:
    return json.loads((shared / "hostile" / "ssrf" / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("address", SPECIAL)
def test_special_address_is_refused_and_named(address: str) -> None:
    assert refusal(address).startswith(f"{address} is not a public address (")


@pytest.mark.parametrize(
    "address",
    [
        *("93.184.216.34", "1.1.1.1", "172.32.0.1", "100.128.0.1"),
        *("2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"),
    ],
)
def test_public_address_may_be_dialled(address: str) -> None:
    assert refusal(address) == ""


def test_every_recorded_address_is_judged_rightly(shared: Path) -> None:
    addresses = hostile(shared, "addresses")

    assert [name for name, each in addresses["must_refuse"].items() if not refusal(each)] == []
    assert [name for name, each in addresses["must_allow"].items() if refusal(each)] == []


def test_allowed_networks_pass_and_no_others() -> None:
    allowed = networks(["127.0.0.0/8", "fd00::/8"])

    assert {refusal(a, allowed) for a in ("127.8.8.8", "::ffff:127.0.0.1", "fd00::1")} == {""}
    assert all(refusal(a, allowed) for a in ("10.0.0.1", "::1", "fc00::1", "169.254.169.254"))


@pytest.mark.parametrize("host", LOOPBACK)
async def test_no_spelling_of_loopback_reaches_it(make: Make, site: Site, host: str) -> None:
    with pytest.raises(FetchError):
        await make(allow_networks=()).get(site.url("/", host))

    assert site.connections == 0


async def test_spellings_of_loopback_lead_there_where_it_is_allowed(make: Make, site: Site) -> None:
    # Else the test above would prove nothing.
    site.page("/")
    client = make()

    for host in LOOPBACK[:9]:
        # “localhost.” asks DNS; 0 is another address that leads here; httpx refuses leading zeros.
        if host not in ("0", "LOCALHOST.", "0177.0.0.1"):
            assert isinstance(await client.get(site.url("/", host)), Page)


async def test_refusal_says_what_and_why(make: Make, site: Site) -> None:
    with pytest.raises(RefusedError) as caught:
        await make(allow_networks=()).get(site.url("/a"))

    assert caught.value.reason == (
        "127.0.0.1 is not a public address (this computer), and the monitor does not go there; "
        "if it is yours, name its network in the setting allow_networks"
    )


async def test_no_recorded_notation_or_url_reaches_loopback(
    make: Make, site: Site, shared: Path
) -> None:
    client = make(allow_networks=(), resolve=Resolver(*[["127.0.0.1"]] * 99))
    urls = [site.url("/", host) for host in hostile(shared, "host-notations")]

    for url in [*urls, *hostile(shared, "urls")]:
        with pytest.raises(FetchError):
            await client.get(url)

    assert site.connections == 0


async def test_no_recorded_address_is_reached_by_redirect_or_robots(
    make: Make, site: Site, shared: Path
) -> None:
    client = make(allow_networks=("127.0.0.1/32",))
    addresses = dict(hostile(shared, "addresses")["must_refuse"])
    del addresses["loopback"], addresses["v4mapped"]

    for name, address in addresses.items():
        host = f"[{address}]" if ":" in address else address
        url = site.moved(f"/{name.replace('/', '-')}", site.url("/secret", host))
        with pytest.raises(RefusedError, match="is not a public address"):
            await client.get(url)

    assert site.asked("/secret") == 0


async def test_redirect_to_a_clouds_metadata_is_refused(make: Make, site: Site) -> None:
    url = site.moved("/a", "http://169.254.169.254/latest/meta-data/")

    with pytest.raises(RefusedError) as caught:
        await make().get(url)

    assert caught.value.url == url
    assert caught.value.reason == (
        "redirected to http://169.254.169.254/latest/meta-data/: 169.254.169.254 is not a public "
        "address (link-local, or a cloud's metadata), and the monitor does not go there; "
        "if it is yours, name its network in the setting allow_networks"
    )


async def test_robots_txt_that_leads_inside_is_refused(make: Make, site: Site) -> None:
    site.moved("/robots.txt", "http://10.0.0.1/robots.txt")

    with pytest.raises(RefusedError, match=r"its robots\.txt leads to http://10\.0\.0\.1/robots"):
        await make().get(site.page("/a"))
    assert site.asked("/a") == 0


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(["127.0.0.1"], id="loopback"),
        pytest.param(["93.184.216.34", "127.0.0.1"], id="mixed"),
        pytest.param(["93.184.216.34", "::1"], id="mixed families"),
        pytest.param(["169.254.169.254"], id="metadata"),
        pytest.param(["64:ff9b::7f00:1"], id="NAT64"),
        pytest.param(["fe80::1%1"], id="zone"),
    ],
)
async def test_name_with_one_address_inside_is_refused(
    make: Make, site: Site, answer: list[str]
) -> None:
    client = make(allow_networks=(), resolve=Resolver(answer))

    with pytest.raises(RefusedError, match=r"rebind\.example has an address, .* is not a public"):
        await client.get(site.url("/", "rebind.example"))
    assert site.connections == 0


async def test_name_is_resolved_once_for_a_connection_and_checked_each_time(
    make: Make, site: Site
) -> None:
    resolver = Resolver(["127.0.0.1"], ["127.0.0.1"], ["127.0.0.9"])
    client = make(allow_networks=("127.0.0.1/32",), resolve=resolver)
    url = site.page("/a").replace("127.0.0.1", "rebind.example")

    assert isinstance(await client.get(url), Page)
    assert resolver.asked == 2
    with pytest.raises(RefusedError):
        await client.get(url)
    assert resolver.asked == 3
    assert site.connections == 2


async def test_name_without_an_address_is_out_of_reach(make: Make) -> None:
    with pytest.raises(UnreachableError, match="does not resolve"):
        await make(resolve=Resolver([])).get("http://empty.example/")


async def test_next_address_is_tried_where_one_does_not_answer(make: Make, site: Site) -> None:
    # Nothing listens on 127.0.0.2 at that port.
    resolver = Resolver(*[["127.0.0.2", "127.0.0.1"]] * 2)
    site.page("/a")

    found = await make(resolve=resolver).get(site.url("/a", "two.example"))

    assert isinstance(found, Page)
    assert found.peer == f"127.0.0.1:{site.port}"


async def test_routes_are_checked_too(make: Make, site: Site) -> None:
    client = make(allow_networks=(), routes={"post.example": ("127.0.0.1", site.port)})

    with pytest.raises(RefusedError, match=r"not a public address \(this computer\)"):
        await client.get("http://post.example/")
    assert site.connections == 0


async def test_slow_resolver_is_on_the_clock(make: Make) -> None:
    async def never(host: str, port: int) -> Sequence[str]:
        await asyncio.sleep(60)
        return []

    with pytest.raises(UnreachableError, match=r"no whole answer within 0\.1 s"):
        await make(deadline=0.1, resolve=never).get("http://slow.example/")


@pytest.mark.parametrize(
    ("url", "fact"),
    [
        ("", "neither http nor https"),
        ("file:///etc/passwd", "“file” is neither http nor https"),
        ("//post.example/", "neither http nor https"),
        ("http:///a", "names no host"),
        ("http:post.example", "names no host"),
        ("http://post.example:99999/", "is no web address"),
        ("http://post\n.example/", "is no web address"),
        ("http://①.example\u2044/", "is no web address"),
        ("http://" + "a" * 70_000, "is no web address"),
        ("http://[::1/", "is no web address"),
        ("http://me:secret@post.example/", "carries a name or password"),
        ("http://post.example\\@127.0.0.1/", "carries a name or password"),
        ("http://post.example:22/", "port 22 is not a web server's"),
        ("http://post.example:0/", "port 0 is not a web server's"),
        ("https://post.example:25/", "port 25 is not a web server's"),
    ],
)
async def test_what_is_no_web_address_is_refused_without_a_question(
    make: Make, url: str, fact: str
) -> None:
    resolver = Resolver()

    with pytest.raises(RefusedError) as caught:
        await make(resolve=resolver).get(url)

    assert fact in caught.value.reason
    assert resolver.asked == 0


async def test_system_resolves_what_it_knows_and_says_what_it_does_not() -> None:
    assert "127.0.0.1" in await resolve("localhost", 80)
    with pytest.raises(socket.gaierror):
        await resolve("no-such-host.invalid", 80)
    with pytest.raises(UnicodeError):
        await in_thread(lambda: ["x".encode("idna").decode(), "\ud800".encode().decode()])


def test_silent_resolver_does_not_keep_the_program_from_ending() -> None:
    program = (
        "import asyncio, threading\n"
        "from monitor.fetch.guard import in_thread\n"
        "async def main():\n"
        "    silent = asyncio.ensure_future(in_thread(lambda: threading.Event().wait()))\n"
        "    await asyncio.sleep(0)\n"
        "    silent.cancel()\n"
        "asyncio.run(main())\n"
    )

    done = subprocess.run([sys.executable, "-c", program], timeout=30, check=False)

    assert done.returncode == 0


@pytest.mark.parametrize("host", ["xn--", "xn--a", "xn--\u00e9", "xn--" + "9" * 58])
async def test_host_that_is_no_name_in_any_script_is_out_of_reach(make: Make, host: str) -> None:
    with pytest.raises(FetchError):
        await make(resolve=Resolver()).get(f"http://{host}/")


@pytest.mark.parametrize("location", ["http:////]/a", "http:////][-[/"])
async def test_redirect_that_no_parser_can_read_is_refused(
    make: Make, site: Site, location: str
) -> None:
    with pytest.raises(RefusedError, match="is no web address"):
        await make().get(site.moved("/a", location))
