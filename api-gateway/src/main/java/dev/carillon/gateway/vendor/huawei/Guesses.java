package dev.carillon.gateway.vendor.huawei;

/** What no page and no SDK of the vendor says of what its products share, each guess once. */
final class Guesses {

    private Guesses() {}

    /** The account of a token whose request names none; the vendor would not accept such a request. */
    static final String DOMAIN = "default";

    /** The role that a token shows for an access key that may write; the vendor's example shows it for an administrator. */
    static final String WRITER_ROLE = "te_admin";

    /** The role that a token shows for an access key that may only read. */
    static final String READER_ROLE = "readonly";

    /** The id of every role; the vendor's example shows it. */
    static final String ROLE_ID = "0";
}
