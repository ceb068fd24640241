@NullMarked
package dev.carillon.gateway.vendor.aliyun.emr;

import org.jspecify.annotations.NullMarked;
