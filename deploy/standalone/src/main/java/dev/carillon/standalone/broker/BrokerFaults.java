package dev.carillon.standalone.broker;

import java.util.concurrent.CompletableFuture;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a fatal fault of the broker to whoever started it. Kafka's own factory ends the process on the spot, and the other nodes in it would
 * not be stopped.
 */
final class BrokerFaults implements FaultHandlerFactory {

    private static final Logger log = LoggerFactory.getLogger(BrokerFaults.class);

    private final CompletableFuture<Throwable> fatal = new CompletableFuture<>();

    /** Completes with the first fault after which the broker is of no use. */
    CompletableFuture<Throwable> fatal() {
        return fatal;
    }

    @Override
    public FaultHandler build(String name, boolean isFatal, Runnable action) {
        if (!isFatal) {
            return new LoggingFaultHandler(name, action);
        }
        return (message, cause) -> {
            FaultHandlerException fault = new FaultHandlerException(name + ": " + message, cause);
            log.atError()
                    .addKeyValue("part", name)
                    .setCause(fault)
                    .log("The embedded broker has failed; the process stops");
            action.run();
            fatal.complete(fault);
            return fault;
        };
    }
}
