package dev.carillon.bench.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/** The native API's way to make a job, with the key pair as a bearer token. */
public final class NativeCreate implements CreateRequests {

    private final String host;
    private final String authorization;
    private final AtomicLong count = new AtomicLong();

    public NativeCreate(String host, String accessKey, String secret) {
        this.host = host;
        String pair = accessKey + ":" + secret;
        authorization = "Authorization: Bearer "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    @Override
    public byte[] next() {
        String body = "{\"name\":\"native-" + count.incrementAndGet()
                + "\",\"schedule\":{\"cron\":{\"expression\":\"0 0 3 1 1 ?\",\"zone\":\"UTC\"}},"
                + "\"task\":{\"java\":{\"className\":\"com.example.Nothing\"}}}";
        return CreateRequests.post("/api/v1/jobs", host, "application/json", authorization, body);
    }

    @Override
    public boolean isGood(String body) {
        return body.contains("\"id\"");
    }
}
