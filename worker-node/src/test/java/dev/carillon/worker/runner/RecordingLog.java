package dev.carillon.worker.runner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps every line. */
public final class RecordingLog implements RunLog {

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void line(String text) {
        lines.add(text);
    }

    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }
}
