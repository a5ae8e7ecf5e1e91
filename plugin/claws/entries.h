/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our entries in the menu of the main window. */
#pragma once

#include "claws/claws.h"

/* Message > Invitation. What isn't possible with the open mail isn't shown. */
void rg_entries_add (MainWindow *window);
void rg_entries_remove (MainWindow *window);
