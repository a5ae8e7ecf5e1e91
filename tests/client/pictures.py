# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of docs/looks.md, each place where a verdict shows, in a light and in a dark theme: make
pictures. They go to docs/pictures, or to PICTURES=FOLDER. What isn't installed is told, and left out."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

src = pathlib.Path(os.environ["srcdir"])
sys.path[:0] = [str(src / "tests" / "flow"), str(src / "tests" / "client")]
import desktop  # noqa: E402
desktop.use_system_python()
import claws  # noqa: E402
import journal  # noqa: E402
import thunderbird  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from house import House, PROGRAM, invitation  # noqa: E402
import tap  # noqa: E402

FOLDER = pathlib.Path(os.environ.get("PICTURES") or src / "docs" / "pictures")
PROFILE = claws.PROFILE
ID = "invite-1@fernwood.example"
MAX_BYTES = 60000
SECONDS = 20

# A winter's decisions, for what is told of many: day, company, role, outcome, reason, state, stage, source.
DECISIONS = """\
2026-09-02 Quill & Sons      | Embedded Developer  | decline    | mobility     | sent       | first  | employer
2026-09-15 Harrow Analytics  | Data Engineer       | explore    | goals        | answered   | first  | agency
2026-09-28 Tidewater Bank    | Backend Developer   | decline    | goals        | sent       | first  | agency
2026-10-06 Lindqvist Marine  | Firmware Engineer   | keep       |              | noted      | first  | employer
2026-10-13 Lindqvist Marine  | Firmware Engineer   | keep       |              | noted      | second | employer
2026-10-20 Bluebird Freight  | Logistics Developer | decline    | red-flags    | discarded  | first  | agency
2026-10-29 Ostrava Robotics  | Control Engineer    | reschedule | bandwidth    | sent       | first  | employer
2026-11-05 Mirador Games     | Engine Programmer   | ask        |              | edited     | first  | system
2026-11-12 Castell Insurance | Java Developer      | decline    | goals        | sent       | first  | agency
2026-11-19 Norden Energi     | C Developer         | decline    | mobility     | sent       | second | employer
2026-11-23 Fernwood Labs     | C Developer         | decline    | goals        | drafted    | first  | employer
"""


def need(*programs):
    for program in ("import", "convert", *programs):
        if not shutil.which(program):
            raise tap.Skip(f"{program} is not installed")


# ---- pictures ----

def keep(raw, name, *how):
    """The picture in the file `raw` with a palette, `how` it is cut out of it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    subprocess.run(["convert", raw, *how, "+repage", "-strip", "+dither", "-colors", "48",
                    "-define", "png:compression-level=9", f"PNG8:{path}"], check=True)
    print(f"# {path}: {path.stat().st_size} bytes")
    assert path.stat().st_size < MAX_BYTES, f"{path} is too big"


def take(screen, name, *how):
    """Once nothing moves on the screen any more."""
    with tempfile.TemporaryDirectory() as folder:
        before, end = None, time.monotonic() + SECONDS
        while True:
            screen.picture(pathlib.Path(folder, "now.bmp"))
            now = pathlib.Path(folder, "now.bmp").read_bytes()
            if now == before or time.monotonic() > end:
                break
            before = now
            time.sleep(1)
        keep(pathlib.Path(folder, "now.bmp"), name, *how)


# ---- the mail programs ----

def picture_claws(theme):
    with Dovecot(tls=False) as server:
        house = House(server, profile=PROFILE)
        server.deliver(invitation(1))
        with claws.Claws(server, house, dark=theme == "dark") as program:
            program.open(1)
            verdict = program.wait_for(claws.VERDICT, "toggle button")
            take(program.desktop, f"claws-closed-{theme}")
            desktop.press(verdict)
            program.wait_for("The six questions", "heading", showing=False)
            take(program.desktop, f"claws-open-{theme}")


SIZE = 1200, 860  # beside the list of mails: a popup closes at once where it doesn't fit below its button


class Bird:
    """Thunderbird on a screen of its own, with the invitation and its decision page in the inbox."""

    def __init__(self, theme):
        lacking = desktop.missing()
        if lacking:
            raise tap.Skip(f"{lacking} is not installed")
        self.server = Dovecot(tls=False)
        house = House(self.server, profile=PROFILE)
        self.server.deliver(invitation(1))
        house.look()
        [(_, page)] = house.pages()
        self.page = page["Message-ID"].strip("<>")
        self.server.deliver(page.as_bytes())
        self.folder = tempfile.TemporaryDirectory()
        self.desktop = desktop.Desktop(self.folder.name, *SIZE)
        self.bird = thunderbird.Thunderbird(self.server, house, self.desktop.environment["DISPLAY"],
                                            {"ui.systemUsesDarkTheme": int(theme == "dark"), "mail.rights.version": 1})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.bird.__exit__()
        self.desktop.close()
        self.folder.cleanup()
        self.server.stop()


FILL_SCREEN = "main.moveTo(0, 0); main.resizeTo(args[0], args[1]); await until(() => main.outerWidth == args[0], 'the size');"
OPEN_POPUP = """
  const panels = () => [main.document, pane().messageBrowser.contentDocument].flatMap(one => [...one.querySelectorAll("panel")]);
  button().click();
  await until(() => panels().some(panel => panel.state == "open"), "the popup");
