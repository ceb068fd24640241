import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks ({@code check}) or rewrites ({@code fix}) every Java source of the project; run by {@code mvn verify}. */
public final class Format {

    public static void main(String[] args) throws Exception {
        boolean fix = args.length > 0 && args[0].equals("fix");
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(false)
                .build());
        List<Path> unformatted = new ArrayList<>();
        for (Path source : sources()) {
            String before = Files.readString(source);
            String after = formatter.formatSource(
                    ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(before), JavaFormatterOptions.Style.PALANTIR));
            if (!after.equals(before)) {
                unformatted.add(source);
                if (fix) {
                    Files.writeString(source, after);
                }
            }
        }
        if (!unformatted.isEmpty()) {
            unformatted.forEach(source -> System.err.println((fix ? "formatted: " : "not formatted: ") + source));
            if (!fix) {
                System.err.println("Run `mvn -N verify -Dformat=fix` to format these files.");
                System.exit(1);
            }
        }
    }

    private static List<Path> sources() throws Exception {
        try (var files = Files.walk(Path.of(""))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/") && !file.startsWith("target"))
                    .filter(file -> !file.startsWith(".ci"))
                    .sorted()
                    .toList();
        }
    }
}
