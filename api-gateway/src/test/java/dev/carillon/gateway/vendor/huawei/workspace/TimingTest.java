package dev.carillon.gateway.vendor.huawei.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carillon.gateway.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {

    private final Bench bench = new Bench();

    /** Now is 04:42:07 on Sunday 22 November 2026 in Shanghai. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"scheduled_type":"DAY","scheduled_time":"09:00:00"}                                 | 0 0 9 * * ?        | 2026-11-22 09:00:00
            {"scheduled_type":"day","scheduled_time":"04:42:07","day_interval":31}               | 7 42 4 1/31 * ?    | 2026-12-23 04:42:07
            {"scheduled_type":"Week","scheduled_time":"00:00:01","week_list":"1"}                | 1 0 0 ? * 1        | 2026-11-29 00:00:01
            {"scheduled_type":"WEEK","scheduled_time":"23:59:59","week_list":" 7, 1"}            | 59 59 23 ? * 7,1   | 2026-11-22 23:59:59
            {"scheduled_type":"MONTH","scheduled_time":"01:02:03","date_list":"l"}               | 3 2 1 L * ?        | 2026-11-30 01:02:03
            {"scheduled_type":"MONTH","scheduled_time":"01:02:03","date_list":"01,15,L","month_list":"2,12"} | 3 2 1 1,15,L 2,12 ? | 2026-12-01 01:02:03
            {"scheduled_type":"FIXED_TIME","scheduled_time":"04:42:08","scheduled_date":"2026-11-22"} | 8 42 4 22 11 ? 2026 | 2026-11-22 04:42:08
            {"scheduled_type":"DAY","scheduled_time":"09:00:00","time_zone":"GMT+9"}             | 0 0 9 * * ?        | 2026-11-22 09:00:00
            {"scheduled_type":"DAY","scheduled_time":"09:00:00","expire_time":"2026-11-22 09:00:00"} | 0 0 9 * * ?    |
            {"scheduled_type":"DAY","scheduled_time":"09:00:00","expire_time":"2026-11-22T09:00:00.001+08:00"} | 0 0 9 * * ? | 2026-11-22 09:00:00
            """)
    void schedulesAreWhatTheirFieldsSay(String schedule, String cron, String next) {
        var answer = bench.ok("POST", Bench.SERVERS, task(schedule));

        assertThat(answer.path("task_cron").asText()).isEqualTo(cron);
        assertThat(answer.path("next_execution_time").textValue()).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"scheduled_type":"DAY"}                                                             | scheduled_time: is mandatory when scheduled_type is DAY
            {"scheduled_type":"DAY","scheduled_time":"9:00"}                                     | scheduled_time: must be HH:mm:ss, was '9:00'
            {"scheduled_type":"DAY","scheduled_time":"24:00:00"}                                 | scheduled_time: must be HH:mm:ss
            {"scheduled_type":"DAY","scheduled_time":"09:00:00","day_interval":0}                | day_interval: must be 1 … 31
            {"scheduled_type":"DAY","scheduled_time":"09:00:00","day_interval":32}               | day_interval: must be 1 … 31
            {"scheduled_type":"DAY","scheduled_time":"09:00:00","day_interval":"2"}              | day_interval: must be a whole number
            {"scheduled_type":"DAY","scheduled_time":"09:00:00","week_list":"8"}                 | week_list: must be numbers from 1 to 7, separated by commas, was '8'
            {"scheduled_type":"DAY","scheduled_time":"09:00:00","scheduled_date":"2026-02-30"}   | scheduled_date: must be yyyy-MM-dd, was '2026-02-30'
            {"scheduled_type":"WEEK","scheduled_time":"09:00:00"}                                | week_list: is mandatory when scheduled_type is WEEK
            {"scheduled_type":"WEEK","scheduled_time":"09:00:00","week_list":"1,,2"}             | week_list: must be numbers from 1 to 7
            {"scheduled_type":"WEEK","scheduled_time":"09:00:00","week_list":"0"}                | week_list: must be numbers from 1 to 7
            {"scheduled_type":"MONTH","scheduled_time":"09:00:00"}                               | date_list: is mandatory when scheduled_type is MONTH
            {"scheduled_type":"MONTH","scheduled_time":"09:00:00","date_list":"32"}              | date_list: must be numbers from 1 to 31 or L
            {"scheduled_type":"MONTH","scheduled_time":"09:00:00","date_list":"1","month_list":"13"} | month_list: must be numbers from 1 to 12
            {"scheduled_type":"MONTH","scheduled_time":"09:00:00","date_list":"30","month_list":"2"} | date_list: none of these days is in any of the months of month_list
            {"scheduled_type":"FIXED_TIME","scheduled_time":"09:00:00"}                          | scheduled_date: is mandatory when scheduled_type is FIXED_TIME
            {"scheduled_type":"FIXED_TIME","scheduled_time":"04:42:07","scheduled_date":"2026-11-22"} | scheduled_date: with scheduled_time must lie in the future, 2026-11-22 04:42:07 (Asia/Shanghai) is past
            {"scheduled_type":"FIXED_TIME","scheduled_time":"04:42:07","scheduled_date":"3026-11-22"} | scheduled_type: at: 3026-11-21T20:42:07Z is out of range
            {"scheduled_type":"DAY","scheduled_time":"09:00:00","time_zone":"Mars/Olympus"}      | time_zone: time zone: 'Mars/Olympus' is not known
            {"scheduled_type":"DAY","scheduled_time":"09:00:00","expire_time":"tomorrow"}        | expire_time: must be 2026-03-07T10:40:43.858Z or
            {"scheduled_type":"HOURLY","scheduled_time":"09:00:00"}                              | scheduled_type: must be fixed_time or day or week or month
            {"scheduled_time":"09:00:00"}                                                        | scheduled_type: is missing
            """)
    void whatIsWrongIsRefusedByTheNameOfItsField(String schedule, String message) {
        String created = bench.refused(400, "WKS.00211102", "POST", Bench.SERVERS, task(schedule));
        String asked = bench.refused(400, "WKS.00211102", "POST", Bench.SERVERS + "/future-executions", schedule);

        assertThat(created).startsWith("The parameter is invalid. " + message);
        assertThat(asked).isEqualTo(created);
        assertThat(bench.jobs.jobs).isEmpty();
    }

    @Test
    void anIntervalKeepsItsTimeThoughTheClocksSkipItOnTheFirstDay() {
        StoredFields fields = StoredFields.none();
        fields.put("scheduled_type", "DAY");
        fields.put("scheduled_time", "02:30:00");
        fields.put("time_zone", "Europe/Berlin");
        fields.put(StoredFields.COUNTED_FROM, "2026-03-29");

        Timing timing = Timing.of(fields, new Times(ZoneOffset.UTC));

        assertThat(timing.schedule().preview(Instant.parse("2026-03-28T12:00:00Z"), 2))
                .extracting(Object::toString)
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    }

    private static String task(String schedule) {
        ObjectNode json = StrictJson.readObject(schedule.getBytes(StandardCharsets.UTF_8));
        json.put("task_name", "t").put("task_type", "RESTART_SERVER");
        json.putArray("target_infos").addObject().put("target_type", "SERVER").put("target_id", "s");
        return json.toString();
    }
}
