package dev.carillon.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTextTest {

    private static List<String> lines(String json) throws Exception {
        return ExplanationText.lines(new ObjectMapper().readTree(json));
    }

    @Test
    void theVerdictComesFirstThenTheSentenceThenTheFacts() throws Exception {
        assertThat(lines("""
                {"jobId": 5, "at": "2026-01-05T12:00:00Z", "verdict": "FIRED", "sentence": "It fired and succeeded.",
                 "inForce": {"condition": "ACTIVE", "revision": 2, "since": "2026-01-01T00:00:00Z", "through": "2026-01-07T00:00:00Z",
                  "change": "REPLACED", "by": "ann"},
                 "fire": {"nominalAt": "2026-01-05T12:00:00Z", "dueAt": "2026-01-05T12:00:00.250Z"},
                 "execution": {"id": "5-s1", "status": "SUCCEEDED", "startedAt": "2026-01-05T12:00:00.251Z", "worker": "w-1",
                  "endedAt": "2026-01-05T12:00:01Z"},
                 "before": {"nominalAt": "2026-01-04T12:00:00Z", "state": "SKIPPED"},
                 "after": {"nominalAt": "2026-01-06T12:00:00Z", "state": "TRIGGERED"}}"""))
                .containsExactly(
                        "job 5 at 2026-01-05T12:00:00Z: FIRED",
                        "It fired and succeeded.",
                        "",
                        "  in force     active, revision 2 since 2026-01-01T00:00:00Z, until 2026-01-07T00:00:00Z, replaced by ann",
                        "  due          2026-01-05T12:00:00.250Z",
                        "  execution    5-s1 SUCCEEDED, started 2026-01-05T12:00:00.251Z on w-1, ended 2026-01-05T12:00:01Z",
                        "  before       2026-01-04T12:00:00Z SKIPPED",
                        "  after        2026-01-06T12:00:00Z TRIGGERED");
    }

    @Test
    void aSkipACalendarAndBackfillsAreTold() throws Exception {
        assertThat(lines("""
                {"jobId": 5, "at": "2026-01-05T12:00:00Z", "verdict": "SKIPPED", "sentence": "It was skipped.",
                 "inForce": {"condition": "ACTIVE", "by": ""},
                 "skip": {"firstAt": "2026-01-04T12:00:00Z", "lastAt": "2026-01-06T12:00:00Z", "count": 3, "reason": "MISFIRE",
                  "detail": "too late", "decidedAt": "2026-01-06T13:00:00Z"},
                 "calendar": "holidays",
                 "backfills": [{"id": "5-bx-1", "status": "TRIGGERED"}]}"""))
                .contains(
                        "  in force     active",
                        "  skipped      MISFIRE, one of 3 from 2026-01-04T12:00:00Z to 2026-01-06T12:00:00Z, decided 2026-01-06T13:00:00Z",
                        "  calendar     holidays",
                        "  backfill     5-bx-1 TRIGGERED");
    }

    @Test
    void whatIsNotKnownHereNamesTheCommandThatAsksTheLog() throws Exception {
        assertThat(lines("""
                {"jobId": 5, "at": "2026-01-05T12:00:00Z", "verdict": "FORGOTTEN", "sentence": "That is old.",
                 "inForce": {"condition": "UNKNOWN"}, "knownFrom": "2026-01-07T00:00:00Z", "audit": "bin/carillon audit --from x"}"""))
                .endsWith("  known from   2026-01-07T00:00:00Z", "  ask the log  bin/carillon audit --from x");
    }
}
