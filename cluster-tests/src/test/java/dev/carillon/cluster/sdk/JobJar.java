package dev.carillon.cluster.sdk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Puts a class of a user into a jar, as a user's build would. */
final class JobJar {

    private JobJar() {}

    /**
     * Compiles one class against job-api and puts it into a jar.
     *
     * @param className with its package
     * @param source Java
     */
    static void write(Path jar, String className, String source) throws IOException {
        // Under its name the jar is complete or absent.
        Path beside = jar.resolveSibling(jar.getFileName() + ".part");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(beside))) {
            for (Map.Entry<String, byte[]> each : compile(className, source).entrySet()) {
                out.putNextEntry(new ZipEntry(each.getKey().replace('.', '/') + ".class"));
                out.write(each.getValue());
                out.closeEntry();
            }
        }
        Files.move(beside, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Map<String, byte[]> compile(String className, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (InMemoryClasses classes = new InMemoryClasses(compiler.getStandardFileManager(null, null, null))) {
            List<String> options = List.of("--release", "17", "-classpath", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, classes, null, options, null, List.of(new Source(className, source)))
                    .call()) {
                throw new IOException("the job does not compile");
            }
            return classes.bytes();
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemoryClasses extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes = new TreeMap<>();

        InMemoryClasses(JavaFileManager parent) {
            super(parent);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return classes.computeIfAbsent(className, name -> new ByteArrayOutputStream());
                }
            };
        }

        Map<String, byte[]> bytes() {
            Map<String, byte[]> bytes = new TreeMap<>();
            classes.forEach((name, content) -> bytes.put(name, content.toByteArray()));
            return bytes;
        }
    }
}
