"""Slurm by OpenSSH: what ssh is started with, what each of its endings means, and what the forced command lets through.

A small program stands in for ssh; `make slurm-test` does the same with a real sshd and a real cluster.
"""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gpu.connectors import networks
from gpu.connectors.errors import ConnectorError
from gpu.connectors.slurm.ssh import SlurmSsh, known_hosts, place_of

pytestmark = [pytest.mark.feature("E2", "E14"), pytest.mark.goal("R25")]
ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).parent / "data"
SCRIPT = ROOT / "deploy" / "gpu-site" / "slurm-forced-command.sh"
T = 1_790_000_000
SINCE, UNTIL = (datetime.fromtimestamp(seconds, tz=UTC) for seconds in (T - 5000, T))
KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END OPENSSH PRIVATE KEY-----"
HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEexample root@login"
STAND_IN = """#!{python}
import json, os, sys, time
words = sys.argv[1:]
key = words[words.index("-i") + 1]
hosts = next(word for word in words if word.startswith("-oUserKnownHostsFile=")).partition("=")[2]
told = {{"words": words, "key": open(key).read(), "hosts": open(hosts).read(), "environment": dict(os.environ),
         "modes": [oct(os.stat(file).st_mode & 0o777) for file in (key, hosts, os.path.dirname(key))]}}
json.dump(told, open({told!r}, "w"))
{act}
"""


@pytest.fixture
def site(tmp_path):
    def made(act, **values):
        program = tmp_path / "ssh"
        told = tmp_path / "told.json"
        program.write_text(STAND_IN.format(python=sys.executable, told=str(told), act=act))
        program.chmod(0o755)
        start = {
            "host_key": HOST_KEY,
            "rules": networks.parse(["127.0.0.1:22-2222"]),
            "key": KEY,
            "account": "axportal",
        }
        return SlurmSsh(**{"address": "127.0.0.1:2022", **start, "program": str(program), **values})

    made.told = lambda: json.loads((tmp_path / "told.json").read_text())
    return made


def says(name):
    head = "print('axportal-gpu-site 1', int(time.time() * 1000) + 5000)"
    return f"{head}\nsys.stdout.write(open({str(DATA / name)!r}).read())"


def code_of(act, *args):
    with pytest.raises(ConnectorError) as caught:
        act(*args)
    assert "c2VjcmV0" not in f"{caught.value!r}{caught.value.raw}"
    return caught.value.code


def test_every_list_comes_through(site):
    assert len(site(says("nodes_22.05.json")).inventory().rows) == 5
    assert len(site(says("jobs_24.11.json")).queue().rows) == 5
    assert len(site(says("usage.txt")).attempts(SINCE, UNTIL).rows) == 4
    assert len(site(says("events.txt")).events(SINCE, UNTIL).rows) == 1  # of three, one touches this time
    found = site(says("accounting.txt")).accounting(SINCE, UNTIL)
    assert dict(found.rows) == {"gist": 4800, "kaist": 7200}
    assert 3500 < found.offset_ms < 6500
    assert "gist1" not in found.raw


def test_ssh_is_started_strictly_and_leaves_nothing(site, tmp_path):
    asking = site(says("usage.txt"))
    asking.attempts(SINCE, UNTIL)
    told = site.told()
    place = ["-p", "2022", "-l", "axportal", "--", "127.0.0.1"]
    assert told["words"][-9:] == [*place, "usage", str(T - 5000), str(T)]
    for option in ("BatchMode=yes", "StrictHostKeyChecking=yes", "IdentitiesOnly=yes", "ProxyCommand=none",
                   "ClearAllForwardings=yes", "PasswordAuthentication=no", "IdentityAgent=none"):  # fmt: skip
        assert f"-o{option}" in told["words"]
    assert told["words"][:2] == ["-F", "/dev/null"]
    assert told["modes"] == ["0o600", "0o600", "0o700"]
    assert told["key"] == KEY + "\n"
    assert told["hosts"] == "axportal-site ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEexample\n"
    assert set(told["environment"]) <= {"PATH", "LC_ALL", "LC_CTYPE", "__CF_USER_TEXT_ENCODING"}
    assert not Path(told["words"][told["words"].index("-i") + 1]).exists()
    assert KEY not in repr(asking)


