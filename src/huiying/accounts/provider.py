"""The single sign-on that an office may have: what `huiying.toml` and the environment say of it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from huiying.core.errors import ConfigError

OWN_MACHINE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider: its issuer (`https://id.example.gov.cn/realms/city`), and by what name and secret the
    office is registered there.
    """

    issuer: str = ""
    client: str = ""
    secret: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.issuer)

    @property
    def metadata(self) -> str:
        """Where it says what it can (OpenID Connect Discovery 4)."""
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


def provider(issuer: str, client: str, secret: str) -> Provider:
    """Checked: it is reached over TLS, unless it is on this machine, and knows the office by a name and a secret."""
    told = urlsplit(issuer)
    if issuer and not (told.scheme == "https" or (told.scheme == "http" and told.hostname in OWN_MACHINE)):
        raise ConfigError("统一身份认证地址不对", where=f"sign_on = {issuer}", fix="填写以 https:// 开头的 issuer")
    if issuer and not (client and secret):
        raise ConfigError(
            "统一身份认证缺少客户端", where="sign_on_client、sign_on_secret", fix="填写登记的客户端和密钥"
        )
    return Provider(issuer, client, secret)
