package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.gateway.service.ApiError;
import java.util.Map;

/**
 * A refusal by the product itself: HTTP 200 with {@code Success:false}, a number and a message that names the field.
 * Has no stack trace because it is an answer, not a fault of this program.
 */
final class BusinessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the fields of the native form are called here. */
    private static final Map<String, String> VENDOR_NAMES = Map.ofEntries(
            Map.entry("id", "JobId"),
            Map.entry("namespace", "Namespace"),
            Map.entry("group", "GroupId"),
            Map.entry("name", "Name"),
            Map.entry("description", "Description"),
            Map.entry("parameters", "Parameters"),
            Map.entry("maxConcurrency", "MaxConcurrency"),
            Map.entry("priority", "Priority"),
            Map.entry("dataOffset", "DataOffset"),
            Map.entry("schedule", "TimeExpression"),
            Map.entry("retry.retries", "MaxAttempt"),
            Map.entry("retry.interval", "AttemptInterval"),
            Map.entry("timeout.limit", "Timeout"),
            Map.entry("alerts.failuresInARow", "FailTimes"),
            Map.entry("alerts.contacts", "ContactInfo"),
            Map.entry("alerts.contacts.name", "ContactInfo.N.UserName"),
            Map.entry("alerts.contacts.phone", "ContactInfo.N.UserPhone"),
            Map.entry("alerts.contacts.mail", "ContactInfo.N.UserMail"),
            Map.entry("alerts.contacts.ding", "ContactInfo.N.Ding"),
            Map.entry("task.shell.script", "Content"),
            Map.entry("task.http.url", "Content.url"),
            Map.entry("task.http.headers", "Content.cookie"),
            Map.entry("task.http.readTimeout", "Content.timeout"),
            Map.entry("task.http.check.status", "Content.respCode"),
            Map.entry("task.http.check.field", "Content.respKey"),
            Map.entry("task.java.className", "ClassName"));

    private final BusinessCode code;

    BusinessException(BusinessCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static BusinessException parameter(String field, String problem) {
        return new BusinessException(BusinessCode.PARAMETER, field + ": " + problem);
    }

    static BusinessException of(InvalidDefinitionException e) {
        return new BusinessException(BusinessCode.PARAMETER, renamed(e.field(), String.valueOf(e.getMessage())));
    }

    /** A refusal of the native form in this product's words. */
    static BusinessException of(BusinessCode code, ApiError error) {
        return new BusinessException(code, renamed(error.field(), error.message()));
    }

    BusinessCode code() {
        return code;
    }

    private static String renamed(String field, String message) {
        String problem = message.startsWith(field + ": ") ? message.substring(field.length() + 2) : message;
        return field.isEmpty() ? message : VENDOR_NAMES.getOrDefault(field, field) + ": " + problem;
    }
}
