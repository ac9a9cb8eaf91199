"""The walk of scoring: key result after key result, then each objective's scores to agree on. Pure state.

It is set at once by every key, so that the next key of a burst already meets the next question.
"""

from collections.abc import Iterable

from okrtui.screens.scoring.agreeing import Table
from okrtui.screens.scoring.stop import Stop

Page = Stop | Table


class Walk:
    """The pages in order, and where one is."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.pages = list(pages)
        self.at = -1
        self.error = ""
        self.quick: tuple[Page, int, str] | None = None
        """Where the last key gave a score, and which key: a decimal point right behind it goes on with that."""
        self.go_on()

    @property
    def here(self) -> Page | None:
        """The page one is at, None at the end."""
        return self.pages[self.at] if self.at < len(self.pages) else None

    @property
    def stops(self) -> list[Stop]:
        """The key results that are asked about."""
        return [page for page in self.pages if isinstance(page, Stop)]

    @property
    def tables(self) -> list[Table]:
        """The objectives whose scores are agreed on."""
        return [page for page in self.pages if isinstance(page, Table)]

    def go_on(self) -> None:
        """Go to the next page that wants something, behind this one or else from the first."""
        order = [*range(self.at + 1, len(self.pages)), *range(self.at + 1)]
        self.at = next((place for place in order if self._wants(self.pages[place])), len(self.pages))
        self.error = ""

    @staticmethod
    def _wants(page: Page) -> bool:
        return not page.is_passed and (isinstance(page, Stop) or page.is_wanted)

    def pass_by(self) -> None:
        """Leave this page as answered or skipped, and go on."""
        if self.here is not None:
            self.here.is_passed = True
        self.go_on()

    def back(self) -> bool:
        """Go to the page before; False at the first."""
        found = next((place for place in range(self.at - 1, -1, -1) if self._showed(self.pages[place])), None)
        if found is None:
            return False
        self.go_to(self.pages[found])
        return True

    @staticmethod
    def _showed(page: Page) -> bool:
        return isinstance(page, Stop) or page.is_wanted or page.agreed > 0

    def go_to(self, page: Page) -> None:
        """Go to a page and ask again."""
        self.at = self.pages.index(page)
        page.is_passed = False
        self.error = ""
        if isinstance(page, Stop):
            page.look()
        else:
            for row in page.rows:
                row.look()
