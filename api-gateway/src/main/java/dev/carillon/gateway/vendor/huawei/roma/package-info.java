/** Huawei ROMA Connect, data integration (FDI) tasks and their schedules, v2. */
@NullMarked
package dev.carillon.gateway.vendor.huawei.roma;

import org.jspecify.annotations.NullMarked;
