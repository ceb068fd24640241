package dev.carillon.gateway.security;

import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access keys, from one JSON file that only its owner may read:
 *
 * <pre>{"keys": [{"accessKey": "…", "secret": "…", "readOnly": false, "apis": ["native"], "namespaces": ["prod", "team-*"]}]}</pre>
 *
 * <p>{@code readOnly}, {@code apis} and {@code namespaces} may be left out: see {@link Permissions}.
 *
 * <p>{@link #find} reads memory only and may be called from event loops. {@link #refresh} looks at the file and belongs on
 * a thread that may block; the node calls it every second, so a change counts within about a second and without a restart. A
 * file that cannot be read leaves the keys as they were: nobody is locked out by a half-written file.
 */
public final class CredentialsFile implements Credentials {

    public static final String FILE_NAME = "credentials.json";
    public static final String ENV_ACCESS_KEY = "CARILLON_ACCESS_KEY";
    public static final String ENV_SECRET_KEY = "CARILLON_SECRET_KEY";

    private static final Logger LOG = LoggerFactory.getLogger(CredentialsFile.class);

    private final Path file;
    private volatile Map<String, Credential> keys;
    private @Nullable Stamp read;

    /** Tells two states of the file apart; a replacement by rename has another file key. */
    private record Stamp(
            Instant modified, long size, @Nullable Object fileKey) {}

    /**
     * The keys and, when this start made them, the pair that has to be shown to the user once.
     *
     * @param generated empty when the file existed or the environment gave the pair
     */
    public record Opened(CredentialsFile credentials, Optional<Credential> generated) {}

    private CredentialsFile(Path file, Stamp stamp, Map<String, Credential> keys) {
        this.file = file;
        this.read = stamp;
        this.keys = keys;
    }

    /**
     * Reads the file; where there is none, writes one with the pair of the environment or, without that, a new pair.
     *
     * @param environment looks up an environment variable, null when it is not set
     * @param random must be cryptographically strong outside tests
     * @throws IOException when the file cannot be read or written or is not valid; the message says what to do
     */
    public static Opened open(Path directory, Function<String, @Nullable String> environment, RandomGenerator random)
            throws IOException {
        Path file = directory.resolve(FILE_NAME);
        InitialPair pair = InitialPair.from(environment);
        if (Files.exists(file)) {
            pair.warnUnused(file);
            return new Opened(load(file), Optional.empty());
        }
        Credential first = pair.credential().orElseGet(() -> InitialPair.generate(random));
        CredentialsJson.write(file, List.of(first));
        return new Opened(load(file), pair.credential().isPresent() ? Optional.empty() : Optional.of(first));
    }

    /**
     * The first key of a directory's file that may use an API: for a command of the file's owner.
     *
     * @param api one of {@link ApiName}
     * @throws IOException when there is no such file or it is not valid
     */
    public static Optional<Credential> first(Path directory, String api) throws IOException {
        return CredentialsJson.read(directory.resolve(FILE_NAME)).stream()
                .filter(credential -> credential.permissions().apis().isEmpty()
                        || credential.permissions().apis().contains(api))
                .findFirst();
    }

    private static CredentialsFile load(Path file) throws IOException {
        warnIfOthersMayRead(file);
        Stamp stamp = stamp(file);
        return new CredentialsFile(file, stamp, byKey(CredentialsJson.read(file)));
    }

    @Override
    public Optional<Credential> find(String accessKey) {
        return Optional.ofNullable(keys.get(accessKey));
    }

    /** Reads the file again when it has changed. Blocks; one caller at a time. */
    public synchronized void refresh() {
        try {
            Stamp now = stamp(file);
            if (now.equals(read)) {
                return;
            }
            // Remembered before reading: a broken file is reported once, and again when it changes.
            read = now;
            warnIfOthersMayRead(file);
            keys = byKey(CredentialsJson.read(file));
            LOG.atInfo()
                    .addKeyValue("file", file)
                    .addKeyValue("keys", keys.size())
                    .log("credentials were read again");
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("error", e.getMessage())
                    .log("the credentials file cannot be used; the keys read before stay valid until it is mended");
        }
    }

    private static Map<String, Credential> byKey(List<Credential> list) {
        return list.stream().collect(Collectors.toUnmodifiableMap(Credential::accessKey, Function.identity()));
    }

    private static Stamp stamp(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime().toInstant(), attributes.size(), attributes.fileKey());
    }

    private static void warnIfOthersMayRead(Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        Set<PosixFilePermission> others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
        others.removeAll(CredentialsJson.OWNER_ONLY);
        if (!others.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .log("other accounts of this machine may read the credentials; run chmod 600 on the file");
        }
    }
}
