/** Alibaba E-MapReduce, data development, API version 2016-04-08: jobs that run when they are submitted, and their projects. */
@NullMarked
package dev.carillon.gateway.vendor.aliyun.emr;

import org.jspecify.annotations.NullMarked;
