import pytest

from services.chassis.databases import open_store
from services.chassis.failures import StorageUnavailableError
from tradewire.errors import ConfigurationError


@pytest.mark.parametrize("rest", ["u:s3cret", "u:p@q:s3cret@h/x", "h:s3cret/x"])
async def test_a_url_that_is_none_is_refused_without_what_it_holds(rest: str) -> None:
    """What stands where a port should is a password that was not escaped, oftener than not."""
    with pytest.raises(ConfigurationError, match="TRADEWIRE_DATABASE_URL_FILE") as caught:
        await open_store(f"postgresql://{rest}")
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_a_password_among_a_urls_options_is_not_told() -> None:
    """The driver takes it there as well, and each error names the database."""
    with pytest.raises(StorageUnavailableError, match=r"127\.0\.0\.1:1/x did not answer") as caught:
        await open_store("postgresql://u@127.0.0.1:1/x?password=s3cret")
    assert "s3cret" not in str(caught.value)
