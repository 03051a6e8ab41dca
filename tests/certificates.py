"""An authority of the tests' own, and certificates by it, for parts of an office that prove themselves by TLS."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pair:
    """The files of a certificate and its key, PEM."""

    certificate: Path
    key: Path


class Authority:
    """It signs in a folder; `file` is what others trust it by."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _named("the tests' authority")
        basic = x509.BasicConstraints(ca=True, path_length=0)
        self._own = _begun(self._name, self._name, self._key).add_extension(basic, critical=True)
        self.file = self._written("authority", self._own.sign(self._key, hashes.SHA256()), self._key).certificate

    def signs(self, name: str, *hosts: str) -> Pair:
        """A certificate of somebody called `name`, who answers at `hosts`."""
        key = ec.generate_private_key(ec.SECP256R1())
        told = _begun(_named(name), self._name, key)
        if hosts:
            told = told.add_extension(x509.SubjectAlternativeName([_host(host) for host in hosts]), critical=False)
        return self._written(name, told.sign(self._key, hashes.SHA256()), key)

    def _written(self, name: str, made: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Pair:
        pair = Pair(self._folder / f"{name}.pem", self._folder / f"{name}.key")
        pair.certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        plain = serialization.NoEncryption()
        pair.key.write_bytes(
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain),
        )
        pair.key.chmod(0o600)
        return pair


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _host(host: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)


def _begun(name: x509.Name, by: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
    )
