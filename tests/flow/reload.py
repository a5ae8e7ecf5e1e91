# SPDX-License-Identifier: GPL-3.0-or-later
"""What is changed in the configuration counts while the program runs; a mistake in it doesn't."""

import os
import pathlib
import signal
import sys
import tempfile

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import Dovecot, PASSWORD, write_conf  # noqa: E402
from fake_imap import FakeImap, quiet_mailbox  # noqa: E402
from house import Daemon, House, PROFILE, invitation, wait_until  # noqa: E402
import tap  # noqa: E402

READ_AGAIN = "the configuration was read again"
STOPPED = "it is tried again when that has changed"
BLOCKED = "[me]\nname = Sam Rivera\n[goals]\nblocked_companies = Fernwood Labs\n"
RULE = "[rule no-ferns]\nin = body\nmatch = Fernwood\nkind = rejection\nscore = 100\n"
TEXT = "{{greeting}}\n\nI have other plans.\n\n{{closing}}\n"


def replace(path, text):
    """As an editor does it: a new file in the place of the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + "~")
    new.write_text(text)
    new.replace(path)


def test_files_are_read_again_after_a_change():
    cases = [
        ("profile.conf", BLOCKED, lambda before, after: after["reason"] != before["reason"]),
        ("rules.d/own.conf", RULE, lambda before, after: after is None),
        ("templates/en/offer-accepted.txt", TEXT, lambda before, after: after["state"] == "drafted"),
    ]
    for name, text, is_seen in cases:
        with Dovecot() as server:
            house = House(server)
            with Daemon(house) as daemon:
                server.deliver(invitation(1))
                wait_until(lambda: len(house.drafts()) == 1)
                replace(house.config / name, text)
                daemon.wait_for(READ_AGAIN)
                server.deliver(invitation(2))
                server.deliver(invitation(3, company="Oakwood"))
                wait_until(lambda: any("invite-3" in entry["message_id"] for entry in house.log()))
                entries = {entry["message_id"].split("@")[0]: entry for entry in house.log()}
                assert is_seen(entries["invite-1"], entries.get("invite-2")), (name, entries)
                own = [draft for _, draft in house.drafts() if "I have other plans." in draft.get_content()]
                assert len(own) == (2 if text is TEXT else 0), (name, own)
                assert daemon.stop()[0] == 0


class Accounts:
    """A regrets.conf with accounts on fake servers, which count their connections."""

    def __init__(self, **scripts):
        self.folder = tempfile.mkdtemp(prefix="rg-")
        self.server = self  # a House needs no more of one than its folder
        self.servers = {name: FakeImap(script) for name, script in scripts.items()}

    def write_conf(self, path, left_out=(), **extra):
        text = ""
        for name, server in self.servers.items():
            if name not in left_out:
                write_conf(path, "none", "localhost", server.port, "/dev/null", user=name, name=name,
                           extra=extra.get(name, ""))
                text += pathlib.Path(path).read_text().replace("ca_file = /dev/null\n", "")
        replace(pathlib.Path(path), text)

    def connections(self, name):
        return len(self.servers[name].peers)

    def is_connected(self, name):
        return any(thread.is_alive() for thread in self.servers[name].threads)

    def idles(self, name):
        return sum(line.endswith(b" IDLE") for line in self.servers[name].lines)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self.servers.values():
            server.stop()


def test_an_account_keeps_its_connection_unless_it_was_changed():
    with Accounts(ann=quiet_mailbox, ben=quiet_mailbox, cat=quiet_mailbox) as accounts:
        house = House(accounts, left_out=["cat"])
        conf = str(house.config / "regrets.conf")
        with Daemon(house) as daemon:
            wait_until(lambda: accounts.idles("ann") == accounts.idles("ben") == 1)
            accounts.write_conf(conf, ben="since = 3 days")
            wait_until(lambda: accounts.connections("ben") == 2 and accounts.idles("cat") == 1)
            daemon.wait_for(READ_AGAIN)
            accounts.write_conf(conf, left_out=["ben"])
            daemon.wait_for(READ_AGAIN, times=2)
            wait_until(lambda: not accounts.is_connected("ben"))
            daemon.process.send_signal(signal.SIGHUP)
            daemon.wait_for(READ_AGAIN, times=3)
            assert [accounts.connections(name) for name in ("ann", "ben", "cat")] == [1, 2, 1]
            assert daemon.stop()[0] == 0


def test_a_new_entry_in_the_calendar_counts():
    event = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{0}\r\nDTSTART:{0}T150000Z\r\n"
             "DTEND:{0}T160000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    with Dovecot() as server:
        calendar = pathlib.Path(server.folder) / "calendar" / "busy.ics"
        replace(calendar, event.format("20260105"))
        house = House(server, profile=f"[me]\nname = Sam\n[bandwidth]\nbusy_calendar = {calendar.parent}\n")
        server.deliver(invitation(1))
        with Daemon(house) as daemon:
            wait_until(lambda: len(house.log()) == 1)
            replace(calendar, event.format("20261203"))
            daemon.wait_for(READ_AGAIN)
            server.deliver(invitation(2))
            wait_until(lambda: len(house.log()) == 2)
            assert [entry["outcome"] for entry in house.log()] == ["reschedule", "ask"], house.log()
            assert daemon.stop()[0] == 0


def test_a_mistake_is_told_once_and_the_old_configuration_stays():
    with Dovecot() as server:
        house = House(server)
        with Daemon(house) as daemon:
            fault = f"{house.config}/profile.conf:2: unknown key 'nmae' in [me]"
            replace(house.config / "profile.conf", PROFILE.replace("name", "nmae"))
            daemon.wait_for(fault)
            replace(house.config / "profile.conf", PROFILE.replace("name", "nmae") + "\n# and a remark\n")
            server.deliver(invitation(1))
            wait_until(lambda: len(house.drafts()) == 1)
            replace(house.config / "profile.conf", PROFILE)
            daemon.wait_for(READ_AGAIN)
            log = daemon.stop()[2]
            assert log.count(fault) == 1 and log.count("goes on with the configuration as it was") == 1, log


def test_a_refused_login_is_tried_again_after_a_change():
    with Dovecot() as server:
        house = House(server)
        conf = house.config / "regrets.conf"
        secret = house.config / "regrets.conf.password"
        server.deliver(invitation(1))
        secret.write_text("wrong\n")
        with Daemon(house) as daemon:
            daemon.wait_for(STOPPED)
            replace(house.config / "profile.conf", PROFILE + "# a remark\n")
            daemon.wait_for("still what was refused")
            assert server.log().count("auth failed") == 1, "the same password was tried again"
            daemon.process.send_signal(signal.SIGHUP)
            wait_until(lambda: server.log().count("auth failed") == 2)
            secret.write_text("wrong too\n")
            replace(conf, conf.read_text() + "since = 15 days\n")
            wait_until(lambda: server.log().count("auth failed") == 3)
            secret.write_text(PASSWORD + "\n")
            replace(house.config / "profile.conf", PROFILE)
            wait_until(lambda: len(house.drafts()) == 1)
            assert daemon.stop()[0] == 0


tap.run(globals())
