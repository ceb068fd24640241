package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.Permissions;
import java.util.Optional;

/** Knows one access key, the one of the captured requests. */
public record OneCredential(boolean readOnly) implements Credentials {
    @Override
    public Optional<Credential> find(String accessKey) {
        return accessKey.equals(CapturedRequests.ACCESS_KEY)
                ? Optional.of(new Credential(
                        accessKey, CapturedRequests.SECRET, readOnly ? Permissions.READ_ONLY : Permissions.ALL))
                : Optional.empty();
    }
}
