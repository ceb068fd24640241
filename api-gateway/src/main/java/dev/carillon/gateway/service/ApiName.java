package dev.carillon.gateway.service;

import java.util.List;

/** What the APIs of a gateway are called in permissions, logs and metrics. */
public final class ApiName {

    public static final String ALIYUN_SCHEDULERX = "aliyun.schedulerx";
    public static final String ALIYUN_EMR = "aliyun.emr";
    /** Gives tokens for the other APIs of Huawei. */
    public static final String HUAWEI_IAM = "huawei.iam";

    public static final String HUAWEI_ROMA = "huawei.roma";
    public static final String HUAWEI_WORKSPACE = "huawei.workspace";
    public static final String JDCLOUD_JMR = "jdcloud.jmr";
    public static final String NATIVE = "native";

    /** All of them, whether or not this build serves them: a credentials file may name one that comes with an upgrade. */
    public static final List<String> ALL =
            List.of(ALIYUN_SCHEDULERX, ALIYUN_EMR, HUAWEI_IAM, HUAWEI_ROMA, HUAWEI_WORKSPACE, JDCLOUD_JMR, NATIVE);

    private ApiName() {}
}
