"""A company registers itself: check digit, duplicates, double clicks."""

import pytest
from django.db import connection
from django.urls import reverse

from axportal.accounts.scoping import scope_of
from axportal.audit.models import Act
from axportal.core import clock
from axportal.core.errors import InvalidInput
from regions import rules
from regions.models import Membership, Organisation, Province
from regions.services import companies

URL = "/companies/register/"


def form(**changed):
    province = Province.objects.get(code="29")
    values = {
        "biz_reg_no": "220-81-00005", "name_ko": "새 기업", "name_en": "", "representative": "김대표",
        "province": province.pk, "size_class": "sme",
    }  # fmt: skip
    return {**values, "biz_reg_no": f"220-81-0000{rules.check_digit('220810000')}", **changed}


@pytest.mark.parametrize("number", ["124-81-00998", "1248100998", "220-81-62517", "124 81 00998", " 220-81-62517 "])
def test_numbers_that_check(number):
    assert len(rules.read_business_number(number)) == 10


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("123-45-67890", "business_number_check_digit"),
        ("124-81-00990", "business_number_check_digit"),
        ("124-81-0099", "business_number_form"),
        ("", "business_number_form"),
        ("١٢٤٨١٠٠٩٩٨", "business_number_form"),
        ("124-8100998x", "business_number_form"),
    ],
)
def test_numbers_that_do_not(number, code):
    with pytest.raises(InvalidInput) as refusal:
        rules.read_business_number(number)
    assert refusal.value.code == code


def test_exactly_one_last_digit_belongs_to_nine():
    assert [rules.check_digit(f"12481{n:04}") for n in range(5)] == [
        next(d for d in range(10) if _checks(f"12481{n:04}{d}")) for n in range(5)
    ]


def _checks(digits: str) -> bool:
    try:
        rules.read_business_number(digits)
    except InvalidInput:
        return False
    return True


def test_a_person_registers_a_company_and_represents_it(cast, sign_in):
    client = sign_in("outsider")
    answers = [client.post(URL, form()) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    company = Organisation.objects.get(name_ko="새 기업")
    assert (company.kind, company.size_class, company.zone.slug, company.origin) == (
        "company",
        "sme",
        "honam",
        "entered",
    )
    membership = Membership.objects.get(user=cast.outsider)
    assert (membership.role, membership.organisation) == ("company_representative", company)
    assert scope_of(cast.outsider).organisations("company_representative") == {company.pk}
    assert list(Act.objects.filter(actor=cast.outsider).values_list("action", flat=True)) == [
        "regions.company.registered", "regions.membership.granted",
    ]  # fmt: skip


def test_a_registered_company_is_refused_with_whom_to_ask(cast, sign_in):
    answer = sign_in("outsider").post(URL, form(biz_reg_no="124-81-00998"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "이미 등록된 기업입니다(시험기업 가). 대표 담당자(c***@cast.example)에게" in html
    assert "company_representative@cast.example" not in html
    assert 'value="새 기업"' in html
    assert not Membership.objects.filter(user=cast.outsider).exists()


def test_a_company_that_a_partner_named_becomes_its_representatives(cast):
    number = rules.read_business_number(form()["biz_reg_no"])
    named = companies.name_organisation(
        name="새기업(주)", kind="company", biz_reg_no=number, actor=cast.company_representative, at=clock.now()
    )
    values = {
        "biz_reg_no": number,
        "name_ko": "새 기업",
        "province": Province.objects.get(code="30"),
        "size_class": "mid",
    }
    assert companies.register_company(values=values, actor=cast.outsider, at=clock.now()) == named
    named.refresh_from_db()
    assert (named.name_ko, named.size_class, named.zone.slug) == ("새 기업", "mid", "jungbu")


def test_mistakes_are_told_at_their_fields_and_nothing_typed_is_lost(sign_in):
    answer = sign_in("outsider").post(URL, form(biz_reg_no="123-45-67890", size_class=""))
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "마지막 자리(0)가 검증 규칙과 맞지 않습니다." in html
    assert 'value="123-45-67890"' in html
    assert "고칠 곳이 2곳 있습니다" in html


def test_a_visitor_is_led_to_sign_in_and_back(client, db):
    assert client.get(URL).url == f"{reverse('account_login')}?next=%2Fcompanies%2Fregister%2F"


@pytest.mark.parametrize(("wanted", "goes"), [("/calls/", "/calls/"), ("https://evil.example/", "/calls/")])
def test_it_leads_on_within_the_portal_only(sign_in, wanted, goes):
    assert sign_in("outsider").post(URL, form(next=wanted)).url == goes


def test_two_people_at_once_make_one_company(committed_db, cast):
    from tests.calls.test_races import together

    values = {"biz_reg_no": rules.read_business_number(form()["biz_reg_no"]), "name_ko": "새 기업",
              "province": Province.objects.get(code="29"), "size_class": "sme"}  # fmt: skip
    one, other = cast.outsider, cast.reviewer
    results = together(
        *[
            lambda actor=actor: companies.register_company(values=values, actor=actor, at=clock.now())
            for actor in (one, other)
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["InvalidInput", "Organisation"]
    assert Organisation.objects.filter(name_ko="새 기업").count() == 1
    assert connection.vendor == "postgresql"
