import pytest

from huiying.core.errors import ConfigError
from huiying.project.searchservers import search_server


@pytest.mark.parametrize("address", ["ftp://host/index", "https:///index", "https://host:9200/", "https://host/Index"])
def test_a_wrong_address_of_the_server_is_refused(address: str) -> None:
    with pytest.raises(ConfigError):
        search_server(address)


def test_a_portal_may_have_one_or_none() -> None:
    assert search_server("") == ""
    assert search_server("https://u:p@host:9200/portal") == "https://u:p@host:9200/portal"
