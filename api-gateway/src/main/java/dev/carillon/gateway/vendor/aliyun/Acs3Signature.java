package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.http.HttpCall;
import dev.carillon.gateway.vendor.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ACS3-HMAC-SHA256 of the generic Tea clients: covers method, path, query, the body's hash and the headers it names.
 * Those must include the host and every {@code x-acs-} header, because these say what is asked for.
 */
final class Acs3Signature implements SignatureScheme {

    static final String ALGORITHM = "ACS3-HMAC-SHA256";

    private static final Pattern AUTHORIZATION =
            Pattern.compile(ALGORITHM + " Credential=([^,\\s]+),SignedHeaders=([^,\\s]+),Signature=([0-9a-f]+)");
    private static final String CONTENT_HASH = "x-acs-content-sha256";
    private static final List<String> ALWAYS_SIGNED = List.of("host", CONTENT_HASH);

    @Override
    public Claim read(RpcRequest request) {
        HttpCall call = request.call();
        Matcher authorization = AUTHORIZATION.matcher(header(call, "authorization"));
        if (!authorization.matches()) {
            throw new AliyunFault(
                    400,
                    "IncompleteSignature",
                    "Authorization: must be " + ALGORITHM + " Credential=…,SignedHeaders=…,Signature=… in hex.");
        }
        String signedHeaders = authorization.group(2);
        List<String> names = Arrays.asList(signedHeaders.split(";", -1));
        checkCovered(call, names);
        String contentHash = hash(call.body());
        if (!Digests.same(contentHash, header(call, CONTENT_HASH))) {
            throw new AliyunFault(400, "InvalidContentSha256", CONTENT_HASH + ": is not the hash of the body.");
        }
        return new Claim(
                authorization.group(1),
                authorization.group(3),
                header(call, "x-acs-date"),
                header(call, "x-acs-signature-nonce"),
                agreed(request, "Action"),
                agreed(request, "Version"),
                stringToSign(request, names, signedHeaders, contentHash));
    }

    @Override
    public String sign(String secret, String stringToSign) {
        return HexFormat.of().formatHex(Digests.hmacSha256(secret, stringToSign));
    }

    /** The header, which counts; a parameter of the same meaning may stand beside it and must not differ. */
    private static String agreed(RpcRequest request, String name) {
        String said = header(request.call(), "x-acs-" + name.toLowerCase(Locale.ROOT));
        Optional<String> again = request.parameter(name);
        if (again.isPresent() && !again.get().equals(said)) {
            throw AliyunFault.invalidParameter(name + ": parameter and header differ.");
        }
        return said;
    }

    private static void checkCovered(HttpCall call, List<String> signed) {
        for (String name : call.headers().keySet()) {
            if (name.startsWith("x-acs-") && !signed.contains(name)) {
                throw notSigned(name);
            }
        }
        for (String name : ALWAYS_SIGNED) {
            if (!signed.contains(name)) {
                throw notSigned(name);
            }
        }
    }

    private static AliyunFault notSigned(String name) {
        return new AliyunFault(400, "IncompleteSignature", "SignedHeaders: " + name + " must be among them.");
    }

    private static String stringToSign(
            RpcRequest request, List<String> names, String signedHeaders, String contentHash) {
        HttpCall call = request.call();
        StringJoiner query = new StringJoiner("&");
        for (Map.Entry<String, String> parameter : request.query().entrySet()) {
            query.add(PercentCodec.encode(parameter.getKey()) + "=" + PercentCodec.encode(parameter.getValue()));
        }
        StringBuilder headers = new StringBuilder();
        for (String name : names) {
            headers.append(name).append(':').append(header(call, name)).append('\n');
        }
        String canonical = String.join(
                "\n", call.method(), call.path(), query.toString(), headers.toString(), signedHeaders, contentHash);
        return ALGORITHM + "\n" + hash(canonical.getBytes(StandardCharsets.UTF_8));
    }

    /** The only value of a header: a second one would leave open which of them was signed. */
    private static String header(HttpCall call, String name) {
        List<String> values = call.headers().getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw AliyunFault.invalidParameter("The header " + name + " is given twice.");
        }
        if (values.isEmpty() || values.getFirst().isBlank()) {
            throw AliyunFault.missingSignaturePart(name);
        }
        return values.getFirst().strip();
    }

    private static String hash(byte[] data) {
        return HexFormat.of().formatHex(Digests.sha256(data));
    }
}
