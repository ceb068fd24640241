package dev.carillon.worker.runner.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.HttpCheck;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerCheckTest {

    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "299, true", "199, false", "300, false", "404, false", "500, false"})
    void everySuccessfulStatusIsSuccess(int status, boolean success) {
        assertThat(failure(new HttpCheck.Successful(), status, "").isEmpty()).isEqualTo(success);
    }

    @Test
    void theStatusIsCompared() {
        assertThat(failure(new HttpCheck.StatusIs(404), 404, "")).isEmpty();
        assertThat(failure(new HttpCheck.StatusIs(201), 200, "done"))
                .contains("expected status 201, got status 200, \"done\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":200}",
                "{\"code\":\"200\"}",
                "{\"a\":{\"code\":1},\"b\":[{\"code\":2}],\"code\":200}",
                "{\"code\":1,\"code\":200}",
                " {\"code\" : 200 , \"x\":null}\n"
            })
    void aJsonFieldIsComparedAsText(String body) {
        assertThat(failure(new HttpCheck.JsonField("code", "200"), 200, body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":201}",
                "{\"code\":200.0}",
                "{\"code\":null}",
                "{\"code\":[200]}",
                "{\"code\":{\"code\":200}}",
                "{\"x\":{\"code\":200}}",
                "{}",
                "[200]",
                "200",
                "",
                "<html>",
                "{\"code\":200",
                "{\"code\":200,"
            })
    void anythingElseInPlaceOfTheFieldFails(String body) {
        assertThat(failure(new HttpCheck.JsonField("code", "200"), 200, body)).isPresent();
    }

    @Test
    void aJsonFailureSaysWhatWasExpectedAndWhatCame() {
        assertThat(failure(new HttpCheck.JsonField("ok", "true"), 200, "{\"ok\":false}"))
                .contains("expected status 200 and JSON with ok = \"true\", got status 200,"
                        + " ok = \"false\" in \"{\"ok\":false}\"");
        assertThat(failure(new HttpCheck.JsonField("ok", "true"), 200, "<p>"))
                .get()
                .asString()
                .endsWith("what is not a JSON object: \"<p>\"");
        assertThat(failure(new HttpCheck.JsonField("ok", "true"), 201, "{\"ok\":true}"))
                .get()
                .asString()
                .contains("got status 201");
    }

    @Test
    void theBodyIsComparedExactly() {
        assertThat(failure(new HttpCheck.BodyIs("ok"), 200, "ok")).isEmpty();
        assertThat(failure(new HttpCheck.BodyIs("ok"), 200, "ok\n")).isPresent();
        assertThat(failure(new HttpCheck.BodyIs("ok"), 201, "ok")).isPresent();
    }

    @Test
    void aLongBodyIsShownByItsBeginning() {
        assertThat(failure(new HttpCheck.StatusIs(200), 500, "x".repeat(5000)))
                .contains("expected status 200, got status 500, \"" + "x".repeat(200) + "...\"");
    }

    private static Optional<String> failure(HttpCheck check, int status, String body) {
        return AnswerCheck.failure(check, new Answer(status, body, body, body.length(), true));
    }
}
