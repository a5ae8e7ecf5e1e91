# SPDX-License-Identifier: GPL-3.0-or-later
"""What the add-on of Thunderbird speaks with: good requests, odd ones, and streams that break."""

import base64
import email
import email.policy
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "house"))
sys.path.insert(0, os.path.dirname(__file__))
from house import PROGRAM, invitation  # noqa: E402
import tap  # noqa: E402

HOST = pathlib.Path(os.environ["builddir"]) / "plugin" / "thunderbird" / "regrets-host"
PROFILE = "[me]\nname = Sam Rivera\n[goals]\ntitles = Baker\n"


def frame(data):
    return struct.pack("=I", len(data)) + data


def speak(stream, profile=PROFILE):
    """The answers, the exit status, and what it said on standard error."""
    with tempfile.TemporaryDirectory() as folder:
        config = pathlib.Path(folder, "regrets")
        config.mkdir()
        (config / "profile.conf").write_text(profile)
        result = subprocess.run([HOST, "manifest.json", "regrets@regrets.example"], input=stream, capture_output=True,
                                timeout=60, env={**os.environ, "XDG_CONFIG_HOME": folder})
    answers, rest = [], result.stdout
    while rest:
        [length] = struct.unpack("=I", rest[:4])
        assert length <= 1024 * 1024, length
        answers.append(json.loads(rest[4:4 + length]))
        rest = rest[4 + length:]
    return answers, result.returncode, result.stderr.decode()


def ask(mail=invitation(1), profile=PROFILE, **request):
    request = {"id": 7, "command": "check", "address": "sam@example.test", "mail": base64.b64encode(mail).decode()} | request
    [answer], code, error = speak(frame(json.dumps(request).encode()), profile)
    assert code == 0 and not error, (code, error)
    return answer


def test_check():
    answer = ask()
    assert answer["id"] == 7 and answer["verdict"] == "Interview invitation from Fernwood Labs · would decline: goals", answer
    assert answer["pages"] == "Regrets" and answer["fault"] is None and answer["phone"] is None
    headings = [section["heading"] for section in answer["sections"]]
    assert headings == [None, "What was found", "The six questions"], headings
    [goals] = [line for line in answer["sections"][2]["lines"] if line["name"] == "Goals"]
    assert (goals["value"], goals["colour"], goals["colour_on_dark"]) == ("fail", "#b92c1a", "#ff8a78"), goals
    draft = base64.b64decode(answer["draft"]["mail"])
    draft = email.message_from_bytes(draft)
    assert draft["In-Reply-To"] == "<invite-1@fernwood.example>" and draft["Message-ID"] == f"<{answer['draft']['message_id']}>"
    assert ask()["draft"]["message_id"] == answer["draft"]["message_id"]


def texts_of(mail, *arguments):
    """What `regrets check` tells of it, its words one space apart."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "profile.conf").write_text(PROFILE)
        told = subprocess.run([PROGRAM, "check", "--config", folder, *arguments, "-"], input=mail, capture_output=True,
                              timeout=60, check=True).stdout
        if arguments:
            page = email.message_from_bytes(told, policy=email.policy.default)
            told = page.get_body(("plain",)).get_content().encode()
        return " ".join(told.decode().split())


def test_same_words():
    """The popup, the terminal and the page say the same in the same order."""
    mail = invitation(1)
    lines = [line for section in ask()["sections"] for line in section["lines"]]
    terminal, page = texts_of(mail), texts_of(mail, "--page")
    assert ask()["verdict"] in terminal, terminal
    assert len(lines) > 14, lines
    for line in lines:
        words = line["words"]
        for told, text in ((f"{line['name']} {line['value']}{' ' + words if words else ''}", terminal),
                           (f"{line['name']}: {line['value']}{' (' + words + ')' if words else ''}", page)):
            assert told in text, (told, text)
        terminal = terminal.partition(f"{line['name']} {line['value']}")[2]
        page = page.partition(f"{line['name']}: {line['value']}")[2]


def test_ordinary():
    answer = ask(b"From: ann@x.example\nSubject: Lunch\n\nat one?\n")
    assert answer["verdict"] is None and "draft" not in answer and "sections" not in answer, answer


def test_choices():
    choices = {choice["name"]: choice for choice in ask(command="choices")["choices"]}
    assert {"withdraw", "goals", "reschedule", "ask"} <= set(choices) and "thanks" not in choices, choices.keys()
    assert choices["reschedule"]["label"] == "Another time" and "suggest" in choices["reschedule"]["text"]
    assert "suggest" in ask(template="reschedule")["draft"]["text"]


def test_language():
    answer = ask(language="de")
    assert answer["verdict"].startswith("Einladung zum Gespräch von Fernwood Labs"), answer["verdict"]


def test_folders():
    assert ask(folder="/Regrets/Not invitations")["is_mistake"]
    assert ask(b"From: ann@x.example\nSubject: Lunch\n\nat one?\n", folder="/Regrets/Invitations")["verdict"]


def test_bad_profile():
    answer = ask(profile="[goals]\nwork_model = moon\n")
    assert "profile.conf:2: [goals] work_model" in answer["fault"], answer


def test_many_on_one_stream():
    request = frame(json.dumps({"id": 1, "command": "check", "mail": ""}).encode())
    answers, code, _ = speak(request * 20)
    assert code == 0 and len(answers) == 20


def test_odd_requests():
    """Each is answered, and the next one is read."""
    good = frame(json.dumps({"id": 9, "command": "check", "mail": base64.b64encode(invitation(1)).decode()}).encode())
    for odd in (b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"id":"x"}', b'{"id":1,"command":"sing"}', b'{"mail":7}',
                b'{"id":1,"command":"check","mail":"!!!!"}', b'{"id":1,"command":"check","template":"../../etc/passwd"}',
                b'{"id":1e400}', b"[" * 5000, b'{"id":1,"command":"choices"}'):
        answers, code, error = speak(frame(odd) + good)
        assert len(answers) == 2 and answers[1].get("id") == 9 and answers[1]["verdict"], (odd, answers, error)
        assert code == 0, (odd, code)


def test_broken_streams():
    for stream in (b"\x01", b"\xff\xff\xff\xff", struct.pack("=I", 100) + b"{}"):
        answers, code, _ = speak(stream)
        assert answers == [] and code in (0, 65), (stream, code)


def test_noise():
    dice = random.Random(4)
    mail = invitation(1)
    stream = b""
    for _ in range(150):
        raw = bytearray(mail)
        for _ in range(dice.randrange(1, 30)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        stream += frame(json.dumps({"id": 1, "command": "check", "mail": base64.b64encode(raw).decode()}).encode())
    answers, code, _ = speak(stream)
    assert code == 0 and len(answers) == 150


tap.run(globals())
