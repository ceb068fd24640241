package dev.carillon.gateway.vendor;

/**
 * One parameter of an operation: what it may hold and what becomes of it. Requests are read by these records, so what they
 * say is what happens; the documentation is made from them.
 *
 * @param name as on the wire; {@code N} stands for the index of a list. In a JSON body it is the path of the field, such as
 *     {@code target_infos[].target_id}
 * @param text what it does, or why it is refused
 */
public record Field(String name, FieldType type, Treatment treatment, boolean required, String text) {

    /** What becomes of the value. */
    public enum Treatment {
        /** It does what the vendor's page says. */
        HONOURED,
        /** It has no effect here; it is kept with the job and given back. */
        STORED,
        /** It has no effect and there is nothing to keep it with. */
        NO_EFFECT,
        /** A value is refused, with the reason; an empty one is taken for none. */
        REFUSED
    }

    public static Field honoured(String name, FieldType type, String text) {
        return new Field(name, type, Treatment.HONOURED, false, text);
    }

    public static Field stored(String name, FieldType type, String text) {
        return new Field(name, type, Treatment.STORED, false, text);
    }

    public static Field noEffect(String name, FieldType type, String text) {
        return new Field(name, type, Treatment.NO_EFFECT, false, text);
    }

    public static Field refused(String name, String reason) {
        return new Field(name, new FieldType.Text(0), Treatment.REFUSED, false, reason);
    }

    public Field mandatory() {
        return new Field(name, type, treatment, true, text);
    }
}
