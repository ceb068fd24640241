package dev.carillon.kafka.codec;

import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.FinalState;
import dev.carillon.core.execution.Report;
import dev.carillon.core.execution.StopReason;
import dev.carillon.core.job.MisfirePolicy;
import dev.carillon.core.job.OverlapPolicy;
import dev.carillon.core.scheduling.CatchUp;
import dev.carillon.core.scheduling.Output;
import dev.carillon.core.scheduling.Reply;
import dev.carillon.core.time.CalendarInterval;
import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.DstPolicy;
import dev.carillon.proto.v1.Alert;
import dev.carillon.proto.v1.BackfillChanged;
import dev.carillon.proto.v1.CalendarChanged;
import dev.carillon.proto.v1.CalendarIntervalSchedule;
import dev.carillon.proto.v1.CommandReply;
import dev.carillon.proto.v1.Finished;
import dev.carillon.proto.v1.JobChanged;
import dev.carillon.proto.v1.ResumeJob;

/** Every enum of the wire contract with its counterpart in the core. */
final class WireEnums {

    static final EnumWire<Cause, dev.carillon.proto.v1.Cause> CAUSE =
            new EnumWire<>(Cause.class, dev.carillon.proto.v1.Cause.class, cause -> switch (cause) {
                case SCHEDULE -> dev.carillon.proto.v1.Cause.SCHEDULE;
                case MANUAL -> dev.carillon.proto.v1.Cause.MANUAL;
                case BACKFILL -> dev.carillon.proto.v1.Cause.BACKFILL;
            });

    static final EnumWire<StopReason, dev.carillon.proto.v1.StopReason> STOP_REASON =
            new EnumWire<>(StopReason.class, dev.carillon.proto.v1.StopReason.class, reason -> switch (reason) {
                case COMMAND -> dev.carillon.proto.v1.StopReason.STOP_COMMAND;
                case TIMEOUT -> dev.carillon.proto.v1.StopReason.STOP_TIMEOUT;
                case WITHDRAWN -> dev.carillon.proto.v1.StopReason.STOP_WITHDRAWN;
                case REPLACED -> dev.carillon.proto.v1.StopReason.STOP_REPLACED;
            });

    static final EnumWire<FinalState, dev.carillon.proto.v1.FinalState> FINAL_STATE =
            new EnumWire<>(FinalState.class, dev.carillon.proto.v1.FinalState.class, state -> switch (state) {
                case SUCCEEDED -> dev.carillon.proto.v1.FinalState.EXECUTION_SUCCEEDED;
                case FAILED -> dev.carillon.proto.v1.FinalState.EXECUTION_FAILED;
                case STOPPED -> dev.carillon.proto.v1.FinalState.EXECUTION_STOPPED;
                case TIMED_OUT -> dev.carillon.proto.v1.FinalState.EXECUTION_TIMED_OUT;
                case WITHDRAWN -> dev.carillon.proto.v1.FinalState.EXECUTION_WITHDRAWN;
            });

    static final EnumWire<Report.Outcome, Finished.Outcome> OUTCOME =
            new EnumWire<>(Report.Outcome.class, Finished.Outcome.class, outcome -> switch (outcome) {
                case SUCCEEDED -> Finished.Outcome.SUCCEEDED;
                case FAILED -> Finished.Outcome.FAILED;
                case STOPPED -> Finished.Outcome.STOPPED;
                case TIMED_OUT -> Finished.Outcome.TIMED_OUT;
                case WITHDRAWN -> Finished.Outcome.WITHDRAWN;
            });

    static final EnumWire<MisfirePolicy.Mode, dev.carillon.proto.v1.MisfirePolicy.Mode> MISFIRE = new EnumWire<>(
            MisfirePolicy.Mode.class, dev.carillon.proto.v1.MisfirePolicy.Mode.class, mode -> switch (mode) {
                case FIRE_ONCE -> dev.carillon.proto.v1.MisfirePolicy.Mode.FIRE_ONCE;
                case FIRE_ALL -> dev.carillon.proto.v1.MisfirePolicy.Mode.FIRE_ALL;
                case SKIP -> dev.carillon.proto.v1.MisfirePolicy.Mode.SKIP;
            });

    static final EnumWire<OverlapPolicy.Mode, dev.carillon.proto.v1.OverlapPolicy.Mode> OVERLAP = new EnumWire<>(
            OverlapPolicy.Mode.class, dev.carillon.proto.v1.OverlapPolicy.Mode.class, mode -> switch (mode) {
                case SKIP -> dev.carillon.proto.v1.OverlapPolicy.Mode.SKIP;
                case QUEUE_ONE -> dev.carillon.proto.v1.OverlapPolicy.Mode.QUEUE_ONE;
                case QUEUE_ALL -> dev.carillon.proto.v1.OverlapPolicy.Mode.QUEUE_ALL;
                case REPLACE -> dev.carillon.proto.v1.OverlapPolicy.Mode.REPLACE;
            });

    static final EnumWire<CalendarInterval.Unit, CalendarIntervalSchedule.Unit> CALENDAR_UNIT =
            new EnumWire<>(CalendarInterval.Unit.class, CalendarIntervalSchedule.Unit.class, unit -> switch (unit) {
                case DAY -> CalendarIntervalSchedule.Unit.DAY;
                case WEEK -> CalendarIntervalSchedule.Unit.WEEK;
                case MONTH -> CalendarIntervalSchedule.Unit.MONTH;
            });

    static final EnumWire<CronDialect, dev.carillon.proto.v1.CronSchedule.Dialect> CRON_DIALECT = new EnumWire<>(
            CronDialect.class, dev.carillon.proto.v1.CronSchedule.Dialect.class, dialect -> switch (dialect) {
                case QUARTZ -> dev.carillon.proto.v1.CronSchedule.Dialect.QUARTZ;
                case UNIX -> dev.carillon.proto.v1.CronSchedule.Dialect.UNIX;
                case SPRING -> dev.carillon.proto.v1.CronSchedule.Dialect.SPRING;
            });

