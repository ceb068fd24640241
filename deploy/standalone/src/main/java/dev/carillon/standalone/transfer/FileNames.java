package dev.carillon.standalone.transfer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a definition's file lies:
 *
 * <pre>
 * jobs/&lt;namespace&gt;/&lt;name&gt;-&lt;id&gt;.json        projects/&lt;namespace&gt;.json
 * calendars/&lt;namespace&gt;/&lt;name&gt;-&lt;id&gt;.json
 * </pre>
 *
 * A name is a function of its definition alone, so that no file is renamed because of another. It is made of ASCII letters,
 * digits, {@code .}, {@code _} and {@code -}, which every file system takes whatever the locale; anything else becomes
 * {@code _}. Where that, or a limit of length, has changed the namespace, or where two that differ in case would be one
 * file on some systems, a project's file has its id behind, and a directory of jobs or calendars the hash of the namespace.
 */
final class FileNames {

    static final String JOBS = "jobs";
    static final String PROJECTS = "projects";
    static final String CALENDARS = "calendars";
    static final String SUFFIX = ".json";

    /** Leaves room for an id and a draft's suffix within the 255 bytes that file systems allow. */
    private static final int NAME_MAX = 100;

    private static final String SEGMENT = "[A-Za-z0-9_][A-Za-z0-9._-]{0,199}";
    private static final Pattern OURS = Pattern.compile(
            "((" + JOBS + "|" + CALENDARS + ")/" + SEGMENT + "|" + PROJECTS + ")/" + SEGMENT + "\\" + SUFFIX);

    /** Names of devices, which Windows does not take for files, with any suffix. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])([.].*)?", Pattern.CASE_INSENSITIVE);

    private static final int HASH_BYTES = 4;

    private FileNames() {}

    /** The path in an export, with {@code /}. */
    static String of(Definition definition) {
        String namespace = definition.namespace();
        return switch (definition.kind()) {
            case JOB -> JOBS + "/" + named(definition);
            case CALENDAR -> CALENDARS + "/" + named(definition);
            case PROJECT ->
                PROJECTS + "/" + (isPlain(namespace) ? namespace : safe(namespace) + "-" + definition.id()) + SUFFIX;
        };
    }

    private static String named(Definition definition) {
        return directory(definition.namespace()) + "/" + safe(definition.name()) + "-" + definition.id() + SUFFIX;
    }

    /** Whether an export could have written that path; never one that leads out of its directory. */
    static boolean isOurs(String path) {
        return OURS.matcher(path).matches();
    }

    private static String directory(String namespace) {
        return isPlain(namespace) ? namespace : safe(namespace) + "-" + hash(namespace);
    }

    /** One that ends like an id could be what another becomes. */
    private static boolean isPlain(String namespace) {
        return safe(namespace).equals(namespace)
                && namespace.equals(namespace.toLowerCase(Locale.ROOT))
                && !namespace.matches(".*-([0-9]{1,16}|[0-9a-f]{8})");
    }

    private static String safe(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[.-]", "_");
        String cut = safe.length() > NAME_MAX ? safe.substring(0, NAME_MAX) : safe;
        String whole = cut.replaceFirst("[.]$", "_");
        return DEVICE.matcher(whole).matches() ? "_" + whole : whole;
    }

    private static String hash(String namespace) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(namespace.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
