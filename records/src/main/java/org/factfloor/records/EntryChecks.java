package org.factfloor.records;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.factfloor.plant.Calendar;
import org.factfloor.plant.Label;
import org.factfloor.plant.Micros;
import org.factfloor.plant.PlantModel;
import org.factfloor.plant.Site;
import org.factfloor.plant.WorkUnit;
import org.factfloor.production.Entry;
import org.jdbi.v3.core.Handle;

/**
 * Whether something that is said can be so. When it can have been is judged by {@link EntryTimes}, who may say it by
 * {@link EntryRights}.
 */
final class EntryChecks {

    /** 10⁻³ pieces. */
    static final long MOST_PIECES = 1_000_000_000L;
    private static final int MOST_CAVITIES = 1_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Supplier<Optional<PlantVersion>> plant;
    private final EntryRights rights;
    private final EntryReach reach = new EntryReach();

    EntryChecks(Supplier<Optional<PlantVersion>> plant, EntryRights rights) {
        this.plant = plant;
        this.rights = rights;
    }

    /** The plant at the time of a request; read before its transaction begins. */
    record Surroundings(Optional<PlantModel> model) {

        Optional<WorkUnit> machine(String id) {
            return model.stream().flatMap(PlantModel::workUnits).filter(unit -> unit.id().equals(id)).findFirst();
        }

        /** The calendar of a machine's site; of a machine that left the plant, the first site's. */
        Calendar calendar(String machine) {
            return model.flatMap(found -> found.siteOf(machine)
                    .or(() -> found.enterprise().sites().stream().findFirst())).map(Site::calendar)
                    .orElseThrow(() -> Refusals.unknownMachine(machine));
        }

        /** The zone of the first site; UTC without a plant. */
        ZoneId zone() {
            return model.stream().flatMap(found -> found.enterprise().sites().stream()).findFirst()
                    .map(site -> site.calendar().zone()).orElse(ZoneOffset.UTC);
        }
    }

    Surroundings surroundings() {
        return new Surroundings(plant.get().map(PlantVersion::model));
    }

