"""Why something cannot be read as entries: a code that the house puts into words."""


class Unreadable(Exception):
    """`code` is not_feed, not_json, no_items, no_place or bad_selector."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
