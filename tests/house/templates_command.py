# SPDX-License-Identifier: GPL-3.0-or-later
"""regrets templates: what it lists, shows, and finds wrong in texts of one's own."""

import os
import pathlib
import subprocess
import tempfile

import tap

program = pathlib.Path(os.environ["builddir"]) / "regrets"


def run(*arguments, config="/nonexistent"):
    return subprocess.run([program, "templates", *arguments, "--config", config], capture_output=True, text=True,
                          timeout=120)


def own(folder, **texts):
    """Writes texts of one's own: en__goals='...' becomes templates/en/goals.txt."""
    for name, text in texts.items():
        path = pathlib.Path(folder, "templates", *name.replace("_", "-").split("--")).with_suffix(".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_list_tells_whose_a_text_is():
    with tempfile.TemporaryDirectory() as folder:
        own(folder, en__goals="Hello,\n\nno.\n")
        lines = run("list", config=folder).stdout.splitlines()
        assert len(lines) == 7 * 19, len(lines)
        assert [line.split()[0] for line in lines if line.split()[1] == "own"] == ["en/goals"]


def test_show():
    result = run("show", "de/thanks", "--tone", "brief", "--informal")
    assert result.returncode == 0, result.stderr
    assert "{{greeting}}" in result.stdout and "Hallo Priya,\n" in result.stdout, result.stdout
    assert "Hallo zusammen,\n" in result.stdout and "Viele Grüße\nSam Rivera\n" in result.stdout
    assert "Subject: Getting back in touch\n" in run("show", "reconnect").stdout


def test_check():
    good = "{{greeting}}\n\n{{thanks}} No, sorry.\n\n{{closing}}\n"
    cases = [
        ({}, 0, "You have no texts of your own."),
        ({"en__goals": good}, 0, "1 texts read; nothing is wrong."),
        ({"en__phrases": "[closing]\nBye\n"}, 0, "19 texts read; nothing is wrong."),
        ({"en__goals": good + "{{compnay}}\n"}, 78, "en/goals.txt:6: unknown name 'compnay'"),
        ({"en__goals": "Dear {{first_name}},\n\nno.\n"}, 78, "en/goals.txt:1: the greeting is empty"),
        ({"en__goals": good + "word " * 120 + "\n"}, 78, "en/goals.txt:1: it has more than 120 words"),
        ({"en__goal": good}, 78, "en/goal.txt:1: nothing asks for a text of this name"),
        ({"en__phrases": "[closing]\nBye  {{user_name}}\n[greeting]\nDear {{first_name}},\n"}, 78, "en/"),
        ({"en__goals": "{{if company}}\n", "de__goals": "{{oops\n"}, 78, "de/goals.txt:1: '{{' is not closed"),
        ({"en__goals": "{{if company}}\n", "de__goals": "{{oops\n"}, 78, "en/goals.txt:1: the template is not"),
    ]
    for texts, status, words in cases:
        with tempfile.TemporaryDirectory() as folder:
            own(folder, **texts)
            result = run("check", config=folder)
            assert result.returncode == status and words in result.stdout, (texts, result)


def test_mistakes():
    for arguments, words in ((("show",), "name a text"), (("show", "en/nothing"), "there is no text 'en/nothing'"),
                             (("show", "en/ask", "--tone", "loud"), "--tone is warm"), (("grow",), "say templates"),
                             (("list", "more"), "'more' is too much")):
        result = run(*arguments)
        assert result.returncode == 64 and words in result.stderr, (arguments, result.stderr)


tap.run(globals())
