# SPDX-License-Identifier: GPL-3.0-or-later
"""regrets redraft: another draft in the place of the first, never beside it."""

import os
import sys

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "house"))
import tap  # noqa: E402

from dovecot import Dovecot  # noqa: E402
from house import House, KILLABLE, invitation  # noqa: E402


def drafted(server):
    """A house whose one invitation has a draft, and its ID."""
    house = House(server)
    server.deliver(invitation(1))
    house.look()
    return house, house.run("redraft").stdout.split()[0]


def text(message):
    return message.get_content().replace("\r\n", "\n").replace(" \n", " ")


def test_replaces_the_draft():
    with Dovecot() as server:
        house, ident = drafted(server)
        (_, first), = house.drafts()
        assert "I have accepted another position" in text(first)
        for _ in range(2):  # the second time it is there already
            result = house.run("redraft", ident, "--template", "reschedule")
            assert result.returncode == 0, result.stderr
            (flags, second), = house.drafts()
            assert "does not work for me" in text(second) and "\\Draft" in flags, text(second)
            assert second["In-Reply-To"] == first["In-Reply-To"]
            entry, = house.log()
            assert (entry["outcome"], entry["template"], entry["state"]) == ("reschedule", "en/reschedule", "drafted")
        house.look()  # the daemon knows the new one
        assert len(house.drafts()) == 1 and house.log()[0]["state"] == "drafted", house.log()
        (_, page), = house.pages()
        assert "another time" in page.get_body(("plain",)).get_content(), page.get_body(("plain",)).get_content()


def test_killed_between_and_again():
    with Dovecot() as server:
        house, ident = drafted(server)
        arguments = ("redraft", ident, "--template", "mobility")
        assert house.run(*arguments, program=KILLABLE, kill_at="after-redraft").returncode != 0
        assert len(house.drafts()) == 2
        assert house.run(*arguments).returncode == 0
        (_, draft), = house.drafts()
        assert "do not fit what the role requires" in text(draft)


def test_an_edited_draft_stays():
    with Dovecot() as server:
        house, ident = drafted(server)
        (uid, _, raw), = server.messages(server.drafts)
        with server.connect() as imap:
            imap.select(server.drafts)
            imap.uid("STORE", str(uid), "+FLAGS", "(\\Deleted)")
            imap.expunge()
        server.deliver(raw.replace(b"Thank you", b"Many thanks"), mailbox=server.drafts, flags="\\Draft")
        result = house.run("redraft", ident, "--template", "mobility")
        assert result.returncode == 64 and "you have changed its draft" in result.stderr, result
        assert len(house.drafts()) == 1


def test_mistakes():
    with Dovecot() as server:
        house, ident = drafted(server)
        for arguments, words in (((ident,), "name the text"), ((ident, "--template", "_greeting"), "there is no text"),
                                 (("ffffffffffff", "--template", "mobility"), "nothing is called")):
            result = house.run("redraft", *arguments)
            assert result.returncode == 64 and words in result.stderr, (arguments, result)


tap.run(globals())
