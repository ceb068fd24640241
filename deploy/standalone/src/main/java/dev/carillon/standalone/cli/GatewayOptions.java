package dev.carillon.standalone.cli;

import dev.carillon.gateway.security.CredentialsFile;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.Credentials.Credential;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.kafka.settings.StartRefusedException;
import dev.carillon.standalone.Loopback;
import dev.carillon.standalone.UpSettings;
import dev.carillon.standalone.ask.GatewayClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which gateway a command asks, and with which key pair. */
final class GatewayOptions {

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "Where a gateway listens (default: ${DEFAULT-VALUE}).")
    URI gateway = URI.create("http://" + Loopback.HOST + ":" + UpSettings.PORT);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory of an `up` or `gateway` on this machine, whose first key for the native API is used"
                            + " where CARILLON_ACCESS_KEY and CARILLON_SECRET_KEY are not set (default: ./carillon-data).")
    Path data = UpSettings.DATA;

    /** @throws StartRefusedException when the address is none, or no key pair is found */
    GatewayClient client(Map<String, String> environment) {
        String scheme = gateway.getScheme();
        if (gateway.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new StartRefusedException(
                    "--gateway: '" + gateway + "' is no address, expected one such as http://127.0.0.1:8080");
        }
        return new GatewayClient(gateway, credential(environment));
    }

    Credential credential(Map<String, String> environment) {
        @Nullable String accessKey = environment.get(CredentialsFile.ENV_ACCESS_KEY);
        @Nullable String secret = environment.get(CredentialsFile.ENV_SECRET_KEY);
        if (accessKey != null && secret != null) {
            return new Credential(accessKey, secret, Permissions.ALL);
        }
        Path directory = data.resolve("gateway");
        Path file = directory.resolve(CredentialsFile.FILE_NAME);
        if (!Files.exists(file)) {
            throw new StartRefusedException("There is no "
                    + file.toAbsolutePath().normalize()
                    + "; name the data directory with --data, or set " + CredentialsFile.ENV_ACCESS_KEY + " and "
                    + CredentialsFile.ENV_SECRET_KEY + ".");
        }
        try {
            return CredentialsFile.first(directory, ApiName.NATIVE)
                    .orElseThrow(() -> new StartRefusedException(file + " has no key for the native API; set "
                            + CredentialsFile.ENV_ACCESS_KEY + " and " + CredentialsFile.ENV_SECRET_KEY + "."));
        } catch (IOException e) {
            throw new StartRefusedException("The credentials cannot be read: " + e.getMessage(), e);
        }
    }
}
