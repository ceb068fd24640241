package dev.carillon.bench.http;

import java.nio.charset.StandardCharsets;

/** Makes requests that create one job each, no two alike. Called by many threads. */
public interface CreateRequests {

    /** The whole request, headers included. */
    byte[] next();

    /** Whether the body of an answer with status 200 or 201 says that the job was made. */
    boolean isGood(String body);

    /** The bytes of a request with a body of this type. */
    static byte[] post(String target, String host, String contentType, String headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + contentType
                + "\r\nContent-Length: " + bytes.length + "\r\n" + headers + "\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[headBytes.length + bytes.length];
        System.arraycopy(headBytes, 0, all, 0, headBytes.length);
        System.arraycopy(bytes, 0, all, headBytes.length, bytes.length);
        return all;
    }
}
