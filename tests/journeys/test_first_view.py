"""What a first visit loads and whether anything moves while it does, also when the fonts are late."""

import time

import pytest

pytestmark = pytest.mark.browser
PAGES = ("/", "/labs/", "/calls/", "/dashboard/", "/zones/honam/", "/en/", "/accounts/login/")
FONTS_ARE_LATE_BY = 0.4  # seconds: past the moment at which the text is first drawn
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 900);
})"""


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_when_the_fonts_come_late(visit, path, width):
    page = visit(viewport={"width": width, "height": 900})

    def late(route):
        time.sleep(FONTS_ARE_LATE_BY)
        route.continue_()

    page.route("**/*.woff2", late)
    page.goto(path)
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("path", PAGES)
def test_a_first_view_loads_the_small_fonts_alone(visit, path):
    page = visit()
    loaded = []
    page.on("response", lambda answer: loaded.append(answer.url.rsplit("/", 1)[-1]))
    page.goto(path, wait_until="networkidle")
    fonts = sorted(name for name in loaded if name.endswith(".woff2") and name.startswith("PretendardGOV"))
    assert [name.split(".")[:2] for name in fonts] == [
        ["PretendardGOV-Bold", "first"],
        ["PretendardGOV-Medium", "first"],
        ["PretendardGOV-Regular", "first"],
    ]
