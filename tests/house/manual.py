# SPDX-License-Identifier: GPL-3.0-or-later
"""Help, manual and completion tell of the same commands and options; the samples are valid."""

import os
import pathlib
import re
import subprocess
import tempfile

import tap

src = pathlib.Path(os.environ["srcdir"])
program = pathlib.Path(os.environ["builddir"]) / "regrets"


def run(*arguments, **more):
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60, **more)


def commands():
    text = run("--help").stdout.split("Commands:")[1].split("\n\n")[0]
    return re.findall(r"^  (\w+)", text, re.M)


def options(command):
    return set(re.findall(r"--[a-z-]+", run(command, "--help").stdout)) - {"--help", "--help-all"}


def test_every_command_explains_itself():
    assert commands() == ["agenda", "check", "doctor", "filter", "init", "log", "login", "rebuild", "reconnect", "redraft", "report", "rules", "status", "templates",
                          "watch"], commands()
    for command in commands():
        result = run(command, "--help")
        assert result.returncode == 0 and "Usage" in result.stdout, result


def test_manual_has_every_option():
    manual = (src / "docs/regrets.1").read_text(encoding="utf-8")
    for command in commands():
        assert re.search(rf"\b{command}\b", manual), command
        for option in options(command):
            escaped = option[2:].replace("-", r"(?:-|\\-)")
            assert re.search(rf"Fl -{escaped}\b", manual), f"{command} {option}"


def test_manual_has_no_other_option():
    manual = (src / "docs/regrets.1").read_text(encoding="utf-8").replace("\\-", "-")
    known = set().union(*(options(command) for command in commands())) | {"--help", "--version"}
    told = {"-" + flag for flag in re.findall(r"Fl (-[a-z-]+)", manual)}
    assert told <= known, told - known


def test_completion_agrees():
    script = src / "data/completions/regrets.bash"
    for command in commands():
        line = f"regrets {command} --"
        ask = (f'source {script}; COMP_WORDS=(regrets {command} --); COMP_CWORD=2; COMP_LINE="{line}"; '
               f'COMP_POINT={len(line)}; _regrets; printf "%s\\n" "${{COMPREPLY[@]}}"')
        reply = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, timeout=60)
        told = {word.strip() for word in reply.stdout.split()} - {"--help"}
        assert told == options(command), (command, told, options(command), reply.stderr)


def test_manuals_are_well_formed():
    if subprocess.run(["which", "mandoc"], capture_output=True).returncode:
        raise tap.Skip("mandoc is not installed")
    pages = sorted((src / "docs").glob("*.[15]"))
    assert len(pages) >= 6, pages
    result = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", *pages], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def uncommented(path):
    return re.sub(r"^# ?(\w+ = .*)$", r"\1", path.read_text(encoding="utf-8"), flags=re.M)


def test_samples_are_valid():
    for sample in ("as it stands", "uncommented"):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("regrets.conf", "profile.conf"):
                path = src / "data" / name
                text = path.read_text(encoding="utf-8") if sample == "as it stands" else uncommented(path)
                for line in re.findall(r"^(?:ca_file|busy_calendar) = (.*)$", text, re.M):
                    text = text.replace(line, f"{folder}/{os.path.basename(line)}")
                (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")
            (pathlib.Path(folder) / "own-ca.pem").touch()
            for file in re.findall(rf"{folder}/(\S+)", (pathlib.Path(folder) / "profile.conf").read_text()):
                (pathlib.Path(folder) / file).write_text(
                    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261203T100000Z\nEND:VEVENT\nEND:VCALENDAR\n")
            for file in re.findall(rf"{folder}/(\S+)", (pathlib.Path(folder) / "regrets.conf").read_text()):
                (pathlib.Path(folder) / file).touch()
            mail = "From: a@b.example\nSubject: x\n\nhello\n"
            result = run("check", "--config", folder, "-", input=mail)
            assert result.returncode == 0, (sample, result.stderr)


tap.run(globals())
