/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers of Claws Mail, in the order that they need. */
#pragma once

#include "claws-features.h"

#include <account.h>
#include <compose.h>
#include <folder.h>
#include <headerview.h>
#include <hooks.h>
#include <mainwindow.h>
#include <menu.h>
#include <messageview.h>
#include <plugin.h>
#include <procmsg.h>
#include <version.h>
