package dev.carillon.standalone.broker;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.jspecify.annotations.Nullable;

/**
 * The server side of the login: knows one account, from the listener's own login settings. Kafka's own handler keeps accounts in the metadata
 * log, which the broker cannot read before it has logged in to its controller, and in which a lost secret could not be replaced.
 *
 * <p>Made by Kafka, once per listener; {@link #handle} is called by its network threads.
 */
public final class BrokerLogin implements AuthenticateCallbackHandler {

    private String account = "";
    private @Nullable ScramCredential credential;

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        Map<String, ?> options = entries.getFirst().getOptions();
        ScramMechanism scram = Objects.requireNonNull(ScramMechanism.forMechanismName(mechanism), mechanism);
        try {
            account = option(options, "username");
            credential =
                    new ScramFormatter(scram).generateCredential(option(options, "password"), scram.minIterations());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM lacks what " + mechanism + " needs", e);
        }
    }

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        boolean known = false;
        for (Callback callback : callbacks) {
            switch (callback) {
                case NameCallback name -> known = account.equals(name.getDefaultName());
                // Without a credential Kafka answers as it does to a wrong password.
                case ScramCredentialCallback asked -> asked.scramCredential(known ? credential : null);
                default -> throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {}

    private static String option(Map<String, ?> options, String name) {
        return String.valueOf(Objects.requireNonNull(options.get(name), name));
    }
}
