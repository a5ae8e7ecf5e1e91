# SPDX-License-Identifier: GPL-3.0-or-later
"""The add-on in a real Thunderbird without a screen, its mailbox on a real Dovecot: make
check-thunderbird. Thunderbird is driven by Marionette, as its own tests are."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "flow"))
from dovecot import PASSWORD, USER, Dovecot, free_port  # noqa: E402
from house import House, invitation  # noqa: E402
import tap  # noqa: E402

HOST = pathlib.Path(os.environ["builddir"]) / "plugin" / "thunderbird" / "regrets-host"
EXTENSION = pathlib.Path(os.environ["srcdir"]) / "plugin" / "thunderbird" / "extension"
ID = "regrets@regrets.example"
PROFILE = "[me]\nname = Sam Rivera\n[goals]\ntitles = Baker\n"
VERDICT = "Interview invitation from Fernwood Labs · would decline: goals"
SECONDS = 60
ORDINARY = """\
From: Ann Lee <ann@quillworks.example>
To: Sam Rivera <{user}@example.test>
Subject: Lunch
Date: Mon, 23 Nov 2026 10:00:00 +0000
Message-ID: <lunch@quillworks.example>
Content-Type: text/plain; charset=utf-8

Shall we have lunch on Thursday at one?
"""

PREFS = {
    "xpinstall.signatures.required": False, "extensions.autoDisableScopes": 0,
    "app.update.enabled": False, "datareporting.policy.bypassNotification": True, "mail.provider.suppress_dialog_on_startup": True,
    "mail.spotlight.firstRunDone": True, "mail.winsearch.firstRunDone": True, "mailnews.start_page.enabled": False,
    "mail.accountmanager.accounts": "account1,account2", "mail.accountmanager.defaultaccount": "account1",
    "mail.accountmanager.localfoldersserver": "server2",
    "mail.account.account1.identities": "id1", "mail.account.account1.server": "server1",
    "mail.account.account2.server": "server2", "mail.server.server2.type": "none",
    "mail.server.server2.hostname": "Local Folders", "mail.server.server2.userName": "nobody",
    "mail.server.server2.name": "Local Folders",
    "mail.server.server1.type": "imap", "mail.server.server1.hostname": "127.0.0.1", "mail.server.server1.userName": USER,
    "mail.server.server1.name": "test", "mail.server.server1.socketType": 0, "mail.server.server1.authMethod": 3,
    "mail.server.server1.login_at_startup": False, "mail.server.server1.using_subscription": False, "mail.server.server1.check_new_mail": False,
    "mail.identity.id1.useremail": f"{USER}@example.test", "mail.identity.id1.fullName": "Sam Rivera",
    "mail.identity.id1.valid": True, "mail.identity.id1.draft_folder": f"imap://{USER}@127.0.0.1/Drafts",
    "mail.identity.id1.drafts_folder_picker_mode": "1", "mail.identity.id1.fcc_folder": f"imap://{USER}@127.0.0.1/Sent",
}

# What runs within Thunderbird. Each is the body of an asynchronous function.
LOG_IN = """
  const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  login.init("imap://127.0.0.1", null, "imap://127.0.0.1", args[0], args[1], "", "");
  await Services.logins.addLoginAsync(login);
"""
LIBRARY = r"""
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  const main = Services.wm.getMostRecentWindow("mail:3pane");
  const pane = () => main.document.getElementById("tabmail").tabInfo[0].chromeBrowser.contentWindow;
  const inbox = () => {
    const server = MailServices.accounts.accounts.find(account => account.incomingServer.type == "imap").incomingServer;
    return server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
  };
  const later = ms => new Promise(resolve => main.setTimeout(resolve, ms));
  const until = async (what, why) => {
    for (let i = 0; i < 300; i++) { const got = await what(); if (got) { return got; } await later(100); }
    throw new Error("in vain: " + why);
  };
  const extension = () => ExtensionParent.GlobalManager.getExtension("regrets@regrets.example");
  const show = async messageId => {
    main.document.getElementById("tabmail").switchToTab(0);
    await until(() => pane().displayFolder, "the window");
    await until(async () => {
      if (!pane().gDBView?.rowCount) { pane().displayFolder(inbox()); await later(500); }
      return pane().gDBView?.rowCount;
    }, "rows");
    const header = [...inbox().messages].find(message => message.messageId == args[0]);
    pane().threadTree.selectedIndex = pane().gDBView.findIndexOfMsgHdr(header, true);
  };
  const button = () => pane().messageBrowser?.contentDocument
    .getElementById("regrets_regrets_example-messageDisplayAction-toolbarbutton");
"""
UPDATE = """
  const server = MailServices.accounts.accounts.find(account => account.incomingServer.type == "imap").incomingServer;
  await until(async () => {
    if (inbox()) { inbox().updateFolder(main.msgWindow); } else { server.performExpand(main.msgWindow); }
    await later(300);
    return inbox() && inbox().getTotalMessages(false) >= args[0];
  }, "mail in the inbox");
  await until(() => extension()?.messageManager, "the add-on");
