package dev.carillon.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RpcSignerTest {

    /** Sent by the vendor's classic SDK. */
    @Test
    void signsAsTheVendorsOwnClientDoes() {
        // Given
        Map<String, String> request = Map.ofEntries(
                Map.entry("SignatureVersion", "1.0"),
                Map.entry("Action", "CreateJob"),
                Map.entry("Format", "JSON"),
                Map.entry("SignatureNonce", "25bcc5dbc5b41f89652f7a2ae02b9302"),
                Map.entry("Version", "2019-04-30"),
                Map.entry("AccessKeyId", "carillon-ak"),
                Map.entry("SignatureMethod", "HMAC-SHA1"),
                Map.entry("RegionId", "cn-hangzhou"),
                Map.entry("Timestamp", "2026-11-21T20:42:04Z"),
                Map.entry("Description", "test ~*'()! 你好"),
                Map.entry("Timeout", "12300"),
                Map.entry("ContactInfo.1.UserPhone", "13811110000"),
                Map.entry("TimeExpression", "0 0/10 * * * ?"),
                Map.entry("Namespace", "adcfc35d-e2fe-4fe9-bbaa-20e90ffc0000"),
                Map.entry("GroupId", "testSchedulerx.defaultGroup"),
                Map.entry("Name", "helloworld"),
                Map.entry("TimeType", "1"),
                Map.entry("ContactInfo.1.UserName", "userA"),
                Map.entry("JobType", "java"),
                Map.entry("TimeoutEnable", "true"),
                Map.entry("ClassName", "com.alibaba.schedulerx.test.helloworld"),
                Map.entry("ExecuteMode", "standalone"));

        // When
        String signature = RpcSigner.sign("carillon-sk", "POST", new TreeMap<>(request));

        // Then
        assertThat(signature).isEqualTo("YafT0Pb5JalZwa6AZM05TW+5kiI=");
    }
}
