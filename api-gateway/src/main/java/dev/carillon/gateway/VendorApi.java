package dev.carillon.gateway;

import dev.carillon.gateway.service.Credentials;
import dev.carillon.gateway.service.JobService;
import dev.carillon.gateway.service.ProjectService;
import dev.carillon.gateway.service.ReplayGuard;
import dev.carillon.gateway.service.SecretSealer;
import dev.carillon.gateway.service.WorkspaceTemplates;
import dev.carillon.gateway.vendor.VendorAdapter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.random.RandomGenerator;

/** Makes the adapter of one vendor product for a gateway. */
@FunctionalInterface
public interface VendorApi {

    VendorAdapter create(Services services);

    /**
     * What an adapter builds on.
     *
     * @param random strong and safe for several threads
     * @param defaultZone of schedules that name none
     * @param workspaceTemplates what Huawei Workspace's tasks run
     */
    record Services(
            JobService jobs,
            ProjectService projects,
            SecretSealer secrets,
            Credentials credentials,
            ReplayGuard replays,
            InstantSource clock,
            RandomGenerator random,
            ZoneId defaultZone,
            WorkspaceTemplates workspaceTemplates) {}
}
