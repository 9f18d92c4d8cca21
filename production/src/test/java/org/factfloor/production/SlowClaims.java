package org.factfloor.production;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.factfloor.plant.Signal.Role;
import org.factfloor.production.Entry.Claim;
import org.factfloor.production.Entry.JobClaim;
import org.factfloor.production.Entry.ProductClaim;
import org.factfloor.production.Entry.StaffingClaim;
import org.factfloor.production.Entry.StateClaim;
import org.factfloor.production.WorkUnitSheet.Counting;
import org.factfloor.production.WorkUnitSheet.OneCount;

/** Sections 5 and 6: which claim, product, job and standard hold at an instant, by looking through all of them. */
final class SlowClaims {

    static final Comparator<Entry> SAID_LAST = Comparator.comparingLong(Entry::saidAt).thenComparing(Entry::id);
    private static final Comparator<Entry> BEGINS_LAST = Comparator.comparingLong(Entry::from).thenComparing(SAID_LAST);

    private final WorkUnitSheet sheet;
    private final Plan plan;
    private final SlowSamples samples;
    private final RulesMet met;

    SlowClaims(WorkUnitSheet sheet, Plan plan, SlowSamples samples, RulesMet met) {
        this.sheet = sheet;
        this.plan = plan;
        this.samples = samples;
        this.met = met;
    }

    /** Where the figures of section 6 can change. */
    List<Long> borders() {
        List<Long> borders = new ArrayList<>();
        for (Entry entry : plan.entries()) {
            borders.add(entry.from());
            borders.add(entry.saidAt());
            borders.add(end(entry));
        }
        plan.standards().forEach(standard -> borders.add(standard.validFrom()));
        return borders;
    }

    List<Entry> of(Class<? extends Claim> kind) {
        return plan.entries().stream().filter(entry -> kind.isInstance(entry.claim())).toList();
    }

    /** Of no length, and not of one instant: such a claim changes nothing. */
    static boolean isEmpty(Entry entry) {
        return entry.to().isPresent() && entry.to().getAsLong() == entry.from();
    }

    /** Where a claim ends; one without an end is ended by the next one of its kind. */
    long end(Entry entry) {
        return entry.to().orElseGet(() -> of(entry.claim().getClass()).stream()
                .filter(other -> other.from() > entry.from() && !isEmpty(other)).mapToLong(Entry::from).min()
                .orElse(Long.MAX_VALUE));
    }

    private List<Entry> covering(Class<? extends Claim> kind, long instant) {
        List<Entry> covering = of(kind).stream()
                .filter(entry -> !isEmpty(entry) && entry.from() <= instant && instant < end(entry)).toList();
        met.when(covering.size() > 1, PageRule.CLAIMS_OVERLAP);
        return covering;
    }

    Optional<Entry> staffing(long instant) {
        return covering(StaffingClaim.class, instant).stream().max(SAID_LAST);
    }

    Optional<Entry> state(long instant) {
        return covering(StateClaim.class, instant).stream().max(SAID_LAST);
    }

    /** What is made, and how. */
    record Making(Optional<String> job, Optional<String> product, Optional<String> tool, OptionalInt cavities) {}

    Making making(long instant) {
        Optional<Entry> job = covering(JobClaim.class, instant).stream().max(BEGINS_LAST);
        if (job.isPresent()) {
            JobClaim claim = (JobClaim) job.get().claim();
            met.when(covering(ProductClaim.class, instant).size() > 0, PageRule.JOB_BEFORE_PRODUCT);
            return new Making(Optional.of(claim.job()), Optional.of(claim.product()), claim.tool(),
                    claim.activeCavities());
        }
        Optional<Entry> product = covering(ProductClaim.class, instant).stream().max(BEGINS_LAST);
        if (product.isPresent()) {
            ProductClaim claim = (ProductClaim) product.get().claim();
            met.when(samples.known(Role.PROGRAM, instant).isPresent(), PageRule.PRODUCT_BEFORE_PROGRAM);
            return new Making(Optional.empty(), Optional.of(claim.product()), claim.tool(), claim.activeCavities());
        }
        Optional<String> program = samples.known(Role.PROGRAM, instant).map(SlowSample::name);
        program.ifPresent(name -> met.rule(sheet.programs().containsKey(name)
                ? PageRule.PRODUCT_OF_PROGRAM
                : PageRule.PRODUCT_IS_PROGRAM));
        return new Making(Optional.empty(), program.map(name -> sheet.programs().getOrDefault(name, name)),
                Optional.empty(), OptionalInt.empty());
    }

    Optional<PlannedCycle> standard(long instant) {
        Making making = making(instant);
        List<Standard> holding = plan.standards().stream()
                .filter(standard -> standard.workUnit().equals(sheet.workUnit())
                        && making.product().equals(Optional.of(standard.product()))
                        && standard.validFrom() <= instant)
                .sorted(Comparator.comparingLong(Standard::validFrom).reversed()).toList();
        Predicate<Standard> forTool = standard -> standard.tool().isPresent() && standard.tool().equals(making.tool());
        Optional<Standard> withTool = holding.stream().filter(forTool).findFirst();
        Optional<Standard> without = holding.stream().filter(standard -> standard.tool().isEmpty()).findFirst();
        met.when(withTool.isPresent() && without.isPresent(), PageRule.STANDARD_OF_TOOL_FIRST);
        met.when(holding.size() > 1, PageRule.LATEST_STANDARD);
        return withTool.or(() -> without).map(Standard::planned);
    }

    /** Section 3: what one count is worth, 10⁻³ pieces. */
    long piecesPerCount(Counting counting, long instant) {
        if (counting.oneCount() == OneCount.PART || counting.oneCount() == OneCount.GOOD_PART) {
            return counting.piecesPerCount();
        }
        OptionalInt cavities = making(instant).cavities();
        Optional<PlannedCycle> standard = standard(instant);
        if (cavities.isPresent()) {
            met.rule(PageRule.PIECES_BY_CAVITIES);
            return cavities.getAsInt() * 1_000L;
        }
        met.rule(standard.isPresent() ? PageRule.PIECES_BY_STANDARD : PageRule.PIECES_BY_SHEET);
        return standard.map(PlannedCycle::partsPerCycle).orElse(counting.piecesPerCount());
    }
}
