package dev.carillon.gateway.vendor;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The algorithms of the vendors' signatures. Every JDK has them, so their absence is a broken invariant. */
public final class Digests {

    private Digests() {}

    public static byte[] sha256(byte[] data) {
        return digest("SHA-256", data);
    }

    /** In lower-case hex. */
    public static String sha256Hex(byte[] data) {
        return HexFormat.of().formatHex(sha256(data));
    }

    public static byte[] md5(byte[] data) {
        return digest("MD5", data);
    }

    public static byte[] hmacSha1(String key, String text) {
        return hmac("HmacSHA1", utf8(key), utf8(text));
    }

    public static byte[] hmacSha256(String key, String text) {
        return hmacSha256(utf8(key), text);
    }

    public static byte[] hmacSha256(byte[] key, String text) {
        return hmacSha256(key, utf8(text));
    }

    public static byte[] hmacSha256(byte[] key, byte[] data) {
        return hmac("HmacSHA256", key, data);
    }

    /** Takes as long for a wrong text as for the right one. */
    public static boolean same(String expected, String given) {
        return MessageDigest.isEqual(utf8(expected), utf8(given));
    }

    private static byte[] digest(String algorithm, byte[] data) {
        try {
            return MessageDigest.getInstance(algorithm).digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + algorithm, e);
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + algorithm, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
