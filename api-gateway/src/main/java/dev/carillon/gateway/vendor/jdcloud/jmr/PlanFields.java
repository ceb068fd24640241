package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import java.util.List;

/** A plan in requests: to be saved, and as a filter. */
final class PlanFields {

    private static final FieldType PLACEHOLDER = new FieldType.Loose(new FieldType.Text(255));

    static final Field TIME = Field.honoured(
            "time", PLACEHOLDER, "the seconds, when it looks like them (0, 5,35, 0/10); any other text has no effect");
    static final Field MINUTE = Field.honoured("minute", PLACEHOLDER, "of the cron expression, default 0");
    static final Field HOUR = Field.honoured("hour", PLACEHOLDER, "of the cron expression, default 0");
    static final Field DAY = Field.honoured("day", PLACEHOLDER, "day of the month, default *");
    static final Field MONTH = Field.honoured("month", PLACEHOLDER, "of the cron expression, default *");
    static final Field WEEK = Field.honoured(
            "week", PLACEHOLDER, "day of the week, 1 is Sunday; day and week cannot both name days, default ?");

    static final Field ID = Field.honoured(
            name("planId"), Fields.ID_OR_NONE, "the plan to change; 0 or nothing makes a new one (createCronJob)");
    static final Field NAME = Field.honoured(name("planName"), Fields.TEXT, "the name, once in a region");
    static final Field TYPE = Field.stored(name("planType"), Fields.TEXT, "its values are not published");
    static final Field FAILURE_POLICY = Field.honoured(
            name("failurePolicy"),
            Fields.TEXT,
            "with the word continue the next job begins after a failed one, with stop or anything else it does not;"
                    + " given back as it was");
    static final Field DATA_CENTER = Field.honoured(name("dataCenter"), Fields.TEXT, Fields.IN_THIS_REGION);
    static final Field GROUP = Field.stored(name("jobGroup"), Fields.TEXT, "given back");
    static final Field TRIGGER = Field.stored(name("jobTrigger"), Fields.TEXT, "given back");
    static final Field CRON_EXPRESSION = Field.honoured(
            name("cronExpression"),
            new FieldType.Text(1000),
            "a complete cron expression, in place of the placeholders; one that the plan has already counts as none when"
                    + " there are placeholders, since clients send back what they have read");
    static final Field IS_SYNC = Field.stored(name("isSync"), new FieldType.Loose(new FieldType.Flag()), "given back");
    static final Field DESCRIPTION = Field.honoured(name("description"), new FieldType.Text(10_000), "for people");
    static final Field JOB_IDS = Field.honoured(
            name("jobIds"), new FieldType.Loose(new FieldType.Text(4000)), "the jobs in order, separated by commas");
    static final Field CLUSTER_ID =
            Field.honoured(name("clusterId"), Fields.TEXT, "the cluster, whose workers run the plan");
    static final Field CLUSTER_NAME = Field.stored(name("clusterName"), Fields.TEXT, "given back");
    static final Field AZ = Field.stored(name("az"), Fields.TEXT, "given back; getCronJobList can filter by it");

    static final Field STATUS_FILTER =
            Field.honoured(name("planStatus"), Fields.TEXT, "only plans of this status, in any case");
    static final Field ORDER_BY = Field.honoured(name("orderBy"), Fields.TEXT, "as selectParams.orderBy");

    static final List<Field> STORED = List.of(TYPE, FAILURE_POLICY, GROUP, TRIGGER, IS_SYNC, CLUSTER_NAME, AZ);

    static final List<Field> SAVE = List.of(
            TIME,
            MINUTE,
            HOUR,
            DAY,
            MONTH,
            WEEK,
            ID,
            NAME,
            TYPE,
            Field.noEffect(name("planStatus"), Fields.ANYTHING, "pauseCronJob and resumeCronJob change it"),
            FAILURE_POLICY,
            Field.noEffect(name("createTime"), Fields.ANYTHING, Fields.AN_OUTPUT),
            Field.noEffect(name("modifyTime"), Fields.ANYTHING, Fields.AN_OUTPUT),
            DATA_CENTER,
            GROUP,
            TRIGGER,
            CRON_EXPRESSION,
            IS_SYNC,
            DESCRIPTION,
            JOB_IDS,
            CLUSTER_ID,
            CLUSTER_NAME,
            Field.noEffect(name("orderBy"), Fields.ANYTHING, "is about lists"),
            AZ);

    static final List<Field> FILTER = List.of(
            Field.honoured(name("planId"), Fields.ID_OR_NONE, "only this plan"),
            Field.honoured(name("planName"), Fields.TEXT, "only plans whose names hold this text"),
            Field.honoured(name("planType"), Fields.TEXT, "only plans with this value"),
            STATUS_FILTER,
            DATA_CENTER,
            Field.honoured(name("clusterId"), Fields.TEXT, "only plans of this cluster"),
            Field.honoured(name("az"), Fields.TEXT, "only plans with this value"),
            ORDER_BY,
            Field.refused(name("failurePolicy"), Fields.NO_FILTER),
            Field.refused(name("createTime"), Fields.NO_FILTER),
            Field.refused(name("modifyTime"), Fields.NO_FILTER),
            Field.refused(name("jobGroup"), Fields.NO_FILTER),
            Field.refused(name("jobTrigger"), Fields.NO_FILTER),
            Field.refused(name("cronExpression"), Fields.NO_FILTER),
            Field.refused(name("isSync"), Fields.NO_FILTER),
            Field.refused(name("description"), Fields.NO_FILTER),
            Field.refused(name("jobIds"), Fields.NO_FILTER),
            Field.refused(name("clusterName"), Fields.NO_FILTER));

    private PlanFields() {}

    private static String name(String field) {
        return Fields.PLAN_MODEL + field;
    }
}
