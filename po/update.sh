#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Collects the texts that are to be translated, and merges them into the catalogues.
# update.sh --pot FILE only collects them, into FILE.
set -eu
cd "$(dirname "$0")/.."
pot=po/regrets.pot
[ "${1-}" = --pot ] && pot=$2

# The words files name signs of fraud in a sentence part, which pages show.
phrases=$(mktemp)
trap 'rm -f "$phrases"' EXIT
grep -hE '^says = .* ' data/words/*.conf | sort -u | sed 's/^says = \(.*\)$/N_("\1")/' >"$phrases"

find core plugin -name '*.c' | LC_ALL=C sort |
    xgettext --from-code=UTF-8 --language=C --sort-by-file --add-comments=Translators --no-location \
        --keyword=_ --keyword=N_ --keyword=rg_answer:2 --keyword=rg_translate_number:1,2 \
        --package-name=regrets --files-from=- --output=- "$phrases" |
    sed '/^"POT-Creation-Date/d' >"$pot"
[ "$pot" = po/regrets.pot ] || exit 0
for file in po/*.po; do
    [ -e "$file" ] || continue
    msgmerge --quiet --update --backup=none --no-fuzzy-matching "$file" "$pot"
    sed -i '/^"POT-Creation-Date/d' "$file"
done
