package dev.carillon.gateway.vendor.aliyun;

import static dev.carillon.gateway.vendor.Field.honoured;
import static dev.carillon.gateway.vendor.Field.noEffect;
import static dev.carillon.gateway.vendor.Field.refused;

import dev.carillon.gateway.vendor.Field;
import dev.carillon.gateway.vendor.FieldType;
import java.util.List;

/** What every request may carry beside the parameters of its action, the same for all products. */
public final class SystemFields {

    private static final FieldType NAME_TEXT = new FieldType.Text(255);

    public static final List<Field> ALL = List.of(
            noEffect("RegionId", NAME_TEXT, "a cluster is one region"),
            honoured("Action", NAME_TEXT, "what to do"),
            honoured("Version", NAME_TEXT, "the product's"),
            honoured("Format", NAME_TEXT, "JSON or XML"),
            honoured("AccessKeyId", NAME_TEXT, "part of the signature"),
            honoured("Signature", NAME_TEXT, "part of the signature"),
            honoured("SignatureMethod", NAME_TEXT, "HMAC-SHA1"),
            honoured("SignatureVersion", NAME_TEXT, "1.0"),
            honoured("SignatureNonce", NAME_TEXT, "part of the signature; good for one request"),
            honoured("Timestamp", NAME_TEXT, "part of the signature; at most 15 minutes off"),
            refused("SignatureType", "private keys and bearer tokens are not supported"),
            refused("SecurityToken", "temporary credentials are not supported"));

    private SystemFields() {}

    static boolean has(String name) {
        return ALL.stream().anyMatch(field -> field.name().equals(name));
    }
}
