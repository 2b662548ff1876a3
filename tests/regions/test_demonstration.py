"""Demonstration data: the same everywhere, flagged, signed in to with own passwords, removable as a whole."""

import hashlib
import json
import stat
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.db.models import F

from axportal.accounts.models import User
from axportal.accounts.scoping import ROLES, scope_of
from axportal.audit import services as audit
from axportal.calls.models import Application, Call
from axportal.calls.services import applications
from axportal.core import clock, counters, demonstration, invariants
from axportal.core.embedded import paths
from axportal.core.errors import NotAllowed
from axportal.core.models import Transition
from gpu.models import DataCentre, GpuPool
from labs.models import JointLab, LabParticipant
from regions.models import CompanyProfile, Delegation, FactModel, Membership, Organisation, Province
from regions.services import companies
from regions.services.demonstration import business_number
from startups.models import Startup
from tests.calls import factories

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
MADE_UP = {"origin": "demonstration"}


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch, settings):
    """A state folder of this test's own: sign-ins and marks go there. A quick hash, for each test makes 18 accounts."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setenv("AXPORTAL_VAR", str(tmp_path))
    return tmp_path


def content():
    """What a demonstration holds, without what the database numbers."""
    return {
        "labs": list(
            JointLab.objects.filter(**MADE_UP).order_by("uuid").values_list(
                "uuid", "name_ko", "institute__key", "zone__code", "status", "publication", "started_on", "ends_on",
                "next_milestone_on", "company_share_won", "gpu_hours", "updated_at",
            )
        ),
        "participants": list(LabParticipant.objects.order_by("uuid").values_list("uuid", "lab__uuid", "company__key")),
        "startups": list(
            Startup.objects.order_by("uuid").values_list("uuid", "status", "from_lab__uuid", "investment_won")
        ),
        "pools": list(GpuPool.objects.filter(**MADE_UP).order_by("uuid").values_list("uuid", "name_ko", "count")),
        "companies": list(Organisation.objects.filter(**MADE_UP).order_by("uuid").values_list("uuid", "biz_reg_no")),
    }  # fmt: skip


class TestLoading:
    @pytest.mark.django_db
    def test_it_is_the_same_in_each_installation(self):
        with transaction.atomic():
            demonstration.load(at=AT)
            first = content()
            transaction.set_rollback(True)
        assert content()["labs"] == []
        demonstration.load(at=AT)
        assert content() == first

    def test_a_second_time_changes_nothing(self, demonstrated):
        before, signins = content(), paths.demo_signins_file().read_text()
        versions = list(JointLab.objects.order_by("pk").values_list("pk", "version"))
        demonstration.load(at=clock.now())
        assert content() == before
        assert list(JointLab.objects.order_by("pk").values_list("pk", "version")) == versions
        assert paths.demo_signins_file().read_text() == signins

    def test_what_people_changed_stays(self, demonstrated):
        JointLab.objects.filter(name_ko="배터리 공정 AX").update(gpu_hours=7)
        demonstration.load(at=AT)
        assert JointLab.objects.get(name_ko="배터리 공정 AX").gpu_hours == 7

    def test_every_zone_has_labs_in_several_states(self, demonstrated):
        by_zone = {}
        for zone, status in JointLab.objects.values_list("zone__slug", "status"):
            by_zone.setdefault(zone, []).append(status)
        assert {zone: len(states) for zone, states in by_zone.items()} == {
            "jungbu": 10, "honam": 14, "daegyeong": 8, "dongnam": 8,
        }  # fmt: skip
        assert all(len(set(states)) >= 3 for states in by_zone.values())
        assert all(states.count("operating") > len(states) / 3 for states in by_zone.values())

    def test_each_institute_has_a_draft_that_others_do_not_see(self, demonstrated):
        drafts = JointLab.objects.filter(publication="draft").values_list("institute__key", flat=True)
        assert {"gist", "kaist"} <= set(drafts)

    def test_every_row_says_that_it_is_made_up(self, demonstrated):
        for model in (JointLab, Startup):
            assert set(model.objects.values_list("origin", flat=True)) == {"demonstration"}
        assert DataCentre.objects.filter(**MADE_UP).count() == 5
        assert not User.objects.filter(email__endswith="@demo.axportal.example", is_demo=False).exists()

    def test_every_lab_has_its_first_step_and_companies_of_its_zone(self, demonstrated):
        steps = dict(Transition.objects.filter(model="labs.jointlab").values_list("object_id", "target"))
        assert steps == dict(JointLab.objects.values_list("pk", "status"))
        assert not JointLab.objects.filter(participants=None).exists()
        for zone, company_zone in LabParticipant.objects.values_list("lab__zone", "company__zone"):
            assert zone == company_zone

    def test_spin_offs_come_from_labs(self, demonstrated):
        spin_offs = Startup.objects.filter(startup_type="spinoff").select_related("from_lab")
        assert len(spin_offs) == 6
        assert {startup.from_lab.zone_id == startup.zone_id for startup in spin_offs} == {True}

    def test_what_happens_happens_in_order(self, demonstrated):
        for startup in Startup.objects.exclude(founded_on=None).select_related("from_lab"):
            began = startup.from_lab.started_on if startup.from_lab else startup.founded_on
            recorded = clock.seoul_date(startup.created_at)
            assert began <= startup.founded_on <= recorded <= clock.seoul_date(demonstrated.at), startup.name_en
        for model in (JointLab, Startup):
            assert not model.objects.filter(updated_at__lt=F("created_at")).exists()
        for lab in JointLab.objects.exclude(started_on=None):
            assert lab.started_on <= clock.seoul_date(demonstrated.at), lab.name_en

    def test_it_breaks_no_invariant(self, demonstrated):
        assert invariants.violations() == {}
        assert counters.recount_differences() == []

    def test_business_numbers_are_right_and_nobodys(self):
        numbers = [business_number(number) for number in range(26)]
        assert numbers[:2] == ["0000000015", "0000000029"]
        assert len(set(numbers)) == 26
        for number in numbers:
            total = sum(int(d) * w for d, w in zip(number[:9], (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
            total += int(number[8]) * 5 // 10
            assert (total + int(number[9])) % 10 == 0


class TestCompanies:
    @pytest.mark.feature("B6", "N24")
    def test_a_company_has_a_profile_and_a_delegate_with_a_document(self, demonstrated):
        profile, delegation = CompanyProfile.objects.get(), Delegation.objects.get()
        assert profile.organisation.is_demo
        assert delegation.organisation == profile.organisation
        assert scope_of(User.objects.get(email=delegation.email)).delegated("submit") == {profile.organisation_id}
        with default_storage.open(delegation.stored) as stored:
            assert hashlib.sha256(stored.read()).hexdigest() == delegation.sha256
        demonstration.load(at=clock.now())
        assert (CompanyProfile.objects.count(), Delegation.objects.count()) == (1, 1)
        demonstration.remove(at=clock.now())
        assert (CompanyProfile.objects.count(), Delegation.objects.count()) == (0, 0)
        assert not default_storage.exists(delegation.stored)


class TestPeople:
    def test_there_is_one_person_for_each_role_and_a_colleague(self, demonstrated):
        roles = list(Membership.objects.filter(user__is_demo=True).values_list("role", flat=True))
        assert set(roles) == set(ROLES)
        gist = Membership.objects.filter(user__is_demo=True, role="institute_admin", organisation__key="gist")
        assert gist.count() == 2

    def test_the_noted_passwords_sign_in(self, demonstrated, rf):
        file = paths.demo_signins_file()
        signins = json.loads(file.read_text(encoding="utf-8"))
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert {tuple(signin) for signin in signins} == {("email", "password", "name_ko", "role")}
        assert len({signin["password"] for signin in signins}) == len(signins) == 18
        first = next(signin for signin in signins if signin["role"] == "institute_admin")
        assert (first["email"], first["name_ko"]) == ("gist-admin@demo.axportal.example", "GIST 관리자")
        user = authenticate(rf.post("/"), email=first["email"], password=first["password"])
        assert user == User.objects.get(email=first["email"])

    def test_the_command_prints_them_again(self, demonstrated):
        out = StringIO()
        call_command("demo_signins", stdout=out)
        assert "gist-admin@demo.axportal.example" in out.getvalue()

    def test_an_account_made_later_is_added_to_the_file(self, demonstrated):
        before = json.loads(paths.demo_signins_file().read_text(encoding="utf-8"))
        Membership.objects.filter(user__email="school-officer@demo.axportal.example").delete()
        User.objects.get(email="school-officer@demo.axportal.example").delete()
        demonstration.load(at=AT)
        after = json.loads(paths.demo_signins_file().read_text(encoding="utf-8"))
        assert {signin["email"] for signin in after} == {signin["email"] for signin in before}
        changed = [signin["email"] for signin in after if signin not in before]
        assert changed == ["school-officer@demo.axportal.example"]


class TestRemoving:
    def made_up(self):
        counts = {
            model._meta.label: model._default_manager.filter(**MADE_UP).count()
            for model in apps.get_models()
            if issubclass(model, FactModel)
        }
        return {label: n for label, n in counts.items() if n}

    def test_everything_goes_with_its_history(self, demonstrated):
        JointLab.objects.filter(name_ko="배터리 공정 AX").update(gpu_hours=7)
        demonstration.remove(at=clock.now())
        assert self.made_up() == {}
        assert not User.objects.filter(is_demo=True, anonymised_at=None).exists()
        assert LabParticipant.objects.count() == 0
        assert JointLab.pgh_event_model.objects.count() == 0
        assert Transition.objects.count() == 0
        assert invariants.violations() == {}
        assert counters.totals(JointLab, by="status", where={}) == {}
        assert not paths.demo_signins_file().exists()

    def test_it_does_not_come_back_with_the_next_start(self, demonstrated, monkeypatch):
        for name in ("AXPORTAL_DEMO", "DATABASE_URL", "REDIS_URL"):
            monkeypatch.delenv(name, raising=False)
        assert paths.demonstration()
        demonstration.remove(at=clock.now())
        assert not paths.demonstration()
        demonstration.load(at=AT)
        assert paths.demonstration()

    def test_a_person_in_the_log_stays_without_a_name(self, demonstrated):
        user = User.objects.get(email="gist-admin@demo.axportal.example")
        audit.record(actor=user, action="labs.joint_lab.updated", target=JointLab.objects.first())
        demonstration.remove(at=AT)
        left = User.objects.get(pk=user.pk)
        assert (left.name, left.is_active, left.anonymised_at) == ("삭제된 시연 계정", False, AT)
        assert left.email == f"removed-{user.uuid}@demo.axportal.example"
        assert not left.has_usable_password()
        assert not left.memberships.exists()
        assert not User.objects.filter(email="school-officer@demo.axportal.example").exists()
        assert invariants.violations() == {}

    def test_nothing_goes_when_a_real_record_depends_on_it(self, demonstrated, cast):
        company = Organisation.objects.get(key="demo-company-a")
        Membership.objects.filter(user=cast.company_member).delete()
        gist = Organisation.objects.get(key="gist")
        lab = JointLab.objects.create(name_ko="실제 연구소", institute=gist, zone=gist.zone)
        LabParticipant.objects.create(lab=lab, company=company)
        before = self.made_up()
        with pytest.raises(CommandError, match="Nothing was removed"):
            call_command("demo", "--remove")
        assert self.made_up() == before
        assert paths.demo_signins_file().exists()

    def test_what_made_up_people_make_is_made_up_and_goes_with_them(self, demonstrated):
        at = demonstrated.at
        person = User.objects.get(email="school-officer@demo.axportal.example")
        values = {
            "name_ko": "시연으로 등록한 기업", "biz_reg_no": "1018112341", "size_class": "sme",
            "province": Province.objects.get(code="30"),
        }  # fmt: skip
        company = companies.register_company(values=values, actor=person, at=at)
        named = companies.name_organisation(
            name="시연으로 부른 기업", kind="company", biz_reg_no="1018112356", actor=person, at=at
        )
        call = Call.objects.get(number="AXL-2026-JB1")
        application = applications.start_application(call=call, organisation=company, actor=person, at=at)
        assert (company.is_demo, named.is_demo, application.is_demo) == (True, True, True)
        demonstration.remove(at=clock.now())
        assert not Organisation.objects.filter(pk__in=[company.pk, named.pk]).exists()
        assert not Application.objects.exists()
        assert invariants.violations() == {}

    def test_made_up_people_do_not_write_to_real_calls(self, demonstrated, cast):
        person = User.objects.get(email="company-member@demo.axportal.example")
        call, company = (
            factories.make_call(cast, number="AXL-2026-REAL"),
            Organisation.objects.get(key="demo-company-a"),
        )
        with pytest.raises(NotAllowed) as refusal:
            applications.start_application(call=call, organisation=company, actor=person, at=call.opens_at)
        assert refusal.value.code == "demonstration_only"

    def test_a_company_that_was_named_for_show_becomes_real_with_its_representative(self, demonstrated, cast):
        person = User.objects.get(email="company-member@demo.axportal.example")
        named = companies.name_organisation(
            name="참여 기업", kind="company", biz_reg_no="1018112356", actor=person, at=AT
        )
        values = {"name_ko": "참여 기업", "biz_reg_no": "1018112356", "size_class": "sme"}
        assert companies.register_company(values=values, actor=cast.outsider, at=clock.now()).origin == "entered"
        demonstration.remove(at=clock.now())
        assert Organisation.objects.filter(pk=named.pk).exists()

    def test_the_application_cannot_remove_history(self, demonstrated):
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT has_table_privilege(current_user, 'labs_jointlabevent', 'DELETE')")
            assert cursor.fetchone() == (False,)


class TestBulk:
    def test_copied_rows_have_history_and_counters(self, committed_db, settings):
        settings.DEMONSTRATION = True
        call_command("demo", "--scale", "large", "--rows", "300", stdout=StringIO())
        assert JointLab.objects.count() == 340
        assert invariants.violations() == {}
        assert sum(counters.totals(JointLab, by="status", where={}).values()) == 340
        assert JointLab.pgh_event_model.objects.count() == 340

    def test_a_second_run_tops_up(self, demonstrated):
        assert demonstration.load_in_bulk(rows=50, at=AT) == 50
        assert demonstration.load_in_bulk(rows=50, at=AT) == 0
        assert demonstration.load_in_bulk(rows=80, at=AT) == 30
        assert JointLab.objects.count() == 120

    def test_bulk_rows_go_with_the_rest(self, demonstrated):
        demonstration.load_in_bulk(rows=50, at=AT)
        demonstration.remove(at=AT)
        assert (JointLab.objects.count(), JointLab.pgh_event_model.objects.count()) == (0, 0)

    def test_too_many_are_refused(self, settings):
        settings.DEMONSTRATION = True
        with pytest.raises(CommandError, match="1,000,000"):
            call_command("demo", "--scale", "large", "--rows", "1000001")

    def test_an_official_installation_refuses(self, settings):
        settings.DEMONSTRATION = False
        with pytest.raises(CommandError, match="AXPORTAL_DEMO=1"):
            call_command("demo", "--scale", "small")
