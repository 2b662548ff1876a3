"""Sites that a person keeps: rows and files, a look before keeping, the day and the person noted."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from axportal.core import clock
from axportal.core.errors import InvalidInput, WrongState
from gpu.models import IngestBatch, Node, StreamState
from gpu.rules.hand_files import HandRow, decoded, read, written
from gpu.services import by_hand
from tests.gpu.operating import make_site

pytestmark = [pytest.mark.feature("E2", "E3")]
HEAD = "server,type,gpus,allocated,in_service,reason\n"
ROWS = [HandRow("s1", "h100", 8, None, True, ""), HandRow("s2", "a100", 4, 2, False, "수리")]


@pytest.fixture
def site(cast):
    return make_site(connector="hand")


@pytest.fixture
def address(site):
    return f"/gpu/sites/{site.uuid}/by-hand/"


def enter(site, cast, rows, *, key="1", days=0):
    at = clock.now()
    as_of = clock.seoul_date(at) - timedelta(days=days)
    return by_hand.enter(cluster=site, rows=rows, as_of=as_of, key=key, actor=cast.gpu_operator, at=at)


def standing(site):
    nodes = Node.objects.filter(cluster=site, retired_at=None)
    return {(node.name, gpus.type_name): gpus.installed for node in nodes for gpus in node.gpus.all()}


def test_a_list_is_entered_with_its_day_and_person(site, cast):
    batch = enter(site, cast, ROWS, days=3)
    assert standing(site) == {("s1", "h100"): 8, ("s2", "a100"): 4}
    assert (batch.received_by, batch.as_of) == (cast.gpu_operator, clock.seoul_date(clock.now()) - timedelta(days=3))
    assert Node.objects.get(name="s1").gpus.get().allocated is None
    observed = StreamState.objects.get(stream="inventory").observed_at
    assert clock.seoul_date(observed) == batch.as_of


def test_a_correction_of_the_same_day_counts(site, cast):
    enter(site, cast, ROWS)
    enter(site, cast, [ROWS[0]._replace(gpus=6)], key="2")
    assert standing(site) == {("s1", "h100"): 6}
    enter(site, cast, ROWS, key="3")
    assert standing(site) == {("s1", "h100"): 8, ("s2", "a100"): 4}


def test_the_same_form_twice_has_one_effect(site, cast):
    assert enter(site, cast, ROWS) == enter(site, cast, ROWS)
    assert IngestBatch.objects.count() == 1


@pytest.mark.parametrize("days", [-1, 5])
def test_days_to_come_and_days_before_the_newest_are_refused(site, cast, days):
    enter(site, cast, ROWS, days=2)
    with pytest.raises(InvalidInput) as refused:
        enter(site, cast, ROWS, key="2", days=days)
    assert set(refused.value.fields) == {"as_of"}


def test_a_site_that_reports_by_itself_is_not_overwritten(cast):
    with pytest.raises(WrongState):
        enter(make_site(), cast, ROWS)


def test_old_days_may_be_entered(site, cast):
    enter(site, cast, ROWS, days=400)
    assert standing(site) == {("s1", "h100"): 8, ("s2", "a100"): 4}


# --- files --------------------------------------------------------------------------------------------------------


def test_a_table_reads_as_it_was_written():
    assert read(written(ROWS)).rows == tuple(ROWS)
    odd = [HandRow("=cmd", "h100", 1, None, None, "-1")]
    assert "'=cmd" in written(odd)
    assert read(written(odd)).rows == tuple(odd)


@pytest.mark.parametrize(
    "content",
    [
        "서버,종류,장수,가동\ns1,H100,8,예\n".encode("cp949"),
        "\ufeff서버;종류;장수;가동\r\ns1;H100;8;예\r\n".encode(),
        b"Server\tType\tGPUs\tIn_Service\ns1\th100\t8\tyes\n\n",
    ],
)
def test_files_as_spreadsheets_save_them(content):
    table = read(decoded(content))
    assert (table.faults, table.rows) == ((), (HandRow("s1", "h100", 8, None, True, ""),))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a,b\n1,2\n", 1, ""),
        (HEAD, 1, ""),
        (HEAD + "s1,h100,eight,,,\n", 2, "gpus"),
        (HEAD + "s1,h100,8,9,,\n", 2, "allocated"),
        (HEAD + "s1,h100,8,,perhaps,\n", 2, "in_service"),
        (HEAD + ",h100,8,,,\n", 2, "server"),
        (HEAD + "s1,h100,8,,,\ns1,H100,8,,,\n", 3, "server"),
        (HEAD + 's1,"h100,8,,,\n', 1, ""),
        (HEAD + f"{'s' * 101},h100,8,,,\n", 2, "server"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, line, column):
    fault = read(text).faults[0]
    assert (fault.line, fault.column) == (line, column)


def test_no_text_at_all_is_refused():
    for content in (b"\x00\x01", b"\xff\xff\xff", b"a" * (1024 * 1024 + 1)):
        with pytest.raises(InvalidInput):
            decoded(content)


# --- pages --------------------------------------------------------------------------------------------------------


def rows_of(*rows, **more):
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0", "as_of": "2026-11-01", "act": "rows"}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data | more


def hidden(html, name):
    return html.split(f'name="{name}" value="')[1].split('"')[0].replace("&#x27;", "'")


def test_rows_are_looked_at_and_then_kept(site, address, sign_in):
    client = sign_in("gpu_operator")
    row = {"server": "s1", "type_name": "H100", "gpus": "8", "allocated": "", "in_service": "yes", "reason": ""}
    look = client.post(address, rows_of(row))
    assert look.status_code == 200
    assert not Node.objects.exists()
    html = look.content.decode()
    kept = client.post(
        address, {"act": "keep", "text": hidden(html, "text"), "key": hidden(html, "key"), "as_of": "2026-11-01"}
    )
    assert kept.status_code == 302
    assert standing(site) == {("s1", "h100"): 8}
    assert "2026. 11. 1." in client.get(f"/gpu/sites/{site.uuid}/console/").content.decode()


def test_a_refused_row_keeps_what_was_typed(address, sign_in):
    row = {
        "server": "서버 하나",
        "type_name": "H100",
        "gpus": "여덟",
        "allocated": "",
        "in_service": "no",
        "reason": "수리",
    }
    page = sign_in("gpu_operator").post(address, rows_of(row))
    html = page.content.decode()
    assert page.status_code == 400
    assert all(f'value="{text}"' in html for text in ("서버 하나", "H100", "여덟", "수리", "2026-11-01"))
    assert not Node.objects.exists()


def test_more_rows_are_given_without_judgement(address, sign_in):
    page = sign_in("gpu_operator").post(address, rows_of({"server": "s1", "gpus": "x"}, act="more"))
    html = page.content.decode()
    assert page.status_code == 200
    assert 'value="s1"' in html
    assert 'name="form-3-server"' in html


def test_a_file_is_looked_at_and_its_faults_are_told(site, address, cast, sign_in):
    enter(site, cast, ROWS, days=9)
    client, day = sign_in("gpu_operator"), clock.seoul_date(clock.now()).isoformat()

    def upload(text):
        file = SimpleUploadedFile("servers.csv", text.encode())
        return client.post(address, {"act": "file", "as_of": day, "file": file})

    bad = upload(HEAD + "s1,h100,eight,,,\n")
    assert bad.status_code == 400
    assert f'value="{day}"' in bad.content.decode()
    html = upload(HEAD + "s1,h100,16,,,\ns3,a100,4,,,\n").content.decode()
    assert all(word in html for word in ("새로", "바뀜", "빠짐", "GPU 12장 → 20장"))
    back = client.post(address, {"act": "back", "text": hidden(html, "text"), "key": hidden(html, "key"), "as_of": day})
    assert 'value="s3"' in back.content.decode()
    assert standing(site) == {("s1", "h100"): 8, ("s2", "a100"): 4}


def test_a_day_refused_at_keeping_leaves_the_look_with_everything(site, address, cast, sign_in):
    enter(site, cast, ROWS)
    key = "5f0d4c3a-9a43-4f67-9c2b-3f2f5d1f7c11"
    text = written([ROWS[0]])
    page = sign_in("gpu_operator").post(address, {"act": "keep", "text": text, "key": key, "as_of": "2026-01-01"})
    assert page.status_code == 400
    html = page.content.decode()
    assert key in html
    assert "s1,h100,8" in html
    assert 'value="2026-01-01"' in html


def test_the_list_comes_as_a_file(site, cast, sign_in):
    enter(site, cast, ROWS)
    answer = sign_in("gpu_operator").get(f"/gpu/sites/{site.uuid}/servers.csv")
    assert read(answer.content.decode()).rows == tuple(ROWS)
