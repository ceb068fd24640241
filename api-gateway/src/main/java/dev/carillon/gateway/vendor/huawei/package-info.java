/** What Huawei Cloud's products share: AK/SK signatures, tokens and the call that makes them, the gateway's error codes. */
@NullMarked
package dev.carillon.gateway.vendor.huawei;

import org.jspecify.annotations.NullMarked;