    /** Unspecified is a value here: the schedule's own default. */
    static final EnumWire<DstPolicy.Gap, dev.carillon.proto.v1.DstPolicy.Gap> DST_GAP =
            new EnumWire<>(DstPolicy.Gap.class, dev.carillon.proto.v1.DstPolicy.Gap.class, gap -> switch (gap) {
                case BY_EXPRESSION -> dev.carillon.proto.v1.DstPolicy.Gap.GAP_UNSPECIFIED;
                case SHIFT -> dev.carillon.proto.v1.DstPolicy.Gap.SHIFT;
                case SKIP -> dev.carillon.proto.v1.DstPolicy.Gap.SKIP;
                case KEEP_ELAPSED -> dev.carillon.proto.v1.DstPolicy.Gap.KEEP_ELAPSED;
            });

    /** As with {@link #DST_GAP}. */
    static final EnumWire<DstPolicy.Overlap, dev.carillon.proto.v1.DstPolicy.Overlap> DST_OVERLAP = new EnumWire<>(
            DstPolicy.Overlap.class, dev.carillon.proto.v1.DstPolicy.Overlap.class, overlap -> switch (overlap) {
                case BY_EXPRESSION -> dev.carillon.proto.v1.DstPolicy.Overlap.OVERLAP_UNSPECIFIED;
                case FIRST -> dev.carillon.proto.v1.DstPolicy.Overlap.FIRST;
                case SECOND -> dev.carillon.proto.v1.DstPolicy.Overlap.SECOND;
                case BOTH -> dev.carillon.proto.v1.DstPolicy.Overlap.BOTH;
            });

    static final EnumWire<Output.SkipReason, dev.carillon.proto.v1.SkipReason> SKIP_REASON =
            new EnumWire<>(Output.SkipReason.class, dev.carillon.proto.v1.SkipReason.class, reason -> switch (reason) {
                case OVERLAP -> dev.carillon.proto.v1.SkipReason.OVERLAP;
                case MISFIRE -> dev.carillon.proto.v1.SkipReason.MISFIRE;
                case PAUSED -> dev.carillon.proto.v1.SkipReason.PAUSED;
                case CALENDAR -> dev.carillon.proto.v1.SkipReason.CALENDAR;
            });

    static final EnumWire<Output.Change, JobChanged.Kind> CHANGE =
            new EnumWire<>(Output.Change.class, JobChanged.Kind.class, change -> switch (change) {
                case CREATED -> JobChanged.Kind.CREATED;
                case REPLACED -> JobChanged.Kind.REPLACED;
                case DELETED -> JobChanged.Kind.DELETED;
                case ENABLED -> JobChanged.Kind.ENABLED;
                case DISABLED -> JobChanged.Kind.DISABLED;
                case QUARANTINED -> JobChanged.Kind.QUARANTINED;
                case PAUSED -> JobChanged.Kind.PAUSED;
                case RESUMED -> JobChanged.Kind.RESUMED;
            });

    static final EnumWire<Output.BackfillChange, BackfillChanged.Kind> BACKFILL_CHANGE =
            new EnumWire<>(Output.BackfillChange.class, BackfillChanged.Kind.class, change -> switch (change) {
                case STARTED -> BackfillChanged.Kind.STARTED;
                case FINISHED -> BackfillChanged.Kind.FINISHED;
                case STOPPED -> BackfillChanged.Kind.STOPPED;
            });

    static final EnumWire<CatchUp, ResumeJob.CatchUp> CATCH_UP =
            new EnumWire<>(CatchUp.class, ResumeJob.CatchUp.class, catchUp -> switch (catchUp) {
                case NONE -> ResumeJob.CatchUp.NONE;
                case LAST -> ResumeJob.CatchUp.LAST;
                case ALL -> ResumeJob.CatchUp.ALL;
            });

    static final EnumWire<Output.CalendarChange, CalendarChanged.Kind> CALENDAR_CHANGE =
            new EnumWire<>(Output.CalendarChange.class, CalendarChanged.Kind.class, change -> switch (change) {
                case CREATED -> CalendarChanged.Kind.CREATED;
                case REPLACED -> CalendarChanged.Kind.REPLACED;
                case DELETED -> CalendarChanged.Kind.DELETED;
            });

    static final EnumWire<Output.AlertKind, Alert.Kind> ALERT =
            new EnumWire<>(Output.AlertKind.class, Alert.Kind.class, kind -> switch (kind) {
                case FAILURE -> Alert.Kind.FAILURE;
                case TIMEOUT -> Alert.Kind.TIMEOUT;
                case NO_WORKER -> Alert.Kind.NO_WORKER;
                case SUCCESS -> Alert.Kind.SUCCESS;
                case QUARANTINED -> Alert.Kind.QUARANTINED;
            });

    static final EnumWire<Reply.Status, CommandReply.Status> STATUS =
            new EnumWire<>(Reply.Status.class, CommandReply.Status.class, status -> switch (status) {
                case OK -> CommandReply.Status.OK;
                case NOT_FOUND -> CommandReply.Status.NOT_FOUND;
                case ALREADY_EXISTS -> CommandReply.Status.ALREADY_EXISTS;
                case CONFLICT -> CommandReply.Status.CONFLICT;
                case INVALID -> CommandReply.Status.INVALID;
                case DISABLED -> CommandReply.Status.DISABLED;
                case AT_LIMIT -> CommandReply.Status.AT_LIMIT;
                case ENDED -> CommandReply.Status.ENDED;
            });

    private WireEnums() {}
}
