package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Permissions;
import java.util.Optional;

/** Knows one access key, the one of the captured requests. */
public record OneCredential(Permissions permissions) implements Credentials {

    public OneCredential(boolean readOnly) {
        this(readOnly ? Permissions.READ_ONLY : Permissions.ALL);
    }

    @Override
    public Optional<Credential> find(String accessKey) {
        return accessKey.equals(CapturedRequests.ACCESS_KEY)
                ? Optional.of(new Credential(accessKey, CapturedRequests.SECRET, permissions))
                : Optional.empty();
    }
}
