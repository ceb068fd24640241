package dev.carillon.worker.runner.jvm;

import dev.carillon.job.JobProcessor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources into jars, as a user would. */
final class TestJars {

    /** What the vendor's context needs of the 30 MB of its jar. */
    private static final List<String> INCLUDED = List.of(
            "com/alibaba/schedulerx/worker/",
            "com/alibaba/schedulerx/common/",
            "com/alibaba/schedulerx/shade/org/apache/commons/",
            "com/typesafe/config/",
            "org/joda/time/");

    private final Path work;

    TestJars(Path work) {
        this.work = work;
    }

    /** Written elsewhere and then moved, as the documentation asks for. */
    void put(Path jar, Map<String, String> sources) throws IOException {
        put(jar, sources, List.of(locationOf(JobProcessor.class)), path -> false);
    }

    /** With the classes of SchedulerX's worker API inside, as a shaded jar has them. */
    void putWithSchedulerX(Path jar, Map<String, String> sources) throws IOException, ClassNotFoundException {
        List<Path> libraries = List.of(
                locationOf(Class.forName("com.alibaba.schedulerx.worker.processor.JavaProcessor")),
                locationOf(Class.forName("org.joda.time.DateTime")));
        put(jar, sources, libraries, name -> INCLUDED.stream().anyMatch(name::startsWith));
    }

    private void put(Path jar, Map<String, String> sources, List<Path> classPath, Predicate<String> included)
            throws IOException {
        Path classes = Files.createTempDirectory(work, "classes");
        compile(sources, classPath, classes);
        Path written = Files.createTempFile(work, "jar", ".part");
        try (OutputStream out = Files.newOutputStream(written);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, Path> file : classFiles(classes).entrySet()) {
                entries.putNextEntry(new JarEntry(file.getKey()));
                Files.copy(file.getValue(), entries);
            }
            for (Path library : classPath) {
                copy(library, included, entries);
            }
        }
        Files.createDirectories(jar.getParent());
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(Path library, Predicate<String> included, JarOutputStream to) throws IOException {
        if (Files.isDirectory(library)) {
            return;
        }
        try (JarFile from = new JarFile(library.toFile())) {
            for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory() && included.test(entry.getName())) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.getInputStream(entry).transferTo(to);
                }
            }
        }
    }

    private static Map<String, Path> classFiles(Path classes) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        try (Stream<Path> found = Files.walk(classes)) {
            found.filter(Files::isRegularFile)
                    .forEach(file -> files.put(classes.relativize(file).toString(), file));
        }
        return files;
    }

    private static void compile(Map<String, String> sources, List<Path> classPath, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, code) -> units.add(new Source(name, code)));
        String path = classPath.stream().map(Path::toString).collect(Collectors.joining(":"));
        List<String> options = List.of("-d", classes.toString(), "-cp", path, "-proc:none", "-Xlint:none");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(null, files, null, options, null, units).call()) {
                throw new IllegalStateException("the test's sources do not compile");
            }
        }
    }

    private static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String className, String code) {
            super(URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
