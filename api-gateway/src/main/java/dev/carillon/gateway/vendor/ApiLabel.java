package dev.carillon.gateway.vendor;

/** The label by which a job tells which API has made it; each vendor's API serves its own jobs only. */
public final class ApiLabel {

    /** Its value is the API's name, such as {@code jdcloud.jmr}. */
    public static final String NAME = "carillon.api";

    private ApiLabel() {}
}
