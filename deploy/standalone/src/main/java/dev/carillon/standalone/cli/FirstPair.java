package dev.carillon.standalone.cli;

import dev.carillon.gateway.service.Credentials.Credential;
import java.io.PrintWriter;

/** Shows a key pair that was just made: the only time that a secret is shown. */
final class FirstPair {

    private FirstPair() {}

    static void print(Credential pair, PrintWriter out) {
        out.println("First start: this key pair was made for you. It is shown once and kept in the credentials file.");
        out.println("  access key  " + pair.accessKey());
        out.println("  secret      " + pair.secret());
    }
}
