package dev.carillon.gateway;

import java.util.List;

/** The vendors' APIs that this build serves, in the order in which they are asked. */
public final class VendorApis {

    private VendorApis() {}

    public static List<VendorApi> all() {
        return List.of();
    }
}
