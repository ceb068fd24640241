package dev.carillon.standalone.demo;

import dev.carillon.gateway.service.Credentials.Credential;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Signs as JD Cloud's SDK does: JDCLOUD2-HMAC-SHA256 with a derived key. Written apart from the gateway's check. */
final class JdCloudSigner {

    private static final String ALGORITHM = "JDCLOUD2-HMAC-SHA256";
    private static final String SERVICE = "jmr";
    private static final String SIGNED = "content-type;host;x-jdcloud-date;x-jdcloud-nonce";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private JdCloudSigner() {}

    /**
     * The headers that a request needs, with those of its content.
     *
     * @param path as in the request line; its colons are signed encoded
     */
    static Map<String, String> headers(
            Credential credential, Instant now, String nonce, String region, String host, String path, String body) {
        String type = "application/json";
        String date = DATE.format(now);
        String day = date.substring(0, 8);
        String canonical = String.join(
                "\n",
                "POST",
                path.replace(":", "%3A"),
                "",
                "content-type:" + type + "\nhost:" + host + "\nx-jdcloud-date:" + date + "\nx-jdcloud-nonce:" + nonce
                        + "\n",
                SIGNED,
                Hashes.hex(Hashes.sha256(body)));
        String scope = String.join("/", day, region, SERVICE, "jdcloud2_request");
        String toSign = String.join("\n", ALGORITHM, date, scope, Hashes.hex(Hashes.sha256(canonical)));
        byte[] key = ("JDCLOUD2" + credential.secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, SERVICE, "jdcloud2_request"}) {
            key = Hashes.hmac(key, part);
        }
        return Map.of(
                "Content-Type",
                type,
                "x-jdcloud-date",
                date,
                "x-jdcloud-nonce",
                nonce,
                "Authorization",
                ALGORITHM + " Credential=" + credential.accessKey() + "/" + scope + ", SignedHeaders=" + SIGNED
                        + ", Signature=" + Hashes.hex(Hashes.hmac(key, toSign)));
    }
}
