package dev.carillon.gateway;

import dev.carillon.gateway.vendor.VendorAdapter;
import dev.carillon.gateway.vendor.aliyun.AliyunAuthenticator;
import dev.carillon.gateway.vendor.aliyun.RequestIds;
import dev.carillon.gateway.vendor.aliyun.RpcAdapter;
import dev.carillon.gateway.vendor.aliyun.RpcProduct;
import dev.carillon.gateway.vendor.aliyun.emr.EmrProduct;
import dev.carillon.gateway.vendor.aliyun.schedulerx.SchedulerXProduct;
import dev.carillon.gateway.vendor.huawei.HuaweiAuthenticator;
import dev.carillon.gateway.vendor.huawei.IamProduct;
import dev.carillon.gateway.vendor.huawei.roma.RomaProduct;
import dev.carillon.gateway.vendor.huawei.workspace.WorkspaceProduct;
import dev.carillon.gateway.vendor.jdcloud.JdAuthenticator;
import dev.carillon.gateway.vendor.jdcloud.jmr.JmrProduct;
import dev.carillon.gateway.vendor.rest.RestAdapter;
import dev.carillon.gateway.vendor.rest.RestProduct;
import java.util.List;

/** The vendors' APIs that this build serves, in the order in which they are asked. */
public final class VendorApis {

    private VendorApis() {}

    public static List<VendorApi> all() {
        return List.of(
                VendorApis::schedulerX,
                VendorApis::emr,
                VendorApis::huaweiIam,
                VendorApis::huaweiRoma,
                VendorApis::huaweiWorkspace,
                VendorApis::jmr);
    }

    private static VendorAdapter schedulerX(VendorApi.Services services) {
        return aliyun(services, new SchedulerXProduct(services.jobs(), services.clock(), services.defaultZone()));
    }

    private static VendorAdapter emr(VendorApi.Services services) {
        return aliyun(
                services,
                new EmrProduct(
                        services.jobs(),
                        services.projects(),
                        services.secrets(),
                        services.clock(),
                        services.defaultZone()));
    }

    private static VendorAdapter aliyun(VendorApi.Services services, RpcProduct<?> product) {
        return new RpcAdapter<>(
                product,
                new AliyunAuthenticator(services.credentials(), services.replays(), services.clock()),
                new RequestIds(services.random()));
    }

    private static VendorAdapter huaweiIam(VendorApi.Services services) {
        return IamProduct.adapter(services.credentials(), services.clock(), services.random());
    }

    private static VendorAdapter huaweiRoma(VendorApi.Services services) {
        return huawei(
                services,
                new RomaProduct(services.jobs(), services.secrets(), services.clock(), services.defaultZone()));
    }

    private static VendorAdapter huaweiWorkspace(VendorApi.Services services) {
        return huawei(
                services,
                new WorkspaceProduct(
                        services.jobs(), services.workspaceTemplates(), services.clock(), services.defaultZone()));
    }

    private static VendorAdapter huawei(VendorApi.Services services, RestProduct product) {
        return new RestAdapter(
                product,
                new HuaweiAuthenticator(
                        services.credentials(), services.replays(), services.clock(), services.random()));
    }

    private static VendorAdapter jmr(VendorApi.Services services) {
        return new RestAdapter(
                new JmrProduct(services.jobs(), services.clock(), services.defaultZone()),
                new JdAuthenticator(JmrProduct.SERVICE, services.credentials(), services.replays(), services.clock()));
    }
}
