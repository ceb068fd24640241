package dev.carillon.gateway.vendor.jdcloud.jmr;

import dev.carillon.core.job.JobId;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;

/** What the operations have in common: the variables of the paths, and what every body may hold. */
final class Fields {

    /** A name or the like. */
    static final FieldType TEXT = new FieldType.Text(255);

    /** Clients send ids as numbers and as strings. */
    static final FieldType ID = new FieldType.Loose(new FieldType.Whole(1, JobId.MAX));

    /** Clients that have no id to give may send 0 or an empty string, since the parameter is mandatory by the page. */
    static final FieldType ID_OR_NONE = new FieldType.Loose(new FieldType.Text(20));

    static final FieldType ANYTHING = new FieldType.Free("anything");

    static final Field REGION =
            Field.honoured("regionId", TEXT, "the region, which is the namespace of its jobs; any text");
    static final Field COOKIES = Field.noEffect("cookies", ANYTHING, "the SDK's core sends an empty array");

    static final Field PLAN_ID = Field.honoured("planId", ID, "the plan");
    static final Field JOB_ID = Field.honoured("jobId", ID, "the job");
    static final Field CLUSTER_ID = Field.honoured("clusterId", TEXT, "the cluster, whose workers run the job");

    static final Field OWN_PLAN_ID =
            Field.honoured("planId", ID_OR_NONE, "a plan that may have the name; 0 or nothing for a new one");
    static final Field OWN_JOB_ID =
            Field.honoured("jobId", ID_OR_NONE, "a job that may have the name; 0 or nothing for a new one");
    static final Field PLAN_NAME = Field.honoured("planName", new FieldType.Text(10_000), "the name to judge");
    static final Field JOB_NAME = Field.honoured("jobName", new FieldType.Text(10_000), "the name to judge");

    static final Field PAGE_NUM = Field.honoured(
            "selectParams.pageNum", new FieldType.Loose(new FieldType.Whole(1, 1_000_000)), "from 1 (default)");
    static final Field PAGE_SIZE = Field.honoured(
            "selectParams.pageSize",
            new FieldType.Loose(new FieldType.Whole(1, Guesses.MAX_PAGE_SIZE)),
            "default " + Guesses.PAGE_SIZE);
    static final Field ORDER_BY = Field.honoured(
            "selectParams.orderBy", TEXT, "the name of a field of what is listed, then perhaps asc (default) or desc");
    static final Field STATUS = Field.honoured("selectParams.status", TEXT, "only what has this status, in any case");

    static final String JOB_MODEL = "jmrJobViewModel.";

    static final String PLAN_MODEL = "jmrPlanViewModel.";
    static final String TASK_MODEL = "jmrTaskViewModel.";

    static final String IN_THIS_REGION = "the region; must be that of the path";
    static final String AN_OUTPUT = "written by the server, ignored when it is sent back";
    static final String NO_FILTER = "is not a filter of this list, leave it out";

    private Fields() {}
}
