@NullMarked
package dev.carillon.gateway.vendor.aliyun;

import org.jspecify.annotations.NullMarked;
