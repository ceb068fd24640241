package dev.carillon.gateway.vendor.huawei.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceIdTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 0xffff_ffff_ffffL, 0x1_0000_0000_0000L, JobId.MAX})
    void everyNumberHasAnIdThatIsReadBack(long number) {
        String task = WorkspaceId.task(new JobId(number));

        assertThat(task).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(WorkspaceId.parseTask(task)).contains(new JobId(number));
        assertThat(WorkspaceId.parseTask(task.toUpperCase(Locale.ROOT))).contains(new JobId(number));
        assertThat(WorkspaceId.parseRecord(WorkspaceId.record(number))).contains(number);
    }

    @Test
    void idsOfOneKindAreNoneOfAnother() {
        assertThat(WorkspaceId.parseTask(WorkspaceId.record(1))).isEmpty();
        assertThat(WorkspaceId.parseRecord(WorkspaceId.task(new JobId(1)))).isEmpty();
        assertThat(WorkspaceId.parseRecord(WorkspaceId.target(1, 0))).isEmpty();
        assertThat(WorkspaceId.target(JobId.MAX, 999)).isEqualTo("0000001f-03e8-4000-8002-ffffffffffff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "62f48b59-0ebb-4b1e-ad35-f64948a0591b",
                "00000000-0000-4000-8000-000000000000",
                "00000020-0000-4000-8000-000000000000",
                "ffffffff-0000-4000-8000-ffffffffffff"
            })
    void whatIsNoIdOfOursIsNobodys(String text) {
        assertThat(WorkspaceId.parseTask(text)).isEmpty();
    }
}
