"""Ties come in from a file: whole or not at all, and twice is once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from axportal.audit.models import Access, Act
from axportal.core import clock
from axportal.core.errors import InvalidInput, NotAllowed
from axportal.reviews.models import Person, Tie
from axportal.reviews.services import ties
from regions.models import Organisation
from tests.reviews.factories import make_reviewer

FILE = f"""{",".join(ties.COLUMNS)}
employment,김연구,10000001,gist,,,,,cast-company,연구소,2020-03-01,2025-02-28
co_author,김연구,10000001,gist,,박저자,10000002,,,,2025-06-01,
shareholding,,,,gist,,,,1248100998,,,
"""


def bring_in(cast, content=FILE, who="agency_officer"):
    return ties.import_ties(
        content=content.encode(), source="연구자정보", as_of=date(2026, 11, 1), actor=cast[who], at=clock.now()
    )


@pytest.mark.feature("B18")
def test_a_file_comes_in_once(cast):
    assert bring_in(cast) == ties.Imported(3)
    assert bring_in(cast) == ties.Imported(0)
    company = Organisation.objects.get(key="cast-company")
    shares = Tie.objects.get(kind="shareholding")
    assert (shares.holder.key, shares.organisation, shares.person) == ("gist", company, None)
    together = Tie.objects.get(kind="co_author")
    assert {together.person.name, together.other.name} == {"김연구", "박저자"}
    assert Person.objects.filter(name__in=["김연구", "박저자"]).count() == 2
    act = Act.objects.filter(action="reviews.ties.imported").earliest("id")
    assert act.detail == {"rows": 3, "added": 3}


def test_the_same_pair_the_other_way_round_is_the_same_tie(cast):
    head = FILE.splitlines()[0]
    one = f"{head}\nco_author,가,10000001,,,나,10000002,,,,2025-01-01,\n"
    other = f"{head}\nco_author,나,10000002,,,가,10000001,,,,2025-01-01,\n"
    assert (bring_in(cast, one).added, bring_in(cast, other).added) == (1, 0)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("friend,가,,,,나,,,,,,", "2행: 모르는 종류입니다: friend"),
        ("co_author,가,,,,,,,,,,", "2행: other와 organisation 가운데 하나만 적어 주세요."),
        ("employment,가,,,,,,,없는 기관,,,", "2행: 모르거나 여럿인 기관입니다: 없는 기관"),
        ("employment,,,,gist,,,,cast-company,,,", "2행: 기관이 주체인 것은 지분 보유와 자문뿐입니다."),
        ("employment,가,,,,,,,gist,,2026-02-30,", "2행: 날짜를 2026-11-23처럼 적어 주세요."),
        ("relative,가,12,,,나,,,,,,", "2행: 국가연구자번호는 숫자 8자리에서 12자리입니다."),
        ("relative,900101-1234567,,,,나,,,,,,", "주민등록번호"),
    ],
)
def test_one_wrong_row_keeps_the_whole_file_out(cast, line, sentence):
    head, good = FILE.splitlines()[:2]
    with pytest.raises(InvalidInput) as refused:
        bring_in(cast, f"{head}\n{line}\n{good}\n")
    assert sentence in refused.value.fields["file"][0]
    assert not Tie.objects.exists()
    assert not Person.objects.filter(name="김연구").exists()


NAMES_ALONE = f"""{FILE.splitlines()[0]}
co_author,김연구,10000001,gist,,박저자,,,,,2025-06-01,
relative,평가자1,,gist,,김연구,10000001,,,,,
advisory,평가자1,,,,,,,cast-company,,,
"""


@pytest.mark.feature("B18")
def test_the_keeper_is_told_which_lines_name_somebody_by_a_name_alone(cast, sign_in):
    assert bring_in(cast, NAMES_ALONE) == ties.Imported(3, by_name_alone=(2, 4))
    client = sign_in("call_manager")
    file = SimpleUploadedFile("ties.csv", NAMES_ALONE.encode())
    page = client.post(
        reverse("reviews:tie-list"), {"file": file, "source": "연구자정보", "as_of": "2026-11-02"}, follow=True
    ).content.decode()
    assert "2행은 사람을 이름만으로 적어 소속을 모르는 사람으로 넣었습니다(2, 4행)." in page


def test_only_keepers_bring_ties_in(cast):
    with pytest.raises(NotAllowed):
        bring_in(cast, who="auditor")


def test_the_page_takes_a_file_and_logs_whose_ties_it_shows(cast, sign_in):
    client, address = sign_in("call_manager"), reverse("reviews:tie-list")
    file = SimpleUploadedFile("ties.csv", b"\xef\xbb\xbf" + FILE.encode())
    answer = client.post(address, {"file": file, "source": "연구자정보", "as_of": "2026-11-01"})
    assert answer.status_code == 302
    page = client.get(address).content.decode()
    assert "이해관계 3건을 새로 넣었습니다." in page
    assert "박저자" in page
    looked = Access.objects.filter(what="reviews.ties.read", subject_uuid=Person.objects.get(name="김연구").uuid)
    assert looked.exists()
    wrong = SimpleUploadedFile("ties.csv", "kind\n가".encode("cp949"))
    refused = client.post(address, {"file": wrong, "source": "x", "as_of": "2026-11-01"})
    assert refused.status_code == 400
    assert "UTF-8로 저장한 CSV 파일이 아닙니다." in refused.content.decode()


def test_an_entry_shows_the_ties_of_its_person_from_their_side(cast, sign_in):
    reviewer = make_reviewer(cast, 1, at=clock.now(), researcher_no="10000002")
    bring_in(cast)
    page = sign_in("auditor").get(reviewer.get_absolute_url()).content.decode()
    assert "김연구" in page
    assert "공동 논문" in page
