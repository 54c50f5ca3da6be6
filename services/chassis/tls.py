"""TLS between the services: certificates by file, read again when they are rotated.

Who has a certificate serves TLS and nothing else; who has a CA asks its peers by TLS and believes
what that CA has signed, made out to the name by which the peer is called. Callers prove themselves
by tokens as they do without TLS: the certificates are the servers'.
"""

from pathlib import Path

import grpc

from services.chassis import logs
from services.chassis.config import TlsSettings
from tradewire.errors import ConfigurationError

_log = logs.logger(__name__)


def server_credentials(tls: TlsSettings) -> grpc.ServerCredentials | None:
    """What a server proves itself with; None where it speaks plaintext.

    Each handshake looks whether the files have changed. A pair that cannot be read is logged, and
    the one before it goes on: a rotation must not take a service down.

    Raises:
        ConfigurationError: a file cannot be read, or one of the two is not named.
    """
    if tls.certificate_file is None or tls.key_file is None:
        if tls.certificate_file or tls.key_file:
            raise ConfigurationError(
                "tls.certificate_file and tls.key_file belong together; set both or neither"
            )
        return None
    files = tls.certificate_file, tls.key_file
    last = _pair(*files)
    current = grpc.ssl_server_certificate_configuration([last])

    def fetch() -> grpc.ServerCertificateConfiguration:
        nonlocal last, current
        try:
            found = _pair(*files)
        except ConfigurationError as error:
            _log.warning("certificate not taken over", error=error.message)
            return current
        if found != last:
            last, current = found, grpc.ssl_server_certificate_configuration([found])
            _log.info("certificate taken over", file=str(files[0]))
        return current

    return grpc.dynamic_ssl_server_credentials(current, fetch)


def authority(tls: TlsSettings) -> bytes | None:
    """The certificates that may sign peers' ones; None where peers speak plaintext.

    Raises:
        ConfigurationError: the file cannot be read or holds none.
    """
    return None if tls.ca_file is None else _pem(tls.ca_file, "ca_file", "CERTIFICATE")


def _pair(certificate: Path, key: Path) -> tuple[bytes, bytes]:
    """Key and chain, in gRPC's order."""
    return (
        _pem(key, "key_file", "PRIVATE KEY"),
        _pem(certificate, "certificate_file", "CERTIFICATE"),
    )


def _pem(path: Path, setting: str, kind: str) -> bytes:
    try:
        text = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"tls.{setting}: {path} cannot be read ({error.strerror}); mount the certificate there,"
            f" or unset TRADEWIRE_TLS__{setting.upper()}"
        ) from error
    if f"{kind}-----".encode() not in text:
        raise ConfigurationError(
            f"tls.{setting}: {path} holds no {kind.lower()} in PEM, which begins -----BEGIN"
        )
    return text
