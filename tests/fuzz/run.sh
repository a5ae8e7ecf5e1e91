#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh SECONDS TARGET...: runs fuzz targets side by side, beginning with the sample mail, the
# shipped rules or the answers of servers. Needs srcdir, builddir and REGRETS_DATADIR. What fails is left in the build folder.
set -u
seconds=$1
shift
work=$builddir/tests/fuzz
status=0
pids=
# All the sample mail takes a minute, in which nothing new is tried: a short run begins with a fourth of it.
every=$([ "$seconds" -lt 600 ] && echo 4 || echo 1)
for target; do
    mkdir -p "$work/$target.corpus"
    case $target in
    message) find "$srcdir/tests/mail" -name '*.eml' | sort | awk "NR % $every == 0" | xargs cp -t "$work/$target.corpus" ;;
    server) python3 "$srcdir/tests/fuzz/server_seeds.py" "$work/$target.corpus" ;;
    rules) cp "$srcdir"/data/rules/*.conf "$work/$target.corpus" ;;
    esac
    "$work/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1500 -max_len=30000 \
        -artifact_prefix="$work/$target-" -print_final_stats=1 "$work/$target.corpus" >"$work/$target.log" 2>&1 &
    pids="$pids $!:$target"
done
for pair in $pids; do
    if wait "${pair%%:*}"; then
        echo "PASS: fuzz ${pair#*:}, $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/${pair#*:}.log") inputs"
    else
        echo "FAIL: fuzz ${pair#*:}"
        tail -n 40 "$work/${pair#*:}.log"
        status=1
    fi
done
exit $status
