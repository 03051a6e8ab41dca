import pytest

from huiying.core.errors import ConfigError
from huiying.project.caches import cache


def test_without_an_address_a_process_remembers_by_itself() -> None:
    assert "locmem" in cache("", "s")["BACKEND"]


@pytest.mark.parametrize(
    "address", ["redis://127.0.0.1:6379/0", "rediss://cache.example.gov.cn/1", "unix:///run/redis.sock"]
)
def test_a_redis_is_shared(address: str) -> None:
    assert cache(address, "s")["LOCATION"] == address


def test_another_address_is_refused_with_what_to_write() -> None:
    with pytest.raises(ConfigError) as told:
        cache("memcached://127.0.0.1", "s")
    assert told.value.where == "HUIYING_CACHE"
    assert "redis://" in str(told.value.fix)


def test_two_offices_on_one_redis_do_not_meet() -> None:
    first, second = (cache("redis://127.0.0.1/0", secret)["KEY_PREFIX"] for secret in ("one", "two"))
    assert first != second
    assert "one" not in first