"""
OPEN = """
  await show(args[0]);
  await until(() => button(), "the button");
  return await until(() => {
    const title = button().getAttribute("tooltiptext") || button().getAttribute("title") || button().label;
    return title && title != args[1] && { title, badge: button().getAttribute("badge") || "" };
  }, "the title: " + button().outerHTML);
"""
POPUP = """
  const header = [...inbox().messages].find(message => message.messageId == args[0]);
  const { id } = await extension().messageManager.convert(header);
  const url = extension().baseURL + "popup.html?messageId=" + id;
  main.document.getElementById("tabmail").openTab("contentTab", {
    url, background: false, linkHandler: "single-page", triggeringPrincipal: extension().principal,
    initialBrowsingContextGroupId: extension().policy.browsingContextGroupId, userContextId: 0 });
"""
IN_PAGE = """
  const browser = () => main.document.getElementById("tabmail").tabInfo.map(tab => tab.browser)
    .filter(one => one?.currentURI?.filePath?.endsWith(args[0])).pop();
  const actor = await until(() => browser()?.browsingContext.currentWindowGlobal?.getActor("MarionetteCommands"), "the page");
  const options = { sandboxName: "default", newSandbox: true, timeout: 5000, file: "", line: 0, filename: "" };
  return await until(() => actor.executeScript(args[1], args.slice(2), options), args[1]);
"""
SHOWN = """
  const buttons = [...document.querySelectorAll("#buttons button")].map(one => one.textContent);
  return buttons.length ? { text: document.body.innerText, buttons } : null;
"""
PRESS = """
  const one = [...document.querySelectorAll("button")].find(one => one.textContent == arguments[0]);
  one?.click();
  return Boolean(one);
