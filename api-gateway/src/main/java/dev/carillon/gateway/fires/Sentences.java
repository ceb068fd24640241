package dev.carillon.gateway.fires;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.FixedDelay;
import dev.carillon.gateway.fires.ClockChange.Effect;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.JobArchive.SkippedFireView;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Puts an explanation into words. */
final class Sentences {

    private final Explanation why;
    private final Instant now;

    Sentences(Explanation why, Instant now) {
        this.why = why;
        this.now = now;
    }

    String sentence() {
        String main = switch (why.verdict()) {
            case FIRED -> why.execution().map(this::fired).orElseThrow();
            case WAITING -> "It is triggered and waits for its due instant, " + due();
            case QUEUED -> notStarted() + ": it waits for a run of the job to end, " + why.ahead() + " come before it";
            case WAITING_FOR_WORKER ->
                notStarted() + ": no worker has begun it yet; bin/carillon status shows which workers there are";
            case WITHDRAWN ->
                "The fire was triggered ahead of its instant and taken back, because the job was changed, disabled, paused or"
                        + " deleted before it";
            case SKIPPED -> why.skip().map(Sentences::skipped).orElseThrow();
            case DISABLED -> held("disabled", "enable it to let it fire");
            case PAUSED -> held("paused", "resume it to let it fire; the resume says what becomes of this fire");
            case QUARANTINED ->
                held("quarantined because its fires made the scheduler fail", "replace its definition to let it fire");
            case DELETED -> "The job was deleted at " + why.stretch().after() + by();
            case NOT_CREATED ->
                "The job did not exist yet: it was created at " + why.stretch().through();
            case OUT_OF_BOUNDS -> outOfBounds();
            case EXCLUDED ->
                "It will not fire: calendar '" + why.calendar().orElseThrow()
                        + "' excludes that time, as the calendar is now";
            case DST_GAP, DST_OVERLAP -> why.clocks().map(Sentences::clocks).orElseThrow();
            case NO_FIRE -> "The schedule has no fire at that instant" + neighbours();
            case NO_TIMETABLE -> noTimetable();
            case PLANNED -> "It will fire at " + due() + ", unless the job is changed before";
            case DUE ->
                "It was due at " + due() + ", "
                        + late(Duration.between(why.due().orElseThrow(), now))
                        + " ago, and no scheduler has decided it yet; bin/carillon status shows whether one runs";
            case FORGOTTEN -> forgotten();
            case UNEXPLAINED ->
                "It should have fired at " + due()
                        + ", and nothing tells why it did not, though later fires of the job are"
                        + " decided; bin/carillon audit compares the log with the schedule";
        };
        return main + movedHere() + backfills() + ".";
    }

    private String fired(ExecutionView execution) {
        String late = why.lateBy().map(by -> ", " + late(by) + " late").orElse("");
        String attempts = execution.attempts() > 1 ? " after " + execution.attempts() + " attempts" : "";
        return switch (execution.status()) {
            case RUNNING ->
                "It fired" + late + " and runs" + (execution.attempts() > 1 ? ", attempt " + execution.attempts() : "");
            case RETRYING -> "It fired, and waits for another attempt: " + execution.result();
            case STOPPING -> "It fired" + late + " and is being stopped by " + execution.stoppedBy();
            case SUCCEEDED -> "It fired" + late + " and succeeded" + attempts;
            case FAILED -> "It fired" + late + " and failed" + attempts + result(execution);
            case STOPPED -> "It fired" + late + " and was stopped" + stoppedBy(execution);
            case TIMED_OUT -> "It fired" + late + " and passed its time limit" + attempts + result(execution);
            case TRIGGERED, WITHDRAWN -> throw new IllegalStateException("has not run: " + execution);
        };
    }

    private static String result(ExecutionView execution) {
        return execution.result().isEmpty() ? "" : ": " + execution.result();
    }

