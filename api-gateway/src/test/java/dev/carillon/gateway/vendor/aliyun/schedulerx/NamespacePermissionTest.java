package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.shell;
import static dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.core.execution.Cause;
import dev.carillon.core.execution.ExecutionId;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.gateway.service.ApiName;
import dev.carillon.gateway.service.ExecutionView;
import dev.carillon.gateway.service.Permissions;
import dev.carillon.gateway.vendor.FakeJobService;
import dev.carillon.gateway.vendor.aliyun.schedulerx.Bench.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller with namespaces of its own meets every action, each with a job of somebody else. */
class NamespacePermissionTest {

    private final Bench owner = new Bench();
    private final Bench limited = owner.as(new Permissions(Set.of(), List.of("own", "team-*"), false));
    private final JobDefinition foreign = owner.created(shell("Namespace", "prod", "Name", "foreign"));

    @BeforeEach
    void run() {
        ran(foreign);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void noActionIsOpenToTheNamespacesOfOthers(Action action) {
        Answer answer = limited.post(action.wireName(), parameters(action, foreign, "prod"));

        assertForbidden(answer);
        assertNothingWasDone();
    }

    /** The place that a request names is not believed: the job's own counts. */
    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CREATE_JOB", "LIST_JOBS"})
    void noActionReachesAForeignJobByAPlaceOfTheCaller(Action action) {
        Map<String, String> parameters = parameters(action, foreign, "own");

        Answer answer = limited.post(action.wireName(), parameters);

        assertForbidden(answer);
        assertNothingWasDone();
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CREATE_JOB", "UPDATE_JOB", "GET_JOB_INFO", "LIST_JOBS"})
    void aForeignJobThatIsRemovedIsStillForeign(Action action) {
        owner.post("DeleteJob", with("JobId", foreign.id().toString(), "Namespace", "prod"));
        int commands = owner.jobs.commands.size();

        Answer answer = limited.post(action.wireName(), parameters(action, foreign, "own"));

        assertForbidden(answer);
        assertThat(owner.jobs.commands).hasSize(commands);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void everyActionServesTheCallersOwn(Action action) {
        JobDefinition own = owner.created(shell("Namespace", "team-a"));
        ran(own);

        Answer answer = limited.post(action.wireName(), parameters(action, own, "team-a"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("Success").asBoolean()).as(answer.text()).isTrue();
    }

    @Test
    void aDeletionThatIsRepeatedByItsLimitedCallerGetsItsOutcome() {
        JobDefinition own = owner.created(shell("Namespace", "own"));
        Map<String, String> place = with("JobId", own.id().toString(), "Namespace", "own");
        limited.jobs.loseNextReply();

        var request = limited.client.post("DeleteJob", place);
        Answer first = limited.send(request);
        Answer second = limited.send(request);

        assertThat(first.status()).isEqualTo(503);
        assertThat(second.json().path("Success").asBoolean()).as(second.text()).isTrue();
    }

    @Test
    void aJobThatThisGatewayHasNotMetIsNotCommandedByALimitedCaller() {
        int commands = owner.jobs.commands.size();

        Answer answer = limited.post("DeleteJob", with("JobId", "4711", "Namespace", "own"));

        assertThat(answer.isBusinessError()).as(answer.text()).isTrue();
        assertThat(owner.jobs.commands).hasSize(commands);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void aKeyForOtherApisMayDoNothingHere(Action action) {
        Bench elsewhere = owner.as(new Permissions(Set.of(ApiName.JDCLOUD_JMR), List.of(), false));

        Answer answer = elsewhere.post(action.wireName(), parameters(action, foreign, "prod"));

        assertForbidden(answer);
        assertThat(answer.message()).contains("aliyun.schedulerx");
    }

    private static void assertForbidden(Answer answer) {
        JsonNode json = answer.json();
        assertThat(answer.status()).as(answer.text()).isEqualTo(403);
        assertThat(json.path("Code").asText()).isEqualTo("NoPermission");
        assertThat(json.has("Data")).isFalse();
        assertThat(answer.text()).doesNotContain("foreign");
    }

    private void assertNothingWasDone() {
        assertThat(owner.jobs.commands).hasSize(1);
        assertThat(owner.job(foreign.id().value())).isEqualTo(foreign);
    }

    private void ran(JobDefinition job) {
        owner.jobs.executions.add(FakeJobService.execution(
                ExecutionId.scheduled(job.id(), Bench.NOW),
                Cause.SCHEDULE,
                ExecutionView.Status.RUNNING,
                Bench.NOW,
                ""));
    }

    /** What the action must be given, and of the rest what names a job, an execution or a place. */
    private Map<String, String> parameters(Action action, JobDefinition job, String namespace) {
        Map<String, String> known = new LinkedHashMap<>(shell("Namespace", namespace, "Name", "x"));
        known.put("JobId", job.id().toString());
        String alias = Long.toString(owner.jobs.executions.stream()
                .filter(view -> view.id().jobId().equals(job.id()))
                .findFirst()
                .orElseThrow()
                .alias());
        known.put("JobInstanceId", alias);
        known.put("InstanceId", alias);
        Map<String, String> parameters = new LinkedHashMap<>();
        action.fields().forEach(field -> {
            boolean names =
                    Set.of("Namespace", "GroupId", "JobId", "JobInstanceId").contains(field.name());
            if (known.containsKey(field.name()) && (field.required() || names || action == Action.CREATE_JOB)) {
                parameters.put(field.name(), known.get(field.name()));
            }
        });
        return parameters;
    }
}
