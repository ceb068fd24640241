package dev.carillon.gateway.vendor.aliyun.schedulerx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.job.HttpCheck;
import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.job.Task;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAttributeTest {

    @Test
    void readsWhatTheVendorsClassWrites() {
        Task.Http task = HttpAttribute.parse(
                "{\"url\":\"http://192.168.0.0:8080/test\",\"method\":\"GET\",\"respParseMode\":2,\"respKey\":\"code\","
                        + "\"respValue\":\"200\",\"timeout\":7,\"httpJobExecutionMode\":0}");

        assertThat(task.url()).isEqualTo("http://192.168.0.0:8080/test");
        assertThat(task.method()).isEqualTo("GET");
        assertThat(task.body()).isEmpty();
        assertThat(task.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(task.readTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(task.check()).isEqualTo(new HttpCheck.JsonField("code", "200"));
        assertThat(task.headers())
                .containsEntry("schedulerx-jobId", "#{jobId}")
                .containsEntry("schedulerx-jobName", "#{jobName:url}")
                .doesNotContainKeys("Cookie", "Content-Type")
                .hasSize(9);
    }

    @ParameterizedTest
    @CsvSource({
        "'', application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded, application/x-www-form-urlencoded; charset=UTF-8",
        "application/JSON, application/json; charset=UTF-8"
    })
    void postsTheParameters(String contentType, String header) {
        Task.Http task = HttpAttribute.parse("{\"url\":\"https://a/b\",\"method\":\"post\",\"cookie\":\"c=1\","
                + "\"contentType\":\"" + contentType + "\",\"respParseMode\":\"1\",\"respCode\":204}");

        assertThat(task.method()).isEqualTo("POST");
        assertThat(task.body()).isEqualTo("#{parameters}");
        assertThat(task.headers()).containsEntry("Content-Type", header).containsEntry("Cookie", "c=1");
        assertThat(task.check()).isEqualTo(new HttpCheck.StatusIs(204));
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "-5, 10", "1, 1", "86400, 86400"})
    void waitsTenSecondsUnlessTold(int timeout, int seconds) {
        Task.Http task = HttpAttribute.parse(
                "{\"url\":\"http://a\",\"respParseMode\":3,\"respStr\":\"ok\",\"timeout\":" + timeout + "}");

        assertThat(task.readTimeout()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(task.check()).isEqualTo(new HttpCheck.BodyIs("ok"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    not json | Content
                    [] | Content
                    {"url":"http://a","url":"http://b"} | Content
                    {"url":"http://a","respStr":"x"} {} | Content
                    {"respParseMode":3,"respStr":"x"} | Content.url
                    {"url":"ftp://a","respParseMode":3,"respStr":"x"} | Content.url
                    {"url":"http://a","method":"PUT","respParseMode":3,"respStr":"x"} | Content.method
                    {"url":"http://a","respParseMode":4} | Content.respParseMode
                    {"url":"http://a","respParseMode":"x"} | Content.respParseMode
                    {"url":"http://a"} | Content.respKey
                    {"url":"http://a","respKey":"k"} | Content.respValue
                    {"url":"http://a","respParseMode":1} | Content.respCode
                    {"url":"http://a","respParseMode":1,"respCode":99} | Content.respCode
                    {"url":"http://a","respParseMode":3} | Content.respStr
                    {"url":"http://a","respParseMode":3,"respStr":"x","timeout":86401} | Content.timeout
                    {"url":"http://a","respParseMode":3,"respStr":"x","timeout":"soon"} | Content.timeout
                    {"url":"http://a","respParseMode":3,"respStr":"x","cookie":"a\\r\\nb"} | Content.cookie
                    {"url":"http://a","respParseMode":3,"respStr":"x","cookie":{}} | Content.cookie
                    {"url":"http://a","respParseMode":3,"respStr":"x","httpJobExecutionMode":2} | Content.httpJobExecutionMode
                    {"url":"http://a","respParseMode":3,"respStr":"x","retries":2} | Content.retries
                    {"url":"http://a","respParseMode":3,"respStr":"x","method":"POST","contentType":"text/xml"} | Content.contentType
                    """)
    void namesTheMemberThatIsWrong(String content, String field) {
        Bench.Answer answer = new Bench().post("CreateJob", Bench.shell("JobType", "http", "Content", content));

        assertThat(answer.isBusinessError()).as(answer.text()).isTrue();
        assertThat(answer.message()).startsWith(field + ": ");
    }

    @Test
    void givesBackTheTextAsItWasWrittenUntilItIsWrong() {
        Bench bench = new Bench();
        String content =
                "{ \"url\" : \"http://a\", \"respParseMode\":3, \"respStr\":\"x\", \"httpJobExecutionMode\":1 }";
        JobDefinition job = bench.created(Bench.shell("JobType", "http", "Content", content));

        assertThat(bench.read(job).path("Content").asText()).isEqualTo(content);

        Task.Http other = new Task.Http(
                "http://b",
                "POST",
                Map.of("Cookie", "c"),
                "",
                Duration.ofSeconds(1),
                Duration.ofMillis(20),
                new HttpCheck.StatusIs(200));
        bench.jobs.jobs.put(job.id(), job.toBuilder().task(other).build());
        assertThat(bench.read(bench.job(job.id().value())).path("Content").asText())
                .isEqualTo("{\"url\":\"http://b\",\"method\":\"POST\",\"timeout\":1,\"cookie\":\"c\","
                        + "\"respParseMode\":1,\"respCode\":200}");
    }

    @Test
    void describesEveryCheckSoThatItReadsTheSame() {
        for (String check : new String[] {
            "\"respParseMode\":1,\"respCode\":201",
            "\"respParseMode\":2,\"respKey\":\"k\",\"respValue\":\"v\"",
            "\"respParseMode\":3,\"respStr\":\"s\""
        }) {
            Task.Http task = HttpAttribute.parse("{\"url\":\"http://a\"," + check + "}");

            assertThat(HttpAttribute.parse(HttpAttribute.describe(task))).isEqualTo(task);
        }
    }

    @Test
    void isNotMisledByMissingContent() {
        assertThatThrownBy(() -> HttpAttribute.parse("")).hasMessageStartingWith("Content: ");
    }
}