"""


class Marionette:
    """Enough of its protocol: a length, a colon, and JSON."""

    def __init__(self, port):
        end = time.monotonic() + SECONDS
        while True:
            try:
                self.socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
                break
            except OSError:
                assert time.monotonic() < end, "Thunderbird doesn't listen"
                time.sleep(.1)
        self.stream = self.socket.makefile("rb")
        self.number = 0
        assert self.read()["marionetteProtocol"] == 3
        self.send("WebDriver:NewSession", {})
        self.send("WebDriver:SetTimeouts", {"script": SECONDS * 1000})
        self.send("Marionette:SetContext", {"value": "chrome"})

    def read(self):
        digits = b""
        while (byte := self.stream.read(1)) != b":":
            assert byte, "Thunderbird has gone"
            digits += byte
        return json.loads(self.stream.read(int(digits)))

    def send(self, command, parameters):
        self.number += 1
        data = json.dumps([0, self.number, command, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(data), data))
        _, _, error, result = self.read()
        assert error is None, (command, error["message"], error.get("stacktrace", "")[:800])
        return result

    def run(self, body, *arguments):
        script = ("const [args, done] = arguments; (async () => {" + LIBRARY + body + "})()"
                  ".then(value => done({ value }), error => done({ error: `${error}\\n${error.stack}` }));")
        result = self.send("WebDriver:ExecuteAsyncScript", {"script": script, "args": [list(arguments)], "newSandbox": False})
        answer = result["value"]
        assert "error" not in answer, answer["error"]
        return answer.get("value")


class Thunderbird:
    """`display`: the screen that it is shown on; None: none. `more`: preferences."""

    def __init__(self, server, house, display=None, more=None):
        if not shutil.which("thunderbird"):
            raise tap.Skip("thunderbird is not installed")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="rg-bird-", dir="/tmp"))
        profile = self.folder / "profile"
        profile.mkdir()
        port = free_port()
        prefs = PREFS | (more or {}) | {"mail.server.server1.port": server.imap_port, "marionette.port": port}
        (profile / "user.js").write_text("".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
                                                 for name, value in prefs.items()))
        manifests = self.folder / ".mozilla" / "native-messaging-hosts"
        manifests.mkdir(parents=True)
        (manifests / "regrets.json").write_text(json.dumps({
            "name": "regrets", "description": "regrets", "path": str(HOST), "type": "stdio", "allowed_extensions": [ID]}))
        shutil.copytree(house.config, self.folder / "config" / "regrets")
        environment = {name: value for name, value in os.environ.items() if name not in ("G_DEBUG", "DISPLAY", "LSAN_OPTIONS")}
        environment |= {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config"), "MOZ_CRASHREPORTER_DISABLE": "1"}
        if display:
            environment["DISPLAY"] = display
        self.process = subprocess.Popen(
            ["thunderbird", *([] if display else ["--headless"]), "--profile", str(profile), "--no-remote", "--marionette",
             "--remote-allow-system-access"], env=environment, stdin=subprocess.DEVNULL, start_new_session=True,
            stdout=open(self.folder / "log", "wb"), stderr=subprocess.STDOUT)
        self.marionette = Marionette(port)
        self.run = self.marionette.run
        self.run(LOG_IN, USER, PASSWORD)
        self.marionette.send("Addon:Install", {"path": str(EXTENSION), "temporary": True})

    def open(self, message_id, old=""):
        return self.run(OPEN, message_id, old)

    def open_popup(self, message_id):
        """In a tab, as a window without a screen shows no panels. What it says."""
        self.run(POPUP, message_id)
        return self.run(IN_PAGE, "popup.html", SHOWN)

    def press(self, name):
        self.run(IN_PAGE, "popup.html", PRESS, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_for(what, why=""):
    end = time.monotonic() + SECONDS
    while not (answer := what()):
        assert time.monotonic() < end, f"in vain: {why}"
        time.sleep(.1)
    return answer


def has_mail(house, mailbox):
    with house.server.connect() as imap:
        if not any(mailbox.encode() in line for line in imap.list()[1]):
            return []
    return house.mail(mailbox)


def live_drafts(house):
    """Without those that Thunderbird has marked to be expunged."""
    return [mail for flags, mail in house.drafts() if "\\Deleted" not in flags]


def test_verdict_and_draft():
    with Dovecot(tls=False) as server:
        house = House(server, profile=PROFILE)
        server.deliver(invitation(1))
        server.deliver(ORDINARY.format(user=USER).encode())
        with Thunderbird(server, house) as bird:
            bird.run(UPDATE, 2)
            shown = bird.open("invite-1@fernwood.example", "Interview invitations")
            assert shown == {"title": VERDICT, "badge": "!"}, shown
            assert bird.open("lunch@quillworks.example", VERDICT)["badge"] == ""
            bird.open("invite-1@fernwood.example", "Interview invitations")
            popup = bird.open_popup("invite-1@fernwood.example")
            assert popup["buttons"] == ["Draft decline", "Another reply…", "Not an invitation"], popup
            for words in VERDICT, "The six questions", '"C Developer" is none of the roles that you look for.':
                assert words in popup["text"], popup["text"]
            bird.press("Draft decline")
            [(flags, draft)] = wait_for(house.drafts, "the draft")
            assert draft["In-Reply-To"] == "<invite-1@fernwood.example>" and draft["To"] == "Priya Nair <priya@fernwood.example>"
            house.look()  # the daemon knows it for its own
            assert [mail["Message-ID"] for _, mail in house.drafts()] == [draft["Message-ID"]], house.drafts()


def test_draft_of_the_daemon():
    with Dovecot(tls=False) as server:
        house = House(server, profile=PROFILE)
        server.deliver(invitation(1))
        house.look()
        [(_, draft)] = house.drafts()
        with Thunderbird(server, house) as bird:
            bird.run(UPDATE, 1)
            bird.open("invite-1@fernwood.example")
            bird.open_popup("invite-1@fernwood.example")
            bird.press("Draft decline")
            bird.run("await until(() => main.document.getElementById('tabmail').tabInfo.some(tab => tab.mode.name == 'mailMessageTab'), 'a tab');")
            [shown] = wait_for(lambda: len(live_drafts(house)) == 1 and live_drafts(house), "one draft")
            assert shown["In-Reply-To"] == draft["In-Reply-To"] and shown["Subject"] == draft["Subject"], shown


def test_corrections():
    with Dovecot(tls=False) as server:
        house = House(server, profile=PROFILE)
        server.deliver(invitation(1))
        server.deliver(ORDINARY.format(user=USER).encode())
        with Thunderbird(server, house) as bird:
            bird.run(UPDATE, 2)
            for message_id, press, mailbox, old in [
                    ("invite-1@fernwood.example", "Not an invitation", "Regrets/Not invitations", ""),
                    ("lunch@quillworks.example", "It is an invitation", "Regrets/Invitations", VERDICT)]:
                bird.open(message_id, old)
                bird.open_popup(message_id)
                bird.press(press)
                [(_, mail)] = wait_for(lambda: has_mail(house, mailbox), mailbox)
                assert mail["Message-ID"] == f"<{message_id}>", mail


PAGE = """
  await show(args[0]);
  const shown = () => pane().messageBrowser?.contentWindow.getMessagePaneBrowser()?.contentDocument?.body;
  await until(() => shown()?.querySelector("h1, h2"), "the page");
  const body = shown();
  return { text: body.innerText, wide: body.scrollWidth > body.clientWidth };
"""


def test_page():
    """The decision page, as it is shown without the add-on."""
    with Dovecot(tls=False) as server:
        house = House(server, profile=PROFILE)
        server.deliver(invitation(1))
        house.look()
        [(_, page)] = house.pages()
        server.deliver(page.as_bytes())
        with Thunderbird(server, house) as bird:
            bird.run(UPDATE, 2)
            shown = bird.run(PAGE, page["Message-ID"].strip("<>"))
            for words in "Fernwood Labs", "The six questions", '"C Developer" is none of the roles that you look for.':
                assert words in shown["text"], shown["text"]
            assert not shown["wide"], "it has to be scrolled sideways"


if __name__ == "__main__":
    tap.run(globals())
