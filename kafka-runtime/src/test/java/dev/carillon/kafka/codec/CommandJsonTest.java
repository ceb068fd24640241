package dev.carillon.kafka.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.util.JsonFormat;
import dev.carillon.proto.v1.Command;
import dev.carillon.proto.v1.MisfirePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as somebody types them. */
class CommandJsonTest {

    private static final String ENVELOPE = "\"commandId\": \"c-1\", \"jobId\": 7";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyCommandComesBackFromItsJson(long seed) throws Exception {
        // Given
        RecordGenerator generator = new RecordGenerator(seed);
        for (int i = 0; i < 50; i++) {
            Command wire = CommandCodec.toProto(generator.command(), Instant.EPOCH);

            // Then
            assertThat(parse(JsonFormat.printer().print(wire))).isEqualTo(wire);
            assertThat(parse(JsonFormat.printer().preservingProtoFieldNames().print(wire)))
                    .isEqualTo(wire);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"jobId\": 7", "\"job_id\": 7", "\"jobId\": \"7\"", "\"jobId\": 7.0", "\"jobId\": 70e-1"})
    void aNumberMayBeWrittenInEveryWayThatTheMappingKnows(String jobId) {
        assertThat(parse("{" + jobId + "}").getJobId()).isEqualTo(7);
    }

    @Test
    void nullIsTheSameAsLeftOut() {
        assertThat(parse("{" + ENVELOPE + ", \"delete\": null, \"trigger\": {\"worker\": null}}"))
                .isEqualTo(parse("{" + ENVELOPE + ", \"trigger\": {}}"));
    }

    @Test
    void enumsAreWrittenByName() {
        assertThat(parse(definition("\"misfire\": {\"mode\": \"FIRE_ALL\"}"))
                        .getReplace()
                        .getDefinition()
                        .getMisfire()
                        .getMode())
                .isEqualTo(MisfirePolicy.Mode.FIRE_ALL);
    }

    @Test
    void textIsKeptAsItIs() {
        String text = "ü 漢 \uD83D\uDD14 \n";

        assertThat(parse("{\"commandId\": \"ü 漢 \\ud83d\\udd14 \\n\"}").getCommandId())
                .isEqualTo(text);
    }

