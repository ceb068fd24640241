package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.vendor.Digests;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * HMAC-SHA1, SignatureVersion 1.0, of the classic and the asynchronous SDK: covers the method and every parameter of
 * query and form. It covers no header, so nothing that a header says may decide what is done.
 */
final class RpcSignature implements SignatureScheme {

    private static final String METHOD = "HMAC-SHA1";
    private static final String VERSION = "1.0";

    @Override
    public Claim read(RpcRequest request) {
        String signature = required(request, "Signature");
        String accessKey = required(request, "AccessKeyId");
        String method = required(request, "SignatureMethod");
        if (!method.equals(METHOD)) {
            throw unsupported("UnsupportedSignatureMethod", "SignatureMethod", METHOD, method);
        }
        String version = required(request, "SignatureVersion");
        if (!version.equals(VERSION)) {
            throw unsupported("UnsupportedSignatureVersion", "SignatureVersion", VERSION, version);
        }
        Optional<String> type = request.parameter("SignatureType");
        if (type.isPresent()) {
            throw unsupported("UnsupportedSignatureType", "SignatureType", "absent", type.get());
        }
        return new Claim(
                accessKey,
                signature,
                required(request, "Timestamp"),
                required(request, "SignatureNonce"),
                required(request, "Action"),
                required(request, "Version"),
                stringToSign(request));
    }

    @Override
    public String sign(String secret, String stringToSign) {
        return Base64.getEncoder().encodeToString(Digests.hmacSha1(secret + "&", stringToSign));
    }

    private static String stringToSign(RpcRequest request) {
        StringJoiner canonical = new StringJoiner("&");
        for (Map.Entry<String, String> parameter : request.parameters().entrySet()) {
            if (!parameter.getKey().equals("Signature")) {
                canonical.add(
                        PercentCodec.encode(parameter.getKey()) + "=" + PercentCodec.encode(parameter.getValue()));
            }
        }
        return request.call().method() + "&%2F&" + PercentCodec.encode(canonical.toString());
    }

    private static String required(RpcRequest request, String name) {
        return request.parameter(name).orElseThrow(() -> AliyunFault.missingSignaturePart(name));
    }

    private static AliyunFault unsupported(String code, String name, String expected, String given) {
        return new AliyunFault(400, code, name + ": must be " + expected + ", was " + given + ".");
    }
}
