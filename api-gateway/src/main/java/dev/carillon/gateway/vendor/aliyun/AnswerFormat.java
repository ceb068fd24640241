package dev.carillon.gateway.vendor.aliyun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.http.HttpCall;
import java.util.Locale;
import java.util.Optional;

/** The two formats of an answer. The classic SDK refuses every other content type. */
public enum AnswerFormat {
    /** Raw UTF-8: the classic SDK does not decode backslash-u escapes. */
    JSON("application/json;charset=utf-8") {
        @Override
        String write(String root, ObjectNode answer, ListForm lists) {
            return lists.json(answer).toString();
        }
    },
    XML("text/xml;charset=utf-8") {
        @Override
        String write(String root, ObjectNode answer, ListForm lists) {
            return new XmlWriter(lists).write(root, answer);
        }
    };

    /** [guess] When neither Format nor Accept says: the vendor's pages disagree, today's say JSON. */
    private static final AnswerFormat DEFAULT = JSON;

    private final String contentType;

    AnswerFormat(String contentType) {
        this.contentType = contentType;
    }

    abstract String write(String root, ObjectNode answer, ListForm lists);

    /** What the caller can read. Never fails, so that a malformed request gets its refusal in the right format too. */
    public static AnswerFormat of(HttpCall call) {
        Optional<AnswerFormat> named = RpcRequest.peek(call, "Format").flatMap(AnswerFormat::named);
        return named.orElseGet(() -> accepted(call.header("accept").orElse("")));
    }

    /**
     * Refuses what {@link #of} had to overlook.
     *
     * @throws AliyunFault when the request names a format that does not exist
     */
    public static void check(RpcRequest request) {
        Optional<String> format = request.parameter("Format");
        if (format.isPresent() && named(format.get()).isEmpty()) {
            throw AliyunFault.invalidParameter("Format: must be JSON or XML, was " + format.get() + ".");
        }
    }

    /**
     * Writes one answer.
     *
     * @param root the element around it in XML; JSON has none
     */
    public HttpAnswer answer(int status, String root, ObjectNode answer, ListForm lists) {
        return HttpAnswer.of(status, contentType, write(root, answer, lists));
    }

    private static Optional<AnswerFormat> named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "JSON" -> Optional.of(JSON);
            case "XML" -> Optional.of(XML);
            default -> Optional.empty();
        };
    }

    private static AnswerFormat accepted(String accept) {
        String types = accept.toLowerCase(Locale.ROOT);
        if (types.contains("json")) {
            return JSON;
        }
        return types.contains("application/xml") || types.contains("text/xml") ? XML : DEFAULT;
    }
}
