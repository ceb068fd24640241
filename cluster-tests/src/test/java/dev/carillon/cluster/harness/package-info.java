/** What tests against real processes share: processes, directories, bounded waiting, and judges that read raw topics. */
@NullMarked
package dev.carillon.cluster.harness;

import org.jspecify.annotations.NullMarked;
