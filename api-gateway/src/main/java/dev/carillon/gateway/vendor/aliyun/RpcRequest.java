package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * An Aliyun RPC request with its parameters read from query and form alike, which the SDKs mix freely.
 *
 * @param query the parameters of the query alone
 * @param parameters those of query and form, sorted by name in byte order (names are ASCII)
 */
public record RpcRequest(HttpCall call, SortedMap<String, String> query, SortedMap<String, String> parameters) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final int MAX_PARAMETERS = 1000;

    /**
     * Reads a request strictly.
     *
     * @throws AliyunFault when query or form are malformed, a parameter is given twice, or the body is no form: what
     *     could be read in two ways, or is not read at all, must not be part of a signed request
     */
    public static RpcRequest read(HttpCall call) {
        if (!call.method().equals("GET") && !call.method().equals("POST")) {
            throw new AliyunFault(405, "UnsupportedHTTPMethod", "The method must be GET or POST.");
        }
        if (!call.path().equals("/")) {
            throw new AliyunFault(404, "InvalidAction.NotFound", "The path of every action is /.");
        }
        SortedMap<String, String> query = new TreeMap<>();
        eachPair(call.query(), (name, value) -> put(query, name, value));
        SortedMap<String, String> parameters = new TreeMap<>(query);
        eachPair(form(call), (name, value) -> put(parameters, name, value));
        return new RpcRequest(
                call, Collections.unmodifiableSortedMap(query), Collections.unmodifiableSortedMap(parameters));
    }

    /** The parameter if it is there and not empty. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Looks for one parameter without judging the request, for what must be known before it is read: whose it is, and
     * in which format to answer. The value is as it stands, not decoded.
     */
    public static Optional<String> peek(HttpCall call, String name) {
        Optional<String> inQuery = peek(call.query(), name);
        return inQuery.isPresent() || !isForm(call) ? inQuery : peek(bodyText(call), name);
    }

    private static Optional<String> peek(String pairs, String name) {
        for (int start = 0; start < pairs.length(); ) {
            int end = endOfPair(pairs, start);
            if (pairs.startsWith(name, start) && pairs.startsWith("=", start + name.length())) {
                return Optional.of(pairs.substring(start + name.length() + 1, end));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    private static void eachPair(String pairs, BiConsumer<String, String> pair) {
        for (int start = 0; start < pairs.length(); ) {
            int end = endOfPair(pairs, start);
            if (end > start) {
                int equals = pairs.indexOf('=', start);
                boolean named = equals >= 0 && equals < end;
                pair.accept(
                        PercentCodec.decode(pairs.substring(start, named ? equals : end)),
                        named ? PercentCodec.decode(pairs.substring(equals + 1, end)) : "");
            }
            start = end + 1;
        }
    }

    private static int endOfPair(String pairs, int start) {
        int end = pairs.indexOf('&', start);
        return end < 0 ? pairs.length() : end;
    }

    private static void put(SortedMap<String, String> into, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw AliyunFault.invalidParameter("'" + name + "' is not the name of a parameter.");
        }
        if (into.put(name, value) != null) {
            throw AliyunFault.invalidParameter("The parameter " + name + " is given twice.");
        }
        if (into.size() > MAX_PARAMETERS) {
            throw AliyunFault.invalidParameter("The request has more than " + MAX_PARAMETERS + " parameters.");
        }
    }

    private static String form(HttpCall call) {
        if (call.body().length == 0) {
            return "";
        }
        if (!isForm(call)) {
            throw new AliyunFault(415, "UnsupportedMediaType", "Content-Type: a body must be " + FORM + ".");
        }
        return bodyText(call);
    }

    private static boolean isForm(HttpCall call) {
        String type = call.header("content-type").orElse(FORM);
        int parameters = type.indexOf(';');
        String essence = parameters < 0 ? type : type.substring(0, parameters);
        return essence.strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    /** Byte for character: bytes beyond ASCII are refused by the decoder, as they are in a query. */
    private static String bodyText(HttpCall call) {
        return new String(call.body(), StandardCharsets.ISO_8859_1);
    }
}
