package dev.carillon.standalone.demo;

import dev.carillon.gateway.service.Credentials.Credential;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Signs as Huawei Cloud's SDK does: SDK-HMAC-SHA256 over host and date. Written apart from the gateway's check. */
final class HuaweiSigner {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private HuaweiSigner() {}

    /**
     * The headers that a request needs.
     *
     * @param path without anything that would have to be encoded
     * @param query sorted by name, without anything that would have to be encoded
     */
    static Map<String, String> headers(
            Credential credential, Instant now, String method, String host, String path, String query, String body) {
        String date = DATE.format(now);
        String canonical = String.join(
                "\n",
                method,
                path + "/",
                query,
                "host:" + host + "\nx-sdk-date:" + date + "\n",
                "host;x-sdk-date",
                Hashes.hex(Hashes.sha256(body)));
        String toSign = "SDK-HMAC-SHA256\n" + date + "\n" + Hashes.hex(Hashes.sha256(canonical));
        String signature = Hashes.hex(Hashes.hmac(credential.secret().getBytes(StandardCharsets.UTF_8), toSign));
        return Map.of(
                "X-Sdk-Date",
                date,
                "Authorization",
                "SDK-HMAC-SHA256 Access=" + credential.accessKey() + ", SignedHeaders=host;x-sdk-date, Signature="
                        + signature);
    }
}
