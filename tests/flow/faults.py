# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that lack something, and servers that fail in the middle: whatever happens, there is one
draft for an invitation in the end, and none is lost."""

import os
import re
import signal
import sys

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from fake_imap import CAPABILITIES, FakeImap, Gone  # noqa: E402
from fake_mailbox import FakeMailbox, PASS  # noqa: E402
from house import Daemon, KILLABLE, Machine, invitation, wait_until  # noqa: E402
import tap  # noqa: E402

DONE = "$RegretsDone"
HASTE = 100  # pauses of minutes become seconds
GROWN_UP = CAPABILITIES + " CONDSTORE ENABLE"


class Place:
    """A fake server with its mail, and a regrets beside it."""

    def __init__(self, mailbox=None, extra="", **lacks):
        self.mailbox = mailbox or FakeMailbox(**lacks)
        self.imap = FakeImap(self.mailbox.script)
        self.machine = Machine(self.imap.port, extra)
        self.house = self.machine.house

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.imap.stop()
        self.machine.__exit__()
        assert kind or not self.imap.failures, self.imap.failures

    def folder(self, name):
        return self.mailbox.folders[name].messages

    def counts(self):
        return len(self.folder("Drafts")), len(self.folder("Regrets"))

    def heard(self, word):
        return [line for line in self.imap.lines if line.split(b" ", 1)[-1].startswith(word)]

    def look(self, status=0):
        result = self.house.run("watch", "--once")
        assert result.returncode == status, result.stderr
        return result.stderr

    def daemon(self, haste=HASTE):
        return Daemon(self.house, program=KILLABLE, REGRETS_HASTE=str(haste))


def states(place):
    return [entry["state"] for entry in place.house.log()]


# ---- what a server may lack ----

def test_each_lack_leaves_one_draft():
    cases = {
        "nothing": {},
        "CONDSTORE": {"capabilities": CAPABILITIES},
        "UIDPLUS": {"capabilities": "IMAP4rev1 AUTH=PLAIN IDLE"},
        "IDLE": {"capabilities": "IMAP4rev1 AUTH=PLAIN UIDPLUS"},
        "keywords": {"keywords": False},
        "SEARCH HEADER": {"searches": False},
        "a Sent folder": {"sent": None},
        "all of it": {"capabilities": "IMAP4rev1 AUTH=PLAIN", "keywords": False, "searches": False, "sent": None},
    }
    for name, lacks in cases.items():
        with Place(**{"capabilities": GROWN_UP, **lacks}) as place:
            place.mailbox.deliver(invitation(1))
            for _ in range(2):
                place.look()
                assert place.counts() == (1, 1), (name, place.counts())
            flags = place.folder("INBOX")[0].flags
            assert flags == ({DONE} if lacks.get("keywords", True) else set()), (name, flags)
            assert place.folder("Drafts")[0].flags == {"\\Draft", "\\Seen"}, name


def test_without_uidplus_no_copy_is_removed():
    """EXPUNGE alone would take along what the user has marked as deleted."""
    with Place(capabilities="IMAP4rev1 AUTH=PLAIN IDLE") as place:
        place.mailbox.deliver(invitation(1))
        killed = place.house.run("watch", "--once", program=KILLABLE, kill_at="after-append")
        assert killed.returncode == -signal.SIGKILL, killed
        place.mailbox.deliver(place.folder("Drafts")[0].raw, "Drafts")
        place.look()
        assert len(place.folder("Drafts")) == 2 and not place.heard(b"EXPUNGE") and states(place) == ["drafted"]


def test_a_search_that_sees_nothing_new_after_a_crash():
    for point in ("after-intent", "after-append", "after-append:2", "before-keyword", "after-keyword"):
        with Place(searches=False) as place:
            place.mailbox.deliver(invitation(1))
            killed = place.house.run("watch", "--once", program=KILLABLE, kill_at=point)
            assert killed.returncode == -signal.SIGKILL, (point, killed)
            place.look()
            assert place.counts() == (1, 1) and states(place) == ["drafted"], (point, place.counts())


def test_keywords_that_are_promised_and_refused():
    for answer in (lambda peer, words: peer.no(b"[CANNOT] no more keywords"), lambda peer, words: peer.bad(b"no flag")):
        with Place() as place:
            place.mailbox.instead["UID STORE"] = answer
            place.mailbox.deliver(invitation(1))
            for _ in range(2):
                place.look()
            assert place.counts() == (1, 1) and states(place) == ["drafted"]


def test_keywords_that_are_promised_and_forgotten():
    with Place() as place:
        place.mailbox.instead["UID STORE"] = lambda peer, words: peer.ok()
        place.mailbox.deliver(invitation(1))
        for _ in range(2):
            place.look()
        assert place.counts() == (1, 1) and states(place) == ["drafted"]


def test_a_server_that_keeps_each_message_id_once():
    """As Gmail does: the second APPEND gives the first one's UID."""
    with Place() as place:
        mailbox = place.mailbox

        def append(peer, words):
            folder, message = mailbox.take_append(peer, words)
            same = [m for m in folder.messages if m.message_id() == message.message_id()]
            if len(same) > 1:
                mailbox.remove(words.split('"')[1], message.uid)
            peer.ok(f"[APPENDUID {folder.uidvalidity} {same[0].uid}] done".encode())

        mailbox.instead["APPEND"] = append
        mailbox.deliver(invitation(1))
        for _ in range(2):
            place.look()
        assert place.counts() == (1, 1), place.counts()


