/** Alibaba SchedulerX 2, API version 2019-04-30. */
@NullMarked
package dev.carillon.gateway.vendor.aliyun.schedulerx;

import org.jspecify.annotations.NullMarked;
