package org.factfloor.records;

import java.text.Normalizer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.factfloor.plant.Micros;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * The people who may sign in. Passwords are kept as Argon2id hashes only (RFC 9106; 19 MiB, 2 passes, 1 lane). Callers
 * write what they do to the {@link Audit} themselves, since they know who asked.
 */
public final class Users {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");
    static final RowMapper<User> USER = (row, _) -> new User(row.getString("name"), row.getString("display_name"),
            User.Role.valueOf(row.getString("role")));

    private final Database database;
    private final PasswordHash hash;
    private final InstantSource clock;

    private record Account(User user, String password) {}

    Users(Database database, PasswordHash hash, InstantSource clock) {
        this.database = database;
        this.hash = hash;
        this.clock = clock;
    }

    /** Whether there is any user yet. */
    public boolean any() {
        return database.read(Users::any);
    }

    /** All users by name. */
    public List<User> list() {
        return database.read(handle -> handle.createQuery("SELECT * FROM user_account ORDER BY sign_in_name").map(USER)
                .list());
    }

    public Optional<User> find(String name) {
        return account(name).map(Account::user);
    }

    /**
     * Adds a user.
     *
     * @throws WeakPasswordException for a password below the {@link PasswordPolicy}
     * @throws RecordsException for a name that is taken
     * @throws RefusedException for a name with characters names do not have
     */
    public User create(String name, String displayName, char[] password, User.Role role) {
        checkName(name);
        String hashed = hashed(name, password);
        User user = new User(name, displayName.isBlank() ? name : displayName, role);
        database.change(handle -> {
            if (handle.createQuery("SELECT 1 FROM user_account WHERE sign_in_name = :name")
                    .bind("name", signInName(name))
                    .mapTo(Integer.class).findOne().isPresent()) {
                throw new RecordsException("there is a user " + name + " already; choose another name");
            }
            insert(handle, user, hashed);
        });
        return user;
    }

    /** Adds an administrator if there is no user at all; empty if there is one. Errors as in {@link #create}. */
    public Optional<User> createFirst(String name, String displayName, char[] password) {
        checkName(name);
        String hashed = hashed(name, password);
        User user = new User(name, displayName.isBlank() ? name : displayName, User.Role.ADMIN);
        return database.write(handle -> {
            if (any(handle)) {
                return Optional.<User>empty();
            }
            insert(handle, user, hashed);
            return Optional.of(user);
        });
    }

    /**
     * The user if name and password are right. Takes as long for a name nobody has.
     *
     * @throws BusyException if too many passwords are being checked at once
     */
    public Optional<User> verify(String name, char[] password) {
        if (password.length > PasswordPolicy.LONGEST) {
            return Optional.empty();
        }
        Optional<Account> account = account(name);
        boolean right = hash.matches(password, account.map(Account::password).orElse(hash.ofNobody()));
        return right ? account.map(Account::user) : Optional.empty();
    }

    /**
     * Gives a user a new password and ends their sessions.
     *
     * @return false if nobody has the name
     * @throws WeakPasswordException for a password below the {@link PasswordPolicy}
     */
    public boolean setPassword(String name, char[] password) {
        String hashed = hashed(name, password);
        return database.write(handle -> setPassword(handle, name, hashed));
    }

    private static boolean setPassword(Handle handle, String name, String hashed) {
        handle.execute("DELETE FROM user_session WHERE sign_in_name = ?", signInName(name));
        return handle.execute("UPDATE user_account SET password = ? WHERE sign_in_name = ?", hashed,
                signInName(name)) > 0;
    }

    /**
     * Changes what others see of a user and what they may do, from their next request on, and their password: all of it or
     * nothing.
     *
     * @param displayName blank for the name they sign in with
     * @param password a new one, which ends their sessions; empty for the one they have
     * @return empty if nobody has the name
     * @throws RefusedException if it would leave no administrator
     * @throws WeakPasswordException for a password below the {@link PasswordPolicy}
     */
    public Optional<User> change(String name, String displayName, User.Role role, Optional<char[]> password) {
        Optional<String> hashed = password.map(given -> hashed(name, given));
        return database.write(handle -> {
            hashed.ifPresent(hash -> setPassword(handle, name, hash));
            handle.execute("UPDATE user_account SET display_name = CASE ? WHEN '' THEN name ELSE ? END, role = ?"
                    + " WHERE sign_in_name = ?", displayName.strip(), displayName.strip(), role.name(),
                    signInName(name));
            requireAdministrator(handle);
            return account(handle, name).map(Account::user);
        });
    }

    /**
     * Removes a user and their sessions; false if nobody has the name.
     *
     * @throws RefusedException if it would leave no administrator
     */
    public boolean delete(String name) {
        return database.write(handle -> {
            boolean deleted = handle.execute("DELETE FROM user_account WHERE sign_in_name = ?", signInName(name)) > 0;
            requireAdministrator(handle);
            return deleted;
        });
    }

    /** Refuses what would leave users of whom none is an administrator. */
    private static void requireAdministrator(Handle handle) {
        boolean administrator = handle
                .createQuery("SELECT EXISTS (SELECT 1 FROM user_account WHERE role = 'ADMIN')").mapTo(Boolean.class)
                .one();
        if (!administrator) {
            throw Refusals.lastAdministrator();
        }
    }

    /** The form in which names are compared: the same letters, however typed. */
    public static String signInName(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static boolean any(Handle handle) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM user_account)").mapTo(Boolean.class).one();
    }

    private Optional<Account> account(String name) {
        return database.read(handle -> account(handle, name));
    }

    private static Optional<Account> account(Handle handle, String name) {
        return handle.createQuery("SELECT * FROM user_account WHERE sign_in_name = :name")
                .bind("name", signInName(name))
                .map((row, context) -> new Account(USER.map(row, context), row.getString("password"))).findOne();
    }

    private void insert(Handle handle, User user, String password) {
        handle.execute("INSERT INTO user_account (sign_in_name, name, display_name, role, password, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?)", signInName(user.name()), user.name(), user.displayName(),
                user.role().name(),
                password, Micros.of(clock.instant()));
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refusals.userName();
        }
    }

    private String hashed(String name, char[] password) {
        PasswordPolicy.objection(name, password).ifPresent(text -> {
            throw new WeakPasswordException(text);
        });
        return hash.of(password);
    }
}
