package dev.carillon.cluster.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.schedulerx.common.domain.HttpAttribute;
import com.alibaba.schedulerx.common.util.JsonUtil;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.profile.DefaultProfile;
import com.aliyuncs.schedulerx2.model.v20190430.CreateJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.CreateJobRequest.ContactInfo;
import com.aliyuncs.schedulerx2.model.v20190430.CreateJobResponse;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInfoRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInstanceListResponse.Data.JobInstanceDetailsItem;
import dev.carillon.cluster.Eventually;
import dev.carillon.cluster.RunningCluster;
import dev.carillon.gateway.service.Credentials.Credential;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The three programs of the vendor's page for CreateJob, copied; changed are the endpoint, the keys, namespace, group, class, URL
 * and time expression. What they have created runs on time and is read back.
 */
class SeedProgramsTest {

    private static final String CLASS_NAME = "com.example.jobs.helloworld";

    /** Tells how late it began. */
    private static final String SOURCE = """
            package com.example.jobs;

            import dev.carillon.job.JobContext;
            import dev.carillon.job.JobProcessor;
            import dev.carillon.job.ProcessResult;

            public final class helloworld implements JobProcessor {
                @Override
                public ProcessResult process(JobContext context) {
                    long lateness = System.currentTimeMillis() - context.nominalTime().toEpochMilli();
                    context.log("hello " + context.jobName());
                    return ProcessResult.succeeded(Long.toString(lateness));
                }
            }
            """;

    /** How late the promptest of some fires may be: far above what an idle machine needs. */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    /** A worker starts by what it knows of the broker's time, the job tells its lateness by this machine's. */
    private static final Duration EARLY = Duration.ofMillis(-100);

    /** How late any may be, the very first in a cold JVM on a busy machine too. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final ZoneId VENDOR_ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final RunningCluster cluster = RunningCluster.get();
    private final Credential key = cluster.key();
    private ClassicSdk sdk;

    @BeforeEach
    void connect() throws Exception {
        sdk = new ClassicSdk(cluster, FormatType.JSON);
        JobJar.write(cluster.jobDirectory().resolve("helloworld.jar"), CLASS_NAME, SOURCE);
    }

    @AfterEach
    void disconnect() {
        sdk.close();
    }

    @Test
    void theJavaJobRunsOnTime() throws Exception {
        String namespace = "seed-java";

        long id = createJavaJob(namespace);

        List<JobInstanceDetailsItem> ended = sdk.awaitEnded(namespace, id, 3);
        sdk.delete(namespace, id);
        assertThat(ended).allSatisfy(each -> {
            assertThat(each.getStatus()).isEqualTo(ClassicSdk.SUCCESS);
            assertThat(each.getJobId()).isEqualTo(id);
            assertThat(each.getTriggerType()).isEqualTo(1);
            assertThat(each.getTimeType()).isEqualTo(1);
            assertThat(LocalDateTime.parse(each.getScheduleTime(), TIME).getSecond() % 2)
                    .isZero();
        });
        assertOnTime(ended.stream().map(SeedProgramsTest::lateness).toList());
        assertThat(ended).extracting(JobInstanceDetailsItem::getScheduleTime).doesNotHaveDuplicates();
        var detail = sdk.instance(namespace, id, ended.getFirst().getInstanceId());
        assertThat(detail.getStatus()).isEqualTo(ClassicSdk.SUCCESS);
        assertThat(detail.getScheduleTime()).isEqualTo(ended.getFirst().getScheduleTime());
        assertThat(detail.getEndTime()).isNotBlank();
        assertThat(detail.getWorkAddr()).isNotBlank();
    }

    @Test
    void theHttpJobRunsOnTime() throws Exception {
        String namespace = "seed-http";
        try (TargetServer target = new TargetServer()) {

            long id = createHttpJob(namespace, target.url("/test"));

            List<JobInstanceDetailsItem> ended = sdk.awaitEnded(namespace, id, 2);
            sdk.delete(namespace, id);
            assertThat(ended).allSatisfy(each -> assertThat(each.getStatus()).isEqualTo(ClassicSdk.SUCCESS));
            assertThat(target.calls()).hasSizeGreaterThanOrEqualTo(2).allSatisfy(call -> {
                assertThat(call.method()).isEqualTo("GET");
                assertThat(call.path()).isEqualTo("/test");
            });
            assertOnTime(
                    target.calls().stream().map(TargetServer.Call::lateness).toList());
            var detail = sdk.instance(namespace, id, ended.getFirst().getInstanceId());
            assertThat(detail.getStatus()).isEqualTo(ClassicSdk.SUCCESS);
        }
    }

    @Test
    void theOneTimeJobRunsOnceAndIsRemoved() throws Exception {
        String namespace = "seed-once";
        String at = LocalDateTime.now(VENDOR_ZONE).plusSeconds(3).format(TIME);

        long id = createOneTimeJob(namespace, at);

        List<JobInstanceDetailsItem> ended = sdk.awaitEnded(namespace, id, 1);
        assertThat(ended).hasSize(1);
        assertThat(ended.getFirst().getStatus()).isEqualTo(ClassicSdk.SUCCESS);
        assertThat(ended.getFirst().getScheduleTime()).isEqualTo(at);
        assertThat(lateness(ended.getFirst())).isBetween(EARLY, LATE);
        GetJobInfoRequest info = new GetJobInfoRequest();
        info.setNamespace(namespace);
        info.setGroupId(ClassicSdk.GROUP);
        info.setJobId(id);
        Eventually.isTrue(
                "a one-time job is removed after its run",
                ClassicSdk.SOON,
                () -> !sdk.send(info).getSuccess());
        var detail = sdk.instance(namespace, id, ended.getFirst().getInstanceId());
        assertThat(detail.getStatus()).isEqualTo(ClassicSdk.SUCCESS);
        assertThat(detail.getTimeType()).isEqualTo(5);
    }

    /** Of the Java job, which tells it as its result. */
    private static Duration lateness(JobInstanceDetailsItem instance) {
        return Duration.ofMillis(Long.parseLong(instance.getResult()));
    }

