# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input: each gets a sentence that says where and what to do, and the right exit status."""

import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "house"))
import tap  # noqa: E402

program = pathlib.Path(os.environ["builddir"]) / "regrets"
MAIL = "From: Priya <priya@fernwood.example>\nTo: sam@example.net\nSubject: hello\n\nHello.\n"
ACCOUNT = "[account a]\naddress = sam@example.net\nhost = imap.example.net\n"


def run(files, *arguments, mail=MAIL, stdout=subprocess.PIPE):
    """Runs with `files` (name: text) as the configuration."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        result = subprocess.run([program, arguments[0], "--config", folder, "--state", f"{folder}/state", *arguments[1:]],
                                input=mail.encode() if isinstance(mail, str) else mail, stdout=stdout,
                                stderr=subprocess.PIPE, timeout=60)
        return result.returncode, (result.stdout or b"").decode(), result.stderr.decode().replace(folder, "C")


def refused(status, message, files, *arguments, **more):
    code, out, err = run(files, *arguments, **more)
    assert code == status, (code, err)
    assert message in err, err
    assert out == "", out


def test_unknown_key():
    refused(78, "C/regrets.conf:4: unknown key 'hots' in [account a]", {"regrets.conf": ACCOUNT + "hots = x\n"},
            "watch", "--once")


def test_unknown_profile_key():
    refused(78, "C/profile.conf:2: unknown key 'nmae' in [me]", {"profile.conf": "[me]\nnmae = Sam\n"}, "check", "-")


def test_bad_regex():
    refused(78, "C/rules.d/own.conf:3: [rule x] match: not a regular expression",
            {"rules.d/own.conf": "[rule x]\nin = body\nmatch = a(b\nkind = other\nscore = 1\n"}, "check", "-")


def test_unknown_place():
    refused(78, "C/rules.d/own.conf:2: [rule x] in: 'heart' is not one of",
            {"rules.d/own.conf": "[rule x]\nin = heart\nmatch = a\nkind = other\nscore = 1\n"}, "check", "-")


def test_unterminated_template():
    refused(78, "C/templates/en/mobility.txt:2: '{{' is not closed",
            {"templates/en/mobility.txt": "Hello\n{{contact\n"}, "check", "-")


def test_wrong_date():
    refused(78, "C/profile.conf:2: [mobility] moving: '2027-02-30' is not a day",
            {"profile.conf": "[mobility]\nmoving = 2027-02-30\n"}, "check", "-")


def test_no_configuration():
    refused(78, "regrets.conf", {}, "watch", "--once")


def test_plain_is_refused_off_loopback():
    refused(78, "C/regrets.conf:4: [account a] security", {"regrets.conf": ACCOUNT + "security = none\n"},
            "watch", "--once")


def test_unknown_command():
    result = subprocess.run([program, "send"], capture_output=True, text=True)
    assert result.returncode == 64 and "there is no command 'send'" in result.stderr, result


def test_unknown_option():
    refused(64, "Unknown option --sned; see regrets check --help", {}, "check", "--sned", "-")


def test_wrong_clock():
    refused(64, "'yesterday' is not a point in time", {}, "check", "--now", "yesterday", "-")


def test_nothing_to_check():
    refused(64, "name a file, a folder, an mbox or -", {}, "check")


def test_missing_file():
    refused(65, "No such file", {}, "check", "/nonexistent.eml")


def test_no_mail_at_all():
    refused(65, "- is passed over", {}, "check", "-", mail="just some words\n")


def test_one_bad_message_does_not_stop_the_rest():
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {"1.eml": MAIL, "2.eml": "no mail", "3.eml": MAIL}.items():
            (pathlib.Path(folder) / name).write_text(text)
        code, out, err = run({}, "check", "--format", "json", folder)
        assert code == 65 and out.count('"v":1') == 2 and "2.eml is passed over" in err, (code, out, err)


def test_full_disk_for_output():
    with open("/dev/full", "wb") as full:
        code, _, err = run({}, "check", "-", stdout=full)
    assert code == 74 and "can't write the output" in err, (code, err)


def test_unwritable_journal():
    refused(74, "can't create the journal", {"regrets.conf": ACCOUNT, "state": "a file where a folder should be"},
            "watch", "--once")


def test_a_line_of_an_mbox_is_no_message():
    mbox = "From a@b Mon Nov 23 09:00:00 2026\n" + MAIL + "\n>From the start\n\nFrom c@d Mon Nov 23 09:00:00 2026\n" + MAIL
    code, out, _ = run({}, "check", "--format", "json", "-", mail=mbox)
    assert code == 0 and out.count('"v":1') == 2, out


def test_a_quoted_line_of_an_mbox_is_the_sender_s_own():
    text = ("From: Priya <priya@fernwood.example>\nTo: sam@example.net\nSubject: Your interview\n\n"
            ">From what you sent us we would like to invite you to an interview on Tuesday, 1 December at 3 pm.\n")
    for mail, kind in ((text, "other"), ("From a@b Mon Nov 23 09:00:00 2026\n" + text, "invitation")):
        _, out, err = run({}, "check", "--format", "json", "-", mail=mail)
        assert f'"kind":"{kind}"' in out, (kind, out, err)


def test_a_pipe_is_read_to_its_end_but_no_device():
    with tempfile.TemporaryDirectory() as folder:
        pipe = pathlib.Path(folder) / "pipe"
        os.mkfifo(pipe)
        writer = subprocess.Popen(["sh", "-c", f"printf '%s' \"$0\" > {pipe}", MAIL + "more\n" * 20000])
        code, out, err = run({}, "check", "--format", "json", str(pipe))
        assert writer.wait() == 0 and code == 0 and out.count('"v":1') == 1, (code, out, err)
    refused(65, "can't read /dev/zero", {}, "check", "/dev/zero")


tap.run(globals())
