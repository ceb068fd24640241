package dev.carillon.cluster.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyuncs.http.FormatType;
import com.aliyuncs.schedulerx2.model.v20190430.DisableJobRequest;
import com.aliyuncs.schedulerx2.model.v20190430.GetJobInfoRequest;
import com.aliyuncs.schedulerx2.model.v20190430.ListJobsRequest;
import com.aliyuncs.schedulerx2.model.v20190430.ListJobsResponse;
import dev.carillon.cluster.RunningCluster;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever has got an answer to a write sees it in the next read. */
@Tag("broker")
class ReadYourWritesTest {

    private static final String NAMESPACE = "read-your-writes";
    private static final int TIMES = 200;

    @Test
    void everyReadSeesTheCallersOwnWrites() throws Exception {
        int missed = 0;

        try (ClassicSdk sdk = new ClassicSdk(RunningCluster.get(), FormatType.JSON)) {
            for (int i = 0; i < TIMES; i++) {
                missed += missedOf(sdk, "job " + i);
            }
        }

        assertThat(missed).isZero();
    }

    /** Creates, changes and deletes a job and looks after each step. */
    private static int missedOf(ClassicSdk sdk, String name) throws Exception {
        int missed = 0;
        long id =
                sdk.send(ClassicSdk.shellJob(NAMESPACE, name, "true")).getData().getJobId();
        GetJobInfoRequest info = new GetJobInfoRequest();
        info.setNamespace(NAMESPACE);
        info.setGroupId(ClassicSdk.GROUP);
        info.setJobId(id);
        missed += sdk.send(info).getSuccess() ? 0 : 1;
        missed += isListed(sdk, name, id) ? 0 : 1;
        DisableJobRequest disable = new DisableJobRequest();
        disable.setNamespace(NAMESPACE);
        disable.setGroupId(ClassicSdk.GROUP);
        disable.setJobId(id);
        sdk.send(disable);
        missed += Objects.equals(sdk.send(info).getData().getJobConfigInfo().getStatus(), 0) ? 0 : 1;
        sdk.delete(NAMESPACE, id);
        missed += isListed(sdk, name, id) ? 1 : 0;
        return missed;
    }

    private static boolean isListed(ClassicSdk sdk, String name, long id) throws Exception {
        ListJobsRequest list = new ListJobsRequest();
        list.setNamespace(NAMESPACE);
        list.setGroupId(ClassicSdk.GROUP);
        list.setJobName(name);
        return sdk.send(list).getData().getJobs().stream()
                .map(ListJobsResponse.Data.Job::getJobId)
                .anyMatch(each -> each == id);
    }
}
