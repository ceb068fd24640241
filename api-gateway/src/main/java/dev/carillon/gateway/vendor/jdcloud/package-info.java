/** What JD Cloud's products share: the signature and the shape of answers and errors. */
@NullMarked
package dev.carillon.gateway.vendor.jdcloud;

import org.jspecify.annotations.NullMarked;
