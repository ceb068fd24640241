@NullMarked
package dev.carillon.gateway.vendor.aliyun.schedulerx;

import org.jspecify.annotations.NullMarked;
