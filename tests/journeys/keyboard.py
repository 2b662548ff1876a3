"""A person without a mouse: Tab, arrows, Space, Enter and letters, and nothing else."""

from playwright.sync_api import Locator, Page

FURTHEST = 250
FOCUSED = "element => element === document.activeElement"
CHOSEN = "element => element.selectedOptions[0].label"
SAME_GROUP = "element => element.name !== '' && element.name === document.activeElement.name"


class Keyboard:
    """Works a page by its keys alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, target: Locator) -> None:
        """Press Tab until the focus is there."""
        self._tab_until(target, FOCUSED)

    def follow(self, target: Locator) -> None:
        """Reach a link or a button and press Enter."""
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, target: Locator, text: str) -> None:
        """Reach a field and replace what stands in it."""
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def tick(self, target: Locator) -> None:
        """Reach a box and press Space."""
        self.reach(target)
        self.page.keyboard.press("Space")

    def choose(self, target: Locator) -> None:
        """Reach the group of a radio button, then go to the button by arrows."""
        self._tab_until(target, SAME_GROUP)
        self.page.keyboard.press("Space")
        while not target.is_checked():
            self.page.keyboard.press("ArrowDown")

    def select(self, target: Locator, label: str) -> None:
        """Reach a list and go down to the option."""
        self.reach(target)
        self.page.keyboard.press("Home")
        while target.evaluate(CHOSEN) != label:
            before = target.evaluate(CHOSEN)
            self.page.keyboard.press("ArrowDown")
            assert target.evaluate(CHOSEN) != before, f"no option {label}"

    def _tab_until(self, target: Locator, condition: str) -> None:
        for _step in range(FURTHEST):
            if target.evaluate(condition):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached by Tab")
