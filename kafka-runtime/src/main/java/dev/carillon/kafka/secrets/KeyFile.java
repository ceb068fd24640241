package dev.carillon.kafka.secrets;

import dev.carillon.kafka.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The file of {@link SecretKeys}, one key a line; what follows a {@code #} at a line's start does not count.
 *
 * <pre>
 * # seals
 * k7f3a09c21:pC0…=      an id of letters, digits, - and _, a colon, 32 bytes in base64
 * # still opens what it has sealed
 * k19be02d55:u81…=
 * </pre>
 */
public final class KeyFile {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]{1,64}):([A-Za-z0-9+/]{43}=)");
    private static final int ID_BYTES = 5;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(OWNER_ONLY);

    private KeyFile() {}

    /**
     * Reads a key file.
     *
     * @throws StartRefusedException when it cannot be read, others than its owner may read it, or a line is no key
     */
    public static SecretKeys read(Path file) {
        List<String> lines;
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw refused(file, "may be read or changed by others; chmod 600 it");
            }
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new StartRefusedException(message(file, "cannot be read: " + e), e);
        }
        LinkedHashMap<String, SecretKey> keys = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(keys, line, file, i + 1);
            }
        }
        if (keys.isEmpty()) {
            throw refused(file, "holds no key");
        }
        return new SecretKeys(keys);
    }

    /** The line itself is never part of the message: it may be a key with a slip in it. */
    private static void add(LinkedHashMap<String, SecretKey> keys, String line, Path file, int number) {
        Matcher key = LINE.matcher(line);
        if (!key.matches()) {
            throw refused(file, "has a line " + number + " that is not of the form <key id>:<32 bytes in base64>");
        }
        if (keys.put(key.group(1), new SecretKeySpec(Base64.getDecoder().decode(key.group(2)), "AES")) != null) {
            throw refused(file, "has a line " + number + " with a key id that is there before: " + key.group(1));
        }
    }

    /**
     * Makes a file with one new key and mode 600, in one move, unless there is one. The caller sees to it that nobody else
     * does the same at the same time.
     *
     * @param random strong: the key comes from it
     * @throws StartRefusedException when it cannot be written
     */
    public static void createIfMissing(Path file, RandomGenerator random) {
        if (Files.exists(file)) {
            return;
        }
        byte[] id = new byte[ID_BYTES];
        byte[] key = new byte[SecretKeys.KEY_BYTES];
        random.nextBytes(id);
        random.nextBytes(key);
        String line =
                "k" + HexFormat.of().formatHex(id) + ":" + Base64.getEncoder().encodeToString(key);
        try {
            write(file, line + "\n");
        } catch (IOException e) {
            throw new StartRefusedException(message(file, "cannot be written: " + e), e);
        }
    }

    private static void write(Path file, String content) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path draft = Files.createTempFile(
                absolute.getParent(), absolute.getFileName().toString(), ".new", MODE);
        try {
            Files.writeString(draft, content);
            Files.move(draft, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static StartRefusedException refused(Path file, String problem) {
        return new StartRefusedException(message(file, problem));
    }

    private static String message(Path file, String problem) {
        return "The key file " + file + " (" + SecretKeys.FILE.name() + ") " + problem + ".";
    }
}
