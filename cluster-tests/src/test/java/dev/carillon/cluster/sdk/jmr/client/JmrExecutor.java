package dev.carillon.cluster.sdk.jmr.client;

import com.jdcloud.sdk.client.JdcloudExecutor;
import com.jdcloud.sdk.service.JdcloudResponse;

/** One operation; the module has a class for each. */
final class JmrExecutor extends JdcloudExecutor {

    private final String method;
    private final String path;
    private final Class<? extends JdcloudResponse<?>> type;

    JmrExecutor(String method, String path, Class<? extends JdcloudResponse<?>> type) {
        this.method = method;
        this.path = path;
        this.type = type;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String url() {
        return "/regions/{regionId}" + path;
    }

    // The core's method has the raw type.
    @SuppressWarnings("rawtypes")
    @Override
    public Class<? extends JdcloudResponse> returnType() {
        return type;
    }
}
