package org.factfloor.web.production;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.factfloor.engine.Facts;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Micros;
import org.factfloor.production.measure.Split;
import org.factfloor.records.ShiftSignature;
import org.factfloor.records.ShiftSignatures;
import org.jspecify.annotations.Nullable;

/** What a shift came to when it was signed: "signed 76, now 74: 3 changes". */
public final class Signatures {

    private final ShiftSignatures signatures;
    private final Facts facts;

    /**
     * A signature.
     *
     * @param good as signed, as the other figures
     * @param changes revisions since that changed something in it
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(String subject, String day, String shift, String author, Instant at, String note,
            @Nullable Double good, @Nullable Double missing, @Nullable Double oee, long changes) {}

    public Signatures(ShiftSignatures signatures, Facts facts) {
        this.signatures = signatures;
        this.facts = facts;
    }

    /** The signature of a period; empty where nobody signed it, or it is no whole shift. */
    Optional<View> of(Subject subject, Slice period, Split split) {
        return period.shift().flatMap(run -> signatures.find(subject.id(), period.productionDay(), run.shift().id()))
                .map(signed -> view(signed, subject, period, split));
    }

    View view(ShiftSignature signed, Subject subject, Slice period, Split split) {
        return new View(signed.of().subject(), signed.of().day().toString(), signed.of().shift(), signed.author(),
                Micros.toInstant(signed.at()), signed.note(), Closings.value("good", signed.sums(), split),
                Closings.value("missing", signed.sums(), split), Closings.value("oee", signed.sums(), split),
                Closings.changes(facts, subject, period, signed.at()));
    }
}
