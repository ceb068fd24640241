package dev.carillon.gateway.vendor.aliyun;

/** One way to sign a request: reads what the request claims, and computes what the signature should have been. */
sealed interface SignatureScheme permits RpcSignature, Acs3Signature {

    /**
     * Reads what the request says of itself.
     *
     * @throws AliyunFault when a part is missing, or asks for something that is not supported
     */
    Claim read(RpcRequest request);

    String sign(String secret, String stringToSign);

    /**
     * What an unverified request says of itself.
     *
     * @param date UTC, as it was sent
     * @param stringToSign built from the request as it arrived
     */
    record Claim(
            String accessKey,
            String signature,
            String date,
            String nonce,
            String action,
            String version,
            String stringToSign) {}
}
