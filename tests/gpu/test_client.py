"""The one client: goes where the deployment allows it, once looked up, and believes nothing (S8)."""

import gzip
import logging
import os
import re
import socket
import ssl
import threading
import zlib

import pytest
from django.core.checks import run_checks

from gpu.connectors import networks
from gpu.connectors.client import Client, under
from gpu.connectors.errors import ConnectorError
from gpu.rules.addresses import host_and_port
from tests.gpu.answering import answer, make_certificate, serving

pytestmark = [pytest.mark.feature("E14"), pytest.mark.goal("R25"), pytest.mark.api10("API7", "API10")]
TOKEN = "eyJ-this-must-not-be-seen"


@pytest.fixture
def site():
    with serving() as found:
        yield found


def client(*entries, **values):
    return Client(networks.parse(entries or ["127.0.0.0/8:1-65535"]), **values)


def refused(act, *args):
    with pytest.raises(ConnectorError) as caught:
        act(*args)
    return caught.value.code


def test_an_answer_comes_back_with_its_status_and_our_headers(site):
    site.acts["/a"] = answer(b'{"a": 1}', 500)
    found = client().get(f"{site.address}/a?b=c", {"X-SLURM-USER-TOKEN": TOKEN})
    assert (found.status, found.body) == (500, b'{"a": 1}')
    path, headers = site.asked[0]
    assert path == "/a?b=c"
    assert (headers["X-SLURM-USER-TOKEN"], headers["Host"]) == (TOKEN, f"127.0.0.1:{site.port}")


@pytest.mark.parametrize(
    "entries", [[], ["10.0.0.0/8:1-65535"], ["127.0.0.1:1"], ["localhost:1-65535"], ["example.kr:1-65535"]]
)
def test_nothing_outside_of_the_declared_networks_is_asked(site, entries):
    asking = Client(networks.parse(entries))
    assert refused(asking.get, f"{site.address}/") == "address_refused"
    assert site.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://127.0.0.1/", "file:///etc/passwd", "//127.0.0.1/", "http://", "http://user:word@127.0.0.1/",
        "http://127.0.0.1:0/", "http://127.0.0.1:99999/", "http://127.0.0.1/\r\nX: y", "http://[::1", "javascript:1",
        "http://127.0.0.1/#", "http://127.0.0.1/a?b#c", "http://127.0.0.1/?a=/slurm/nodes?b",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(url):
    assert refused(client().get, url) == "address_refused"


@pytest.mark.parametrize("end", ["?", "#", "/?x=", "/#x", "?#"])
def test_an_address_with_a_query_is_none_of_a_site(end):
    address = f"https://slurm.gist.example:6820{end}"
    assert host_and_port(address) is None
    assert refused(under, address, "/slurm/v0.0.42/nodes") == "address_refused"
    assert under("https://slurm.gist.example:6820/", "/a") == "https://slurm.gist.example:6820/a"


def test_a_name_is_looked_up_once_and_that_address_is_asked(site):
    """A second answer of the name service leads nowhere: the client does not ask for one."""
    answers = iter([["127.0.0.1"], ["10.9.9.9"]])
    site.acts["/"] = answer(b"{}")
    asking = client("127.0.0.0/8:1-65535", resolve=lambda host: next(answers))
    assert asking.get(f"http://slurm.site.example:{site.port}/").status == 200
    assert site.asked[0][1]["Host"] == f"slurm.site.example:{site.port}"
    assert refused(asking.get, f"http://slurm.site.example:{site.port}/") == "address_refused"


@pytest.mark.parametrize("address", ["169.254.169.254", "127.0.0.1", "224.0.0.1", "::", "::1", "::ffff:127.0.0.1"])
def test_a_declared_name_does_not_lead_to_the_portals_own_machine(site, address):
    asking = client("slurm.site.example:1-65535", resolve=lambda host: [address])
    assert refused(asking.get, f"http://slurm.site.example:{site.port}/") == "address_refused"
    assert site.asked == []


