package org.factfloor.web.http;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.factfloor.records.ApiToken;
import org.factfloor.records.Records;
import org.factfloor.records.User;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers in: finds out who they are, whether they may use a route, and whether a change really comes from our own
 * pages. Safe for many threads.
 */
public final class Gate {

    /** The header our pages send with every change; a foreign page cannot add it without asking first. */
    public static final String CHANGE_HEADER = "X-Factfloor";

    private final Records records;

    public Gate(Records records) {
        this.records = records;
    }

    /**
     * The cookie that carries the session's token. Browsers send the cookies of a host to all its ports, so its name has the
     * port people came by: two plants on one computer do not sign each other out.
     */
    static String cookie(Context context) {
        return "factfloor_session_" + context.req().getServerPort();
    }

    /**
     * Who makes the request.
     *
     * @throws ProblemException 401 {@code bad-token} for a bearer token we did not give
     */
    public Caller caller(Context context) {
        String source = context.req().getRemoteAddr();
        String authorization = context.header("Authorization");
        if (authorization != null) {
            return machine(authorization, source);
        }
        String session = context.cookie(cookie(context));
        return Optional.ofNullable(session).flatMap(records.sessions()::find)
                .<Caller>map(user -> new Caller.Person(user, String.valueOf(session), source))
                .orElseGet(() -> new Caller.Unknown(source));
    }

    private Caller machine(String authorization, String source) {
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw unauthorized("bad-token", "Authorization must be a bearer token: Authorization: Bearer TOKEN.");
        }
        ApiToken token = records.tokens().find(authorization.substring(7).strip()).orElseThrow(
                () -> unauthorized("bad-token", "This token is not known or was revoked; ask for a new one."));
        return new Caller.Machine(token, source);
    }

    /**
     * Checks that the caller may do it.
     *
     * @param changes whether the call changes something
     * @throws ProblemException 401 where nobody is signed in, 403 where the caller may not
     */
    public void check(Context context, Access access, boolean changes, Caller caller) {
        if (changes) {
            checkOrigin(context);
        }
        switch (access) {
            case OPEN -> {
            }
            case METRICS -> requireScope(caller, ApiToken.Scope.METRICS);
            case READ -> {
                if (!(caller instanceof Caller.Person)) {
                    requireScope(caller, ApiToken.Scope.READ);
                }
            }
            case PERSON -> requirePerson(caller);
            case OPERATOR -> requireRole(caller, User.Role.OPERATOR);
            case TEAM_LEAD -> requireRole(caller, User.Role.TEAM_LEAD);
            case ENGINEER -> requireRole(caller, User.Role.ENGINEER);
            case ADMIN -> {
                User.Role role = requirePerson(caller).user().role();
                if (role != User.Role.ADMIN) {
                    throw ProblemException.of(403, "admin-only", "You are signed in as " + Words.of(role)
                            + "; ask an administrator to do this.");
                }
            }
        }
        if (changes && caller instanceof Caller.Person && !"1".equals(context.header(CHANGE_HEADER))) {
            throw ProblemException.of(403, "change-header-missing",
                    "A change with a session cookie needs the header " + CHANGE_HEADER + ": 1; send it.");
        }
    }

    private static void requireRole(Caller caller, User.Role least) {
        User.Role role = requirePerson(caller).user().role();
        if (!role.covers(least)) {
            throw ProblemException.of(403, "role-may-not", "You are signed in as " + Words.of(role)
                    + "; this is for " + Words.of(least) + " and above. Ask one of them to do it.");
        }
    }

    private static Caller.Person requirePerson(Caller caller) {
        return switch (caller) {
            case Caller.Person person -> person;
            case Caller.Machine machine -> throw ProblemException.of(403, "people-only",
                    "The token " + machine.token().name() + " may not do this; sign in instead.");
            case Caller.Unknown unknown -> throw unauthorized("sign-in-required", "Sign in first.");
        };
    }

    private static void requireScope(Caller caller, ApiToken.Scope scope) {
        switch (caller) {
            case Caller.Machine machine -> {
                if (!machine.token().scopes().contains(scope)) {
                    throw ProblemException.of(403, "scope-missing",
                            "The token " + machine.token().name() + " has no scope " + Words.of(scope)
                                    + "; make one that has.");
                }
            }
            case Caller.Person person -> throw ProblemException.of(403, "token-only",
                    "This answers only to a bearer token with scope " + Words.of(scope) + ".");
            case Caller.Unknown unknown -> throw unauthorized("sign-in-required",
                    "Sign in, or send a bearer token with scope " + Words.of(scope) + ".");
        }
    }

    /**
     * Checks that a browser sends the request from one of our own pages. Clients that are no browsers send neither header.
     *
     * @throws ProblemException 403 {@code foreign-origin}
     */
    public static void checkOrigin(Context context) {
        String site = context.header("Sec-Fetch-Site");
        boolean foreignSite = site != null && !site.equals("same-origin") && !site.equals("none");
        String origin = context.header("Origin");
        boolean foreignOrigin = origin != null && !isOwn(origin, context.header("Host"));
        if (foreignSite || foreignOrigin) {
            throw ProblemException.of(403, "foreign-origin",
                    "The request comes from a page of another site; open Factfloor itself.");
        }
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        return host != null
                && (origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host));
    }

    private static ProblemException unauthorized(String code, String detail) {
        return new ProblemException(Problem.of(401, code, detail),
                Map.of("WWW-Authenticate", "Bearer realm=\"factfloor\""));
    }
}
