"""The API's page: operations are tried on it, nothing comes from elsewhere; without scripts it names the file."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.feature("G1")
@pytest.mark.parametrize("width", [360, 1440])
def test_an_operation_is_tried(visit, width):
    """The watch over all pages holds here too: nothing against the CSP, nothing asked of another host."""
    page = visit(viewport={"width": width, "height": 900})
    page.goto("/api/v1/docs/")
    operation = page.locator("#operations-zones-zones_list")
    operation.get_by_role("button").first.click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_contain_text("HONAM")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.feature("G1")
def test_without_scripts_it_points_to_the_document(visit):
    page = visit(scripts=False)
    page.goto("/api/v1/docs/")
    document = page.get_by_role("main").get_by_role("link", name="스키마 내려받기 (OpenAPI 3.1)")
    expect(document).to_have_attribute("href", "/api/v1/schema/")
