package dev.carillon.gateway.vendor.aliyun.schedulerx;

import dev.carillon.core.job.AlertPolicy;
import dev.carillon.core.job.AlertPolicy.Contact;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.TimeoutPolicy;
import dev.carillon.gateway.vendor.aliyun.ActionRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Retry, timeout and alert parameters: each reads what was sent on top of what holds so far. */
final class PolicyMapping {

    static final Duration DEFAULT_TIMEOUT = Duration.ofHours(2);
    static final RetryPolicy DEFAULT_RETRY = new RetryPolicy(0, Duration.ofSeconds(30));
    static final TimeoutPolicy DEFAULT_TIMEOUT_POLICY = new TimeoutPolicy(DEFAULT_TIMEOUT, false, false);
    static final AlertPolicy DEFAULT_ALERTS =
            new AlertPolicy(false, Guesses.FAIL_TIMES, false, false, false, List.of("sms"), List.of());

    private static final String CONTACTS = "ContactInfo";
    private static final Set<String> CHANNELS = Set.of("sms", "mail", "phone", "webhook", "ding");

    private PolicyMapping() {}

    static RetryPolicy retry(ActionRequest request, RetryPolicy so) {
        return new RetryPolicy(
                request.whole(Fields.MAX_ATTEMPT, so.retries()),
                request.whole(Fields.ATTEMPT_INTERVAL).map(Duration::ofSeconds).orElse(so.interval()));
    }

    static TimeoutPolicy timeout(ActionRequest request, TimeoutPolicy so) {
        boolean alert = request.flag(Fields.TIMEOUT_ENABLE, so.alert());
        boolean kill = request.flag(Fields.TIMEOUT_KILL_ENABLE, so.kill());
        Duration limit = request.whole(Fields.TIMEOUT).map(Duration::ofSeconds).orElse(so.limit());
        boolean needsLimit = limit.isZero() && (alert || kill);
        return new TimeoutPolicy(needsLimit ? DEFAULT_TIMEOUT : limit, alert, kill);
    }

    static AlertPolicy alerts(ActionRequest request, AlertPolicy so) {
        return new AlertPolicy(
                request.flag(Fields.FAIL_ENABLE, so.onFailure()),
                request.whole(Fields.FAIL_TIMES, so.failuresInARow()),
                request.flag(Fields.TIMEOUT_ENABLE, so.onTimeout()),
                request.flag(Fields.MISS_WORKER_ENABLE, so.onNoWorker()),
                request.flag(Fields.SUCCESS_NOTICE_ENABLE, so.onSuccess()),
                request.given(Fields.SEND_CHANNEL).map(PolicyMapping::channels).orElse(so.channels()),
                request.items(CONTACTS).isEmpty() ? so.contacts() : contacts(request));
    }

    private static List<String> channels(String list) {
        List<String> channels = Arrays.stream(list.split(",", -1))
                .map(channel -> channel.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (String channel : channels) {
            if (!CHANNELS.contains(channel)) {
                throw BusinessException.parameter(
                        Fields.SEND_CHANNEL.name(),
                        "must be a comma list of sms, mail, phone, webhook and ding, holds '" + channel + "'");
            }
        }
        return channels;
    }

    private static List<Contact> contacts(ActionRequest request) {
        List<Contact> contacts = new ArrayList<>();
        for (Map<String, String> item : request.items(CONTACTS)) {
            contacts.add(new Contact(
                    item.getOrDefault(Fields.USER_NAME.name(), ""),
                    item.getOrDefault(Fields.USER_PHONE.name(), ""),
                    item.getOrDefault(Fields.USER_MAIL.name(), ""),
                    item.getOrDefault(Fields.DING.name(), ""),
                    ""));
        }
        return contacts;
    }
}
