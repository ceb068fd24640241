package dev.carillon.gateway.vendor.jdcloud.jmr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.core.job.JobDefinition;
import dev.carillon.core.time.CronDialect;
import dev.carillon.core.time.CronExpression;
import dev.carillon.core.time.CronSchedule;
import dev.carillon.core.time.DstPolicy;
import dev.carillon.gateway.vendor.jdcloud.jmr.Bench.Answer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time of a plan: placeholders, or a complete expression. */
class PlanCronTest {

    private final Bench bench = new Bench();
    private long job;

    @BeforeEach
    void makeAJob() {
        job = bench.job("extract");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "                                                          ; 0 0 0 * * ?",
                "time=0 minute=30 hour=2 day=* month=* week=?              ; 0 30 2 * * ?",
                "time=0 minute=30 hour=2 day=* month=* week=*              ; 0 30 2 * * ?",
                "time=0 minute=30 hour=2 day=? month=* week=?              ; 0 30 2 * * ?",
                "minute=0/10 hour=*                                        ; 0 0/10 * * * ?",
                "time=5,35 minute=*                                        ; 5,35 * 0 * * ?",
                "time=0/15                                                 ; 0/15 0 0 * * ?",
                "time=day hour=3                                           ; 0 0 3 * * ?",
                "time=* hour=3                                             ; 0 0 3 * * ?",
                "time=02:30 hour=3                                         ; 0 0 3 * * ?",
                "week=MON                                                  ; 0 0 0 ? * MON",
                "week=2 day=*                                              ; 0 0 0 ? * 2",
                "week=6#3 day=?                                            ; 0 0 0 ? * 6#3",
                "day=L month=3                                             ; 0 0 0 L 3 ?",
                "day=15 week=*                                             ; 0 0 0 15 * ?",
                "day=?                                                     ; 0 0 0 * * ?"
            })
    void isMadeOfThePlaceholders(String placeholders, String expression) {
        assertThat(expression(create(placeholders, ""))).isEqualTo(expression);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "minute=60           ; minute",
                "minute=x            ; minute",
                "hour=24             ; hour",
                "day=32              ; day",
                "month=13            ; month",
                "week=8              ; week",
                "time=77             ; time",
                "day=1 week=MON      ; week",
                "minute=?            ; minute",
                "month=?             ; month"
            })
    void isRefusedByTheNameOfThePlaceholder(String placeholders, String field) {
        Answer answer = create(placeholders, "");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().path("status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answer.message()).startsWith(field + ": ");
        assertThat(bench.jobs.jobs).hasSize(1);
    }

    @Test
    void mustBeOneFieldPerPlaceholder() {
        assertThat(bench.post("/cronJob:create", "{'hour':'2 3','jmrPlanViewModel':{'jobIds':'" + job + "'}}")
                        .message())
                .startsWith("hour: must be one field");
    }

    @Test
    void prefersACompleteExpression() {
        assertThat(expression(create("hour=2", "10 20 3 ? * 2-6 2030"))).isEqualTo("10 20 3 ? * 2-6 2030");
        assertThat(create("", "20 3 * * ?").message())
                .startsWith("jmrPlanViewModel.cronExpression: ")
                .contains("5 fields");
    }

    @Test
    void keepsWhatAChangeDoesNotSay() {
        long plan = create("minute=30 hour=2 week=MON", "").data().asLong();

        change(plan, "'hour':'5'", "");
        String later = cron(plan);
        change(plan, "", ",'description':'x'");
        String same = cron(plan);
        change(plan, "'day':'1'", "");
        String monthly = cron(plan);
        change(plan, "'week':'FRI'", "");

        assertThat(later).isEqualTo("0 30 5 ? * MON");
        assertThat(same).isEqualTo("0 30 5 ? * MON");
        assertThat(monthly).isEqualTo("0 30 5 1 * ?");
        assertThat(cron(plan)).isEqualTo("0 30 5 ? * FRI");
    }

    @Test
    void takesThePresentExpressionForAnEchoWhenThereArePlaceholders() {
        long plan = create("minute=30 hour=2", "").data().asLong();

        change(plan, "'hour':'5'", ",'cronExpression':'0 30 2 * * ?'");
        String echoed = cron(plan);
        change(plan, "'hour':'6'", ",'cronExpression':'0 0 9 * * ?'");

        assertThat(echoed).isEqualTo("0 30 5 * * ?");
        assertThat(cron(plan)).isEqualTo("0 0 9 * * ?");
    }

    @Test
    void anExpressionOfAnotherDialectStaysAsTheNativeApiMadeIt() {
        long plan = bench.plan("nightly", bench.job("first"));
        JobDefinition definition = bench.definition(plan);
        CronSchedule weekly = new CronSchedule(
                CronExpression.parse(CronDialect.UNIX, "0 2 * * 1"),
                Bench.ZONE,
                DstPolicy.of(DstPolicy.Gap.SKIP, DstPolicy.Overlap.BOTH));
        bench.jobs.jobs.put(
                definition.id(), definition.toBuilder().schedule(weekly).build());

        change(plan, "", ",'cronExpression':'0 2 * * 1','description':'x'");
        assertThat(bench.definition(plan).schedule()).isEqualTo(weekly);

        change(plan, "'hour':'5'", "");
        assertThat(bench.definition(plan).schedule())
                .isEqualTo(new CronSchedule(CronExpression.parse("0 0 5 * * ?"), Bench.ZONE, weekly.dst()));
    }

    private Answer create(String placeholders, String expression) {
        String sent = placeholders == null || placeholders.isEmpty()
                ? ""
                : Arrays.stream(placeholders.split(" "))
                        .map(each -> "'" + each.replace("=", "':'") + "',")
                        .collect(Collectors.joining());
        return bench.post(
                "/cronJob:create",
                "{" + sent + "'jmrPlanViewModel':{'jobIds':" + job + ",'cronExpression':'" + expression + "'}}");
    }

    private void change(long plan, String placeholders, String more) {
        Answer answer = bench.post(
                "/cronJob:modify",
                "{" + placeholders + (placeholders.isEmpty() ? "" : ",") + "'jmrPlanViewModel':{'planId':" + plan + more
                        + "}}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private String expression(Answer created) {
        assertThat(created.status()).as(created.toString()).isEqualTo(200);
        return cron(created.data().asLong());
    }

    private String cron(long plan) {
        return PlanMapping.cron(bench.definition(plan)).orElseThrow().toString();
    }
}
