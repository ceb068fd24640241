package dev.carillon.gateway.vendor;

/** The label that every job made by a vendor's API carries; its value is the adapter's name. An API shows only its own jobs. */
public final class ApiLabel {

    public static final String NAME = "carillon.api";

    private ApiLabel() {}
}
