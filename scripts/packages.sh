# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./demo and ./check: makes sure that the Debian packages are there.

# packages_of GROUP...: the names listed for these groups.
packages_of () {
    for group in "$@"; do
        sed -n "s/^\[$group\] *//p" "$top/packages"
    done | sort -u
}

# as_root COMMAND...: as it is, or with sudo.
as_root () {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# need_packages WHY GROUP...: installs what is missing, after it has said what and why.
need_packages () {
    why=$1
    shift
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "There is no apt here. $why needs what these Debian packages hold:"
        packages_of "$@" | sed 's/^/    /'
        echo "Going on as if it were all there."
        return 0
    fi
    missing=
    for package in $(packages_of "$@"); do
        state=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
        case $state in
        ii*) ;;
        *) missing="$missing $package" ;;
        esac
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        echo "$why needs these packages; install them as root, then try again:" >&2
        echo "    apt-get install$missing" >&2
        exit 69
    fi
    echo "Installing with apt what is missing ($why needs it):$missing"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null
    # Servers are only run by the tests, as throw-away processes: none is to be started now.
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -q -y --no-install-recommends $missing >/dev/null
}
