package dev.carillon.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The layers that modules alone cannot keep apart, and the habits that a compiler does not check. */
final class ArchitectureTest {

    private static final Set<String> NO_SOURCES = Set.of("target", ".git", "node_modules");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.carillon");

    @Test
    void theCoreKnowsNothingButItselfAndTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.carillon.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.carillon.core..",
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.net",
                        "java.nio",
                        "java.nio.charset",
                        "java.security",
                        "org.jspecify..")
                .check(PRODUCT);
    }

    @Test
    void theCoreReadsNoClockAndRollsNoDice() {
        noClasses()
                .that()
                .resideInAPackage("dev.carillon.core..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.Random.class, java.util.concurrent.ThreadLocalRandom.class)
                .check(PRODUCT);
    }

    /** Else a mistake of the scheduler's could be the audit's as well. */
    @Test
    void theAuditSharesNoCodeWithWhatItJudges() {
        classes()
                .that()
                .resideInAPackage("dev.carillon.audit..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.carillon.audit..",
                        "dev.carillon.proto..",
                        "com.google.protobuf..",
                        "java..",
                        "org.jspecify..")
                .check(PRODUCT);
    }

    @Test
    void theNodesDoNotKnowOneAnother() {
        List<String> nodes = List.of("dev.carillon.gateway..", "dev.carillon.scheduler..", "dev.carillon.worker..");
        for (String node : nodes) {
            String[] others =
                    nodes.stream().filter(other -> !other.equals(node)).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(node)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(PRODUCT);
        }
    }

    @Test
    void theRuntimeDoesNotKnowTheNodes() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.carillon.kafka..", "dev.carillon.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.carillon.gateway..",
                        "dev.carillon.scheduler..",
                        "dev.carillon.worker..",
                        "dev.carillon.standalone..")
                .check(PRODUCT);
    }

    @Test
    void nothingOfAVendorCrossesItsAdapter() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.carillon.gateway.vendor..", "dev.carillon.standalone..")
                .and()
                .doNotHaveSimpleName("VendorApis")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.carillon.gateway.vendor.*..")
                .check(PRODUCT);
    }

    /** But for two that wait for what gives no sign: a process that is being ended, a target that may answer later. */
    @Test
    void nobodySleeps() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ProcessTree")
                .and()
                .doNotHaveSimpleName("AlertNotifier")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .check(PRODUCT);
    }

    /**
     * JDK 25 up to 25.0.3 can leave a virtual thread blocked for ever (JDK-8373120); see docs/decisions/0005. Simulations
     * have thousands, of which one runs at a time: none ever waits for a monitor that another holds.
     */
    @Test
    void nobodyUsesVirtualThreads() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.carillon.testkit.simulation")
                .should()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(java.util.concurrent.Executors.class, "newVirtualThreadPerTaskExecutor")
                .check(PRODUCT);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = PRODUCT.getPackage("dev.carillon").getSubpackagesInTree().stream()
                .filter(each -> !each.getClasses().isEmpty())
                .filter(each -> !each.getName().startsWith("dev.carillon.proto"))
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .sorted()
                .toList();
        assertThat(unmarked).isEmpty();
    }

    /** A suppression is a decision: the comment above or beside it says why. */
    @Test
    void everySuppressionCarriesItsReason() throws IOException {
        List<String> bare = new ArrayList<>();
        for (Path source : sources()) {
            List<String> lines = lines(source);
            for (int i = 0; i < lines.size(); i++) {
                boolean explained = lines.get(i).contains("//")
                        || i > 0 && lines.get(i - 1).strip().matches("//.*|\\*/|.*\\*/");
                if (lines.get(i).strip().startsWith("@SuppressWarnings") && !explained) {
                    bare.add(source + ":" + (i + 1));
                }
            }
        }
        assertThat(bare).isEmpty();
    }

    /** Of what is built nothing: other tests make and remove directories there meanwhile. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(Path.of("").toAbsolutePath().getParent(), new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return NO_SOURCES.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private static List<String> lines(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
