@NullMarked
package dev.carillon.cluster.sdk.workspace;

import org.jspecify.annotations.NullMarked;
