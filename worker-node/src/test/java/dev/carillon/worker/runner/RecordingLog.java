package dev.carillon.worker.runner;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every line. */
public final class RecordingLog implements RunLog {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void line(String text) {
        lines.add(text);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
