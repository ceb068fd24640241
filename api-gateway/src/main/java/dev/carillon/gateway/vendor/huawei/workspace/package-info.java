/** Scheduled tasks of Huawei Workspace: of application servers ({@code /v1}) and of desktops ({@code /v2}). */
@NullMarked
package dev.carillon.gateway.vendor.huawei.workspace;

import org.jspecify.annotations.NullMarked;