    @Test
    void aTombstoneIsRefused() {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> CommandJson.parse(null))
                .withMessage("record: must hold a Command as JSON, is empty");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin = "{\"commandId\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> CommandJson.parse(latin))
                .withMessageStartingWith("record: must hold JSON in UTF-8");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongTextIsRefusedWithThePlaceAndWhatWasExpected(Wrong wrong) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> parse(wrong.json))
                .withMessageStartingWith(wrong.field + ":")
                .withMessageContaining(wrong.expected)
                .satisfies(e -> {
                    assertThat(e.field()).isEqualTo(wrong.field);
                    assertThat(String.valueOf(e.getMessage())).hasSizeLessThan(1_000);
                });
    }

    enum Wrong {
        EMPTY("record", "is empty", ""),
        BLANK("record", "is empty", " \n"),
        NOT_JSON("record", "(line 1, column 1)", "commandId=c-1"),
        NO_OBJECT("record", "must be an object, was an array (line 1, column 1)", "[]"),
        ONLY_A_TEXT("record", "must be an object, was 'c-1'", "\"c-1\""),
        ONLY_NULL("record", "must be an object, was null", "null"),
        CUT_OFF("record", "cannot be parsed: Unexpected end-of-input", "{\"commandId\": \"c-1\""),
        TRAILING_COMMA("record", "(line 2, column 1)", "{\"jobId\": 7,\n}"),
        SINGLE_QUOTES("record", "(line 1, column 2)", "{'jobId': 7}"),
        NO_QUOTES("record", "(line 1, column 2)", "{jobId: 7}"),
        COMMENT("record", "(line 1, column 2)", "{/* mine */ \"jobId\": 7}"),
        NOT_A_NUMBER("record", "NaN", "{\"jobId\": NaN}"),
        LINE_BREAK_IN_TEXT("record", "cannot be parsed", "{\"commandId\": \"a\nb\"}"),
        BYTE_ORDER_MARK("record", "cannot be parsed", "\uFEFF{}"),
        TWO_COMMANDS("record", "must hold one Command, goes on behind it (line 2, column 1)", "{}\n{}"),
        REST("record", "(line 1, column 3)", "{}]"),
        SAME_NAME_TWICE("record", "Duplicate field 'jobId'", "{\"jobId\": 7, \"jobId\": 8}"),
        SAME_FIELD_TWICE(
                "job_id", "is given twice, as job_id and jobId (line 1, column 14)", "{\"jobId\": 7, \"job_id\": 7}"),
        UNKNOWN("prioritaet", "is no field of Command, which has commandId, jobId", "{\"prioritaet\": 1}"),
        UNKNOWN_CASE("jobid", "is no field of Command", "{\"jobid\": 1}"),
        UNKNOWN_INSIDE(
                "replace.definition.maxConcurency",
                "is no field of JobDefinition, which has id, revision",
                definition("\"maxConcurency\": 1")),
        UNKNOWN_WITH_LONG_NAME("x".repeat(200) + "…", "is no field", "{\"" + "x".repeat(5_000) + "\": 1}"),
        TWO_ACTIONS("delete", "must not be given beside trigger", "{\"trigger\": {}, \"delete\": {}}"),
        TWO_SCHEDULES(
                "replace.definition.schedule.oneTime",
                "must not be given beside cron",
                definition("\"schedule\": {\"cron\": {}, \"oneTime\": {}}")),
        NUMBER_FOR_TEXT("commandId", "must be a text, was 12", "{\"commandId\": 12}"),
        ARRAY_FOR_TEXT("commandId", "must be a text, was an array", "{\"commandId\": [\"c-1\"]}"),
        HALF_A_CHARACTER("commandId", "half a surrogate pair", "{\"commandId\": \"\\ud83d\"}"),
        HALF_A_CHARACTER_IN_A_NAME("record", "surrogate", definition("\"labels\": {\"\\ud83d\": \"\"}")),
        OTHER_HALF_IN_A_NAME("record", "surrogate", definition("\"labels\": {\"\\udd14\": \"\"}")),
        TEXT_FOR_NUMBER("jobId", "must be a whole number", "{\"jobId\": \"seven\"}"),
        EMPTY_FOR_NUMBER("jobId", "must be a whole number", "{\"jobId\": \"\"}"),
        BLANK_BEFORE_NUMBER("jobId", "must be a whole number", "{\"jobId\": \" 7\"}"),
        HALVES(
                "jobId",
                "must be a whole number, -9223372036854775808 … 9223372036854775807, was 7.5",
                "{\"jobId\": 7.5}"),
        TOO_LARGE("jobId", "must be a whole number", "{\"jobId\": 9223372036854775808}"),
        TOO_LARGE_FOR_32_BITS(
                "replace.definition.priority",
                "must be a whole number, -2147483648 … 2147483647",
                definition("\"priority\": 2147483648")),
        HUGE("jobId", "must be a whole number", "{\"jobId\": 1e999999999}"),
        LONG_NUMBER("jobId", "must be a whole number", "{\"jobId\": \"" + "9".repeat(500_000) + "\"}"),
        LONG_LITERAL("record", "cannot be parsed", "{\"jobId\": " + "9".repeat(500_000) + "}"),
        TRUE_FOR_NUMBER("jobId", "must be a whole number", "{\"jobId\": true}"),
        ARRAY_FOR_NUMBER("jobId", "was an array", "{\"jobId\": [7]}"),
        TEXT_FOR_BOOLEAN("forwarded", "must be true or false, was 'true'", "{\"forwarded\": \"true\"}"),
        NUMBER_FOR_BOOLEAN("forwarded", "must be true or false, was 1", "{\"forwarded\": 1}"),
        TEXT_FOR_OBJECT("trigger", "must be an object, was 'now'", "{\"trigger\": \"now\"}"),
        ARRAY_FOR_OBJECT("trigger", "must be an object, was an array", "{\"trigger\": [{}]}"),
        UNKNOWN_MODE(
                "replace.definition.misfire.mode",
                "must be one of MODE_UNSPECIFIED, FIRE_ONCE, FIRE_ALL, SKIP, was 'fire_all'",
                definition("\"misfire\": {\"mode\": \"fire_all\"}")),
        MODE_BY_NUMBER("replace.definition.misfire.mode", "must be one of", definition("\"misfire\": {\"mode\": 2}")),
        TEXT_FOR_LIST(
                "replace.definition.task.shell.arguments",
                "must be an array, was '-v'",
                definition("\"task\": {\"shell\": {\"arguments\": \"-v\"}}")),
        NULL_IN_A_LIST(
                "replace.definition.task.shell.arguments[1]",
                "must be a text, was null",
                definition("\"task\": {\"shell\": {\"arguments\": [\"-v\", null]}}")),
        WRONG_IN_A_LIST(
                "replace.definition.alerts.contacts[0].fax",
                "is no field of Contact",
                definition("\"alerts\": {\"contacts\": [{\"fax\": \"1\"}]}")),
        LIST_FOR_MAP("replace.definition.labels", "must be an object, was an array", definition("\"labels\": []")),
        NUMBER_IN_A_MAP(
                "replace.definition.labels.team", "must be a text, was 5", definition("\"labels\": {\"team\": 5}")),
        DEEP_ARRAYS("jobId", "was an array", "{\"jobId\": " + "[".repeat(100_000)),
        DEEP_OBJECTS("trigger.a", "is no field", "{\"trigger\": " + "{\"a\":".repeat(100_000));

        private final String field;
        private final String expected;
        private final String json;

        Wrong(String field, String expected, String json) {
            this.field = field;
            this.expected = expected;
            this.json = json;
        }
    }

    private static String definition(String fields) {
        return "{" + ENVELOPE + ", \"replace\": {\"definition\": {" + fields + "}}}";
    }

    private static Command parse(String json) {
        return CommandJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
