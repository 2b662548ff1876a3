"""Accounts speak Korean by default and English under /en/: pages, hints and refusals alike."""

import re

import pytest

HANGUL = re.compile("[가-힣]")
PAGES = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]


@pytest.mark.django_db
@pytest.mark.feature("I24")
@pytest.mark.parametrize("page", PAGES)
def test_the_way_in_is_korean(client, page):
    response = client.get(page)
    text = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="ko"' in text
    assert HANGUL.search(re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL).group(1))


@pytest.mark.django_db
@pytest.mark.feature("I24")
@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("/accounts/login/", {"login": "outsider@cast.example", "password": "틀린-비밀번호"}),
        ("/accounts/signup/", {"email": "@", "name": "", "password1": "1", "password2": "2"}),
        ("/me/tokens/", {"label": "", "scopes": [], "expires_on": "언젠가"}),
    ],
)
def test_refusals_are_korean(sign_in, client, page, data):
    caller = sign_in("outsider") if page.startswith("/me/") else client
    form = caller.post(page, data).context["form"]
    sentences = [sentence for sentences in form.errors.values() for sentence in sentences]
    assert sentences
    assert [sentence for sentence in sentences if not HANGUL.search(sentence)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_english_has_no_korean_left(client, page):
    text = re.sub(r"<(script|style).*?</\1>", "", client.get(f"/en{page}").content.decode(), flags=re.DOTALL)
    main = re.search(r"<main.*?</main>", text, re.DOTALL).group()
    assert HANGUL.findall(re.sub(r"<[^>]+>", "", main)) == []
