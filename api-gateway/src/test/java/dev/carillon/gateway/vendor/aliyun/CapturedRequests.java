package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.http.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Requests that the vendor's own SDKs sent, byte for byte, with {@link #ACCESS_KEY} and {@link #SECRET}. */
public final class CapturedRequests {

    public static final String ACCESS_KEY = "carillon-ak";
    public static final String SECRET = "carillon-sk";

    public static final String ACS3 = "CreateJob.acs3-tea-openapi-0.3.8";

    private CapturedRequests() {}

    public static Stream<String> names() {
        return Stream.concat(rpc(), Stream.of(ACS3));
    }

    /** Those signed by HMAC-SHA1. */
    public static Stream<String> rpc() {
        return Stream.of(
                "BatchEnableJobs",
                "CreateJob.async-sdk-2.0.8",
                "CreateJob.json-format",
                "CreateJob.xml-format",
                "ExecuteJob.async-sdk-2.0.8.get",
                "ExecuteJob.get",
                "StopInstance.get");
    }

    public static HttpCall load(String name) {
        return loadFile("aliyun-schedulerx-" + name);
    }

    /** The creation of a job in the vendor's other product, by its SDK 3.3.8. */
    public static HttpCall emr() {
        return loadFile("aliyun-emr-CreateFlowJob");
    }

    private static HttpCall loadFile(String name) {
        String text = new String(bytes(name), StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        List<String> lines = text.substring(0, headEnd).lines().toList();
        String[] start = lines.getFirst().split(" ", 3);
        int question = start[1].indexOf('?');
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new HttpCall(
                start[0],
                start[1].substring(0, question),
                start[1].substring(question + 1),
                headers,
                text.substring(headEnd + 4).getBytes(StandardCharsets.ISO_8859_1),
                "127.0.0.1");
    }

    private static byte[] bytes(String name) {
        String path = "/captured/" + name + ".http";
        try (InputStream in = Objects.requireNonNull(CapturedRequests.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
