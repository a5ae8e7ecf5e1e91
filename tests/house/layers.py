# SPDX-License-Identifier: GPL-3.0-or-later
"""Every include goes down the house, never up."""

import os
import pathlib
import re

import tap

core = pathlib.Path(os.environ["srcdir"]) / "core"

# What each room may include besides itself.
corridor = ["base", "mail", "detect", "facts", "decide", "reply", "pipeline", "explain"]
allowed = {room: set(corridor[:i]) for i, room in enumerate(corridor)}
allowed["journal"] = {"base"}
allowed["account"] = {"base"}
allowed["desk"] = set(corridor)
allowed["watch"] = set(corridor) | {"desk", "journal", "account"}
allowed["cli"] = set(corridor) | {"desk", "journal", "account", "watch"}

# Libraries that only one room may know.
owners = {
    "libetpan": {"account"},
    "libsecret": {"account"},
    "sqlite3.h": {"journal"},
    "libexttextcat": {"detect"},
    "libical": {"mail", "decide"},
    "libxml": {"mail"},
    "gmime": {"mail"},
    "tmpl-glib.h": {"reply"},
    "json-glib": {"account", "reply", "explain", "watch", "cli"},
    "libsoup": {"account"},
}


def room_of(path):
    parts = path.relative_to(core).parts
    return parts[0] if len(parts) > 1 else path.stem


def includes(path, pattern):
    return re.findall(pattern, path.read_text(encoding="utf-8"), re.M)


def sources():
    found = sorted(core.rglob("*.[ch]"))
    assert len(found) > 40, "the sources are not where they should be"
    return found


def test_includes_go_down():
    wrong = []
    for path in sources():
        room = room_of(path)
        for name in includes(path, r'^#\s*include\s+"([^"]+)"'):
            if name == "config.h":
                continue
            target = name.split("/")[0] if "/" in name else pathlib.Path(name).stem
            if target != room and target not in allowed.get(room, set()):
                wrong.append(f"{path.relative_to(core)} includes {name}")
    assert not wrong, wrong


def test_plugins_see_the_pure_rooms():
    plugin = core.parent / "plugin"
    wrong = []
    for path in sorted(plugin.rglob("*.[ch]")):
        for name in includes(path, r'^#\s*include\s+"([^"]+)"'):
            target = name.split("/")[0] if "/" in name else pathlib.Path(name).stem
            if target not in set(corridor) | {"desk", "config", "common", path.parent.name, "claws-features"}:
                wrong.append(f"{path.relative_to(plugin)} includes {name}")
    assert not wrong, wrong


def test_libraries_have_one_owner():
    wrong = []
    for path in sources():
        for name in includes(path, r"^#\s*include\s+<([^>]+)>"):
            for library, rooms in owners.items():
                if name.startswith(library) and room_of(path) not in rooms:
                    wrong.append(f"{path.relative_to(core)} includes {name}")
    assert not wrong, wrong


def test_the_corridor_is_pure():
    forbidden = re.compile(r"\b(g_get_real_time|g_get_monotonic_time|g_date_time_new_now\w*|time|rand|"
                           r"g_random_\w+|socket|g_spawn_\w+|g_subprocess_\w+|getenv|g_getenv)\s*\(")
    wrong = []
    for path in sources():
        if room_of(path) in corridor:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                line = re.sub(r'"(?:[^"\\\\]|\\\\.)*"|/\*.*?(?:\*/|$)|^\s*\*.*', "", line)
                if forbidden.search(line):
                    wrong.append(f"{path.relative_to(core)}:{number}: {line.strip()}")
    assert not wrong, wrong


tap.run(globals())
