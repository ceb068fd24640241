@NullMarked
package dev.carillon.gateway.vendor.huawei;

import org.jspecify.annotations.NullMarked;
