package org.factfloor.records;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.factfloor.plant.Micros;

/**
 * Who is signed in. A session ends after 12 h without use, after 7 days whatever happens, and when its user's password
 * changes.
 */
public final class Sessions {

    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(7);
    /** Use is written down at most this often; a write costs a sync of the disk. */
    private static final Duration USE_WRITTEN = Duration.ofMinutes(5);

    private final Database database;
    private final Tokens tokens;
    private final InstantSource clock;

    private record Session(User user, Instant openedAt, Instant usedAt) {}

    Sessions(Database database, Tokens tokens, InstantSource clock) {
        this.database = database;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Opens a session, and removes those that have ended.
     *
     * @param user name of a user that exists
     * @return the token that stands for the session, 256 random bits in 43 characters; only its hash is kept
     * @throws RecordsException if there is no such user
     */
    public String open(String user) {
        String token = tokens.next();
        Instant now = clock.instant();
        database.change(handle -> {
            handle.execute("DELETE FROM user_session WHERE used_at < ? OR opened_at < ?", Micros.of(now.minus(IDLE)),
                    Micros.of(now.minus(LONGEST)));
            int opened = handle.execute("INSERT INTO user_session (token_hash, sign_in_name, opened_at, used_at)"
                    + " SELECT ?, sign_in_name, ?, ? FROM user_account WHERE sign_in_name = ?", Tokens.hash(token),
                    Micros.of(now), Micros.of(now), Users.signInName(user));
            if (opened == 0) {
                throw new RecordsException("there is no user " + user + " to open a session for");
            }
        });
        return token;
    }

    /** Whose session it is while it lasts; counts as use. */
    public Optional<User> find(String token) {
        byte[] hash = Tokens.hash(token);
        Instant now = clock.instant();
        Optional<Session> session = database.read(handle -> handle
                .createQuery(
                        "SELECT * FROM user_session JOIN user_account USING (sign_in_name) WHERE token_hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> new Session(Users.USER.map(row, context),
                        Micros.toInstant(row.getLong("opened_at")),
                        Micros.toInstant(row.getLong("used_at"))))
                .findOne())
                .filter(found -> now.isBefore(found.usedAt().plus(IDLE))
                        && now.isBefore(found.openedAt().plus(LONGEST)));
        if (session.isPresent() && now.isAfter(session.get().usedAt().plus(USE_WRITTEN))) {
            database.change(handle -> handle.execute("UPDATE user_session SET used_at = ? WHERE token_hash = ?",
                    Micros.of(now), hash));
        }
        return session.map(Session::user);
    }

    /** Ends a session, if it is one. */
    public void close(String token) {
        database.change(handle -> handle.execute("DELETE FROM user_session WHERE token_hash = ?", Tokens.hash(token)));
    }
}
