package org.factfloor.web.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.factfloor.plant.Label;
import org.factfloor.records.Records;
import org.factfloor.records.RecordsException;
import org.factfloor.records.User;
import org.factfloor.records.WeakPasswordException;
import org.factfloor.records.plantfile.PlantEdits;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Caller;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.SignInThrottle;
import org.jspecify.annotations.Nullable;

/** The first run: makes the first administrator and an empty plant, for whoever has the code printed at the start. */
public final class SetupApi implements Resource {

    private final Records records;
    private final Optional<String> code;
    private final SignInThrottle throttle;
    private final SessionCookie cookie;
    private final PlantDesk plants;

    private record Setup(@Nullable String code, @Nullable String user, @Nullable String displayName,
            @Nullable String password, @Nullable String plantName, @Nullable String zone) {
        @Override
        public String toString() {
            return "Setup[" + user + "]";
        }
    }

    public SetupApi(Records records, Optional<String> code, SignInThrottle throttle, SessionCookie cookie,
            PlantDesk plants) {
        this.records = records;
        this.code = code;
        this.throttle = throttle;
        this.cookie = cookie;
        this.plants = plants;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/setup", Access.OPEN, this::setUp));
    }

    private void setUp(Call call) throws InterruptedException {
        Setup request = call.body(Setup.class);
        if (records.users().any()) {
            throw alreadySetUp();
        }
        String source = call.caller().source();
        Optional<Duration> wait = throttle.attempt("first run", source);
        if (wait.isPresent()) {
            throw ProblemException.throttled(wait.get(), "Too many wrong codes; wait and try again.");
        }
        if (!isCode(Checks.text("code", request.code(), 100))) {
            records.audit().record("-", source, "setup", "installation", "wrong-code", "");
            throw ProblemException.of(403, "wrong-code",
                    "This is not the code of the first run; read it where Factfloor was started.");
        }
        throttle.succeeded("first run", source);
        ZoneId zone = zone(request.zone());
        String plantName = Checks.optional("plantName", request.plantName(), 100).orElse("My plant");
        User user = createUser(request);
        records.audit().record(user.name(), source, "setup", user.name(), "ok", "first administrator");
        String session = records.sessions().open(user.name());
        if (records.plants().current().isEmpty()) {
            plants.apply(PlantEdits.emptyPlant(plantName, zone), new Caller.Person(user, session, source),
                    "First run", OptionalInt.empty());
        }
        cookie.set(call, session);
        call.json(201, SessionApi.Me.of(user));
    }

    private boolean isCode(String given) {
        return code.isPresent() && MessageDigest.isEqual(code.get().getBytes(StandardCharsets.UTF_8),
                given.getBytes(StandardCharsets.UTF_8));
    }

    private static ZoneId zone(@Nullable String zone) {
        try {
            return Checks.optional("zone", zone, 60).map(ZoneId::of).orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException e) {
            throw ProblemException.invalidField("zone", new Label("The time zone " + zone
                    + " is not known; choose one such as Asia/Shanghai.",
                    "没有时区 " + zone + "；请选择例如 Asia/Shanghai 的时区。"));
        }
    }

    private User createUser(Setup request) {
        String name = Checks.text("user", request.user(), 60);
        String displayName = Checks.optional("displayName", request.displayName(), 100).orElse(name);
        try {
            return records.users().createFirst(name, displayName, SessionApi.password(request.password()).toCharArray())
                    .orElseThrow(SetupApi::alreadySetUp);
        } catch (WeakPasswordException e) {
            throw ProblemException.weakPassword(e.text());
        } catch (RecordsException e) {
            throw ProblemException.invalidField("user", String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException alreadySetUp() {
        return ProblemException.of(409, "already-set-up", "The first run is over; sign in instead.");
    }
}
