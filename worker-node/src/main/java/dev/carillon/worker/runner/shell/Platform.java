package dev.carillon.worker.runner.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the system offers for keeping processes together.
 *
 * @param setsid of util-linux or busybox; empty where there is none, macOS for one
 * @param proc whether processes can be looked at in /proc
 */
record Platform(Optional<Path> setsid, boolean proc) {

    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    static Platform detect() {
        Platform platform = new Platform(
                SETSID.stream().filter(Files::isExecutable).findFirst(), Files.isReadable(Path.of("/proc/self/stat")));
        if (!platform.complete()) {
            LOG.atWarn()
                    .addKeyValue("setsid", platform.setsid.isPresent())
                    .addKeyValue("proc", platform.proc)
                    .log("Processes that detach themselves from a SHELL job's script will not be found here;"
                            + " run workers on Linux with util-linux where that matters");
        }
        return platform;
    }

    boolean complete() {
        return setsid.isPresent() && proc;
    }

    /** The command in a session of its own, where that is possible. */
    List<String> inOwnSession(List<String> command) {
        return Stream.concat(setsid.stream().map(Path::toString), command.stream())
                .toList();
    }

    /** Where the processes of one attempt are looked for. */
    ProcessTable tableFor(ProcessHandle script, String marker, long startedAfter) {
        return complete()
                ? new LinuxProcesses(Path.of("/proc"), marker, script.pid(), startedAfter)
                : new DescendantProcesses(script);
    }
}
