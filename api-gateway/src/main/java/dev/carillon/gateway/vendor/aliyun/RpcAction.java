package dev.carillon.gateway.vendor.aliyun;

import dev.carillon.gateway.vendor.Field;
import java.util.List;

/** One thing that a product can be asked for: requests are read by it, and its documentation is made from it. */
public interface RpcAction {

    /** As the request names it, such as {@code CreateJob}. */
    String wireName();

    /** Whether it changes anything. */
    boolean writes();

    /** Its own parameters; the {@link SystemFields} come on top. */
    List<Field> fields();
}
