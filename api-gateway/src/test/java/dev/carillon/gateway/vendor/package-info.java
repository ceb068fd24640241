/** What the tests of all vendors' APIs share. */
@NullMarked
package dev.carillon.gateway.vendor;

import org.jspecify.annotations.NullMarked;
