"""The English catalogue is complete, and the tool that says so can tell."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from axportal.core import catalogue

pytestmark = pytest.mark.same_everywhere  # it reads files alone


def test_everything_is_said_in_english() -> None:
    call_command("messages", check=True)


def catalogues(translation: str | tuple[str, str], message: str | tuple[str, str] = "%(n)s건") -> list[str]:
    """The problems of one message with one translation."""
    source, translated = Catalog(), Catalog(locale="en")
    source.add(message)
    translated.add(message, translation)
    return list(catalogue.problems(source, translated))


@pytest.mark.parametrize(
    ("translation", "problem"),
    [
        ("%(n)s records", None),
        ("", "missing"),
        ("records", "placeholders differ"),
        ("%(m)s records", "placeholders differ"),
        ("%(n)s건", "not translated"),
    ],
)
def test_what_is_wrong_with_a_translation(translation: str, problem: str | None) -> None:
    found = catalogues(translation)
    assert [one.split(":")[0] for one in found] == ([problem] if problem else [])


def test_the_singular_may_leave_the_number_out() -> None:
    assert catalogues(("a day ago", "%(n)s days ago"), ("%(n)s일 전", "%(n)s일 전")) == []
    assert catalogues(("a day ago", "days ago"), ("%(n)s일 전", "%(n)s일 전")) == ["placeholders differ: %(n)s일 전"]


def test_what_the_source_no_longer_has_is_left_over() -> None:
    translated = Catalog(locale="en")
    translated.add("옛말", "old words")
    assert list(catalogue.problems(Catalog(), translated)) == ["left over: 옛말"]
    assert not catalogue.merged(Catalog(), translated)._messages


def test_a_message_is_asked_for_in_one_way() -> None:
    by_number = ("%(n)s건", "%(n)s건")
    assert list(catalogue.clashes([(by_number, None), ("%(n)s건", None)])) == ["with and without a number: %(n)s건"]
    assert list(catalogue.clashes([(by_number, None), ("%(n)s건", "menu"), ("건", None)])) == []


def test_the_file_has_no_dates_and_is_sorted() -> None:
    translated = Catalog(locale="en")
    for message in ("나", "가"):
        translated.add(message, "x")
    text = catalogue.dump(translated)
    assert "Date" not in text
    assert text.index("가") < text.index("나")


def test_compiling_writes_what_is_older(settings: LazySettings, tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    settings.LOCALE_PATHS = [tmp_path]
    (folder / "django.po").write_text(catalogue.HEADER.format(plural_forms="nplurals=2; plural=(n != 1);"))
    assert catalogue.compile_all() == [folder / "django.mo"]
    assert catalogue.compile_all() == []


def test_an_incomplete_catalogue_fails(settings: LazySettings, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    with pytest.raises(CommandError, match="missing: 본문으로 바로가기"):
        call_command("messages", check=True)