def ends(status, text=""):
    return f"sys.stderr.write({text!r})\nsys.exit({status})"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (ends(255, "Host key verification failed.\n"), "host_key"),
        (ends(255, "@@@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @@@"), "host_key"),
        (ends(255, "axportal@h: Permission denied (publickey)."), "authentication"),
        (ends(255, "ssh: connect to host h port 22: Connection refused"), "unreachable"),
        (ends(255, "ssh: connect to host h port 22: Connection timed out"), "timed_out"),
        (ends(255, 'Load key "/tmp/ax-ssh-x/key": invalid format'), "no_secret"),
        (ends(64, "axportal-gpu-site: nodes | jobs"), "unsupported"),
        (ends(1, "slurm_load_node: Unable to contact slurm controller"), "reported_errors"),
        ("print('Last login: today')", "bad_answer"),
        ("print('axportal-gpu-site 1 1790000000000')\nprint('no json')", "bad_answer"),
        ('print(\'axportal-gpu-site 1 1790000000000\')\nprint(\'{"nodes": [], "errors": ["x"]}\')', "reported_errors"),
    ],
)
def test_each_ending_has_its_code(site, act, code):
    assert code_of(site(act).inventory) == code


def test_too_long_and_too_much(site):
    began = time.monotonic()
    assert code_of(site("time.sleep(60)", seconds=0.7).inventory) == "timed_out"
    assert time.monotonic() - began < 30
    assert code_of(site("while True: sys.stdout.write('x' * 65536)", limit=10**6).inventory) == "too_large"
    noise = "sys.stderr.write('y' * 10**7)\n" + says("nodes_22.05.json")
    assert len(site(noise).inventory().rows) == 5


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"address": "10.0.0.1"}, "address_refused"),
        ({"address": "127.0.0.1:2223"}, "address_refused"),
        ({"address": "-oProxyCommand=touch x"}, "address_refused"),
        ({"address": "a@127.0.0.1"}, "address_refused"),
        ({"account": "-l root"}, "authentication"),
        ({"key": " "}, "no_secret"),
        ({"host_key": "no key"}, "host_key"),
        ({"program": "/nowhere/ssh"}, "unsupported"),
    ],
)
def test_what_ssh_is_not_even_started_for(site, tmp_path, values, code):
    assert code_of(site(says("nodes_22.05.json"), **values).inventory) == code
    assert not (tmp_path / "told.json").exists()


def test_places_and_keys_are_read_as_people_write_them():
    assert [place_of(text) for text in ("login.kr", "login.kr:2222", "[fd00::1]:2222", "10.1.2.3")] == [
        ("login.kr", 22), ("login.kr", 2222), ("fd00::1", 2222), ("10.1.2.3", 22),
    ]  # fmt: skip
    scanned = f"# login SSH-2.0\nlogin.kr {HOST_KEY}\n[login.kr]:22 ecdsa-sha2-nistp256 AAAAE2Vj="
    assert known_hosts(scanned).count("axportal-site ") == 2


@pytest.mark.parametrize(
    "words",
    [
        "", "ls", "nodes -x", "nodes;id", "usage", "usage 1 2", "usage 1790000000", "usage 1790000000 1790000000 1",
        "usage $(id) 1790000000", "accounting 1790000000 17900000x0", "usage 17900000000000 1790000000", "* *",
        "ping now",
    ],
)  # fmt: skip
def test_the_forced_command_knows_its_words_alone(words, tmp_path):
    environment = {"PATH": os.environ["PATH"], "SSH_ORIGINAL_COMMAND": words}
    ended = subprocess.run(["sh", str(SCRIPT)], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (64, "")
