@NullMarked
package dev.carillon.gateway.vendor.huawei.roma;

import org.jspecify.annotations.NullMarked;
