# SPDX-License-Identifier: GPL-3.0-or-later
"""What an organisation starts from: the units are understood by systemd, the manifest is YAML, and its
configuration by regrets."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "house"))
import tap  # noqa: E402

src = pathlib.Path(os.environ["srcdir"])
PROGRAM = str(pathlib.Path(os.environ["builddir"]) / "regrets")


def read_manifest():
    try:
        import yaml
    except ImportError:
        raise tap.Skip("python3-yaml is not installed") from None
    text = (src / "docs" / "kubernetes.yaml").read_text(encoding="utf-8")
    return {part["kind"]: part for part in yaml.safe_load_all(text)}


def test_systemd_understands_the_unit_for_servers():
    if not shutil.which("systemd-analyze"):
        raise tap.Skip("systemd-analyze is not installed")
    with tempfile.TemporaryDirectory() as folder:
        text = (src / "data" / "regrets@.service.in").read_text(encoding="utf-8")
        unit = pathlib.Path(folder) / "regrets@sam.service"
        unit.write_text(text.replace("@bindir@/regrets", "/bin/true"))
        found = subprocess.run(["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True)
        told = [line for line in found.stderr.splitlines() if "regrets" in line]
        assert found.returncode == 0 and not told, found.stderr


def test_both_units_are_hardened_alike():
    def settings(name, allowed):
        lines = (src / "data" / name).read_text(encoding="utf-8").split("UMask=")[1].split("[Install]")[0].splitlines()
        return {line for line in lines if "=" in line and line[0] != "#" and not line.startswith(allowed)}
    own = "ProtectHome", "ReadWritePaths", "RuntimeDirectory", "StateDirectory", "Environment", "ProtectProc"
    assert settings("regrets.service.in", own) == settings("regrets@.service.in", own)


def test_the_manifest_fits_together():
    parts = read_manifest()
    data, spec = parts["ConfigMap"]["data"], parts["StatefulSet"]["spec"]
    pod = spec["template"]["spec"]
    places = {item["path"]: data[item["key"]] for item in pod["volumes"][0]["configMap"]["items"]}
    assert len(places) == len(data) == 2 * spec["replicas"], places.keys()
    for number in range(spec["replicas"]):
        conf = places[f"regrets-{number}/regrets.conf"]
        for line in conf.splitlines():
            if "_command" in line:
                assert line.rpartition("/")[2] in parts["Secret"]["stringData"], line
    names = {volume["name"] for volume in pod["volumes"] + [claim["metadata"] for claim in spec["volumeClaimTemplates"]]}
    assert names == {mount["name"] for mount in pod["containers"][0]["volumeMounts"]}, names


def test_its_configuration_is_read():
    parts = read_manifest()
    data = parts["ConfigMap"]["data"]
    for number in range(parts["StatefulSet"]["spec"]["replicas"]):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "regrets.conf").write_text(data[f"regrets-{number}.conf"])
            (pathlib.Path(folder) / "profile.conf").write_text(data[f"regrets-{number}.profile"])
            found = subprocess.run([PROGRAM, "log", "--config", folder, "--state", f"{folder}/state"],
                                   capture_output=True, text=True)
            assert found.returncode == 0, found.stderr


tap.run(globals())