    private static String stoppedBy(ExecutionView execution) {
        return execution.stoppedBy().isEmpty() ? "" : " by " + execution.stoppedBy();
    }

    private String notStarted() {
        Instant triggered = why.execution().orElseThrow().triggeredAt();
        return "It was triggered " + late(Duration.between(triggered, now)) + " ago and has not started";
    }

    private static String skipped(SkippedFireView skip) {
        String among = skip.count() > 1 ? " with " + (skip.count() - 1) + " others" : "";
        return "It was skipped" + among + " (" + skip.reason() + "): " + skip.detail();
    }

    private String held(String what, String remedy) {
        boolean past = why.at().isBefore(now);
        boolean still = why.stretch().through().equals(Timeline.END);
        return "The schedule has a fire there, but the job " + (still ? "is " : "was ") + what + " since "
                + why.stretch().after() + by()
                + (still ? "" : " until " + why.stretch().through())
                + (still || !past ? "; " + remedy : "");
    }

    private String by() {
        return why.stretch().by().isEmpty() ? "" : " by " + why.stretch().by();
    }

    private String outOfBounds() {
        JobDefinition definition = definition();
        Instant from = definition.bounds().from();
        return from != null && why.at().isBefore(from)
                ? "The schedule has a fire there, but the job's bounds begin at " + from
                : "The schedule has a fire there, but the job's bounds end at "
                        + definition.bounds().until();
    }

    private static String clocks(ClockChange change) {
        if (change.effect() == Effect.OVERLAP) {
            return "In " + change.zone() + " the clocks go back at " + change.at() + ", so " + change.local()
                    + " happens twice, and by the schedule's rule " + change.rule() + " the other time counts"
                    + change.firesAt().map(other -> ": " + other).orElse("");
        }
        return "In " + change.zone() + " the clocks go forward at " + change.at() + ", so " + change.local()
                + " does not happen, and by the schedule's rule " + change.rule()
                + change.firesAt()
                        .map(moved -> " its fire is moved to " + moved)
                        .orElse(" it has no fire");
    }

    private String movedHere() {
        return why.clocks()
                .filter(change -> change.effect() == Effect.GAP_MOVED_HERE)
                .map(change -> "; this is the fire of " + change.local() + ", which does not happen in " + change.zone()
                        + " because the clocks go forward at " + change.at() + " (rule " + change.rule() + ")")
                .orElse("");
    }

    private String backfills() {
        return why.backfills().isEmpty()
                ? ""
                : "; a backfill has run it: " + why.backfills().getFirst().id();
    }

    private String neighbours() {
        String before =
                why.before().map(fire -> "before it comes " + neighbour(fire)).orElse("none comes before it");
        String after = why.after().map(fire -> "after it " + neighbour(fire)).orElse("none after it");
        return "; " + before + ", " + after;
    }

    private static String neighbour(FireView fire) {
        String due = fire.due().equals(fire.nominal()) ? "" : ", due at " + fire.due();
        return fire.nominal() + " (" + fire.state().name().toLowerCase(Locale.ROOT) + due + ")";
    }

    private String noTimetable() {
        if (definition().schedule() instanceof FixedDelay delay) {
            return "The job has no timetable: it fires " + delay.delay().toMillis()
                    + " ms after each run has ended, and no run of it was due at that instant";
        }
        return "The job has no schedule: it runs only when somebody triggers it";
    }

    private String forgotten() {
        return "That is older than what this gateway keeps of the job"
                + why.knownFrom().map(from -> ", which reaches back to " + from).orElse("")
                + "; bin/carillon audit asks the log, as far as it reaches";
    }

    private Instant due() {
        return why.due().orElseThrow();
    }

    private JobDefinition definition() {
        return Optional.ofNullable(why.stretch().definition()).orElseThrow();
    }

    private static String late(Duration late) {
        return late.compareTo(Duration.ofSeconds(10)) < 0 ? late.toMillis() + " ms" : late.toSeconds() + " s";
    }
}
