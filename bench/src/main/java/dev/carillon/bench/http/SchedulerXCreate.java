package dev.carillon.bench.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SchedulerX's CreateJob, signed with ACS3-HMAC-SHA256 as the vendor's Tea clients do. */
public final class SchedulerXCreate implements CreateRequests {

    private static final String ALGORITHM = "ACS3-HMAC-SHA256";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final String host;
    private final String accessKey;
    private final String secret;
    private final InstantSource clock;
    private final AtomicLong count = new AtomicLong();

    public SchedulerXCreate(String host, String accessKey, String secret, InstantSource clock) {
        this.host = host;
        this.accessKey = accessKey;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public byte[] next() {
        String body = pairs(Map.of(
                "Namespace", "bench",
                "GroupId", "default",
                "Name", "schedulerx-" + count.incrementAndGet(),
                "JobType", "java",
                "ClassName", "com.example.Nothing",
                "ExecuteMode", "standalone",
                "TimeType", "1",
                "TimeExpression", "0 0 3 1 1 ?"));
        SortedMap<String, String> signed = new TreeMap<>(Map.of(
                "host",
                host,
                "x-acs-action",
                "CreateJob",
                "x-acs-version",
                "2019-04-30",
                "x-acs-date",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                "x-acs-signature-nonce",
                UUID.randomUUID().toString(),
                "x-acs-content-sha256",
                hash(body)));
        String names = String.join(";", signed.keySet());
        String lines = signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        String canonical = "POST\n/\n\n" + lines + "\n" + names + "\n" + signed.get("x-acs-content-sha256");
        String signature = HexFormat.of().formatHex(hmac(ALGORITHM + "\n" + hash(canonical)));
        signed.remove("host");
        String headers = signed.entrySet().stream()
                        .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + "Authorization: " + ALGORITHM + " Credential=" + accessKey + ",SignedHeaders=" + names
                + ",Signature=" + signature + "\r\n";
        return CreateRequests.post("/", host, FORM, headers, body);
    }

    @Override
    public boolean isGood(String body) {
        return body.contains("\"JobId\"");
    }

    private static String pairs(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
