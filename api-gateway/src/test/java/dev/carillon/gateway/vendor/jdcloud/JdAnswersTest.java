package dev.carillon.gateway.vendor.jdcloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.carillon.gateway.http.HttpAnswer;
import dev.carillon.gateway.service.ApiError;
import dev.carillon.gateway.vendor.rest.RestFault;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JdAnswersTest {

    private final JdAnswers answers = new JdAnswers();

    @Test
    void givesAResultWithTheRequestIdInBothPlaces() {
        HttpAnswer answer =
                JdAnswers.success(JsonNodeFactory.instance.objectNode().put("status", "200"), "r-1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{\"requestId\":\"r-1\",\"result\":{\"status\":\"200\"}}");
        assertThat(answer.headers()).containsEntry("x-jdcloud-request-id", "r-1");
    }

    @Test
    void givesAnErrorTheVendorsShape() {
        RestFault fault = answers.of(ApiError.invalid("planId", "must be 1 … 9"));
        HttpAnswer answer = answers.answer(fault, "r-1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).isEqualTo("""
                {"requestId":"r-1","error":{"code":400,"status":"INVALID_ARGUMENT",\
                "message":"planId: must be 1 … 9","details":[]}}""");
        assertThat(answer.headers()).containsEntry("x-jdcloud-request-id", "r-1");
    }

    @ParameterizedTest
    @EnumSource
    void knowsEveryCategory(ApiError.Category category) {
        RestFault fault = answers.of(ApiError.of(category, "because"));

        assertThat(fault.status()).isEqualTo(category.status());
        assertThat(fault.code()).matches("[A-Z_]+");
        assertThat(fault.message()).isEqualTo("because");
    }

    @Test
    void refusesUnknownPathsAndMethods() {
        assertThat(answers.noSuchPath("/x").status()).isEqualTo(404);
        assertThat(answers.wrongMethod("PUT", Set.of("POST")).message()).isEqualTo("the method must be POST, was PUT");
        assertThat(answers.wrongMethod("PUT", Set.of("POST")).status()).isEqualTo(405);
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
