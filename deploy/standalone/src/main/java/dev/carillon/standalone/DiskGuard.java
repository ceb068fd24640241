package dev.carillon.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the disk under the data directory has run low, so that new work is refused while there is still room to finish what runs. A
 * broker that meets a full disk takes its log offline.
 *
 * <p>Asked for every write; measures at most once a second. Safe for any thread.
 */
public final class DiskGuard {

    private static final Duration MEASURED_EVERY = Duration.ofSeconds(1);

    /** The free space of a disk in bytes. */
    @FunctionalInterface
    public interface FreeSpace {
        long bytes() throws IOException;
    }

    private record Measurement(Instant at, boolean low) {}

    private final FreeSpace freeSpace;
    private final long floorBytes;
    private final InstantSource time;
    private volatile @Nullable Measurement latest;

    public DiskGuard(FreeSpace freeSpace, long floorBytes, InstantSource time) {
        if (floorBytes < 0) {
            throw new IllegalArgumentException("The floor of free disk space is negative: " + floorBytes);
        }
        this.freeSpace = freeSpace;
        this.floorBytes = floorBytes;
        this.time = time;
    }

    /** Watches the disk that holds {@code directory}, which must exist. */
    public static DiskGuard over(Path directory, long floorBytes, InstantSource time) throws IOException {
        FileStore disk = Files.getFileStore(directory); // once: finding the disk of a path reads the whole mount table
        return new DiskGuard(disk::getUsableSpace, floorBytes, time);
    }

    /**
     * Whether less than the floor is free.
     *
     * @throws UncheckedIOException when the disk cannot be asked, which is no reason to believe that it has room
     */
    public boolean isLow() {
        Measurement known = latest;
        Instant now = time.instant();
        if (known != null
                && !now.isBefore(known.at())
                && now.isBefore(known.at().plus(MEASURED_EVERY))) {
            return known.low();
        }
        try {
            Measurement fresh = new Measurement(now, freeSpace.bytes() < floorBytes);
            latest = fresh;
            return fresh.low();
        } catch (IOException e) {
            throw new UncheckedIOException("The free disk space cannot be measured", e);
        }
    }
}
