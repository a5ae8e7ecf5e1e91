# SPDX-License-Identifier: GPL-3.0-or-later
"""regrets reconnect puts one message into Drafts of a real server, and only when told to."""

import os
import sys

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "house"))
import tap  # noqa: E402

import journal  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from house import House  # noqa: E402


def declined(account, number):
    return {"account": account, "key": f"{number:x}" * 64, "outcome": "decline", "state": "sent", "language": "en",
            "reply_to": f"priya{number}@fernwood.example", "contact": "Priya Nair", "identity": "sam@example.test",
            "decided_at": "2026-01-10T09:00", "changed_at": "2026-01-11T09:00"}


def test_one_message_and_only_when_asked():
    with Dovecot() as server:
        house = House(server)
        name = (house.config / "regrets.conf").read_text().split("[account ")[1].split("]")[0]
        journal.fill(str(house.state), [declined(name, 1), declined("gone", 2)])
        house.look()
        assert "11111111" in house.run("reconnect").stdout and not house.drafts()
        told = house.run("reconnect", "1111")
        assert told.returncode == 0 and "waits in Drafts" in told.stdout, told
        (flags, message), = house.drafts()
        assert "\\Draft" in flags and "\\Seen" in flags, flags
        assert message["To"] == "Priya Nair <priya1@fernwood.example>" and message["From"].endswith("<sam@example.test>")
        again = house.run("reconnect", "1111")
        assert again.returncode == 0 and "in Drafts already" in again.stdout, again
        assert len(house.drafts()) == 1
        house.look()
        assert len(house.drafts()) == 1
        gone = house.run("reconnect", "2222")
        assert gone.returncode == 78 and "has no [account gone] any more" in gone.stderr, gone


tap.run(globals())
