package dev.carillon.gateway.vendor.aliyun.emr;

import dev.carillon.gateway.service.SecretSealer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Hides a value well enough for a search not to find it, and no better; each sealing gives another text. */
final class MirrorSealer implements SecretSealer {

    private int sealed;

    @Override
    public String seal(String plain) {
        String mirrored = new StringBuilder(plain).reverse() + "#" + ++sealed;
        return "sealed:1:test:"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(mirrored.getBytes(StandardCharsets.UTF_8));
    }

    static String open(String sealed) {
        String text = sealed.substring(sealed.lastIndexOf(':') + 1);
        String mirrored = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        return new StringBuilder(mirrored.substring(0, mirrored.lastIndexOf('#')))
                .reverse()
                .toString();
    }
}
