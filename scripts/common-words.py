#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the words that many mails have into data/learned/lexicon.txt, in place of those that are there.

    scripts/common-words.py FOLDER...    of mail (NAME.eml with NAME.json)

A word counts where it is written small; one that is always written with a capital, as German nouns, counts
where it is no part of a name that the mail's facts have. What isn't among them is likely a name."""

import collections
import email
import email.policy
import html
import json
import pathlib
import re
import sys

LEXICON = pathlib.Path(__file__).parent.parent / "data" / "learned" / "lexicon.txt"
SMALL = 4      # mails that have a word written small
CAPITAL = 30   # or with a capital
NAMED = 0.1    # as part of a name in no more of them
ADDRESS = re.compile(r"\S*@\S+|https?://\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+)+\b")
WORD = re.compile(r"[^\W\d_]{2,}")


def text_of(file):
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body else ""
    if body and body.get_content_type() == "text/html":
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
    return ADDRESS.sub(" ", (message["subject"] or "") + "\n" + text)


def names_of(file):
    facts = json.loads(file.with_suffix(".json").read_text()).get("facts", {})
    names = [facts.get("company"), facts.get("place"), (facts.get("contact") or {}).get("name")]
    return {word.lower() for name in names if name for word in WORD.findall(name)}


def count(files):
    small, capital, named = collections.Counter(), collections.Counter(), collections.Counter()
    for file in files:
        try:
            words = set(WORD.findall(text_of(file)))
        except (LookupError, UnicodeError, KeyError):
            continue  # odd mail
        names = names_of(file)
        small.update(word for word in words if word == word.lower())
        capital.update({word.lower() for word in words if word != word.lower()})
        named.update({word.lower() for word in words} & names)
    return small, capital, named


def main():
    lines = [line for line in LEXICON.read_text().splitlines() if not line.startswith("word\t")]
    given = {line.split("\t")[1] for line in lines if line.startswith("name\t")}
    small, capital, named = count(file for folder in sys.argv[1:] for file in sorted(pathlib.Path(folder).glob("*.eml")))
    words = [word for word in sorted(set(small) | set(capital))
             if small[word] >= SMALL
             or (capital[word] >= CAPITAL and word not in given and named[word] <= NAMED * capital[word])]
    LEXICON.write_text("\n".join(lines + [f"word\t{word}" for word in words]) + "\n")
    print(f"{LEXICON}: {len(words)} common words")


if __name__ == "__main__":
    main()
