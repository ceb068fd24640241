package dev.carillon.worker.runner.jvm;

import dev.carillon.core.job.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The jars of the job directory. Each look-up sees the directory as it is: new jars are found, replaced ones opened
 * anew, and removed ones forgotten. Attempts keep the version they began with. Thread-safe.
 */
final class JobJars implements AutoCloseable {

    private final Path directory;
    private final JarNames jars;
    private final CopyDirectory copies;
    private final ClassLoader parent = new JobApiLoader();
    private final SortedMap<String, JobJar> open = new TreeMap<>();
    private boolean closed;

    /**
     * @param directory need not exist yet
     * @param scratch where copies of the jars are kept while they are used
     */
    JobJars(Path directory, Path scratch) {
        this.directory = directory;
        this.jars = new JarNames(directory, System::nanoTime);
        try {
            this.copies = CopyDirectory.create(scratch);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for copies of the job jars in " + scratch, e);
        }
    }

    /** A class that stays loaded until it is closed. */
    final class Use implements AutoCloseable {

        private final JobJar jar;
        private final String className;

        private Use(JobJar jar, String className) {
            this.jar = jar;
            this.className = className;
            jar.use();
        }

        ClassLoader loader() {
            return jar.loader();
        }

        String jarName() {
            return jar.name();
        }

        /** Does not run its static initializer. */
        Class<?> load() throws ClassNotFoundException {
            return Class.forName(className, false, jar.loader());
        }

        @Override
        public void close() {
            synchronized (JobJars.this) {
                jar.endUse();
            }
        }
    }

    /** @throws JobLoadException when no jar, or more than one, holds the class */
    synchronized Use use(Task.Java task) throws JobLoadException {
        if (closed) {
            throw new JobLoadException("the worker stops");
        }
        forgetOld();
        if (!task.jar().isEmpty()) {
            JobJar jar = open(task.jar());
            if (!jar.holds(task.className())) {
                throw new JobLoadException(task.jar() + " does not hold " + task.className());
            }
            return new Use(jar, task.className());
        }
        return new Use(onlyJarWith(task.className()), task.className());
    }

    /** Attempts that still run keep their classes; the last of them closes its jar. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        open.values().forEach(JobJar::retire);
        open.clear();
        try {
            copies.close();
        } catch (IOException e) {
            throw new UncheckedIOException("copies of the job jars cannot be removed: " + copies.path(), e);
        }
    }

    private JobJar onlyJarWith(String className) throws JobLoadException {
        List<JobJar> holders = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<String> names = jars.names();
        for (String name : names) {
            try {
                JobJar jar = open(name);
                if (jar.holds(className)) {
                    holders.add(jar);
                }
            } catch (JobLoadException e) {
                // Of no concern when another jar holds the class.
                notes.add(e.getMessage());
            }
        }
        if (holders.size() > 1) {
            String which = holders.stream().map(JobJar::name).collect(Collectors.joining(", "));
            throw new JobLoadException("several jars hold " + className + ", so the job must name one: " + which);
        }
        if (holders.isEmpty()) {
            String unread = notes.isEmpty() ? "" : "; " + String.join("; ", notes);
            throw new JobLoadException(
                    "none of the " + names.size() + " jars in " + directory + " holds " + className + unread);
        }
        return holders.getFirst();
    }

    private JobJar open(String name) throws JobLoadException {
        JobJar known = open.get(name);
        if (known != null) {
            return known;
        }
        JobJar jar = JobJar.open(directory.resolve(name), copies.path(), parent);
        open.put(name, jar);
        return jar;
    }

    private void forgetOld() throws JobLoadException {
        for (Iterator<JobJar> known = open.values().iterator(); known.hasNext(); ) {
            JobJar jar = known.next();
            if (!jar.isCurrent(directory.resolve(jar.name()))) {
                known.remove();
                jar.retire();
            }
        }
    }
}
