package dev.carillon.testkit.simulation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An answer that comes in simulated time: a task that waits for it waits in simulated time too. */
final class SimulatedFuture<T> extends CompletableFuture<T> {

    private final SimulatedProcess process;

    SimulatedFuture(SimulatedProcess process) {
        this.process = process;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new SimulatedFuture<>(process);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        try {
            return get(365, TimeUnit.DAYS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a year has passed", e);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return process.await(this, Duration.of(timeout, unit.toChronoUnit()));
        } catch (CompletionException e) {
            throw new ExecutionException(e.getCause());
        }
    }
}
