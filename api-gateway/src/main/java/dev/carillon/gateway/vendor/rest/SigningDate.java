package dev.carillon.gateway.vendor.rest;

import dev.carillon.gateway.service.ApiException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;

/** The date of a signed request, such as {@code 20260131T120000Z}, which must be near the gateway's clock. */
public final class SigningDate {

    /** How far it may be off, either way. */
    public static final Duration MAX_SKEW = Duration.ofMinutes(15);

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private SigningDate() {}

    /**
     * Checks the date of a request.
     *
     * @param header where it stands, for the message
     * @throws ApiException UNAUTHENTICATED when it has another form or is too far off
     */
    public static void check(String header, String date, Instant now) {
        Instant signed;
        try {
            signed = DATE.parse(date, Instant::from);
        } catch (DateTimeException e) {
            throw CanonicalRequest.unauthenticated(header + ": must be UTC as yyyyMMddTHHmmssZ");
        }
        if (Duration.between(signed, now).abs().compareTo(MAX_SKEW) > 0) {
            throw CanonicalRequest.unauthenticated(header + ": the signature has expired or is not yet good, it may be "
                    + MAX_SKEW.toMinutes() + " minutes off this gateway's clock, which shows " + DATE.format(now));
        }
    }
}
