package dev.carillon.gateway.vendor.aliyun.emr;

import dev.carillon.core.job.JobId;
import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids of the vendor's shape, which are other writings of numbers: nothing has to be stored to give them out. */
final class FlowIds {

    private static final Pattern ID = Pattern.compile("([A-Z]{2,3})-([0-9A-Fa-f]{12,16})");
    private static final String JOB = "FJ";
    private static final String INSTANCE = "FJI";
    private static final String PROJECT = "FP";

    private FlowIds() {}

    static String job(JobId id) {
        return write(JOB, id.value());
    }

    static String instance(long alias) {
        return write(INSTANCE, alias);
    }

    static String project(JobId id) {
        return write(PROJECT, id.value());
    }

    /** The job that the parameter names; 404 when none can have such an id. */
    static JobId job(ActionRequest request, Field field) {
        String text = request.need(field);
        long number = number(JOB, field, text);
        if (number < 1 || number > JobId.MAX) {
            throw Faults.noJob(field, text);
        }
        return new JobId(number);
    }

    /** The number of the instance that the parameter names. */
    static long instance(ActionRequest request, Field field) {
        return number(INSTANCE, field, request.need(field));
    }

    private static String write(String prefix, long number) {
        return String.format(Locale.ROOT, "%s-%016X", prefix, number);
    }

    private static long number(String prefix, Field field, String text) {
        Matcher id = ID.matcher(text);
        if (!id.matches() || !id.group(1).equals(prefix)) {
            throw Faults.wrong(field, "must be " + prefix + "- and 16 hexadecimal digits, was '" + shown(text) + "'");
        }
        return Long.parseUnsignedLong(id.group(2), 16);
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
