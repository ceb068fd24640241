package dev.carillon.gateway.vendor;

/** Marks each job with the API that made it: every vendor's API shows and touches only its own jobs. */
public final class ApiLabel {

    /** The label's name; its value is {@link VendorAdapter#name}. */
    public static final String NAME = "carillon.api";

    private ApiLabel() {}
}