def test_of_several_addresses_only_a_declared_one_is_asked(site):
    site.acts["/"] = answer(b"{}")
    asking = client(resolve=lambda host: ["10.9.9.9", "::ffff:127.0.0.1"])
    assert asking.get(f"http://slurm.site.example:{site.port}/").status == 200


@pytest.mark.parametrize("written", ["2130706433", "0x7f.1", "127.1"])
def test_odd_ways_to_write_an_address_are_judged_by_where_they_lead(site, written):
    assert refused(client("10.0.0.0/8:1-65535").get, f"http://{written}:{site.port}/") == "address_refused"
    assert site.asked == []


def test_a_name_without_an_address_is_out_of_reach():
    def unknown(host):
        raise socket.gaierror

    assert refused(client(resolve=unknown).get, "http://slurm.site.example:1/") == "unreachable"


def test_a_name_service_that_says_nothing_takes_no_longer_than_the_rest():
    silent = threading.Event()
    asking = client(resolve=lambda host: [str(silent.wait(20))], seconds=0.2)
    assert refused(asking.get, "http://slurm.site.example:1/") == "timed_out"
    silent.set()


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(site, status):
    site.acts["/"] = answer(b"", status, Location=f"{site.address}/other")
    assert refused(client().get, f"{site.address}/") == "bad_answer"
    assert site.paths() == ["/"]


