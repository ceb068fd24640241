package dev.carillon.standalone.broker;

import dev.carillon.standalone.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one account of the embedded broker and its secret. Any local account can reach a loopback port, and whoever may write the topics starts
 * code; so the secret lies in a file that only the owner of the data can read.
 *
 * <p>The mechanism is SCRAM and not PLAIN, because a client of PLAIN sends its password to whoever listens: while the broker is down, another
 * account could take the port and wait for it.
 */
final class BrokerSecret {

    static final String MECHANISM = "SCRAM-SHA-512";
    static final String ACCOUNT = "carillon";

    private static final Logger log = LoggerFactory.getLogger(BrokerSecret.class);
    private static final int BYTES = 32;

    private final String password;

    private BrokerSecret(String password) {
        this.password = password;
    }

    /** Reads the secret, or makes one where there is none or where others could have read it. */
    static BrokerSecret readOrCreate(Path file) throws IOException {
        if (Files.exists(file)) {
            String found = Files.readString(file).strip();
            if (OwnerOnly.holdsFor(file) && found.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
                return new BrokerSecret(found);
            }
            log.atWarn()
                    .addKeyValue("file", file)
                    .log(
                            "The broker's secret was readable by other accounts or damaged and is replaced; clients must read their settings again");
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        BrokerSecret fresh = new BrokerSecret(HexFormat.of().formatHex(random));
        OwnerOnly.write(file, fresh.password + "\n");
        return fresh;
    }

    /** The login of a client, and the account that the server side knows. */
    String jaas() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + ACCOUNT
                + "\" password=\"" + password + "\";";
    }

    Map<String, String> clientProperties(String bootstrapServers) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                jaas());
    }
}
