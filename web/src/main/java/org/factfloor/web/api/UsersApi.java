package org.factfloor.web.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.factfloor.records.Audit;
import org.factfloor.records.BusyException;
import org.factfloor.records.RecordsException;
import org.factfloor.records.User;
import org.factfloor.records.Users;
import org.factfloor.records.WeakPasswordException;
import org.factfloor.web.http.Access;
import org.factfloor.web.http.Call;
import org.factfloor.web.http.ProblemException;
import org.factfloor.web.http.Route;
import org.jspecify.annotations.Nullable;

/** Who may sign in, and what they may do. */
public final class UsersApi implements Resource {

    private final Users users;
    private final Audit audit;

    /** What is absent stays as it is where a user is changed. */
    private record Request(@Nullable String user, @Nullable String displayName, @Nullable String role,
            @Nullable String password) {
        @Override
        public String toString() {
            return "Request[" + user + ", " + role + "]";
        }
    }

    public UsersApi(Users users, Audit audit) {
        this.users = users;
        this.audit = audit;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/users", Access.ADMIN,
                        call -> call.json(Page.all(users.list().stream().map(SessionApi.Me::of).toList()))),
                Route.post("/users", Access.ADMIN, this::create), Route.put("/users/{user}", Access.ADMIN,
                        this::change),
                Route.delete("/users/{user}", Access.ADMIN, this::delete));
    }

    private void create(Call call) {
        Request request = call.body(Request.class);
        String name = Checks.text("user", request.user(), 64);
        User.Role role = Checks.word("role", User.Role.class, request.role());
        String displayName = Checks.optional("displayName", request.displayName(), 100).orElse("");
        char[] password = SessionApi.password(request.password()).toCharArray();
        if (users.find(name).isPresent()) {
            throw ProblemException.of(409, "id-taken", "There is a user " + name + "; choose another name.");
        }
        try {
            User user = hashing(() -> users.create(name, displayName, password, role));
            record(call, "user.create", user);
            call.json(201, SessionApi.Me.of(user));
        } catch (RecordsException e) {
            throw ProblemException.invalidField("user", String.valueOf(e.getMessage()));
        }
    }

    private void change(Call call) {
        Request request = call.body(Request.class);
        User before = existing(call);
        if (request.user() != null && !request.user().equals(before.name())) {
            throw ProblemException.invalidField("user", "cannot change; make another user instead");
        }
        String displayName = request.displayName() == null
                ? before.displayName()
                : Checks.optional("displayName", request.displayName(), 100).orElse("");
        User.Role role = request.role() == null
                ? before.role()
                : Checks.word("role", User.Role.class, request.role());
        Optional<char[]> password = Optional.ofNullable(request.password())
                .map(given -> SessionApi.password(given).toCharArray());
        User after = hashing(() -> users.change(before.name(), displayName, role, password))
                .orElseThrow(() -> unknown(before.name()));
        if (password.isPresent()) {
            record(call, "user.password", after);
        }
        if (!after.equals(before)) {
            record(call, "user.change", after);
        }
        call.json(SessionApi.Me.of(after));
    }

    private void delete(Call call) {
        User user = existing(call);
        users.delete(user.name());
        record(call, "user.delete", user);
        call.status(204);
    }

    private static <T> T hashing(Supplier<T> work) {
        try {
            return work.get();
        } catch (WeakPasswordException e) {
            throw ProblemException.weakPassword(e.text());
        } catch (BusyException e) {
            throw ProblemException.throttled(Duration.ofSeconds(5), "Too many passwords are set at once.");
        }
    }

    private void record(Call call, String action, User user) {
        audit.record(call.caller().actor(), call.caller().source(), action, user.name(), "ok",
                user.displayName() + ", " + user.role());
    }

    private User existing(Call call) {
        Optional<User> user = users.find(call.path("user"));
        return user.orElseThrow(() -> unknown(call.path("user")));
    }

    private static ProblemException unknown(String name) {
        return ProblemException.notFound("unknown-user", "There is no user " + name + "; load the list again.");
    }
}
