package dev.carillon.gateway.vendor.huawei.workspace;

import java.util.Locale;

/** Words as the vendor's SDKs know them; requests may have them in any case. */
final class Words {

    private Words() {}

    static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