    /** Refuses entries said in one go of which nobody could tell which one holds. */
    static void agree(List<NewEntry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (contradict(entries.get(i), entries.get(j))) {
                    throw Refusals.contradiction();
                }
            }
        }
    }

    private static boolean contradict(NewEntry a, NewEntry b) {
        boolean onlyOne = a.claim() instanceof Entry.StaffingClaim || a.claim() instanceof Entry.StateClaim
                || a.claim() instanceof Entry.ReasonClaim;
        return onlyOne && a.workUnit().equals(b.workUnit()) && a.claim().getClass() == b.claim().getClass()
                && a.from() < b.to().orElse(Long.MAX_VALUE) && b.from() < a.to().orElse(Long.MAX_VALUE);
    }

    /**
     * An entry with what the catalogues know of it.
     *
     * @throws RefusedException if its reason or job is unknown
     */
    NewEntry completed(Handle handle, NewEntry entry) {
        return switch (entry.claim()) {
            case Entry.ReasonClaim claim ->
                entry.withClaim(new Entry.ReasonClaim(claim.reason(), Reasons.required(handle, claim.reason())
                        .policy()));
            case Entry.JobClaim claim -> {
                Job job = Jobs.required(handle, claim.job());
                yield entry.withClaim(new Entry.JobClaim(claim.job(), job.product(), claim.tool().or(job::tool),
                        claim.activeCavities()));
            }
            default -> entry;
        };
    }

    /** A correction that names the same job or reason keeps what was known of it when it was said. */
    private static Optional<NewEntry> keeping(Entry before, NewEntry given) {
        if (before.claim() instanceof Entry.ReasonClaim old && given.claim() instanceof Entry.ReasonClaim claim
                && old.reason().equals(claim.reason())) {
            return Optional.of(given.withClaim(old));
        }
        if (before.claim() instanceof Entry.JobClaim old && given.claim() instanceof Entry.JobClaim claim
                && old.job().equals(claim.job())) {
            return Optional.of(given.withClaim(new Entry.JobClaim(old.job(), old.product(),
                    claim.tool().or(old::tool), claim.activeCavities())));
        }
        return Optional.empty();
    }

    /**
     * Checks what is said, or what a correction says.
     *
     * @param before what it corrects
     * @return the entry, completed
     * @throws RefusedException if it cannot be so, or the author may not
     */
    NewEntry check(Handle handle, Surroundings around, NewEntry given, Author author, long now,
            Optional<Entry> before) {
        before.ifPresentOrElse(old -> checkKept(old, given), () -> checkNew(around, given));
        Calendar calendar = around.calendar(given.workUnit());
        EntryTimes.check(given, now, calendar, before);
        NewEntry entry = before.flatMap(old -> keeping(old, given)).orElseGet(() -> completed(handle, given));
        checkClaim(handle, entry.claim());
        checkText("remark", Optional.of(entry.remark()).filter(text -> !text.isEmpty()), 500);
        rights.check(handle, calendar, author, change(handle, entry, before, now), saidAt(entry, now, before));
        return entry;
    }

    void checkRetraction(Handle handle, Surroundings around, Entry entry, String remark, Author author, long now) {
        checkText("remark", Optional.of(remark).filter(text -> !text.isEmpty()), 500);
        rights.check(handle, around.calendar(entry.workUnit()), author,
                new EntryRights.Change(entry.claim(), reach.of(handle, entry), remark), now);
    }

    private static void checkKept(Entry before, NewEntry given) {
        if (!before.workUnit().equals(given.workUnit())) {
            throw Refusals.fixed("workUnit");
        }
        if (before.claim().getClass() != given.claim().getClass()) {
            throw Refusals.fixed("kind");
        }
    }

    static void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw Refusals.id("id", id);
        }
    }

    private static void checkNew(Surroundings around, NewEntry given) {
        given.id().ifPresent(EntryChecks::checkId);
        if (around.machine(given.workUnit()).isEmpty()) {
            throw Refusals.unknownMachine(given.workUnit());
        }
    }

    private EntryRights.Change change(Handle handle, NewEntry given, Optional<Entry> before, long now) {
        Entry after = new Entry(before.map(Entry::id).or(given::id).orElse(""), 1, given.workUnit(), given.from(),
                given.to(), before.map(Entry::saidAt).orElseGet(() -> given.saidAt().orElse(now)), "", given.claim());
        return new EntryRights.Change(given.claim(),
                before.map(old -> reach.of(handle, old, after)).orElseGet(() -> reach.of(handle, after)),
                given.remark());
    }

    /** A terminal without network sends later what was said in time; it is believed for a day. */
    private static long saidAt(NewEntry entry, long now, Optional<Entry> before) {
        return before.isPresent() ? now : Math.clamp(entry.saidAt().orElse(now), now - 24 * Micros.PER_HOUR, now);
    }

    private static void checkClaim(Handle handle, Entry.Claim claim) {
        switch (claim) {
            case Entry.StateClaim state -> state.reason().ifPresent(reason -> Reasons.required(handle, reason));
            case Entry.ProductClaim product -> {
                Products.required(handle, product.product());
                checkMaking(product.tool(), product.activeCavities());
            }
            case Entry.JobClaim job -> checkMaking(job.tool(), job.activeCavities());
            case Entry.RejectClaim reject -> {
                checkQuantity(reject.quantity());
                reject.reason().ifPresent(reason -> Reasons.required(handle, reason));
            }
            case Entry.OutputClaim output -> checkQuantity(output.quantity());
            case Entry.CountClaim count -> {
                if (count.quantity() == 0 || count.quantity() > MOST_PIECES || count.quantity() < -MOST_PIECES) {
                    throw Refusals.correctionOfNothing(Pieces.text(count.quantity()));
                }
                checkText("remark", Optional.of(count.remark()), 500);
            }
            case Entry.StaffingClaim _,Entry.ReasonClaim _ -> {
            }
        }
    }

    private static void checkMaking(Optional<String> tool, OptionalInt cavities) {
        checkText("tool", tool, 100);
        if (cavities.isPresent() && (cavities.getAsInt() < 1 || cavities.getAsInt() > MOST_CAVITIES)) {
            throw Refusals.cavities();
        }
    }

    private static void checkQuantity(long milli) {
        if (milli <= 0 || milli > MOST_PIECES) {
            throw Refusals.quantity(Pieces.text(milli));
        }
    }

    static void checkText(String field, Optional<String> text, int most) {
        if (text.isPresent() && (text.get().isBlank() || text.get().length() > most
                || text.get().chars().anyMatch(Character::isISOControl))) {
            throw Refusals.text(field, most);
        }
    }

    /** What the author may want to know of an entry that is taken. */
    List<Saved.Note> notes(Handle handle, Entry entry) {
        Optional<String> product = switch (entry.claim()) {
            case Entry.ProductClaim claim -> Optional.of(claim.product());
            case Entry.JobClaim claim -> Optional.of(claim.product());
            default -> Optional.empty();
        };
        return product.filter(id -> !Standards.any(handle, entry.workUnit(), id))
                .map(id -> new Saved.Note("no-standard", new Label(
                        "There is no standard for " + id + " on " + entry.workUnit()
                                + " yet; pieces are counted, speed and OEE need one.",
                        "设备 " + entry.workUnit() + " 上还没有产品 " + id + " 的标准；件数照常统计，性能与 OEE 需要标准。")))
                .stream().toList();
    }
}
