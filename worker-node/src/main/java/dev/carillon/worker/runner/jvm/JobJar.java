package dev.carillon.worker.runner.jvm;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of one jar, with its class loader, which is closed when the version is no longer current and its last
 * attempt has ended. Works on a copy, since a loader breaks when its file changes under it. Guarded by the lock of {@link JobJars}.
 */
final class JobJar {

    private static final Logger LOG = LoggerFactory.getLogger(JobJar.class);

    private final String name;
    private final Version version;
    private final Path copy;
    private final URLClassLoader loader;

    /** Classes that were asked for and are in it. */
    private final Set<String> classes = new HashSet<>();

    private int uses;
    private boolean retired;

    /** What tells a file from the one that was there before. */
    private record Version(
            FileTime modified, long size, @Nullable Object file) {

        static Version of(Path jar) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    private JobJar(String name, Version version, Path copy, URLClassLoader loader) {
        this.name = name;
        this.version = version;
        this.copy = copy;
        this.loader = loader;
    }

    /** @throws JobLoadException when the file is not a whole jar, because it is being written, for instance */
    static JobJar open(Path jar, Path copies, ClassLoader parent) throws JobLoadException {
        String name = jar.getFileName().toString();
        try {
            Version before = Version.of(jar);
            Path copy = Files.createTempFile(copies, "job-", ".jar");
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
            if (!before.equals(Version.of(jar))) {
                Files.delete(copy);
                throw new JobLoadException(name + " changes while it is being read; try again when it is written");
            }
            checkIsJar(copy);
            URL[] urls = {copy.toUri().toURL()};
            return new JobJar(name, before, copy, new URLClassLoader(name, urls, parent));
        } catch (NoSuchFileException e) {
            throw new JobLoadException("there is no " + name + " in the job directory", e);
        } catch (IOException e) {
            throw new JobLoadException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    /** Whether the file is still the one this was made from. */
    boolean isCurrent(Path jar) throws JobLoadException {
        try {
            return version.equals(Version.of(jar));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new JobLoadException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    boolean holds(String className) {
        if (classes.contains(className)) {
            return true;
        }
        boolean holds = loader.findResource(className.replace('.', '/') + ".class") != null;
        if (holds) {
            classes.add(className);
        }
        return holds;
    }

    ClassLoader loader() {
        return loader;
    }

    void use() {
        uses++;
    }

    void endUse() {
        uses--;
        closeWhenDone();
    }

    void retire() {
        retired = true;
        closeWhenDone();
    }

    private void closeWhenDone() {
        if (!retired || uses > 0) {
            return;
        }
        try {
            loader.close();
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("jar", name).setCause(e).log("A replaced job jar could not be closed");
        }
    }

    private static void checkIsJar(Path copy) throws IOException {
        try (JarFile opened = new JarFile(copy.toFile())) {
            Objects.requireNonNull(opened);
        } catch (IOException e) {
            Files.delete(copy);
            throw e;
        }
    }
}
