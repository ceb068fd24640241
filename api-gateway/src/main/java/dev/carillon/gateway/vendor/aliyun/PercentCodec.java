package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.vendor.PercentEncoding;

/** Percent-encoding with Aliyun's refusal of what is malformed. */
final class PercentCodec {

    private PercentCodec() {}

    /** UTF-8, with only {@code A-Z a-z 0-9 - _ . ~} left as is. */
    static String encode(String text) {
        return PercentEncoding.encode(text);
    }

    /**
     * Reads one name or value of a query or form; {@code +} is a space, as in every form.
     *
     * @throws AliyunFault when it is not percent-encoded UTF-8
     */
    static String decode(String raw) {
        try {
            return PercentEncoding.decodeForm(raw);
        } catch (IllegalArgumentException e) {
            throw AliyunFault.invalidParameter("The query or form holds " + e.getMessage() + ".");
        }
    }
}
