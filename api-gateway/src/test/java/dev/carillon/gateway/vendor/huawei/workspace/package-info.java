@NullMarked
package dev.carillon.gateway.vendor.huawei.workspace;

import org.jspecify.annotations.NullMarked;
