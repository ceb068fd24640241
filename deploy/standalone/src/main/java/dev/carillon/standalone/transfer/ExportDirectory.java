package dev.carillon.standalone.transfer;

import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The directory of an export, as git likes it: what has not changed is not touched, not even the manifest.
 *
 * <pre>
 * manifest "not complete", old and new files ─▶ new and changed files ─▶ old files go ─▶ manifest "complete"
 * </pre>
 *
 * Each file is replaced in one move, so a reader sees the old one or the new one; a manifest that is not complete tells
 * of an export that was interrupted, which the next one repairs. Files that no manifest of ours names are left alone.
 */
final class ExportDirectory {

    /** A directory that holds nothing but this is as good as empty. */
    private static final String GIT = ".git";

    private final Path root;
    private final Optional<Manifest> before;

    private ExportDirectory(Path root, Optional<Manifest> before) {
        this.root = root;
        this.before = before;
    }

    /**
     * Takes a directory that is missing, is empty or has an export.
     *
     * @throws StartRefusedException when it has something else
     */
    static ExportDirectory open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            OwnerOnly.createDirectories(directory);
        }
        // Real, so that "inside" can be judged whatever the links on the way to it.
        Path root = directory.toRealPath();
        Optional<Manifest> before = Manifest.in(root);
        if (before.isEmpty()) {
            try (Stream<Path> entries = Files.list(root)) {
                if (entries.anyMatch(entry -> !entry.endsWith(GIT))) {
                    throw new StartRefusedException(root + " is not empty and has no " + Manifest.FILE
                            + " of an earlier export; nothing was written. Name another directory with --to.");
                }
            }
        }
        return new ExportDirectory(root, before);
    }

    /**
     * Makes it hold exactly these files.
     *
     * @param files content by path
     * @return whether anything had to be changed
     */
    boolean write(SortedMap<String, String> files, Manifest manifest) throws IOException {
        SortedMap<String, String> changed = new TreeMap<>(files);
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (isSame(inside(file.getKey()), file.getValue())) {
                changed.remove(file.getKey());
            }
        }
        if (changed.isEmpty() && before.filter(manifest::tellsTheSameAs).isPresent()) {
            return false;
        }
        Set<String> old = new TreeSet<>(before.map(Manifest::files).orElse(List.of()));
        TreeSet<String> all = new TreeSet<>(old);
        all.addAll(files.keySet());
        manifest.unfinished(List.copyOf(all)).write(root);
        for (Map.Entry<String, String> file : changed.entrySet()) {
            put(file.getKey(), file.getValue());
        }
        old.removeAll(files.keySet());
        for (String path : old) {
            remove(path);
        }
        manifest.write(root);
        return true;
    }

    private static boolean isSame(Path file, String content) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Arrays.equals(Files.readAllBytes(file), content.getBytes(StandardCharsets.UTF_8));
    }

    private void put(String path, String content) throws IOException {
        Path file = inside(path);
        Path directory = parent(file);
        if (!Files.isDirectory(directory)) {
            OwnerOnly.createDirectories(directory);
        }
        OwnerOnly.write(file, content);
    }

    private void remove(String path) throws IOException {
        Path file = inside(path);
        Files.deleteIfExists(file);
        Path namespace = parent(file);
        if (!path.startsWith(FileNames.JOBS) || !Files.isDirectory(namespace)) {
            return;
        }
        try (Stream<Path> left = Files.list(namespace)) {
            if (left.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(namespace);
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "every path of an export has a directory");
    }

    /** Links that were put between could lead out. */
    private Path inside(String path) throws IOException {
        Path file = root.resolve(path);
        for (Path each = file.getParent(); each != null && !each.equals(root); each = each.getParent()) {
            if (Files.isSymbolicLink(each)) {
                throw new StartRefusedException(each + " is a link; an export writes to directories of its own only.");
            }
        }
        return file;
    }
}
