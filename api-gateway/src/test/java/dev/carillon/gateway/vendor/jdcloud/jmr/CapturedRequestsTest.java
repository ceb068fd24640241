package dev.carillon.gateway.vendor.jdcloud.jmr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.vendor.jdcloud.jmr.Bench.Answer;
import dev.carillon.gateway.vendor.rest.GoldenRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the vendor's own clients have sent, byte for byte, does what it says. */
class CapturedRequestsTest {

    private final Bench bench = new Bench();

    /** The captured requests name them by these ids. */
    @BeforeEach
    void makeTheJobs() {
        copy(bench.job("twelve"), 12);
        copy(bench.job("thirteen"), 13);
    }

    @ParameterizedTest
    @CsvSource({
        "jdcloud-jmr-createCronJob,            false, day, continue, jmr-abc",
        "jdcloud-jmr-createCronJob.core-2.2.2, true,  '',  x,        default"
    })
    void createsThePlan(String name, boolean stops, String type, String policy, String cluster) {
        Answer answer = bench.send(GoldenRequest.load(name).call());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.headers()).containsKey("x-jdcloud-request-id");
        assertThat(answer.body().path("requestId").asText()).isNotEmpty();
        long id = answer.data().asLong();
        JobDefinition plan = bench.definition(id);
        assertThat(plan.name()).isEqualTo("nightly");
        assertThat(plan.group()).isEqualTo(cluster);
        assertThat(PlanMapping.cron(plan).orElseThrow()).hasToString("0 30 2 * * ?");
        assertThat(bench.steps(id).steps()).extracting(Task.Step::key).containsExactly("12", "13");
        assertThat(bench.steps(id).stopOnFailure()).isEqualTo(stops);
        StoredFields stored = StoredFields.of(plan);
        assertThat(stored.text(PlanFields.TYPE)).isEqualTo(type);
        assertThat(stored.text(PlanFields.FAILURE_POLICY)).isEqualTo(policy);
    }

    @Test
    void deletesThePlan() {
        copy(bench.plan("nightly", 12), 42);

        Answer answer =
                bench.send(GoldenRequest.load("jdcloud-jmr-deleteCronJob").call());

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(bench.jobs.jobs).doesNotContainKey(new JobId(42));
    }

    @Test
    void tellsWhatRuns() {
        long plan = bench.plan("nightly", 12);
        bench.post("/cronJob/" + plan + ":runOnce", "{}");

        Answer answer = bench.send(
                GoldenRequest.load("jdcloud-jmr-queryExecutingJobList.get").call());

        assertThat(answer.data()).hasSize(1);
        assertThat(answer.data().path(0).path("planName").asText()).isEqualTo("nightly");
    }

    private void copy(long from, long to) {
        JobDefinition job = bench.definition(from);
        bench.jobs.jobs.remove(job.id());
        JobId id = new JobId(to);
        bench.jobs.jobs.put(id, job.toBuilder().id(id).build());
    }
}
