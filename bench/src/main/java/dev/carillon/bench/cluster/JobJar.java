package dev.carillon.bench.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The jar with {@link NoopJob}, in a worker's job directory. */
final class JobJar {

    private JobJar() {}

    static void writeTo(Path jobDirectory) {
        String entry = NoopJob.class.getName().replace('.', '/') + ".class";
        try {
            Files.createDirectories(jobDirectory);
            try (InputStream code = Objects.requireNonNull(
                            NoopJob.class.getClassLoader().getResourceAsStream(entry), entry);
                    JarOutputStream out =
                            new JarOutputStream(Files.newOutputStream(jobDirectory.resolve("noop.jar")))) {
                out.putNextEntry(new JarEntry(entry));
                code.transferTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
