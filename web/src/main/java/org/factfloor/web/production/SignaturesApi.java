package org.factfloor.web.production;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.factfloor.engine.Facts;
import org.factfloor.engine.report.Slice;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Label;
import org.factfloor.production.measure.Split;
import org.factfloor.records.ShiftSignature;
import org.factfloor.records.ShiftSignatures;
import org.factfloor.web.api.Authors;
import org.factfloor.web.api.Checks;
import org.factfloor.web.api.CurrentPlant;
import org.factfloor.web.api.Page;
import org.factfloor.web.api.Resource;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Signing shifts. */
public final class SignaturesApi implements Resource {

    private static final int LONGEST = 100;

    private final Asked asked;
    private final Facts facts;
    private final ShiftSignatures records;
    private final Signatures signatures;

    /** @param revision of the report that the person saw */
    private record Signed(@Nullable String subject, @Nullable String day, @Nullable String shift,
            @Nullable String note, @Nullable Long revision) {}

    public SignaturesApi(CurrentPlant plant, Facts facts, ShiftSignatures records, Signatures signatures) {
        this.asked = new Asked(plant);
        this.facts = facts;
        this.records = records;
        this.signatures = signatures;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/signatures", Access.READ, this::list, "subject", "from", "to"),
                Route.post("/signatures", Access.TEAM_LEAD, this::sign));
    }

    /** Those of subjects and shifts that are still there. */
    private void list(Call call) {
        Optional<String> subject = call.query("subject");
        Slice range = Asked.range(call, asked.subject(call).calendar());
        call.json(Page.all(records.list(subject, range.from(), range.to()).stream()
                .flatMap(signed -> Subject.find(asked.model(), signed.of().subject())
                        .map(of -> signatures.view(signed, of, signedSlice(signed), Split.NAKAJIMA)).stream())
                .toList()));
    }

    /** The time that was signed, whatever the calendar says of it today. */
    private static Slice signedSlice(ShiftSignature signed) {
        return new Slice(signed.of().from(), signed.of().to(), signed.of().day(), Optional.empty());
    }

    private void sign(Call call) {
        Signed request = call.body(Signed.class);
        Subject subject = asked.subject(Checks.text("subject", request.subject(), LONGEST));
        LocalDate day = Asked.date(Checks.text("day", request.day(), LONGEST));
        String shift = Checks.text("shift", request.shift(), LONGEST);
        Slice period = Asked.shift(subject.calendar(), day, shift);
        if (subject.machines().isEmpty()) {
            throw ProblemException.invalidField("subject", "counts nothing; name a machine or line that produces");
        }
        Snapshot snapshot = Snapshot.ofCells(facts, Asked.machines(subject), period.from(), period.to());
        ShiftSignature.Of of = new ShiftSignature.Of(subject.id(), day, shift, period.from(), period.to());
        boolean first = records.find(of.subject(), of.day(), of.shift()).isEmpty();
        if (first && request.revision() != null && request.revision() != snapshot.revision()) {
            throw changed();
        }
        ShiftSignatures.Answer answer = records.sign(of, Objects.requireNonNullElse(request.note(), ""),
                snapshot.sum(subject.machines(), period.from(), period.to()), subject.calendar().zone(),
                Authors.of(call));
        call.json(answer.again() ? 200 : 201,
                signatures.view(answer.signature(), subject, period, Split.NAKAJIMA));
    }

    /** Nobody signs figures they have not seen. */
    private static ProblemException changed() {
        Label text = new Label("The figures of this shift changed since you looked; look at them again, then sign.",
                "您查看之后本班次数据已变化；请重新查看后再确认。");
        return new ProblemException(Problem.of(409, "changed-meanwhile", text.en()).withText(text));
    }
}
