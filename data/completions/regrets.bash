# bash completion for regrets(1)                                    -*- shell-script -*-
# SPDX-License-Identifier: GPL-3.0-or-later

# The names of the accounts in regrets.conf, so far as it is where it usually is.
_regrets_accounts ()
{
    local file=${XDG_CONFIG_HOME:-$HOME/.config}/regrets/regrets.conf
    sed -n 's/^ *\[account  *\([^]]*\)\].*/\1/p' "$file" 2>/dev/null
}

# The names of the reply texts.
_regrets_texts ()
{
    regrets templates list 2>/dev/null | sed 's/ .*//'
}

_regrets_files ()
{
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_regrets_folders ()
{
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -d -- "$1")
}

_regrets_words ()
{
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

_regrets ()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}
    local options="--config --state --help"
    COMPREPLY=()

    if [ "$COMP_CWORD" = 1 ]; then
        _regrets_words "agenda check doctor filter init log login rebuild reconnect redraft report rules status templates watch --help --version" "$word"
        return
    fi
    case $before in
    --format)
        if [ "$command" = log ]; then _regrets_words "text csv json" "$word"; else _regrets_words "text json" "$word"; fi
        return ;;
    --template) _regrets_words "$(_regrets_texts | sed -n 's,^en/,,p')" "$word"; return ;;
    --reason) _regrets_words "status goals mobility red-flags bandwidth relationship" "$word"; return ;;
    --html) _regrets_files "$word"; return ;;
    --config | --state | --rules) _regrets_folders "$word"; return ;;
    --profile) _regrets_files "$word"; return ;;
    --invitations | --others) _regrets_files "$word"; return ;;
    --account) _regrets_words "$(_regrets_accounts)" "$word"; return ;;
    --tone) _regrets_words "warm formal brief" "$word"; return ;;
    --now | --months | --since | --until | --company) return ;;
    esac
    case $command in
    agenda) options="--ics --months --now $options" ;;
    redraft) options="--template $options" ;;
    reconnect) options="--months --print --now $options" ;;
    check) options="--format --draft --now --page --profile --rules $options" ;;
    filter) options="--strict $options" ;;
    log) options="--account --since --until --company --reason --format $options" ;;
    report) options="--account --since --until --company --reason --html $options" ;;
    login) options="--device --offline $options" ;;
    rules) options="--invitations --others --suggest --rules $options" ;;
    status) options="--format $options" ;;
    templates) options="--tone --informal $options" ;;
    watch) options="--once $options" ;;
    doctor | init | rebuild) ;;
    *) return ;;
    esac
    case $word in
    -*) _regrets_words "$options" "$word"; return ;;
    esac
    case $command in
    check) _regrets_files "$word" ;;
    rules)
        if [ "$COMP_CWORD" = 2 ]; then _regrets_words "list explain test" "$word"; else _regrets_files "$word"; fi ;;
    templates)
        if [ "$COMP_CWORD" = 2 ]; then _regrets_words "list show check" "$word"
        elif [ "${COMP_WORDS[2]}" = show ]; then _regrets_words "$(_regrets_texts)" "$word"; fi ;;
    login) _regrets_words "$(_regrets_accounts)" "$word" ;;
    esac
}

complete -F _regrets regrets
