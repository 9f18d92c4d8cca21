package org.factfloor.web.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.factfloor.imports.ImportException;
import org.factfloor.imports.Reading;
import org.factfloor.imports.SampleImport;
import org.factfloor.imports.SampleImports;
import org.factfloor.records.Audit;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;

/** Imports of samples of the past: send a file, see how it will be read, try it, file it, see what became of it. */
public final class SampleImportsApi implements Resource {

    /** The largest file that is sent; larger ones are imported where they lie. */
    private static final long MAX_FILE = 4L << 30;

    private final SampleImports imports;
    private final Audit audit;

    public SampleImportsApi(SampleImports imports, Audit audit) {
        this.imports = imports;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/sample-imports", Access.READ,
                        call -> call.json(Page.all(imports.all().stream().map(this::view).toList()))),
                Route.post("/sample-imports", Access.ENGINEER, this::send, "name"),
                Route.get("/sample-imports/{id}", Access.READ, call -> call.json(view(find(call)))),
                Route.delete("/sample-imports/{id}", Access.ENGINEER, this::discard),
                Route.get("/sample-imports/{id}/look", Access.ENGINEER, this::look),
                Route.put("/sample-imports/{id}/reading", Access.ENGINEER, this::read),
                Route.post("/sample-imports/{id}/check", Access.ENGINEER,
                        call -> begin(call, "samples.check", imports::check)),
                Route.post("/sample-imports/{id}/file", Access.ENGINEER,
                        call -> begin(call, "samples.file", imports::file)),
                Route.post("/sample-imports/{id}/cancel", Access.ENGINEER,
                        call -> begin(call, "samples.cancel", imports::cancel)),
                Route.get("/sample-imports/{id}/rejects", Access.READ, this::rejects));
    }

    private SampleImportView view(SampleImport told) {
        return SampleImportView.of(told, imports.sameDone(told), imports.rejects(told.id()).isPresent());
    }

    private SampleImport find(Call call) {
        String id = call.path("id");
        Optional<SampleImport> found = id.matches("\\d{1,9}")
                ? imports.find(Integer.parseInt(id))
                : Optional.empty();
        return found.orElseThrow(() -> ProblemException.notFound("unknown-import",
                "There is no import " + id + "; look at GET /api/v1/sample-imports for those there are."));
    }

    private void send(Call call) throws IOException {
        String name = Checks.text("name", call.query("name").orElse(null), 200);
        SampleImport sent;
        try {
            sent = imports.send(name, call.file(MAX_FILE), call.caller().actor());
        } catch (ImportException e) {
            throw refused(e);
        }
        note(call, "samples.send", sent);
        call.json(201, view(sent));
    }

    private void look(Call call) throws IOException {
        try {
            call.json(LookView.of(imports.look(find(call).id())));
        } catch (ImportException e) {
            throw refused(e);
        }
    }

    private void read(Call call) throws IOException {
        SampleImport told = find(call);
        Reading.Words said = call.body(Reading.Words.class);
        Reading reading;
        try {
            reading = said.reading();
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(400, "invalid-field", String.valueOf(e.getMessage()));
        }
        try {
            imports.read(told.id(), reading);
            call.json(LookView.of(imports.look(told.id())));
        } catch (ImportException e) {
            throw refused(e);
        }
    }

    private void begin(Call call, String action, IntConsumer act) {
        SampleImport told = find(call);
        try {
            act.accept(told.id());
        } catch (ImportException e) {
            throw refused(e);
        }
        note(call, action, told);
        call.json(202, view(find(call)));
    }

    private void discard(Call call) throws IOException {
        SampleImport told = find(call);
        try {
            imports.discard(told.id());
        } catch (ImportException e) {
            throw refused(e);
        }
        note(call, "samples.discard", told);
        call.status(204);
    }

    private void rejects(Call call) throws IOException {
        SampleImport told = find(call);
        Path list = imports.rejects(told.id()).orElseThrow(() -> ProblemException.notFound("no-rejects",
                "Nothing of this import was rejected so far."));
        call.setHeader("Content-Disposition", "attachment; filename=\"rejects-" + told.id() + ".csv\"");
        try (OutputStream out = call.stream("text/csv; charset=utf-8")) {
            Files.copy(list, out);
        }
    }

    private void note(Call call, String action, SampleImport told) {
        audit.record(call.caller().actor(), call.caller().source(), action, told.name(), "ok",
                "import " + told.id());
    }

    private static ProblemException refused(ImportException e) {
        return new ProblemException(Problem.of(422, "import-refused", e.text().en()).withText(e.text()));
    }
}
