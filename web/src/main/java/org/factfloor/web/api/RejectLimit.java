package org.factfloor.web.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.ProductionSheet;
import org.factfloor.plant.Signal;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Entry;
import org.factfloor.records.Entries;
import org.factfloor.records.NewEntry;
import org.factfloor.web.MadePieces;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;

/** Refuses more rejects in a shift than the machine made pieces in it, where a counter tells what it made. */
final class RejectLimit {

    private final CurrentPlant plant;
    private final Entries entries;
    private final MadePieces made;

    private record Span(long from, long to) {

        boolean contains(long time) {
            return from <= time && time < to;
        }
    }

    RejectLimit(CurrentPlant plant, Entries entries, MadePieces made) {
        this.plant = plant;
        this.entries = entries;
        this.made = made;
    }

    /**
     * Checks what somebody wants to say in one go, each after those before it.
     *
     * @throws ProblemException 422 {@code rejects-above-made}
     */
    void check(List<NewEntry> given) {
        List<NewEntry> judged = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (NewEntry entry : given) {
            // What arrives a second time was judged the first time.
            if (entry.id().flatMap(entries::find).isEmpty() && entry.id().map(ids::add).orElse(true)) {
                check(entry.workUnit(), entry.from(), entry.claim(), Optional.empty(), judged);
                judged.add(entry);
            }
        }
    }

    /**
     * Checks what somebody wants to say in place of an entry.
     *
     * @throws ProblemException 422 {@code rejects-above-made}
     */
    void checkCorrection(String id, String workUnit, long at, Entry.Claim claim) {
        check(workUnit, at, claim, Optional.of(id), List.of());
    }

    private void check(String workUnit, long at, Entry.Claim claim, Optional<String> replaced, List<NewEntry> beside) {
        if (!(claim instanceof Entry.RejectClaim reject)) {
            return;
        }
        Optional<PlantModel> model = plant.find().map(view -> view.version().model());
        Optional<Span> found = model.filter(known -> known.workUnits()
                .anyMatch(unit -> unit.id().equals(workUnit) && countsAllParts(unit)))
                .flatMap(known -> shift(known, workUnit, Micros.toInstant(at)));
        if (found.isEmpty()) {
            return;
        }
        Span shift = found.get();
        OptionalLong pieces = made.made(workUnit, shift.from(), shift.to());
        long standing = entries.standing(workUnit, shift.from(), shift.to()).stream()
                .filter(entry -> replaced.isEmpty() || !entry.id().equals(replaced.get()))
                .mapToLong(entry -> rejected(entry.claim())).sum();
        long said = beside.stream()
                .filter(entry -> entry.workUnit().equals(workUnit) && shift.contains(entry.from()))
                .mapToLong(entry -> rejected(entry.claim())).sum();
        long before = standing + said;
        if (pieces.isPresent() && reject.quantity() > 0 && before + reject.quantity() > pieces.getAsLong()) {
            throw tooMany(before, reject.quantity(), pieces.getAsLong());
        }
    }

    private static long rejected(Entry.Claim claim) {
        return claim instanceof Entry.RejectClaim reject ? reject.quantity() : 0;
    }

    /** Where one count is a good part, rejects are what the counter did not see. */
    private static boolean countsAllParts(WorkUnit unit) {
        return unit.signal(Signal.Role.COUNT).isPresent() && unit.production()
                .filter(sheet -> sheet.count().oneCount() != ProductionSheet.OneCount.GOOD_PART).isPresent();
    }

    /** The shift that runs at an instant; outside shifts, the production day. */
    private static Optional<Span> shift(PlantModel model, String workUnit, Instant at) {
        return model.siteOf(workUnit).map(Site::calendar).map(calendar -> calendar.shiftAt(at)
                .map(run -> new Span(Micros.of(run.from()), Micros.of(run.to())))
                .orElseGet(() -> day(calendar, at)));
    }

    private static Span day(Calendar calendar, Instant at) {
        return new Span(Micros.of(calendar.startOf(calendar.productionDay(at))),
                Micros.of(calendar.startOf(calendar.productionDay(at).plusDays(1))));
    }

    private static ProblemException tooMany(long before, long given, long made) {
        String already = before == 0 ? "" : " (" + Amounts.pieces(before) + " of them entered before)";
        String alreadyZh = before == 0 ? "" : "（其中已填 " + Amounts.pieces(before) + " 件）";
        Label text = new Label(
                Amounts.pieces(before + given) + " rejects" + already + " are more than the "
                        + Amounts.pieces(made) + " pieces the machine made in this shift; check the number, the machine"
                        + " and the time, or correct the count first.",
                "不良共 " + Amounts.pieces(before + given) + " 件" + alreadyZh + "，超过本班产出 " + Amounts.pieces(made)
                        + " 件；请核对件数、设备和时间，或先更正产量。");
        return new ProblemException(Problem.of(422, "rejects-above-made", text.en()).withText(text));
    }
}
