package org.factfloor.records;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.factfloor.plant.Micros;
import org.jdbi.v3.core.mapper.RowMapper;

/** Bearer tokens of programs. Only their hashes are kept. Callers write what they do to the {@link Audit} themselves. */
public final class ApiTokens {

    /** Lets people and scanners of leaked secrets recognise a token. */
    private static final String PREFIX = "ffl_";
    private static final RowMapper<ApiToken> TOKEN = (row, _) -> new ApiToken(row.getString("name"),
            Arrays.stream(row.getString("scopes").split(",", -1)).map(ApiToken.Scope::valueOf)
                    .collect(Collectors.toSet()),
            Micros.toInstant(row.getLong("created_at")), row.getString("created_by"));

    private final Database database;
    private final Tokens tokens;
    private final InstantSource clock;

    ApiTokens(Database database, Tokens tokens, InstantSource clock) {
        this.database = database;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Makes a token, which is told here and never again.
     *
     * @param name unique among tokens
     * @param scopes at least one
     * @throws RecordsException if the name is taken
     */
    public String create(String name, Set<ApiToken.Scope> scopes, String actor) {
        if (name.isBlank() || scopes.isEmpty()) {
            throw new RecordsException("a token needs a name and at least one scope");
        }
        String token = PREFIX + tokens.next();
        String words = scopes.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
        database.change(handle -> {
            int created = handle.execute("INSERT INTO api_token (name, token_hash, scopes, created_at, created_by)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING", name, Tokens.hash(token), words,
                    Micros.of(clock.instant()), actor);
            if (created == 0) {
                throw new RecordsException(
                        "there is a token " + name + " already; choose another name or revoke it first");
            }
        });
        return token;
    }

    public Optional<ApiToken> find(String token) {
        return database.read(handle -> handle.createQuery("SELECT * FROM api_token WHERE token_hash = :hash")
                .bind("hash", Tokens.hash(token)).map(TOKEN).findOne());
    }

    /** Ends a token; false if there is none of that name. */
    public boolean revoke(String name) {
        return database.write(handle -> handle.execute("DELETE FROM api_token WHERE name = ?", name) > 0);
    }

    /** All tokens by name. */
    public List<ApiToken> list() {
        return database.read(handle -> handle.createQuery("SELECT * FROM api_token ORDER BY name").map(TOKEN).list());
    }
}
