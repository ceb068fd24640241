package dev.carillon.core.scheduling;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A snapshot of the fleet; small, so looked through one by one. */
record FixedFleet(List<Worker> workers, Set<String> gone, long version) implements Fleet {

    @Override
    public List<Worker> serving(String group) {
        List<Worker> named = naming(group);
        return named.isEmpty() && !group.equals(DEFAULT_GROUP) ? naming(DEFAULT_GROUP) : named;
    }

    private List<Worker> naming(String group) {
        return workers.stream()
                .filter(worker -> worker.groups().contains(group))
                .toList();
    }

    @Override
    public Optional<Worker> worker(String incarnation) {
        return workers.stream()
                .filter(worker -> worker.incarnation().equals(incarnation))
                .findFirst();
    }

    @Override
    public boolean isGone(String incarnation) {
        return gone.contains(incarnation);
    }
}
