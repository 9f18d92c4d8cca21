package org.factfloor.web.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.factfloor.records.BusyException;
import org.factfloor.records.Records;
import org.factfloor.records.User;
import org.factfloor.records.Users;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.Caller;
import org.factfloor.web.http.Problem;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.factfloor.web.http.SignInThrottle;
import org.jspecify.annotations.Nullable;

/** Sign in, sign out, who am I. */
public final class SessionApi implements Resource {

    private final Records records;
    private final SignInThrottle throttle;
    private final SessionCookie cookie;
    private final Consumer<String> ended;

    private record SignIn(@Nullable String user, @Nullable String password) {
        @Override
        public String toString() {
            return "SignIn[" + user + "]";
        }
    }

    record Me(String user, String displayName, User.Role role) {
        static Me of(User user) {
            return new Me(user.name(), user.displayName(), user.role());
        }
    }

    /**
     * Sessions of people.
     *
     * @param ended told the token of each session that somebody ends
     */
    public SessionApi(Records records, SignInThrottle throttle, SessionCookie cookie, Consumer<String> ended) {
        this.records = records;
        this.throttle = throttle;
        this.cookie = cookie;
        this.ended = ended;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/session", Access.OPEN, this::signIn),
                Route.get("/session", Access.PERSON, call -> call.json(Me.of(person(call).user()))),
                Route.delete("/session", Access.PERSON, this::signOut));
    }

    private static Caller.Person person(Call call) {
        if (call.caller() instanceof Caller.Person person) {
            return person;
        }
        throw new IllegalStateException("a route for people let in " + call.caller());
    }

    private void signIn(Call call) {
        SignIn request = call.body(SignIn.class);
        String name = Checks.text("user", request.user(), 100);
        String password = password(request.password());
        String source = call.caller().source();
        // As accounts are compared, so that another way to type a name gives no further tries.
        String account = Users.signInName(name);
        Optional<Duration> wait = throttle.attempt(account, source);
        if (wait.isPresent()) {
            throw ProblemException.throttled(wait.get(), "Too many failed sign-ins; wait and try again.");
        }
        Optional<User> user = verify(name, password);
        records.audit().record(user.map(User::name).orElse("-"), source, "session.open", printable(name),
                user.isPresent() ? "ok" : "bad-credentials", "");
        User known = user.orElseThrow(() -> new ProblemException(
                Problem.of(401, "bad-credentials", "User or password is wrong; check both and try again.")));
        throttle.succeeded(account, source);
        cookie.set(call, records.sessions().open(known.name()));
        call.json(Me.of(known));
    }

    private Optional<User> verify(String name, String password) {
        try {
            return records.users().verify(name, password.toCharArray());
        } catch (BusyException e) {
            throw ProblemException.throttled(Duration.ofSeconds(5), "Too many people sign in at once; try again.");
        }
    }

    static String password(@Nullable String password) {
        if (password == null || password.isEmpty() || password.length() > 256) {
            throw ProblemException.invalidField("password", "must have 1 to 256 characters");
        }
        return password;
    }

    /** A name somebody typed, fit for the audit trail. */
    private static String printable(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}._@ -]", "?");
    }

    private void signOut(Call call) {
        Caller.Person person = person(call);
        records.sessions().close(person.session());
        records.audit().record(person.actor(), person.source(), "session.close", person.actor(), "ok", "");
        ended.accept(person.session());
        cookie.clear(call);
        call.status(204);
    }
}
