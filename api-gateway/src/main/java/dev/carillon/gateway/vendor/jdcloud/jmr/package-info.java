/** JD Cloud JMR: jobs, and cron jobs ("plans") that run several of them in order. */
@NullMarked
package dev.carillon.gateway.vendor.jdcloud.jmr;

import org.jspecify.annotations.NullMarked;
