package org.factfloor.app;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.factfloor.demo.DemoPeople;
import org.factfloor.demo.line.DemoCalendar;
import org.factfloor.engine.Facts;
import org.factfloor.engine.report.Snapshot;
import org.factfloor.engine.report.Subject;
import org.factfloor.plant.Calendar.ShiftRun;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.records.Author;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.Records;
import org.factfloor.records.ShiftSignature;
import org.factfloor.records.User;

/** The team lead of the simulated plant signs the last shift, once the books hold all of it. */
final class DemoSignature {

    private static final Author LEAD = new Author(DemoPeople.LEAD, User.Role.TEAM_LEAD, "simulated plant");
    private static final String NOTE = "Mould M118: cavity 3 blocked, runs on 7 of 8. M118 模具 3 号腔已封堵，按 7 腔生产。";

    private final Records records;
    private final Facts facts;
    private final BooleanSupplier booked;

    /** @param booked whether the books hold all of the past */
    DemoSignature(Records records, Facts facts, BooleanSupplier booked) {
        this.records = records;
        this.facts = facts;
        this.booked = booked;
    }

    /** Signs the last shift of each site that nobody has signed. */
    void sign(Instant now) {
        Optional<PlantModel> model = records.plants().current().map(PlantVersion::model);
        if (model.isPresent() && booked.getAsBoolean()) {
            model.get().enterprise().sites()
                    .forEach(site -> Subject.find(model.get(), site.id()).ifPresent(subject -> sign(subject, now)));
        }
    }

    private void sign(Subject subject, Instant now) {
        long end = Micros.of(now);
        Optional<ShiftRun> last = DemoCalendar.CALENDAR.shiftRuns(end - 48 * Micros.PER_HOUR, end).reversed().stream()
                .filter(run -> Micros.of(run.to()) <= end).findFirst();
        if (last.isEmpty()) {
            return;
        }
        ShiftSignature.Of of = new ShiftSignature.Of(subject.id(), last.get().productionDay(),
                last.get().shift().id(), Micros.of(last.get().from()), Micros.of(last.get().to()));
        if (records.signatures().find(of.subject(), of.day(), of.shift()).isEmpty()) {
            Snapshot snapshot = Snapshot.take(facts, subject.machines(), of.from(), of.to());
            records.signatures().sign(of, NOTE, snapshot.sum(subject.machines(), of.from(), of.to()),
                    subject.calendar().zone(), LEAD);
        }
    }
}
