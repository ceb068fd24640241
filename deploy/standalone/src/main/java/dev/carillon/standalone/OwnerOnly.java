package dev.carillon.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that no other local account may read. The mode is part of the call that creates them: set afterwards, there would be a
 * moment in which the secret can be read.
 */
public final class OwnerOnly {

    private static final Set<PosixFilePermission> DIRECTORY_MODE = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(DIRECTORY_MODE);
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Set<PosixFilePermission> OWNER = Set.copyOf(DIRECTORY_MODE);

    private OwnerOnly() {}

    /** Creates the directory and its missing parents with mode 700; one that exists is narrowed to that mode. */
    public static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            Files.setPosixFilePermissions(directory, DIRECTORY_MODE);
        } else {
            Files.createDirectories(directory, DIRECTORY);
        }
    }

    /** Puts {@code content} into {@code file} with mode 600, in one move: a reader sees the old file or the new one, never half of one. */
    public static void write(Path file, String content) throws IOException {
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new", FILE);
        try {
            Files.writeString(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Whether no account but the owner has any right to {@code file}. */
    public static boolean holdsFor(Path file) throws IOException {
        return OWNER.containsAll(Files.getPosixFilePermissions(file));
    }
}
