package org.factfloor.web.api;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
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
import org.factfloor.web.MadePieces;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;

/** Refuses more rejects in a shift than the machine made pieces in it, where a counter tells what it made. */
final class RejectLimit {

    private final CurrentPlant plant;
    private final Entries entries;
    private final MadePieces made;

    private record Span(long from, long to) {}

    RejectLimit(CurrentPlant plant, Entries entries, MadePieces made) {
        this.plant = plant;
        this.entries = entries;
        this.made = made;
    }

    /**
     * Checks what somebody wants to say.
     *
     * @param replaced id of the entry it corrects; empty for a new one
     * @throws ProblemException 422 {@code rejects-above-made}
     */
    void check(String workUnit, long at, Entry.Claim claim, Optional<String> replaced) {
        if (!(claim instanceof Entry.RejectClaim reject)) {
            return;
        }
        Optional<PlantModel> model = plant.find().map(view -> view.version().model());
        Optional<Span> shift = model.filter(found -> found.workUnits()
                .anyMatch(unit -> unit.id().equals(workUnit) && countsAllParts(unit)))
                .flatMap(found -> shift(found, workUnit, Micros.toInstant(at)));
        if (shift.isEmpty()) {
            return;
        }
        OptionalLong pieces = made.made(workUnit, shift.get().from(), shift.get().to());
        long before = entries.standing(workUnit, shift.get().from(), shift.get().to()).stream()
                .filter(entry -> replaced.isEmpty() || !entry.id().equals(replaced.get()))
                .mapToLong(entry -> entry.claim() instanceof Entry.RejectClaim other ? other.quantity() : 0).sum();
        if (pieces.isPresent() && reject.quantity() > 0 && before + reject.quantity() > pieces.getAsLong()) {
            throw tooMany(before, reject.quantity(), pieces.getAsLong());
        }
    }

    /** Where one count is a good part, rejects are what the counter did not see. */
    private static boolean countsAllParts(WorkUnit unit) {
        return unit.signal(Signal.Role.COUNT).isPresent() && unit.production()
                .filter(sheet -> sheet.count().oneCount() != ProductionSheet.OneCount.GOOD_PART).isPresent();
    }

    /** The shift that runs at an instant; outside shifts, the production day. */
    private static Optional<Span> shift(PlantModel model, String workUnit, Instant at) {
        return model.enterprise().sites().stream().filter(site -> has(site, workUnit)).findFirst()
                .map(Site::calendar).map(calendar -> calendar.shiftAt(at)
                        .map(run -> new Span(Micros.of(run.from()), Micros.of(run.to())))
                        .orElseGet(() -> day(calendar, at)));
    }

    private static Span day(Calendar calendar, Instant at) {
        return new Span(Micros.of(calendar.startOf(calendar.productionDay(at))),
                Micros.of(calendar.startOf(calendar.productionDay(at).plusDays(1))));
    }

    private static boolean has(Site site, String workUnit) {
        return site.areas().stream().flatMap(area -> area.workCenters().stream())
                .flatMap(center -> center.workUnits().stream()).anyMatch(unit -> unit.id().equals(workUnit));
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
