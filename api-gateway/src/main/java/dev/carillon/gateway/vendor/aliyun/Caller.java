package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.core.scheduling.Command;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.Digests;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Who sent a request and what its signature vouches for.
 *
 * @param nonce chosen by the client, once for each request
 */
public record Caller(String accessKey, Permissions permissions, String nonce, String action, String version) {

    private static final int COMMAND_ID_LENGTH = 48;

    /**
     * The id of the command that this request becomes: the same whenever and at whichever gateway the request arrives,
     * so that a repetition is the same command. Hashed, because a nonce may be long and hold anything.
     */
    public String commandId() {
        byte[] text = (accessKey + "\n" + nonce).getBytes(StandardCharsets.UTF_8);
        String hash = HexFormat.of().formatHex(Digests.sha256(text));
        return "aliyun-" + hash.substring(0, COMMAND_ID_LENGTH);
    }

    /** For the one command that this request becomes. */
    public Command.Request command() {
        return new Command.Request(commandId(), "", accessKey);
    }
}
