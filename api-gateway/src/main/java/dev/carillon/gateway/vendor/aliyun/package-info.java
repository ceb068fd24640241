/** What all Aliyun products share: both signature schemes, RPC parameters, error shape, JSON and XML answers. */
@NullMarked
package dev.carillon.gateway.vendor.aliyun;

import org.jspecify.annotations.NullMarked;
