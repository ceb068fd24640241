package dev.carillon.cluster.faults;

/** What is done to a cluster that fires, while it fires. */
enum FaultKind {
    SCHEDULER_KILLED("a scheduler is killed (-9); started again when the others fire for it"),
    SCHEDULER_FROZEN("a scheduler is stopped (SIGSTOP) until the others fire for it, then goes on (SIGCONT)"),
    SCHEDULER_STOPPED("a scheduler is asked to stop (TERM); started again when it has ended"),
    SCHEDULERS_ROLLED("both schedulers are restarted, one after the other"),
    SCHEDULER_IN_A_LOOP("a scheduler is restarted three times, as soon as it is ready each time"),
    SCHEDULER_JOINS("a third scheduler joins, fires, and is asked to stop"),
    CLOCK_WRONG("the clock of a third scheduler jumps by 5 s, back, and by -0.6 s, which is within the limit"),
    WORKER_KILLED("a worker is killed (-9) and started again"),
    BROKER_RESTARTED("the broker is killed (-9) and started again");

    private final String text;

    FaultKind(String text) {
        this.text = text;
    }

    /** For people, part of a sentence. */
    String text() {
        return text;
    }
}
