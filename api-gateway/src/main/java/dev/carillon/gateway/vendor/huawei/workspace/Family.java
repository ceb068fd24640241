package dev.carillon.gateway.vendor.huawei.workspace;

import dev.carillon.gateway.vendor.Field;

/**
 * The two kinds of task. They are one thing here with different words, and a task of one kind does not exist for the other's
 * operations.
 */
enum Family {
    SERVERS(
            "servers",
            Fields.TARGET_INFOS,
            Fields.TARGET_TYPE,
            Fields.TARGET_ID,
            Fields.TARGET_NAME,
            Fields.ENFORCEMENT),
    DESKTOPS(
            "desktops",
            Fields.APPLY_OBJECTS,
            Fields.OBJECT_TYPE,
            Fields.OBJECT_ID,
            Fields.OBJECT_NAME,
            Fields.FORCE_EXECUTE);

    /** The label of a job that tells its family. */
    static final String LABEL = "huawei.workspace.family";

    private final String label;
    private final Field targets;
    private final Field targetType;
    private final Field targetId;
    private final Field targetName;
    private final Field force;

    Family(String label, Field targets, Field targetType, Field targetId, Field targetName, Field force) {
        this.label = label;
        this.targets = targets;
        this.targetType = targetType;
        this.targetId = targetId;
        this.targetName = targetName;
        this.force = force;
    }

    /** The value of {@link #LABEL} of its jobs. */
    String label() {
        return label;
    }

    Field targets() {
        return targets;
    }

    Field targetType() {
        return targetType;
    }

    Field targetId() {
        return targetId;
    }

    Field targetName() {
        return targetName;
    }

    /** Whether it is done even while somebody works there. */
    Field force() {
        return force;
    }
}
