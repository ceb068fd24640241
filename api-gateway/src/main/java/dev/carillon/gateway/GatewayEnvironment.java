package dev.carillon.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a gateway takes from the outside.
 *
 * @param random strong and safe for several threads: secrets come from it
 * @param variables the environment of the process
 */
public record GatewayEnvironment(
        MeterRegistry metrics, InstantSource clock, RandomGenerator random, Map<String, String> variables) {

    public GatewayEnvironment {
        variables = Map.copyOf(variables);
    }
}