# ---- folders ----

def test_folders_below_the_inbox_and_by_local_names():
    with Place(drafts="INBOX/Brouillons") as place:
        place.mailbox.folders["INBOX/Brouillons"].use = ""
        place.mailbox.deliver(invitation(1))
        place.look()
        assert len(place.folder("INBOX/Brouillons")) == 1 and len(place.folder("INBOX/Regrets")) == 1


def test_no_drafts_folder_is_told_and_made_good():
    with Place(drafts=None) as place:
        place.mailbox.deliver(invitation(1))
        assert "no Drafts folder was found; name it in regrets.conf" in place.look(75)
        assert not place.heard(b"APPEND")
        place.mailbox.create_named("Drafts", "\\Drafts")
        place.look()
        assert place.counts() == (1, 1)


def test_folders_deleted_and_made_again():
    with Place() as place:
        place.mailbox.deliver(invitation(1))
        with place.daemon() as daemon:
            wait_until(lambda: states(place) == ["drafted"])
            del place.mailbox.folders["Regrets"]
            place.mailbox.folders["Drafts"].empty(uidvalidity=99)
            place.mailbox.deliver(invitation(2))
            wait_until(lambda: sorted(states(place)) == ["discarded", "drafted"])
            assert daemon.stop()[0] == 0
        place.look()
        assert len(place.folder("Drafts")) == 1 and len(place.folder("Regrets")) == 1, place.counts()


def test_drafts_made_again_between_intent_and_append():
    """The noted UIDNEXT is of another folder then."""
    with Place(searches=False) as place:
        place.mailbox.deliver(invitation(1))
        for _ in range(9):
            place.mailbox.deliver(b"Subject: x\n\ny\n", "Drafts")
        killed = place.house.run("watch", "--once", program=KILLABLE, kill_at="after-intent")
        assert killed.returncode == -signal.SIGKILL
        place.mailbox.folders["Drafts"].empty(uidvalidity=99)
        for _ in range(2):
            place.look()
        assert place.counts() == (1, 1), place.counts()


def test_inbox_made_again_forgets_uids_and_matches_by_message_id():
    with Place() as place:
        place.mailbox.deliver(invitation(1))
        place.look()
        raw = place.folder("INBOX")[0].raw
        place.mailbox.folders["INBOX"].empty(uidvalidity=99)
        place.mailbox.deliver(invitation(2))
        place.mailbox.deliver(raw)
        place.look()
        assert place.counts() == (2, 2), place.counts()


def test_read_only_inbox():
    with Place() as place:
        place.mailbox.folders["INBOX"].read_only = True
        place.mailbox.deliver(invitation(1))
        for _ in range(2):
            place.look()
        assert place.counts() == (1, 1) and not place.heard(b"UID STORE")


def test_read_only_drafts():
    with Place() as place:
        place.mailbox.folders["Drafts"].read_only = True
        place.mailbox.deliver(invitation(1))
        assert "can't put a message into Drafts: read-only" in place.look(75)
        place.mailbox.folders["Drafts"].read_only = False
        place.look()
        assert place.counts() == (1, 1) and states(place) == ["drafted"]


def test_quota_is_full():
    for place_of in ("Drafts", "Regrets"):
        with Place() as place:
            def append(peer, words, full=place_of):
                return peer.no(b"[OVERQUOTA] Quota exceeded") if f'"{full}"' in words else PASS
            place.mailbox.instead["APPEND"] = append
            place.mailbox.deliver(invitation(1))
            with place.daemon() as daemon:
                daemon.wait_for("Quota exceeded")
                assert 60 <= int(re.search(r"trying again in (\d+) s", daemon.log()).group(1)) <= 120
                del place.mailbox.instead["APPEND"]
                wait_until(lambda: states(place) == ["drafted"])
                assert daemon.stop()[0] == 0
            assert place.counts() == (1, 1), (place_of, place.counts())


def test_our_own_folder_is_refused():
    for refusal in (lambda peer, words: peer.no(b"[NOPERM] not here"), lambda peer, words: peer.bad(b"what")):
        with Place() as place:
            place.mailbox.instead["CREATE"] = place.mailbox.instead["SUBSCRIBE"] = refusal
            place.mailbox.deliver(invitation(1))
            told = [place.look() for _ in range(2)]
            assert "goes without the folder Regrets" in told[0], told
            assert len(place.folder("Drafts")) == 1 and "Regrets" not in place.mailbox.folders


# ---- a server with too much to do ----

