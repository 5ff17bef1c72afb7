"""The layer trusts those who sign for AWS, and nobody else."""

import ssl
import subprocess
import sys
from pathlib import Path

import certifi

from harness import ROOT

TOOL = ROOT / "layers" / "common" / "build" / "roots.py"
BUNDLE = Path(certifi.where())


def pick(bundle: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, TOOL, bundle, out], capture_output=True, text=True, check=False)


def test_those_of_amazon_are_picked_and_can_be_loaded(tmp_path: Path) -> None:
    out = tmp_path / "roots.pem"
    assert pick(BUNDLE, out).returncode == 0

    context = ssl.create_default_context(cafile=str(out))
    names = {str(dict(part[0] for part in each["subject"]).get("commonName")) for each in context.get_ca_certs()}
    assert {f"Amazon Root CA {number}" for number in (1, 2, 3, 4)} <= names
    assert "Starfield Services Root Certificate Authority - G2" in names
    assert len(names) < 20


def test_a_bundle_without_them_stops_the_build(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.pem"
    bundle.write_text("# Subject: CN=Somebody\n-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n")

    done = pick(bundle, tmp_path / "roots.pem")

    assert done.returncode == 1
    assert "no endpoint of AWS could be reached" in done.stderr
    assert not (tmp_path / "roots.pem").exists()
