package dev.carillon.gateway.vendor.aliyun;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Writes an answer's tree as XML.
 *
 * <p>An array becomes one element that holds an element for each item: the classic SDK takes the children of an element
 * for a list when all have one name, so items that stood directly beside each other in their parent would make a list
 * of the parent.
 */
final class XmlWriter {

    private final ListForm lists;

    XmlWriter(ListForm lists) {
        this.lists = lists;
    }

    String write(String root, JsonNode answer) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        element(out, root, answer);
        return out.toString();
    }

    private void element(StringBuilder out, String name, JsonNode value) {
        out.append('<').append(name).append('>');
        if (value.isObject()) {
            value.properties().forEach(member -> element(out, member.getKey(), member.getValue()));
        } else if (value.isArray()) {
            value.forEach(item -> element(out, lists.item().apply(name), item));
        } else {
            escape(out, value.asText());
        }
        out.append("</").append(name).append('>');
    }

    private static void escape(StringBuilder out, String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                // A parser would turn a bare one into a line feed.
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(isXml(c) ? c : '\uFFFD');
            }
        });
    }

    /** XML 1.0 cannot hold the other control characters, not even escaped. */
    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
