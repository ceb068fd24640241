package dev.carillon.gateway.vendor.rest;

import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.Digests;
import java.nio.charset.StandardCharsets;

/**
 * Who sent a request.
 *
 * @param nonce what makes the signed request unlike every other; empty when the scheme has nothing of the kind
 * @param commandId of the command that this request may become
 * @param repeatable whether the same request, sent again, becomes the same command
 */
public record RestCaller(
        String accessKey, Permissions permissions, String nonce, String commandId, boolean repeatable) {

    private static final int HASH_LENGTH = 48;

    /**
     * A caller whose command id is the same whenever and at whichever gateway the request arrives, so that a repetition is
     * the same command.
     *
     * @param vendor the first word of the command id
     */
    public static RestCaller signed(String vendor, String accessKey, Permissions permissions, String nonce) {
        return new RestCaller(accessKey, permissions, nonce, derived(vendor, accessKey, nonce), true);
    }

    /** An id that is the same for the same parts. Hashed, because they may be long and hold anything. */
    public static String derived(String vendor, String... parts) {
        byte[] text = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
        return vendor + "-" + Digests.sha256Hex(text).substring(0, HASH_LENGTH);
    }

    /** For the command of this request. The service fills in who waits for the reply. */
    public Command.Request request() {
        return new Command.Request(commandId, "", accessKey);
    }

    /** For one of several commands that one request becomes. */
    public Command.Request request(int index) {
        return new Command.Request(commandId + "-" + index, "", accessKey);
    }
}
