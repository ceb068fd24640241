package dev.carillon.gateway.nativeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carillon.core.job.InvalidDefinitionException;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.JobId;
import dev.carillon.core.job.RetryPolicy;
import dev.carillon.core.job.Task;
import dev.carillon.gateway.json.StrictJson;
import dev.carillon.gateway.service.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobContentTest {

    private static final Task DATE = new Task.Shell("date", List.of(), Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"{'shell':{'script':'date'}}", "{'task':{'shell':{'script':'date'}}}"})
    void takesTheTaskInEitherPlace(String json) {
        JobContent content = read(json);

        JobDefinition job =
                content.into(JobDefinition.builder(new JobId(1), DATE)).build();
        assertThat(job).isEqualTo(JobDefinition.builder(new JobId(1), DATE).build());
    }

    @Test
    void takesEveryPolicyAndLeavesSecretsOut() {
        JobContent content = read("{'shell':{'script':'date'},'parameters':'a','maxConcurrency':2,"
                + "'misfire':{'cap':3},'retry':{'retries':1,'intervalMs':5},'timeout':{'limitMs':7},"
                + "'alerts':{'onFailure':true},'priority':9,'dataOffsetMs':11,'secrets':{'TOKEN':'plain'}}");

        JobDefinition job =
                content.into(JobDefinition.builder(new JobId(1), DATE)).build();

        assertThat(job.parameters()).isEqualTo("a");
        assertThat(job.maxConcurrency()).isEqualTo(2);
        assertThat(job.misfire().cap()).isEqualTo(3);
        assertThat(job.retry()).isEqualTo(new RetryPolicy(1, Duration.ofMillis(5)));
        assertThat(job.timeout().limit()).isEqualTo(Duration.ofMillis(7));
        assertThat(job.alerts().onFailure()).isTrue();
        assertThat(job.priority()).isEqualTo(9);
        assertThat(job.dataOffset()).isEqualTo(Duration.ofMillis(11));
        assertThat(job.secrets()).isEmpty();
        assertThat(content.secrets()).isEqualTo(Map.of("TOKEN", "plain"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {}                                              | a.b
            {'shell':{'script':''}}                         | a.b.shell.script
            {'task':{'shell':{'script':''}}}                | a.b.task.shell.script
            {'task':{},'shell':{'script':'x'}}              | a.b.task
            {'shell':{'script':'x'},'when':1}               | a.b.when
            {'shell':{'script':'x'},'retry':{'retries':-1}} | a.b.retry.retries
            {'shell':{'script':'x'},'secrets':{'T':1}}      | a.b.secrets.T
            """)
    void namesTheFieldAsItWasSent(String json, String field) {
        ApiException refused = catchThrowableOfType(ApiException.class, () -> read(json));

        assertThat(refused.error().field()).isEqualTo(field);
        assertThat(refused.error().message()).startsWith(field + ": ");
    }

    @Test
    void namesAFieldThatOnlyTheWholeDefinitionRefuses() {
        ApiException refused =
                JobContent.refusal(new InvalidDefinitionException("priority", "must be 1 … 15, was 99"), "a.b");

        assertThat(refused.error().field()).isEqualTo("a.b.priority");
        assertThat(refused.error().message()).isEqualTo("a.b.priority: must be 1 … 15, was 99");
    }

    private static JobContent read(String json) {
        return JobContent.read(StrictJson.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), "a.b");
    }
}