def test_a_proxy_of_the_environment_is_not_used(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.acts["/"] = answer(b"{}")
    assert client().get(f"{site.address}/").status == 200


def test_nobody_there():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening
        assert refused(client().get, f"http://127.0.0.1:{taken.getsockname()[1]}/") == "unreachable"


def drip(handler):
    """A byte now and then: each begins a socket's own time limit anew."""
    handler.send_response(200)
    handler.end_headers()
    for _number in range(400):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        if stop.wait(0.05):
            return


stop = threading.Event()


@pytest.mark.parametrize("has_length", [False, True])
def test_a_slow_answer_has_its_time_in_all(site, has_length):
    def act(handler):
        if has_length:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n")
        drip(handler)

    stop.clear()
    site.acts["/"] = act
    assert refused(client(seconds=0.5).get, f"{site.address}/") == "timed_out"
    stop.set()


def test_a_server_that_says_nothing_at_all():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        assert refused(client(seconds=0.3).get, address) == "timed_out"
        assert refused(client(seconds=0.3).get, address.replace("http:", "https:")) == "timed_out"


def test_an_answer_that_says_it_is_too_large(site):
    site.acts["/"] = answer(b"x" * 2000, Content_Length=2000)
    assert refused(client(limit=1000).get, f"{site.address}/") == "too_large"


def test_an_answer_that_grows_too_large(site):
    def act(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 300_000)

    site.acts["/"] = act
    assert refused(client(limit=200_000).get, f"{site.address}/") == "too_large"


def test_packed_answers_are_unpacked(site):
    plain = os.urandom(100_000) + bytes(400_000)
    packed = gzip.compress(plain[:250_000]) + gzip.compress(plain[250_000:])  # in two members
    site.acts["/"] = answer(packed, Content_Encoding="gzip")
    assert client().get(f"{site.address}/").body == plain


def test_a_bomb_ends_at_the_limit(site):
    """64 MiB of nothing in 64 KiB, and the same packed twice as fast by zeros in deflate itself."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(2**20)) for _number in range(64)) + packer.flush()
    assert len(bomb) < 100_000
    site.acts["/"] = answer(bomb, Content_Encoding="gzip")
    assert refused(client(limit=2**20).get, f"{site.address}/") == "too_large"


@pytest.mark.parametrize(
    ("body", "packing"), [(b"not gzip", "gzip"), (gzip.compress(b"x" * 5000, mtime=0)[:-9], "gzip"), (b"x", "br")]
)
def test_what_cannot_be_unpacked_is_no_answer(site, body, packing):
    site.acts["/"] = answer(body, Content_Encoding=packing)
    assert refused(client().get, f"{site.address}/") == "bad_answer"


def test_half_an_answer_is_none(site):
    site.acts["/"] = answer(b"half", Content_Length=8)
    assert refused(client().get, f"{site.address}/") == "bad_answer"


@pytest.mark.parametrize(
    "told", [b"HELLO\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200]
)
def test_what_is_no_http_is_no_answer(site, told):
    site.acts["/"] = lambda handler: handler.wfile.write(told + b"\r\n")
    assert refused(client().get, f"{site.address}/") == "bad_answer"


def test_tls_is_checked_against_the_name_that_was_asked_for(tmp_path):
    certificate = make_certificate(tmp_path, "slurm.site.example")
    trust = ssl.create_default_context(cafile=str(certificate))
    with serving(certificate) as site:
        site.acts["/"] = answer(b"{}")
        asking = client(resolve=lambda host: ["127.0.0.1"], tls=trust)
        assert asking.get(f"https://slurm.site.example:{site.port}/").status == 200
        assert refused(asking.get, f"https://other.site.example:{site.port}/") == "tls"
        unknown = client(resolve=lambda host: ["127.0.0.1"])
        assert refused(unknown.get, f"https://slurm.site.example:{site.port}/") == "tls"
        assert len(site.asked) == 1


def test_secrets_reach_no_error_and_no_log(site, caplog):
    caplog.set_level(logging.DEBUG)
    site.acts["/redirect"] = answer(b"", 302, Location="/")
    site.acts["/broken"] = lambda handler: handler.wfile.write(b"x\r\n\r\n")
    told = []
    for path, token in (("redirect", TOKEN), ("broken", TOKEN), ("x", f"{TOKEN}\r\nX: y"), ("x", f"{TOKEN}한")):
        with pytest.raises(ConnectorError) as caught:
            client().get(f"{site.address}/{path}", {"X-SLURM-USER-TOKEN": token})
        error = caught.value
        while error is not None:
            told += [str(error), repr(error)]
            error = error.__cause__ or error.__context__
    assert TOKEN not in "".join(told) + caplog.text
    assert TOKEN not in repr(client())


@pytest.mark.parametrize(
    "entry",
    ["10.0.0.0/8", "10.0.0.0/8:0", "10.0.0.0/8:5-3", "10.0.0.1/8:22", "a b:22", "::1:22", "[10.0.0.0/8:22", "host/8:22",
     "x:99999", "10.20.0.300:22"],
)  # fmt: skip
def test_a_setting_that_cannot_be_read_is_refused(entry):
    with pytest.raises(ValueError, match=re.escape(entry)):
        networks.parse([entry])


def test_a_faulty_entry_is_named_by_the_check_and_shuts_no_other(settings):
    settings.CONNECTOR_NETWORKS = ["10.20.0.0/16:6820", "10.0.0.0:x", "", " 10.20.0.300:22 "]
    found = [error for error in run_checks() if error.id == "gpu.E001"]
    assert [error.is_serious() for error in found] == [True, True]
    assert ["'10.0.0.0:x'" in found[0].msg, "'10.20.0.300:22'" in found[1].msg] == [True, True]
    assert networks.readable(settings.CONNECTOR_NETWORKS) == networks.parse(["10.20.0.0/16:6820"])
    settings.CONNECTOR_NETWORKS = ["10.20.0.0/16:6820"]
    assert [error for error in run_checks() if error.id == "gpu.E001"] == []


def test_what_a_setting_declares():
    rules = networks.parse(["10.20.0.0/16:6820-6830", " [fd00:1::/64]:22", "Prom.Example.kr:9090", ""])
    declared = [("10.20.3.4", 6825), ("fd00:1::7", 22), ("prom.example.kr", 9090), ("any.name.kr", 6820)]
    assert [networks.is_declared(*place, rules) for place in declared] == [True] * 4
    outside = [("10.21.3.4", 6825), ("10.20.3.4", 22), ("fd00:2::7", 22), ("prom.example.kr", 9091), ("1.2.3.4", 9090)]
    assert [networks.is_declared(*place, rules) for place in outside] == [False] * 5
