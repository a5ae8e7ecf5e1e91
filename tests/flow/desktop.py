# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen of the test's own, with a session bus and the accessibility bus, and hands that find
widgets by their accessible names and press them, as a screen reader's user does.

Needs python3-gi, which is Debian's own Python's: begin a test with desktop.use_system_python()."""

import os
import pathlib
import select
import shutil
import subprocess
import sys
import time
import traceback

sys.path.insert(0, os.path.join(os.environ["srcdir"], "tests", "house"))
import tap  # noqa: E402

SYSTEM_PYTHON = "/usr/bin/python3"
LAUNCHERS = ["/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"]
SECONDS = 30


def use_system_python():
    """Goes on in Debian's Python, where this one has no gi. A warning of that library is no fault of ours."""
    os.environ.pop("G_DEBUG", None)
    try:
        import gi  # noqa: F401
    except ImportError:
        if sys.executable != SYSTEM_PYTHON and os.path.exists(SYSTEM_PYTHON):
            os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON, *sys.argv])


def apart(test):
    """The test in a process of its own: the accessibility library knows one desktop in its life."""
    def run():
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os._exit(report(test, writer))
        os.close(writer)
        with os.fdopen(reader) as file:
            told = file.read()
        status = os.waitpid(child, 0)[1]
        if os.waitstatus_to_exitcode(status) == 77:
            raise tap.Skip(told)
        assert status == 0, told or f"the test's process ended with {status}"
    return run


def report(test, writer):
    """0, 1 with the trace of a failure, or 77 with the reason for not running."""
    with os.fdopen(writer, "w") as file:
        try:
            test()
        except tap.Skip as why:
            file.write(str(why))
            return 77
        except BaseException:
            file.write(traceback.format_exc())
            return 1
    sys.stdout.flush()
    return 0


def missing():
    """What isn't installed of what this needs; None if nothing."""
    try:
        import gi
        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        return "python3-gi, gir1.2-atspi-2.0"
    for program in "Xvfb", "dbus-daemon":
        if not shutil.which(program):
            return program
    return None if any(map(os.path.exists, LAUNCHERS)) else "at-spi2-core"


class Desktop:
    def __init__(self, folder, width=1000, height=860):
        self.processes = []
        self.folder = pathlib.Path(folder)
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700)
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ("G_DEBUG", "WAYLAND_DISPLAY", "NO_AT_BRIDGE", "LSAN_OPTIONS")}
        self.environment |= {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config"),
                             "XDG_CACHE_HOME": str(self.folder / "cache"), "XDG_DATA_HOME": str(self.folder / "data"),
                             "XDG_RUNTIME_DIR": str(runtime), "GTK_MODULES": "gail:atk-bridge", "GDK_BACKEND": "x11"}
        self.environment["DISPLAY"] = ":" + self.begin_and_read(
            ["Xvfb", "-displayfd", "{}", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"])
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.begin_and_read(
            ["dbus-daemon", "--session", "--nofork", "--print-address={}"])
        self.begin([next(filter(os.path.exists, LAUNCHERS)), "--launch-immediately"])

    def begin(self, command, **more):
        log = open(self.folder / (os.path.basename(command[0]) + ".log"), "ab")
        process = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **more)
        self.processes.append(process)
        return process

    def begin_and_read(self, command):
        """Its first line on the descriptor that takes the place of {}."""
        reader, writer = os.pipe()
        self.begin([word.format(writer) for word in command], pass_fds=[writer])
        os.close(writer)
        assert select.select([reader], [], [], SECONDS)[0], f"{command[0]} says nothing"
        with os.fdopen(reader) as file:
            return file.readline().strip()

    def open_eyes(self):
        """The accessibility library, on this desktop's bus."""
        os.environ.update({name: self.environment[name] for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY")})
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi
        Atspi.init()
        return Atspi.get_desktop(0)

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True)

    def close(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


# ---- widgets ----

def children(widget):
    try:
        for i in range(widget.get_child_count()):
            child = widget.get_child_at_index(i)
            if child:
                yield child
    except Exception:  # gone meanwhile: GLib.Error of many kinds
        return


def walk(widget, depth=40):
    yield widget
    if depth:
        for child in children(widget):
            yield from walk(child, depth - 1)


def describe(widget):
    try:
        return widget.get_role_name(), widget.get_name() or ""
    except Exception:
        return "", ""


def text_of(widget):
    """All that a text widget says."""
    from gi.repository import Atspi
    try:
        return Atspi.Text.get_text(widget, 0, -1)
    except Exception:
        return ""


def is_showing(widget):
    from gi.repository import Atspi
    try:
        return widget.get_state_set().contains(Atspi.StateType.SHOWING)
    except Exception:
        return False


# What only holds others together.
BOXES = {"filler", "panel", "viewport", "scroll bar", "separator", "split pane", "table cell", "unknown", ""}


def is_for_people(widget):
    """Whether it is something that a screen reader would tell of."""
    from gi.repository import Atspi
    role = describe(widget)[0]
    try:
        states = widget.get_state_set()
        return states.contains(Atspi.StateType.VISIBLE) and (role not in BOXES or states.contains(Atspi.StateType.FOCUSABLE))
    except Exception:
        return False


def find(root, name, role=None, showing=True):
    """The first widget with this accessible name (a text or a test of it); None if there is none."""
    fits = name if callable(name) else (lambda text: text == name)
    for widget in walk(root):
        its_role, its_name = describe(widget)
        if fits(its_name) and role in (None, its_role) and (not showing or is_showing(widget)):
            return widget
    return None


def wait_for(what, seconds=SECONDS, why="nothing happened in time"):
    """Its first true answer; asked again and again, as widgets tell nothing of themselves."""
    end = time.monotonic() + seconds
    while True:
        answer = what()
        if answer:
            return answer
        assert time.monotonic() < end, why() if callable(why) else why
        time.sleep(0.02)


def press(widget):
    assert widget.do_action(0), describe(widget)
