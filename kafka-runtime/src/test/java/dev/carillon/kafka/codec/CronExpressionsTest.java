package dev.carillon.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSyntaxException;
import org.junit.jupiter.api.Test;

final class CronExpressionsTest {

    private final CronExpressions expressions = new CronExpressions();

    @Test
    void theSameTextInTheSameDialectIsOneObject() {
        // When
        CronExpression first = expressions.parse(CronDialect.QUARTZ, "0 0 9 * * ?");

        // Then
        assertThat(expressions.parse(CronDialect.QUARTZ, new String("0 0 9 * * ?".toCharArray())))
                .isSameAs(first);
    }

    @Test
    void theSameTextInAnotherDialectIsAnotherExpression() {
        // Given Saturday to Quartz, which counts from Sunday, and Sunday to Spring
        CronExpression quartz = expressions.parse(CronDialect.QUARTZ, "0 0 9 ? * 7");

        // When
        CronExpression spring = expressions.parse(CronDialect.SPRING, "0 0 9 ? * 7");

        // Then
        assertThat(spring.dialect()).isEqualTo(CronDialect.SPRING);
        assertThat(spring).isNotEqualTo(quartz);
    }

    @Test
    void textsThatSharePlaceDoNotMixUp() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                String text = i % 60 + " " + i / 60 % 60 + " " + i / 3_600 + " * * ?";
                assertThat(expressions.parse(CronDialect.QUARTZ, text)).hasToString(text);
            }
        }
    }

    @Test
    void aWrongTextIsRefusedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> expressions.parse(CronDialect.QUARTZ, "0 0 25 * * ?"))
                    .isInstanceOf(CronSyntaxException.class);
        }
    }
}
