package dev.carillon.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Packs a class that is on the class path into a jar of its own. */
final class JobJar {

    private JobJar() {}

    /** Writes beside and renames, so that a worker never meets half a jar. */
    static void write(Class<?> job, Path jar) throws IOException {
        String entry = job.getName().replace('.', '/') + ".class";
        Path unfinished = jar.resolveSibling(jar.getFileName() + ".part");
        try (InputStream code = Objects.requireNonNull(job.getClassLoader().getResourceAsStream(entry), entry);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(unfinished))) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
        Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE);
    }
}
