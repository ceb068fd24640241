package dev.carillon.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Against values computed with a third implementation, by hand. */
class VendorSignersTest {

    private static final Credential PAIR = new Credential("carillon-ak", "carillon-sk", Permissions.ALL);
    private static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");

    @Test
    void huaweisSignatureCoversDateHostPathQueryAndBody() {
        assertThat(HuaweiSigner.headers(
                        PAIR, NOW, "GET", "127.0.0.1:8080", "/v1/p/schedule-task", "limit=10&offset=0", ""))
                .containsEntry("X-Sdk-Date", "20261122T010203Z")
                .containsEntry(
                        "Authorization",
                        "SDK-HMAC-SHA256 Access=carillon-ak, SignedHeaders=host;x-sdk-date, Signature=3a50116e91d0a6070899e8675c1dc8987d72fca544529e1220aafd3a19991e81");
    }

    @Test
    void jdCloudsSignatureCoversThePathWithItsColonEncoded() {
        assertThat(JdCloudSigner.headers(
                        PAIR,
                        NOW,
                        "nonce-1",
                        "cn-north-1",
                        "127.0.0.1:8080",
                        "/v1/regions/cn-north-1/job:create",
                        "{}"))
                .containsEntry("x-jdcloud-date", "20261122T010203Z")
                .containsEntry(
                        "Authorization",
                        "JDCLOUD2-HMAC-SHA256 Credential=carillon-ak/20261122/cn-north-1/jmr/jdcloud2_request,"
                                + " SignedHeaders=content-type;host;x-jdcloud-date;x-jdcloud-nonce, Signature=56ee695a7dbd5c4ab05d7609dcd6e67c43a4a9427de655a033aa7d38dd0e8608");
    }
}
