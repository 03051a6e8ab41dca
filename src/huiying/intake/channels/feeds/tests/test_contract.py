"""Feeds keep what every channel that fetches keeps."""

import pytest

from huiying.intake.channels.tests.conformance import Listener
from huiying.intake.fetching.tests.server import Server

from .world import FeedSource


@pytest.mark.django_db(transaction=True)
class TestFeeds(Listener):
    @pytest.fixture
    def source(self, web: Server) -> FeedSource:
        return FeedSource(web)
