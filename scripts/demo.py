# SPDX-License-Identifier: GPL-3.0-or-later
"""The second half of ./demo: a mailbox, one look through it, and what came of it."""

import email
import email.policy
import json
import pathlib
import shutil
import subprocess
import sys
import textwrap

top = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(top / "tests" / "flow"))
from dovecot import PASSWORD, USER, Dovecot  # noqa: E402

program = sys.argv[1]
DRAFTS = "Entwürfe"


def configure(server, folder):
    """regrets.conf and profile.conf for the server; the password comes from a command."""
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n")
    secret.chmod(0o600)
    (folder / "regrets.conf").write_text(textwrap.dedent(f"""\
        [account demo]
        address = sam.rivera@example.net
        host = localhost
        port = {server.imaps_port}
        login = {USER}
        password_command = cat {secret}
        ca_file = {server.certificates.own.certificate}
        """))
    shutil.copy(top / "tests" / "mail" / "profile.conf", folder / "profile.conf")


def regrets(folder, *arguments):
    command = [program, arguments[0], "--config", str(folder), "--state", str(folder / "state"), *arguments[1:]]
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, check=True).stdout


def subject_of(path):
    with open(path, "rb") as file:
        return str(email.message_from_binary_file(file, policy=email.policy.default)["Subject"] or "")


def show_table(folder, mails):
    print(f"\n{'message':46}  {'kind':15}  {'decision':10}  reason")
    print("-" * 46 + "  " + "-" * 15 + "  " + "-" * 10 + "  " + "-" * 12)
    for line in regrets(folder, "check", "--format", "json", *map(str, mails)).splitlines():
        outcome = json.loads(line)
        decision = outcome["decision"]
        subject = textwrap.shorten(subject_of(outcome["file"]), 46, placeholder=" ...")
        print(f"{subject:46}  {outcome['kind']:15}  {decision['outcome']:10}  {decision['reason'] or ''}".rstrip())


def show_drafts(server):
    drafts = server.messages(DRAFTS)
    print(f"\nIn the folder \"{DRAFTS}\" (Drafts) there are now {len(drafts)} drafts.\n")
    for number, (_, flags, raw) in enumerate(drafts, 1):
        message = email.message_from_bytes(raw, policy=email.policy.default)
        title = f"--- draft {number}, {' '.join(sorted(flags - {chr(92) + 'Recent'}))} "
        print(title + "-" * (78 - len(title)))
        for name in ("From", "To", "Subject", "In-Reply-To"):
            print(f"{name}: {message[name]}")
        print()
        reply = message.get_content().replace("\r\n", "\n").split("\n\nOn 20")[0]
        for paragraph in reply.replace(" \n", " ").splitlines():
            print("\n".join(textwrap.wrap(paragraph, 78)))
        print()


def main():
    mails = sorted((top / "tests" / "mail" / "inbox").glob("*.eml"))
    with Dovecot(drafts=DRAFTS) as server:
        folder = pathlib.Path(server.folder) / "regrets"
        folder.mkdir()
        configure(server, folder)
        for mail in mails:
            server.deliver(mail.read_bytes())
        print(f"A mailbox with {len(mails)} messages is on localhost, port {server.imaps_port}, over TLS.")
        print("\n$ regrets watch --once", flush=True)
        regrets(folder, "watch", "--once")
        show_table(folder, mails)
        show_drafts(server)
        print("Nothing was sent, and nothing was marked as read:")
        unread = sum("\\Seen" not in flags for _, flags, _ in server.messages())
        print(f"{unread} of {len(mails)} messages in the inbox are unread.")


main()