def test_throttled_in_the_middle():
    for command in ("LIST", "SELECT", "UID SEARCH", "UID FETCH", "UID STORE", "APPEND"):
        with Place() as place:
            asked = []

            def act(peer, rest):
                asked.append(rest)
                return peer.no(b"[THROTTLED] slow down") if len(asked) == 1 else PASS

            place.mailbox.instead[command] = act
            place.mailbox.deliver(invitation(1))
            with place.daemon(haste=1000) as daemon:
                daemon.wait_for("slow down; trying again in")
                assert int(re.search(r"slow down; trying again in (\d+) s", daemon.log()).group(1)) >= 60
                wait_until(lambda: states(place) == ["drafted"])
                assert daemon.stop()[0] == 0
            assert place.counts() == (1, 1), (command, place.counts())


# ---- mail that goes while it is looked at ----

def test_expunged_while_it_is_read():
    for when in ("HEADER", "BODY.PEEK[]"):
        with Place() as place:
            def fetch(peer, words, when=when):
                if when in words:
                    place.mailbox.remove("INBOX", 1)
                    peer.send(b"* 1 EXPUNGE\r\n")
                return PASS
            place.mailbox.deliver(invitation(1))
            place.mailbox.deliver(invitation(2))
            place.mailbox.instead["UID FETCH"] = fetch
            place.look()
            replied = re.findall(rb"In-Reply-To: <(invite-\d)@", b"".join(m.raw for m in place.folder("Drafts")))
            assert replied == [b"invite-2"], (when, replied)


# ---- connections that end in the middle ----

def test_the_answer_to_each_append_is_lost():
    for number in (1, 2):
        with Place() as place:
            seen = []

            def append(peer, words):
                seen.append(words)
                if len(seen) != number:
                    return PASS
                place.mailbox.take_append(peer, words)
                raise Gone

            place.mailbox.instead["APPEND"] = append
            place.mailbox.deliver(invitation(1))
            with place.daemon() as daemon:
                wait_until(lambda: states(place) == ["drafted"])
                assert daemon.stop()[0] == 0
            assert place.counts() == (1, 1) and len(seen) == 2, (number, place.counts(), seen)


def test_cut_or_bye_at_each_command():
    def cut(peer):
        raise Gone

    def bye(peer):
        peer.send(b"* BYE going down\r\n")
        raise Gone

    for end in (cut, bye):
        for command in ("LIST", "CREATE", "SUBSCRIBE", "SELECT", "UID SEARCH", "UID FETCH", "UID STORE", "IDLE"):
            with Place() as place:
                hits = []

                def act(peer, words):
                    hits.append(words)
                    return end(peer) if len(hits) == 1 else PASS

                place.mailbox.instead[command] = act
                place.mailbox.deliver(invitation(1))
                with place.daemon() as daemon:
                    wait_until(lambda: len(hits) > 1 and states(place) == ["drafted"])
                    assert daemon.stop()[0] == 0
                assert place.counts() == (1, 1), (command, place.counts())


def test_bye_while_it_waits():
    with Place() as place, place.daemon() as daemon:
        wait_until(lambda: place.mailbox.idlers)
        next(iter(place.mailbox.idlers)).send(b"* BYE restarting\r\n")
        daemon.wait_for("trying again in")
        wait_until(lambda: len(place.imap.peers) == 2 and place.mailbox.idlers)
        place.mailbox.deliver(invitation(1))
        wait_until(lambda: states(place) == ["drafted"])
        assert daemon.stop()[0] == 0


# ---- news that nobody tells ----

def test_idle_that_tells_nothing():
    with Place(tells=False) as place, place.daemon() as daemon:
        wait_until(lambda: place.mailbox.idlers)
        place.mailbox.deliver(invitation(1))
        wait_until(lambda: states(place) == ["drafted"])
        assert daemon.stop()[0] == 0 and len(place.imap.peers) == 1


def test_without_idle_it_asks():
    with Place(capabilities="IMAP4rev1 AUTH=PLAIN UIDPLUS") as place, place.daemon() as daemon:
        wait_until(lambda: place.heard(b"NOOP"))
        place.mailbox.deliver(invitation(1))
        wait_until(lambda: states(place) == ["drafted"])
        assert daemon.stop()[0] == 0 and len(place.imap.peers) == 1 and not place.heard(b"IDLE")


def test_idle_refused():
    with Place() as place:
        place.mailbox.instead["IDLE"] = lambda peer, words: peer.no(b"not now")
        place.mailbox.deliver(invitation(1))
        with place.daemon() as daemon:
            daemon.wait_for("doesn't take IDLE: not now")
            assert states(place) == ["drafted"] and daemon.stop()[0] == 0


# ---- a server that wants to keep us busy ----

def test_new_mail_without_end():
    """It always has another UID, though there is nothing behind it: the turn ends all the same. Above
    the last UID that there can be nothing is looked for."""
    for last, most in ((1, 200), (4294967290, 40)):
        with Place() as place:
            uids = iter(range(last, last + 100000))

            def search(peer, words):
                if "HEADER" in words:
                    return PASS
                peer.send(b"* SEARCH %d\r\n" % min(next(uids), 4294967295))
                peer.ok()

            place.mailbox.instead["UID SEARCH"] = search
            place.look()
            assert len(place.heard(b"UID SEARCH")) < most, (last, len(place.heard(b"UID SEARCH")))


tap.run(globals())
