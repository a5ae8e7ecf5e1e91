# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of several machines answers an invitation: the one that holds the only claim on it."""

import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import Dovecot  # noqa: E402
from house import KILLABLE, House, invitation, wait_until  # noqa: E402
import tap  # noqa: E402

HASTE = 30  # a lease of a minute is two seconds
FOREIGN = "$RegretsClaim-deadbeefa"
DONE = "$RegretsDone"


class Machine(House):
    """One of several at the same mailbox."""

    def __init__(self, server, number=0):
        super().__init__(server)
        self.state = self.state.with_name(f"state-{number}")

    def begin(self, haste=HASTE, **environment):
        environment = {**self.environment(), "REGRETS_HASTE": str(haste), **environment}
        return subprocess.Popen(self.command("watch", "--once", program=KILLABLE), env=environment,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def ended(process, status=0):
    said = process.communicate(timeout=60)[0]
    assert process.returncode == status, (process.returncode, said)
    return said


def flags_of(server):
    [(_, flags, _)] = server.messages("INBOX")
    return flags


def claims_on(server):
    return {flag for flag in flags_of(server) if flag.lower().startswith("$regretsclaim")}


def appended(server):
    """How many drafts were ever put there, whether or not one was removed."""
    with server.connect() as imap:
        return int(imap.status("Drafts", "(UIDNEXT)")[1][0].split()[-1].rstrip(b")")) - 1


def is_stopped(process):
    with open(f"/proc/{process.pid}/stat", encoding="utf-8") as file:
        return file.read().rpartition(")")[2].split()[0] == "T"


def test_no_claim_is_left():
    with Dovecot() as server:
        machine = Machine(server)
        server.deliver(invitation(1))
        ended(machine.begin())
        assert flags_of(server) >= {DONE} and not claims_on(server), flags_of(server)
        assert appended(server) == 1


def test_another_machine_is_waited_for():
    with Dovecot() as server:
        machine = Machine(server)
        uid = server.deliver(invitation(1), flags=FOREIGN)
        process = machine.begin(haste=1, REGRETS_STOP_AT="claim-waits")
        wait_until(lambda: is_stopped(process))
        server.store(uid, DONE)
        process.send_signal(signal.SIGCONT)
        ended(process)
        assert appended(server) == 0 and machine.drafts() == [] and machine.log() == []
        assert claims_on(server) == {FOREIGN}


def test_a_stale_claim_is_taken_over():
    with Dovecot() as server:
        machine = Machine(server)
        server.deliver(invitation(1), flags=FOREIGN)
        ended(machine.begin())
        assert appended(server) == 1 and not claims_on(server), flags_of(server)
        assert [entry["state"] for entry in machine.log()] == ["drafted"]


def test_a_killed_machine_goes_on_with_its_own():
    """At once, as nobody else is at work; its claim is another one then."""
    with Dovecot() as server:
        machine = Machine(server)
        server.deliver(invitation(1))
        ended(machine.begin(REGRETS_KILL_AT="after-claim"), -signal.SIGKILL)
        [first] = claims_on(server)
        ended(machine.begin(haste=1, REGRETS_KILL_AT="after-claim"), -signal.SIGKILL)
        [second] = claims_on(server)
        assert first != second and first[:-1] == second[:-1], (first, second)
        ended(machine.begin(haste=1))
        assert appended(server) == 1 and not claims_on(server), flags_of(server)


def test_who_slept_past_the_lease_does_not_append():
    with Dovecot() as server:
        sleeper, other = Machine(server, 1), Machine(server, 2)
        server.deliver(invitation(1))
        process = sleeper.begin(REGRETS_STOP_AT="before-append")
        wait_until(lambda: is_stopped(process))
        ended(other.begin())
        assert appended(server) == 1
        process.send_signal(signal.SIGCONT)
        said = ended(process, 69)
        assert "another machine may have taken over" in said, said
        ended(sleeper.begin())
        assert appended(server) == 1, "a copy was made, if only for a moment"
        assert len(sleeper.drafts()) == len(sleeper.pages()) == 1
        # made at another second it isn't its own byte for byte: then it counts as yours, and is never removed
        assert [entry["state"] for entry in sleeper.log()] in (["drafted"], ["edited"]), sleeper.log()


def test_many_claim_at_once():
    """Whoever is first makes the draft; no second one is ever made, not even for a moment."""
    with Dovecot() as server:
        machines = [Machine(server, number) for number in range(4)]
        for number in range(1, 6):
            server.deliver(invitation(number))
        processes = [machine.begin(haste=10) for machine in machines]
        for process in processes:
            ended(process)
        assert appended(server) == len(machines[0].drafts()) == len(machines[0].pages()) == 5, appended(server)


tap.run(globals())
