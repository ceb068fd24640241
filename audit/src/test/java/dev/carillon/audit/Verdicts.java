package dev.carillon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.audit.Finding.Kind;
import java.util.Map;

/** What tests expect of a verdict. */
final class Verdicts {

    private Verdicts() {}

    /** One finding and no other, about the fire of that minute. */
    static void expectOne(Verdict verdict, Kind kind, int nominalMinute, String what) {
        assertThat(verdict.totals()).isEqualTo(Map.of(kind, 1L));
        Finding finding = verdict.findings(kind).getFirst();
        assertThat(finding.jobId()).isEqualTo(Past.JOB);
        assertThat(finding.nominal()).isEqualTo(Past.minute(nominalMinute));
        assertThat(finding.what()).contains(what);
        assertThat(verdict.status()).isEqualTo(1);
    }
}