    private static void assertOnTime(List<Duration> lateness) {
        System.out.println("started late by " + lateness);
        assertThat(lateness).allSatisfy(each -> assertThat(each).isBetween(EARLY, LATE));
        assertThat(Collections.min(lateness)).isLessThan(PROMPT);
    }

    private long createJavaJob(String namespace) throws Exception {
        String regionId = "cn-shanghai";
        String accessKeyId = key.accessKey();
        String accessKeySecret = key.secret();
        String productName = "schedulerx2";
        String domain = cluster.endpoint();
        DefaultProfile.addEndpoint(regionId, productName, domain);
        DefaultProfile defaultProfile = DefaultProfile.getProfile(regionId, accessKeyId, accessKeySecret);
        DefaultAcsClient client = new DefaultAcsClient(defaultProfile);
        CreateJobRequest request = new CreateJobRequest();
        request.setJobType("java");
        request.setExecuteMode("standalone");
        request.setDescription("test");
        request.setName("helloworld");
        request.setClassName(CLASS_NAME);
        request.setTimeType(1);
        request.setTimeExpression("0/2 * * * * ?");
        request.setNamespace(namespace);
        request.setGroupId(ClassicSdk.GROUP);
        // monitor
        request.setTimeoutEnable(true);
        request.setTimeoutKillEnable(true);
        request.setFailEnable(true);
        request.setTimeout(12300L);
        List<ContactInfo> contactInfosList = new ArrayList<>();
        ContactInfo contactInfo1 = new ContactInfo();
        contactInfo1.setUserName("userA");
        contactInfo1.setUserPhone("1381111****");
        ContactInfo contactInfo2 = new ContactInfo();
        contactInfo2.setUserName("userB");
        contactInfo2.setUserPhone("1382222****");
        contactInfosList.add(contactInfo1);
        contactInfosList.add(contactInfo2);
        request.setContactInfos(contactInfosList);
        // attrs
        request.setTaskMaxAttempt(1);
        request.setTaskAttemptInterval(100);
        CreateJobResponse response = client.getAcsResponse(request);
        assertThat(response.getSuccess()).as(response.getMessage()).isTrue();
        return response.getData().getJobId();
    }

    private long createHttpJob(String namespace, String url) throws Exception {
        String regionId = "cn-shanghai";
        String accessKeyId = key.accessKey();
        String accessKeySecret = key.secret();
        String productName = "schedulerx2";
        String domain = cluster.endpoint();
        DefaultProfile.addEndpoint(regionId, productName, domain);
        DefaultProfile defaultProfile = DefaultProfile.getProfile(regionId, accessKeyId, accessKeySecret);
        DefaultAcsClient client = new DefaultAcsClient(defaultProfile);
        CreateJobRequest request = new CreateJobRequest();
        request.setNamespace(namespace);
        request.setGroupId(ClassicSdk.GROUP);
        request.setJobType("http");
        request.setName("testHttpJob");
        request.setDescription("testHttpJob");
        request.setTimeType(1);
        request.setTimeExpression("0/2 * * * * ?");
        request.setExecuteMode("standalone");
        HttpAttribute httpAttribute = new HttpAttribute();
        httpAttribute.setUrl(url);
        httpAttribute.setMethod("GET");
        httpAttribute.setTimeout(10);
        httpAttribute.setRespKey("code");
        httpAttribute.setRespValue("200");
        request.setContent(JsonUtil.toJson(httpAttribute));
        request.setParameters("key1=value1&key2=value2");
        CreateJobResponse response = client.getAcsResponse(request);
        assertThat(response.getSuccess()).as(response.getMessage()).isTrue();
        assertThat(JsonUtil.toJson(response)).contains(response.getRequestId());
        return response.getData().getJobId();
    }

    private long createOneTimeJob(String namespace, String at) throws Exception {
        String regionId = "cn-shanghai";
        String accessKeyId = key.accessKey();
        String accessKeySecret = key.secret();
        String productName = "schedulerx2";
        String domain = cluster.endpoint();
        DefaultProfile.addEndpoint(regionId, productName, domain);
        DefaultProfile defaultProfile = DefaultProfile.getProfile(regionId, accessKeyId, accessKeySecret);
        DefaultAcsClient client = new DefaultAcsClient(defaultProfile);
        CreateJobRequest request = new CreateJobRequest();
        request.setJobType("java");
        request.setExecuteMode("standalone");
        request.setDescription("test");
        request.setName("helloworld");
        request.setClassName(CLASS_NAME);
        request.setTimeType(5);
        request.setTimeExpression(at);
        request.setNamespace(namespace);
        request.setGroupId(ClassicSdk.GROUP);
        request.setTimeoutEnable(true);
        request.setTimeoutKillEnable(true);
        request.setFailEnable(true);
        request.setTimeout(12300L);
        request.setMaxAttempt(3);
        request.setAttemptInterval(30);
        CreateJobResponse response = client.getAcsResponse(request);
        assertThat(response.getSuccess()).as(response.getMessage()).isTrue();
        return response.getData().getJobId();
    }
}
