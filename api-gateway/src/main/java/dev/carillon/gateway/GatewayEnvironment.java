package dev.carillon.gateway;

import dev.carillon.kafka.secrets.SecretKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * What a gateway takes from the outside.
 *
 * @param random strong and safe for several threads: secrets come from it
 * @param variables the environment of the process
 * @param storageLow whether the broker's disk is nearly full, as far as this process can tell: then nothing more is asked
 *     of the schedulers. Asked for every write
 * @param keys seal the secrets of jobs; without them such jobs are refused
 */
public record GatewayEnvironment(
        MeterRegistry metrics,
        InstantSource clock,
        RandomGenerator random,
        Map<String, String> variables,
        BooleanSupplier storageLow,
        SecretKeys keys) {

    public GatewayEnvironment {
        variables = Map.copyOf(variables);
    }
}
