# SPDX-License-Identifier: GPL-3.0-or-later
"""What a running program costs, as the kernel tells it."""

import os
import pathlib

MIB = 1024 * 1024
TICKS = os.sysconf("SC_CLK_TCK")


class Meter:
    def __init__(self, pid):
        self.folder = pathlib.Path("/proc") / str(pid)

    def memory(self):
        """Resident, in MiB."""
        for line in (self.folder / "status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0

    def cpu(self):
        """Seconds on a core since it began."""
        user, system = (self.folder / "stat").read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS

    def descriptors(self):
        """None where only root may look: the program hides itself from other programs of the user."""
        try:
            return len(os.listdir(self.folder / "fd"))
        except PermissionError:
            return None

    def threads(self):
        return len(os.listdir(self.folder / "task"))
