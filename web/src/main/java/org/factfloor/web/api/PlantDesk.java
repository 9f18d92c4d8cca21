package org.factfloor.web.api;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.factfloor.records.PlantVersion;
import org.factfloor.records.PlantVersions;
import org.factfloor.records.Records;
import org.factfloor.records.plantfile.PlantEditException;
import org.factfloor.web.PlantApplication;
import org.factfloor.web.http.Caller;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** The one way the plant is changed: a new version of its file, applied to what runs. Safe for many threads. */
public final class PlantDesk {

    private final Records records;
    private final PlantApplication application;
    /** One change at a time, so that what runs never goes back to an older version. */
    private final ReentrantLock changing = new ReentrantLock();

    /** Something that is done around a change of the plant. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws InterruptedException;
    }

    public PlantDesk(Records records, PlantApplication application) {
        this.records = records;
        this.application = application;
    }

    /**
     * Applies a whole file.
     *
     * @param basedOn version it was made from, where the author says so
     * @throws ProblemException 422 {@code invalid-plant}, 409 {@code conflict}
     */
    PlantVersions.Outcome apply(String yaml, Caller author, String comment, OptionalInt basedOn)
            throws InterruptedException {
        changing.lockInterruptibly();
        try {
            return run(new PlantVersions.Proposal(yaml, author.actor(), author.source(), comment, basedOn));
        } finally {
            changing.unlock();
        }
    }

    /**
     * Changes the file that holds.
     *
     * @return the version that holds then
     * @throws ProblemException 404 {@code no-plant}, 422 {@code invalid-plant}
     */
    PlantVersion edit(Caller author, String comment, UnaryOperator<String> edit) throws InterruptedException {
        changing.lockInterruptibly();
        try {
            PlantVersion before = records.plants().current().orElseThrow(() -> ProblemException.notFound("no-plant",
                    "There is no plant yet; finish the first run, or apply a plant.yaml."));
            String yaml = edit.apply(before.yaml());
            PlantVersions.Outcome outcome = run(new PlantVersions.Proposal(yaml, author.actor(), author.source(),
                    comment, OptionalInt.of(before.number())));
            return outcome instanceof PlantVersions.Outcome.Applied applied ? applied.version() : before;
        } catch (PlantEditException e) {
            throw invalid(e.problems(), e.getMessage());
        } finally {
            changing.unlock();
        }
    }

    /** Does work that reads the plant and changes it, while nobody else changes it. */
    <T> T alone(Work<T> work) throws InterruptedException {
        changing.lockInterruptibly();
        try {
            return work.run();
        } finally {
            changing.unlock();
        }
    }

    private PlantVersions.Outcome run(PlantVersions.Proposal proposal) throws InterruptedException {
        PlantVersions.Outcome outcome = records.plants().apply(proposal);
        switch (outcome) {
            case PlantVersions.Outcome.Applied applied -> application.apply(applied.version());
            case PlantVersions.Outcome.Rejected rejected -> throw invalid(rejected.problems(), null);
            case PlantVersions.Outcome.Conflict conflict -> throw conflict(conflict);
            case PlantVersions.Outcome.Unchanged _,PlantVersions.Outcome.Preview _ -> {
            }
        }
        return outcome;
    }

    static ProblemException conflict(PlantVersions.Outcome.Conflict conflict) {
        return ProblemException.of(409, "conflict", "The plant is at version " + conflict.current()
                + " by now; load it, make your change there and apply it again.");
    }

    static ProblemException invalid(List<org.factfloor.records.plantfile.Problem> problems, @Nullable String message) {
        String detail = message != null
                ? message
                : problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in the plant file; first: "
                        + problems.getFirst();
        return new ProblemException(Problem.of(422, "invalid-plant", detail)
                .withErrors(problems.stream().map(PlantProblem::of).toList()));
    }

    /** A problem in the plant file, as the API tells it. */
    private record PlantProblem(String file, int line, int column, String path, String message,
            @Nullable String nearest) {
        static PlantProblem of(org.factfloor.records.plantfile.Problem problem) {
            return new PlantProblem(problem.file(), problem.line(), problem.column(), problem.path(),
                    problem.message(), problem.nearest().orElse(null));
        }
    }
}
