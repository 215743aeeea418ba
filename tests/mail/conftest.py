import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass(frozen=True)
class Authority:
    """A certificate authority of this test run; it signs certificates for servers."""

    folder: Path

    @property
    def certificate(self):
        return self.folder / "ca.pem"

    def server(self, name="localhost", days=30):
        """Return a server's TLS with a certificate for `name` that ends in `days`."""
        base = self.folder / f"{name}-{days}"
        _openssl(
            *("req", *CURVE, "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"),
            *("-keyout", f"{base}.key", "-out", f"{base}.csr"),
        )
        _openssl(
            *("x509", "-req", "-in", f"{base}.csr", "-out", f"{base}.pem", "-days", str(days)),
            *("-CA", self.certificate, "-CAkey", self.folder / "ca.key", "-CAcreateserial"),
            *("-copy_extensions", "copy"),
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{base}.pem", f"{base}.key")
        return context


def _openssl(*args):
    program = shutil.which("openssl")
    if program is None:
        pytest.fail("openssl is missing: apt-get install openssl")
    subprocess.run([program, *map(str, args)], check=True, capture_output=True)


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority")
    _openssl(
        *("req", "-x509", *CURVE, "-subj", "/CN=Test authority", "-days", "30"),
        *("-keyout", folder / "ca.key", "-out", folder / "ca.pem"),
    )
    return Authority(folder)


@pytest.fixture
def trusted(authority, monkeypatch):
    """The authority, trusted as the system's own are."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    return authority
