package dev.carillon.gateway.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes the credentials file. No message of an error holds a secret. */
final class CredentialsJson {

    static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_LENGTH = 256;

    /** Without the source in its errors: a line of this file may hold a secret. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private CredentialsJson() {}

    private record File(@Nullable List<@Nullable Key> keys) {}

    /** Lists that are left out stand for all. */
    private record Key(
            @Nullable String accessKey,
            @Nullable String secret,
            boolean readOnly,
            @Nullable List<@Nullable String> apis,
            @Nullable List<@Nullable String> namespaces) {}

    static List<Credential> read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": is over " + MAX_BYTES + " bytes");
        }
        try {
            return check(JSON.readValue(Files.readAllBytes(file), File.class));
        } catch (JsonProcessingException e) {
            throw new IOException(file
                    + ": is not JSON of the form {\"keys\":[{\"accessKey\",\"secret\",\"readOnly\",\"apis\",\"namespaces\"}]}, see line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage());
        }
    }

    private static List<Credential> check(@Nullable File content) {
        if (content == null || content.keys() == null) {
            throw new IllegalArgumentException("\"keys\" is missing");
        }
        List<Credential> credentials = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Key key : content.keys()) {
            if (key == null || key.accessKey() == null || key.secret() == null) {
                throw new IllegalArgumentException(
                        "keys[" + credentials.size() + "] needs \"accessKey\" and \"secret\"");
            }
            Credential credential = checked(key.accessKey(), key.secret(), permissions(key.accessKey(), key));
            if (!seen.add(credential.accessKey())) {
                throw new IllegalArgumentException("access key " + credential.accessKey() + " is there twice");
            }
            credentials.add(credential);
        }
        return credentials;
    }

    private static Permissions permissions(String accessKey, Key key) {
        String ofKey = " of access key " + accessKey;
        List<String> apis = listed("\"apis\"" + ofKey, key.apis());
        for (String api : apis) {
            if (!ApiName.ALL.contains(api)) {
                throw new IllegalArgumentException(
                        "\"apis\"" + ofKey + " has " + api + ", known are " + String.join(", ", ApiName.ALL));
            }
        }
        List<String> namespaces = listed("\"namespaces\"" + ofKey, key.namespaces());
        for (String pattern : namespaces) {
            int star = pattern.indexOf('*');
            if (star >= 0 && star < pattern.length() - 1) {
                throw new IllegalArgumentException(
                        "\"namespaces\"" + ofKey + " has " + pattern + ", but * can only be the last character");
            }
        }
        return new Permissions(Set.copyOf(apis), namespaces, key.readOnly());
    }

    /** An empty list is refused: one reader would take it for nothing, another for all. */
    private static List<String> listed(String what, @Nullable List<@Nullable String> sent) {
        if (sent == null) {
            return List.of();
        }
        if (sent.isEmpty()) {
            throw new IllegalArgumentException(
                    what + " is empty; leave it out to allow all, name what is allowed" + " otherwise");
        }
        List<String> texts = new ArrayList<>();
        for (String text : sent) {
            if (text == null || text.isBlank() || text.length() > MAX_LENGTH) {
                throw new IllegalArgumentException(
                        what + " must hold texts of 1 … " + MAX_LENGTH + " characters that are not blank");
            }
            texts.add(text);
        }
        return texts;
    }

    /** Visible ASCII; no colon in the access key, because HTTP Basic separates the two by it. */
    static Credential checked(String accessKey, String secret, Permissions permissions) {
        if (!accessKey.matches("[\\x21-\\x39\\x3b-\\x7e]+") || accessKey.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "an access key must have 1 … " + MAX_LENGTH + " visible ASCII characters and no colon");
        }
        if (!secret.matches("[\\x21-\\x7e]+") || secret.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("the secret of access key " + accessKey + " must have 1 … " + MAX_LENGTH
                    + " visible ASCII characters");
        }
        return new Credential(accessKey, secret, permissions);
    }

    /** Beside it first, then renamed, so that no start ever meets half a file. */
    static void write(Path file, List<Credential> credentials) throws IOException {
        List<@Nullable Key> keys = new ArrayList<>();
        for (Credential credential : credentials) {
            Permissions permissions = credential.permissions();
            keys.add(new Key(
                    credential.accessKey(),
                    credential.secret(),
                    permissions.readOnly(),
                    orNull(permissions.apis().stream().sorted().toList()),
                    orNull(permissions.namespaces())));
        }
        byte[] content = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new File(keys));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(fresh, options, ownerOnly(file))) {
            channel.write(ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static @Nullable List<@Nullable String> orNull(List<String> list) {
        return list.isEmpty() ? null : new ArrayList<>(list);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }
}
