# Ends the processes of SHELL jobs when their worker can no longer do it: because it is gone (its end of the pipe is
# closed, even by kill -9) or because it has been silent until the end of its lease (frozen by SIGSTOP, say).
#
# Needs a POSIX shell and sleep, grep, tr, rm; no python, no cgroups. POSIX `read` has no time limit, so a ticker and
# the worker's lines are merged into one stream, which a single loop reads: nothing races.
#
# Standard input, held open by the worker alone:
#   marker grace tick scratch          first line: text in the environment of every job's process; centiseconds between
#                                      TERM and KILL; seconds between ticks; directory to remove at the end
#   beat left session session ... .    lease that is left, in centiseconds, and the session of every running script.
#                                      A line without its full stop is torn, and a torn number must never be killed.

# A terminal's Ctrl-C or a service manager's TERM is for the worker; this script lives until the worker has ended.
trap '' HUP INT QUIT TERM PIPE

# Sets $now: centiseconds that do not jump when somebody sets the clock.
clock() {
    if read -r now rest 2>/dev/null </proc/uptime; then
        now=${now%.*}${now#*.}
    else
        now=$(date +%s)00
    fi
}

pause() {
    sleep "$1" 2>/dev/null || sleep 1
}

# Processes with the marker in their environment, whatever session they moved to. Not every grep can read past a NUL.
marked() {
    if printf 'a\0b\n' | grep -qF b 2>/dev/null; then
        grep -lF -e "$marker" /proc/[0-9]*/environ
    else
        for environ in /proc/[0-9]*/environ; do
            tr '\0' '\n' <"$environ" | grep -qF -e "$marker" && echo "$environ"
        done
    fi 2>/dev/null
}

# Prints the pids to be ended. Zombies are dead already: a frozen worker does not collect them.
members() {
    [ -d /proc/self ] || { echo "$sessions"; return; }
    for dir in /proc/[0-9]*; do
        read -r stat <"$dir/stat" || continue
        set -- ${stat##*) }
        case $1 in Z | X) continue ;; esac
        case " $sessions " in *" $4 "*) echo "${dir#/proc/}" ;; esac
    done 2>/dev/null
    for environ in $(marked); do
        pid=${environ#/proc/}
        echo "${pid%/environ}"
    done
}

# A worker may die before it has said which session it started. The leader of such a session carries the marker; a
# process that carries it without leading may still be in the worker's own session, which is nobody's to be killed.
adopt_sessions() {
    for environ in $(marked); do
        pid=${environ#/proc/}
        pid=${pid%/environ}
        read -r stat <"/proc/$pid/stat" || continue
        set -- ${stat##*) }
        [ "$4" = "$pid" ] && sessions="$sessions $pid"
    done 2>/dev/null
}

# Signals every member; true when there was one.
signal() {
    found=
    for pid in $(members); do
        kill -s "$1" "$pid" 2>/dev/null && found=yes
    done
    [ "$found" ]
}

end_everything() {
    clock
    until=$((now + grace))
    adopt_sessions
    if signal TERM; then
        while clock && [ "$now" -lt "$until" ] && signal 0; do
            pause 0.1
        done
    fi
    # A process in the middle of exec shows no environment, so only two empty looks in a row count.
    looks=0
    empty=0
    while [ "$empty" -lt 2 ] && [ "$looks" -lt 100 ]; do
        if signal KILL; then empty=0; else empty=$((empty + 1)); fi
        looks=$((looks + 1))
        pause 0.05
    done
    case $scratch in */carillon-shell-*) rm -rf -- "$scratch" ;; esac
    # This group is the watchdog itself: ticker, forwarder and this loop. Without a group of its own, the main shell.
    kill -s KILL -- "-$$" 2>/dev/null || kill -s KILL "$$"
    exit
}

read -r marker grace tick scratch || exit 0
{
    while pause "$tick"; do echo tick || exit; done &
    ticker=$!
    while read -r line; do printf '%s\n' "$line" || exit; done
    kill -s KILL "$ticker"
    echo closed
} | {
    sessions=
    clock
    deadline=$((now + 6000))
    while read -r word left listed; do
        case $word in
            beat)
                case $listed in
                    *.)
                        clock
                        deadline=$((now + left))
                        sessions=${listed%.}
                        ;;
                esac
                ;;
            closed) end_everything ;;
        esac
        clock
        [ "$now" -ge "$deadline" ] && end_everything
    done
}
