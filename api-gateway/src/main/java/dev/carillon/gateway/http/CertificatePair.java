package dev.carillon.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;

/** A certificate chain and the private key that belongs to it, as they are in their files at one moment. */
final class CertificatePair {

    /** Of any other nothing is known, and nothing is refused. */
    private static final List<String> KEY_TYPES = List.of("EC", "RSA", "EdDSA");

    private static final byte[] CHALLENGE =
            "a signature that only the key of the certificate can make".getBytes(StandardCharsets.US_ASCII);

    private CertificatePair() {}

    /**
     * Reads both files; blocks.
     *
     * @throws GeneralSecurityException when one cannot be read or is no PEM, or when the key is of another certificate: the JDK would
     *     take such a pair, and no handshake would succeed
     */
    static PemKeyCertOptions read(Vertx vertx, ListenSettings.Tls tls) throws GeneralSecurityException {
        try {
            return checked(vertx, tls);
        } catch (Exception e) {
            throw new GeneralSecurityException(
                    "the certificate in " + tls.certificates() + " and the private key in " + tls.key()
                            + " cannot be used for TLS (" + e + ")",
                    e);
        }
    }

    private static PemKeyCertOptions checked(Vertx vertx, ListenSettings.Tls tls) throws Exception {
        PemKeyCertOptions pair = new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(Files.readAllBytes(tls.certificates())))
                .setKeyValue(Buffer.buffer(Files.readAllBytes(tls.key())));
        Optional<X509KeyManager> keys = Stream.of(
                        pair.getKeyManagerFactory(vertx).getKeyManagers())
                .filter(X509KeyManager.class::isInstance)
                .map(X509KeyManager.class::cast)
                .findFirst();
        if (keys.isPresent() && !belongTogether(keys.get())) {
            throw new KeyException("the key is not that of the certificate");
        }
        return pair;
    }

    private static boolean belongTogether(X509KeyManager keys) throws GeneralSecurityException {
        for (String type : KEY_TYPES) {
            String[] aliases = keys.getServerAliases(type, null);
            if (aliases != null) {
                String alias = Arrays.asList(aliases).getFirst();
                return signs(keys.getPrivateKey(alias), keys.getCertificateChain(alias)[0].getPublicKey());
            }
        }
        return true;
    }

    private static boolean signs(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                });
        signature.initSign(key);
        signature.update(CHALLENGE);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(CHALLENGE);
        return signature.verify(signed);
    }
}
