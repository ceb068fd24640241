package dev.carillon.gateway.nativeapi;

import dev.carillon.core.execution.ExecutionId;
import dev.carillon.gateway.service.JobArchive.ExecutionPosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Where the next page begins, as text that means nothing to the caller. */
final class PageCursor {

    private PageCursor() {}

    static String afterJob(long id) {
        return encode("j" + id);
    }

    static long job(String cursor) {
        String text = decode(cursor);
        if (!text.matches("j\\d{1,16}")) {
            throw wrong();
        }
        return Long.parseLong(text.substring(1));
    }

    static String afterExecution(ExecutionPosition last) {
        return encode("e" + last.nominal().toEpochMilli() + "|" + last.id());
    }

    static ExecutionPosition execution(String cursor) {
        String text = decode(cursor);
        int bar = text.indexOf('|');
        if (!text.matches("(?s)e\\d{1,15}\\|.+")) {
            throw wrong();
        }
        try {
            Instant nominal = Instant.ofEpochMilli(Long.parseLong(text.substring(1, bar)));
            return new ExecutionPosition(nominal, ExecutionId.parse(text.substring(bar + 1)));
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    static String afterFire(Instant nominal) {
        return encode("f" + nominal.toEpochMilli());
    }

    static Instant fire(String cursor) {
        String text = decode(cursor);
        if (!text.matches("f\\d{1,13}")) {
            throw wrong();
        }
        return Instant.ofEpochMilli(Long.parseLong(text.substring(1)));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
    }

    private static RuntimeException wrong() {
        return FieldReader.invalid("cursor", "must be the nextCursor of an earlier answer of this list");
    }
}
