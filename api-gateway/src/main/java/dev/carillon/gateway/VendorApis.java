package dev.carillon.gateway;

import dev.carillon.gateway.vendor.VendorAdapter;
import dev.carillon.gateway.vendor.aliyun.schedulerx.SchedulerXAdapter;
import dev.carillon.gateway.vendor.huawei.HuaweiAuthenticator;
import dev.carillon.gateway.vendor.huawei.IamProduct;
import dev.carillon.gateway.vendor.huawei.workspace.WorkspaceProduct;
import dev.carillon.gateway.vendor.rest.RestAdapter;
import java.util.List;

/** The vendors' APIs that this build serves, in the order in which they are asked. */
public final class VendorApis {

    private VendorApis() {}

    public static List<VendorApi> all() {
        return List.of(VendorApis::schedulerX, VendorApis::huaweiIam, VendorApis::huaweiWorkspace);
    }

    private static VendorAdapter schedulerX(VendorApi.Services services) {
        return new SchedulerXAdapter(
                services.jobs(),
                services.credentials(),
                services.replays(),
                services.clock(),
                services.random(),
                services.defaultZone());
    }

    private static VendorAdapter huaweiIam(VendorApi.Services services) {
        return IamProduct.adapter(services.credentials(), services.clock(), services.random());
    }

    private static VendorAdapter huaweiWorkspace(VendorApi.Services services) {
        WorkspaceProduct product = new WorkspaceProduct(
                services.jobs(), services.workspaceTemplates(), services.clock(), services.defaultZone());
        return new RestAdapter(product, huawei(services));
    }

    private static HuaweiAuthenticator huawei(VendorApi.Services services) {
        return new HuaweiAuthenticator(
                services.credentials(), services.replays(), services.clock(), services.random());
    }
}