"""
# Where a page has more room.
OPEN_IN_TAB = """
  pane().commandController.doCommand("cmd_openMessage");
  await until(() => main.document.getElementById("tabmail").tabInfo.length > 1, "a tab");
"""
CLOSE_TAB = "main.document.getElementById('tabmail').closeOtherTabs(main.document.getElementById('tabmail').tabInfo[0]);"


def picture_thunderbird(theme):
    with Bird(theme) as it:
        it.bird.run(FILL_SCREEN, *SIZE)
        it.bird.run(thunderbird.UPDATE, 2)
        it.bird.run(thunderbird.PAGE, it.page)
        it.bird.run(OPEN_IN_TAB)
        take(it.desktop, f"page-{theme}")
        it.bird.run(CLOSE_TAB)
        it.bird.open(ID)
        it.bird.run(OPEN_POPUP)
        take(it.desktop, f"thunderbird-{theme}")


# ---- the terminal and the report ----

COLOURS = {"light": ("white", "black"), "dark": ("#1c1f24", "#e6e6e6")}
COLUMNS, ROWS = 108, 66
# Characters of eight pixels by seventeen, and a border: so the screen is just as big as the terminal.
WIDTH, HEIGHT, BORDER = COLUMNS * 8 + 16, ROWS * 17 + 16, 8


def new_state(folder):
    """The journal with DECISIONS."""
    rows = []
    for line in DECISIONS.splitlines():
        company, *more = (cell.strip() or None for cell in line[11:].split("|"))
        position, outcome, reason, state, stage, source = more
        day = line[:10]
        rows.append({"company": company, "position": position, "outcome": outcome, "reason": reason, "state": state,
                     "stage": stage, "source": source, "language": "en", "kind": "invitation", "channel": "email",
                     "received_at": f"{day}T08:00", "decided_at": f"{day}T09:00", "changed_at": f"{day}T17:30"})
    journal.fill(folder, rows)


def picture_terminal(theme):
    need("xterm")
    background, ink = COLOURS[theme]
    with tempfile.TemporaryDirectory() as name, desktop.Desktop(name, WIDTH, HEIGHT) as screen:
        folder = pathlib.Path(name)
        new_state(folder / "state")
        (folder / "config" / "regrets").mkdir(parents=True)
        (folder / "config" / "regrets" / "profile.conf").write_text(PROFILE)
        (folder / "invitation.eml").write_bytes(invitation(1))
        for title, command in (("check", "check invitation.eml"), ("log", f"log --state {folder}/state")):
            script = (f"printf '\\033[?25l$ regrets {command.partition(' --')[0]}\\n'; {PROGRAM} {command} 2>&1; "
                      f"touch {title}-done; sleep 1000")
            window = screen.begin(["xterm", "-fa", "DejaVu Sans Mono", "-fs", "10", "-geometry", f"{COLUMNS}x{ROWS}+0+0", "-bw", "0",
                                   "-bg", background, "-fg", ink, "-b", str(BORDER), "+sb", "-e", "sh", "-c", script], cwd=folder)
            desktop.wait_for((folder / f"{title}-done").exists)
            take(screen, f"{title}-{theme}", "-trim", "-bordercolor", background, "-border", str(BORDER))
            window.terminate()
            window.wait()


def picture_report(theme):
    need("chromium")
    with tempfile.TemporaryDirectory() as folder:
        new_state(f"{folder}/state")
        page = f"{folder}/report.html"
        subprocess.run([PROGRAM, "report", "--config", "/nonexistent", "--state", f"{folder}/state", "--html", page], check=True)
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/chromium",
                        f"--blink-settings=preferredColorScheme={int(theme == 'light')}", "--hide-scrollbars",
                        "--window-size=1000,1560", f"--screenshot={folder}/report.png", f"file://{page}"],
                       check=True, capture_output=True, timeout=120)
        keep(f"{folder}/report.png", f"report-{theme}")


def test_claws_light():
    need()
    picture_claws("light")


def test_claws_dark():
    need()
    picture_claws("dark")


def test_thunderbird_light():
    need()
    picture_thunderbird("light")


def test_thunderbird_dark():
    need()
    picture_thunderbird("dark")


def test_terminal_light():
    picture_terminal("light")


def test_terminal_dark():
    picture_terminal("dark")


def test_report_light():
    picture_report("light")


def test_report_dark():
    picture_report("dark")


# The accessibility library knows one desktop in its life.
tap.run({name: desktop.apart(value) if name.startswith("test_") else value for name, value in globals().items()})
