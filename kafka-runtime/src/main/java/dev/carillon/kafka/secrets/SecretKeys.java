package dev.carillon.kafka.secrets;

import dev.carillon.kafka.settings.Setting;
import dev.carillon.kafka.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The keys by which gateways seal secrets and workers open them: AES-256-GCM, the first key seals, all open.
 *
 * <pre>
 * sealed:1:&lt;key id&gt;:&lt;base64url( nonce, 12 bytes | ciphertext | tag, 16 bytes )&gt;
 * </pre>
 *
 * The version and the key id are authenticated too, so that neither can be exchanged. A nonce is chosen by chance for
 * each value: one key is good for some billions of them. Immutable, thread-safe. See {@link KeyFile} for the file.
 */
public final class SecretKeys {

    public static final Setting<String> FILE = Setting.text(
            "secrets.key.file",
            "",
            "File with the keys that encrypt secrets, the same for gateways and workers, readable by its owner only. Empty:"
                    + " none, secrets are refused. `up` makes one in its data directory.");

    public static final List<Setting<?>> ALL = List.of(FILE);

    /** Of a secret, as UTF-8. */
    public static final int MAX_PLAIN_BYTES = 8 * 1024;

    static final int KEY_BYTES = 32;

    private static final String VERSION = "1";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Pattern SEALED = Pattern.compile("sealed:1:([A-Za-z0-9_-]{1,64}):([A-Za-z0-9_-]{1,20000})");
    private static final SecretKeys NONE = new SecretKeys(new LinkedHashMap<>());

    private final SequencedMap<String, SecretKey> keys;

    SecretKeys(SequencedMap<String, SecretKey> keys) {
        this.keys = keys;
    }

    /** No key at all: nothing is sealed, nothing opened. */
    public static SecretKeys none() {
        return NONE;
    }

    /**
     * The keys of the file that is set; none when none is.
     *
     * @throws dev.carillon.kafka.settings.StartRefusedException when the file cannot be used, saying why
     */
    public static SecretKeys of(Settings settings) {
        String file = settings.get(FILE);
        return file.isEmpty() ? NONE : KeyFile.read(Path.of(file));
    }

    /** Whether there is a key to seal with. */
    public boolean canSeal() {
        return !keys.isEmpty();
    }

    /**
     * Encrypts a value; the same value gives another text each time.
     *
     * @param random strong: a nonce that is there twice under one key gives the key's secrets away
     * @throws IllegalArgumentException when the value is longer than {@value #MAX_PLAIN_BYTES} bytes
     * @throws IllegalStateException when there is no key
     */
    public String seal(String plain, RandomGenerator random) {
        if (keys.isEmpty()) {
            throw new IllegalStateException("no key to seal with");
        }
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_PLAIN_BYTES) {
            throw new IllegalArgumentException(
                    "must be at most " + MAX_PLAIN_BYTES + " bytes as UTF-8, has " + bytes.length);
        }
        var first = keys.firstEntry();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, first.getKey(), first.getValue(), nonce);
            byte[] sealed = new byte[NONCE_BYTES + cipher.getOutputSize(bytes.length)];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
            cipher.doFinal(bytes, 0, bytes.length, sealed, NONCE_BYTES);
            return "sealed:" + VERSION + ":" + first.getKey() + ":"
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    /**
     * Decrypts what {@link #seal} has made.
     *
     * @throws UnsealException when the key is not here, or the text was not made with it
     */
    public String open(String sealed) throws UnsealException {
        Matcher parts = SEALED.matcher(sealed);
        if (!parts.matches()) {
            throw new UnsealException("it is not of the form sealed:1:<key id>:<base64url>");
        }
        String id = parts.group(1);
        SecretKey key = keys.get(id);
        if (key == null) {
            throw new UnsealException(unknown(id));
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(parts.group(2));
            if (bytes.length <= NONCE_BYTES) {
                throw new UnsealException("it is too short to have been sealed by key " + id);
            }
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, id, key, bytes).doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnsealException(
                    "it was not sealed by the key " + id + " that " + FILE.name() + " holds, or was altered since", e);
        }
    }

    private String unknown(String id) {
        return keys.isEmpty()
                ? "it is sealed by key " + id + " and this node has no keys; set " + FILE.name()
                        + " to the key file of the gateways"
                : "it is sealed by key " + id + ", which the file of " + FILE.name() + " does not hold, only "
                        + String.join(", ", keys.keySet());
    }

    private static Cipher cipher(int mode, String id, SecretKey key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        cipher.updateAAD((VERSION + ":" + id).getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
